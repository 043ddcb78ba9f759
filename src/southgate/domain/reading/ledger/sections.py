"""What a section row or a sheet name says about the rows under it: stage, park, industry, lead unit, or that they
ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from southgate.domain.caching import cached
from southgate.domain.reading.ledger.stages import is_cancelled, stage_of
from southgate.domain.reading.ledger.tables import Tables
from southgate.domain.reading.ledger.text import fold, squeeze

LONGEST = 40  # characters; a longer line is a sentence, not a label
_NUMBERING = re.compile(
    r"^(?P<mark>第?[（(【]?[一二三四五六七八九十]{1,3}[)）】]?[、.．:：，,\s]?(?:部分|类|章)?[、.．:：，,\s]?"
    r"|[（(]?\d{1,2}[)）、.．]|[①-⑳]|[ⅠⅡⅢⅣⅤⅥ]+[、.．]?|[■◆●▲★※►]+)"
)
_COUNT = re.compile(r"[（(【]?[共计合]*[:：]?\d+(?:个|项|家|宗)(?:项目|企业)?[^（()）]*[)）】]?.*$")
_STYLES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("（一）", r"[（(【][一二三四五六七八九十]"),
        ("（1）", r"[（(]\d|[①-⑳]"),
        ("1", r"\d{1,2}[、.．)）]"),
        ("Ⅰ", r"[ⅠⅡⅢⅣⅤⅥ]"),
        ("一", r"第?[一二三四五六七八九十]{1,3}[、.．：:，,\s部类]"),
        ("■", r"[■◆●▲★※►]"),
    )
)
_NUMERAL = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$|^[ⅠⅡⅢⅣⅤⅥ]+$|^[①-⑳]$")
_PROJECTS = re.compile(
    r"(?:的)?(?:项目|企业)(?:情况|清单|名单|台账|一览表|表|进度)?$|(?:台账|清单|名单|一览表|明细表?|汇总表?|进度表?|调度表?|情况表?)$"
)
_YEAR = re.compile(r"^(?:20\d\d年?(?:度)?|\d\d年)|(?:20\d\d年?)?\d{1,2}月(?:份|底)?$|[（(]?20\d\d[^（()）]*[)）]?$")
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")


@dataclass(frozen=True, slots=True)
class Section:
    """A label and what it gives: `field` is stage, park, industry, lead_unit or cancelled; None when it gives
    nothing."""

    text: str
    field: str | None
    value: str
    style: str


def ends_like(text: str, endings: Iterable[str]) -> bool:
    plain = _ASIDE.sub("", fold(text))
    return any(plain.endswith(end) for end in endings) and len(plain) >= 2


def is_industry(text: str, words: Tables) -> bool:
    plain = _ASIDE.sub("", fold(text))
    return ends_like(text, words.sections["industry_end"]) or plain in words.sections["industry"]


def is_numeral(text: str) -> bool:
    """一, （二）, 三、, Ⅳ: the running mark of a section, never of a project."""
    return bool(_NUMERAL.match(squeeze(text)))


def is_numbered(text: str) -> bool:
    """Whether a label begins with a Chinese numeral and a mark, or ends with a count: 一、新开工项目（26个）."""
    plain = squeeze(text)
    if len(plain) > LONGEST:
        return False
    marked = _NUMBERING.match(plain)
    numeral = marked is not None and bool(
        re.match(r"^第?[（(【]?[一二三四五六七八九十]{1,3}[)）】、.．:：，,部类]", plain)
        or re.match(r"^[①-⑳ⅠⅡⅢⅣⅤⅥ■◆●▲★►]", plain)
    )
    return numeral or bool(re.search(r"[（(][共计合]*[:：]?\d+(?:个|项|家|宗)", plain))


def heads_section(text: str, words: Tables) -> bool:
    """Whether a line above a header is a numbered section that gives something: 二、在谈项目（单位：亿元）."""
    return is_numbered(text) and section_of(text, words).field is not None


@cached(5_000)
def section_of(text: str, words: Tables) -> Section:
    """What a section label gives: numbering, counts and 项目 taken off, then stage, park, unit or industry, in this
    order."""
    plain = squeeze(text)
    if len(plain) > 2 * LONGEST:
        return Section(text, None, plain, "")
    style = _style(plain)
    marked = _NUMBERING.match(plain)
    body = plain[marked.end() :] if marked and len(plain) > marked.end() + 1 else plain
    body = _COUNT.sub("", body).strip("：:、，。.—- ")
    name, _, after = body.partition("：")
    if after and fold(name) in words.labels:
        return Section(text, words.labels[fold(name)], _valued(words.labels[fold(name)], after, words), style)
    if is_cancelled(body, words):
        return Section(text, "cancelled", body, style)
    for form in dict.fromkeys((body, _PROJECTS.sub("", body), _PROJECTS.sub("", _YEAR.sub("", body)))):
        if field := _kind(form, words):
            return Section(text, field, _valued(field, form, words), style)
    return Section(text, None, body, style)


def _kind(body: str, words: Tables) -> str | None:
    if stage_of(body, words):
        return "stage"
    if len(body) < 2 or len(body) > 20:
        return None
    if ends_like(body, words.sections["park_end"]):
        return "park"
    if ends_like(body, words.sections["unit_end"]):
        return "lead_unit"
    return "industry" if is_industry(body, words) else None


def _valued(field: str, body: str, words: Tables) -> str:
    return (stage_of(body, words) or body) if field == "stage" else body


def _style(plain: str) -> str:
    """The kind of numbering: sections numbered the same way stand on one level, `` has none."""
    for style, pattern in _STYLES:
        if pattern.match(plain):
            return style
    return ""
