"""Normal forms of firm and project names: what stays the same when two people write one name.

Three forms of a firm, each losing a little more, each with its own meaning when two names agree in it:
`key` (brackets, spaces, full and half width), `core` (also without the legal form 有限公司 …), `stem` (also without
places).
A project keeps its phase (一期, 二期) and its figures in every form: they tell two projects of one firm apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from southgate.domain.caching import cached

LEGAL_FORMS = (
    "股份有限责任公司",
    "集团有限责任公司",
    "集团股份有限公司",
    "控股集团有限公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "控股有限公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "总公司",
    "分公司",
    "子公司",
    "公司",
    "集团",
    "股份",
    "有限合伙",
    "合伙企业有限合伙",
    "合伙企业",
    "个人独资企业",
    "总厂",
    "厂",
)
LONGEST = 120  # characters; a longer text is no name, it equals only itself
PROJECT_TAILS = ("工程建设项目", "投资建设项目", "建设工程", "建设项目", "项目工程", "工程项目", "项目", "工程", "建设")
_PUNCTUATION = re.compile(r"[\s\u200b\ufeff()\[\]{}<>《》【】〔〕“”\"'‘’·•.,，。、;；:：/\\\-—–_~+&|]+")
_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,12})[)）\]】]")
_CITY = re.compile(r"^([\u4e00-\u9fff]{2,3}?)(?:省|市|县|区|州)")
_LEVEL = re.compile(r"^[省市县区州]")
_PHASE = re.compile(r"(第)?(?P<n>[一二三四五六七八九十]+|\d{1,2}|[ivx]{1,4})(?P<kind>期|阶段|标段)")
_ROMAN = {"i": "一", "ii": "二", "iii": "三", "iv": "四", "v": "五", "vi": "六"}
_ARABIC = dict(zip("123456789", "一二三四五六七八九", strict=True))


@cached(20_000)
def plain(name: str) -> str:
    """Half width, lower case, without white space, brackets and punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).lower()


def firm_key(name: str) -> str:
    """The name when only brackets, spaces, width and 有限责任公司/有限公司 may differ."""
    return plain(name).replace("有限责任公司", "有限公司")


@cached(20_000)
def firm_core(name: str) -> str:
    """The key without its legal form; the key itself when nothing else would be left."""
    key = plain(name)
    for form in LEGAL_FORMS:
        if key.endswith(form) and len(key) - len(form) >= 2:
            return key[: -len(form)]
    return key


def firm_stem(name: str, places: frozenset[str]) -> str:
    """The core without places at its start, its end or in brackets; the core itself when fewer than two characters
    stay."""
    bare = _BRACKETED.sub(lambda m: "" if _place(m[1]) in places else m[0], unicodedata.normalize("NFKC", name))
    core = firm_core(bare)
    for place in _longest_first(places):
        if core.startswith(place):
            rest = _LEVEL.sub("", core[len(place) :], count=1)
            core = rest if len(rest) >= 2 else core
    return core


@lru_cache(maxsize=8)
def _longest_first(places: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(places, key=lambda place: (-len(place), place)))


def _place(text: str) -> str:
    return re.sub(r"(?:省|市|县|区|州)$", "", plain(text)) if len(text) > 2 else plain(text)


def places_in(names: Iterable[str]) -> frozenset[str]:
    """Places that these firm names carry, read from the names alone: （云澜） before the legal form, 云澜市 at the
    start.

    A word in brackets counts when it stands in two names or also begins another one, so that （集团） does not.
    """
    bracketed: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    for name in names:
        for inner in _BRACKETED.findall(name):
            if 2 <= len(word := _place(inner)) <= 4 and word not in LEGAL_FORMS:
                bracketed[word] += 1
        key = plain(name)
        if city := _CITY.match(key):
            starts[city[1]] += 1
        starts[key[:2]] += 1
    return frozenset(
        {w for w, n in bracketed.items() if n > 1 or starts[w[:2]]}
        | {w for w in starts if starts[w] > 1 and bracketed[w]}
    )


@dataclass(frozen=True, slots=True)
class ProjectForms:
    """A project name in two forms, and its marks (phase, figures), which must agree for two names to be one project."""

    key: str
    core: str
    marks: tuple[str, ...]


def project_forms(name: str, firm: str, places: frozenset[str]) -> ProjectForms:
    """The forms of a project of `firm`: `key` as written, `core` without tail, places and the firm's own brand."""
    key = plain(name)
    if len(key) > LONGEST:
        return ProjectForms(key, key, ())
    key = _PHASE.sub(_one_phase, key)
    marks = tuple(re.findall(r"[一二三四五六七八九十]+(?:期|阶段|标段)|\d+(?:\.\d+)?", key))
    core = key
    for place in places:
        core = core.replace(place, "")
    brand = firm_stem(firm, places)[:2] if firm else ""
    if len(brand) == 2 and core.startswith(brand) and len(core) > 4:
        core = core[2:]
    phase = re.search(r"[一二三四五六七八九十]+(?:期|阶段|标段)$", core)
    body, end = (core[: phase.start()], phase[0]) if phase else (core, "")
    return ProjectForms(key, _without_tail(body) + end, marks)


def _one_phase(found: re.Match[str]) -> str:
    number = found["n"]
    return _ROMAN.get(number, _ARABIC.get(number, number)) + found["kind"]


def _without_tail(body: str) -> str:
    for tail in PROJECT_TAILS:
        if body.endswith(tail) and len(body) - len(tail) >= 2:
            return body[: -len(tail)]
    return body
