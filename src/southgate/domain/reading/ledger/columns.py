"""Which field each column holds: a proposal with its reason, to be confirmed once per layout."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.grid import Day, Sheet, Value, is_blank, letters
from southgate.domain.reading.ledger.header import Header, is_known, plain_title
from southgate.domain.reading.ledger.sections import ends_like, is_industry
from southgate.domain.reading.ledger.stages import is_cancelled, stage_of
from southgate.domain.reading.ledger.tables import FIELDS, Tables
from southgate.domain.reading.ledger.text import fold, shown

LONGEST = 160  # characters of all titles over a column; more is no title
SAMPLE = 200  # values looked at per column
MOST, HALF, FEW = 0.7, 0.5, 0.3
FULL, FIND, WEAK = 3_000, 2_000, 1_000  # how strongly a title speaks for a field

_DATE = re.compile(r"(?:19|20)\d\d|\d\d年|\d月|季度|\d[./-]\d")
_SHARE = re.compile(r"^[约近]?\d+(?:\.\d+)?%?$|^百分之")
_POST = re.compile(
    r"科长|主任|专员|局长|处长|经理|书记|干部|调研员|主管|科员|秘书|部长|所长|站长|组长|委员|主席|镇长|专干"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its titles, the field it was taken for (None: left alone) and why."""

    index: int
    path: tuple[str, ...]
    field: str | None
    because: Reason
    hidden: bool = False

    @property
    def letter(self) -> str:
        return letters(self.index)

    @property
    def title(self) -> str:
        return "/".join(self.path)


_GENERAL = re.compile(r"(?:基本|投资|项目|资金|建设|企业|用地|工作|工程|有关|主要|总体)+(?:情况|信息|概况)|概况")

Evidence = Callable[[Sequence[Value], Tables], float]


def layout_key(header: Header) -> str:
    """The same for every workbook with this layout: what a confirmed mapping is remembered by."""
    text = "\n".join(f"{c}:{'/'.join(map(fold, path))}" for c, path in sorted(header.paths.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def map_columns(
    header: Header,
    sheet: Sheet,
    numbers: Sequence[int],
    words: Tables,
    confirmed: Mapping[str, str | None] | None = None,
) -> list[Column]:
    """The columns of a table. `numbers` are rows to look at for values; `confirmed` maps titles to what a person
    settled."""
    values = {c: _sample(sheet, numbers, c) for c in header.paths}
    staged = any(words_full(path, "stage", words) for path in header.paths.values())
    settled = {
        c: confirmed[title] for c, path in header.paths.items() if confirmed and (title := "/".join(path)) in confirmed
    }
    offers = sorted(
        (
            (score, -c, field, why)
            for c, path in header.paths.items()
            if c not in settled
            for field, score, why in _offers(path, values[c], words, staged)
        ),
        reverse=True,
        key=lambda o: (o[0], o[1]),
    )
    taken: dict[int, tuple[str, Reason]] = {}
    used = {field for field in settled.values() if field}
    for _, minus, field, why in offers:
        if field not in used and -minus not in taken:
            taken[-minus] = (field, why)
            used.add(field)
    return [_column(c, path, sheet, settled, taken, words) for c, path in sorted(header.paths.items())]


def _column(
    c: int,
    path: tuple[str, ...],
    sheet: Sheet,
    settled: Mapping[int, str | None],
    taken: Mapping[int, tuple[str, Reason]],
    words: Tables,
) -> Column:
    hidden = c in sheet.hidden_columns
    if c in settled:
        return Column(c, path, settled[c], Reason("此列由人确认过"), hidden)
    if c in taken:
        return Column(c, path, *taken[c], hidden)
    known = is_known(path[-1], words)
    because = Reason("“%(title)s”不属于要导入的字段" if known else "不认识表头“%(title)s”", {"title": "/".join(path)})
    return Column(c, path, None, because, hidden)


def _sample(sheet: Sheet, numbers: Sequence[int], column: int) -> list[Value]:
    found = [value for n in numbers[: 4 * SAMPLE] if not is_blank(value := sheet.row(n).at(column))]
    return found[:SAMPLE]


def _offers(
    path: tuple[str, ...], values: Sequence[Value], words: Tables, staged: bool
) -> list[tuple[str, int, Reason]]:
    """Every field a column may be, with its strength. Values can lift a weak title and sink a strong one; in a table
    with a stage column of its own (`staged`) a column of notes stays one, whatever words its notes consist of."""
    if sum(map(len, path)) > LONGEST:
        return []
    leaf = plain_title(path[-1])
    whole = "".join(_GENERAL.sub("", plain_title(part)) for part in path[:-1]) + leaf
    offers: list[tuple[str, int, Reason]] = []
    for field in FIELDS:
        score, by_values = _strength(field, leaf, whole, words)
        if not score:
            continue
        proof = (WEAK_PROOF if by_values else EVIDENCE).get(field)
        if field == "progress_note" and staged:
            proof = None
        share = proof(values, words) if proof and values else None
        need = MOST if by_values else FEW
        if (by_values and (share is None or share < need)) or (not by_values and share is not None and share < need):
            continue
        named = {"title": "/".join(path)}
        why = Reason("表头“%(title)s”，并且列中内容相符" if by_values else "表头“%(title)s”", named)
        offers.append((field, score, why))
    return offers


def _strength(field: str, leaf: str, whole: str, words: Tables) -> tuple[int, bool]:
    """How strongly titles speak for a field, and whether only together with the values."""
    own = words.fields[field]
    if not leaf or any(p.search(whole) for p in own.never):
        return 0, False
    for i, pattern in enumerate(own.full):
        if pattern.fullmatch(leaf) or pattern.fullmatch(whole):
            return FULL - i, False
    for i, pattern in enumerate(own.find):
        if match := pattern.search(whole):
            return FIND - i + 10 * len(match[0]), False
    if any(p.fullmatch(leaf) or p.fullmatch(whole) for p in own.weak):
        return WEAK, True
    return 0, False


def words_full(path: tuple[str, ...], field: str, words: Tables) -> bool:
    """Whether a title alone says that a column is this field."""
    if sum(map(len, path)) > LONGEST:
        return False
    leaf = plain_title(path[-1])
    score, by_values = _strength(field, leaf, leaf, words)
    return score > 0 and not by_values


def _share(values: Sequence[Value], test: Callable[[Value], bool]) -> float:
    return sum(map(test, values)) / len(values)


def _dates(values: Sequence[Value], words: Tables) -> float:
    given = [v for v in values if fold(shown(v)) not in words.blank["dates"]]
    return _share(given, lambda v: isinstance(v, Day) or bool(_DATE.search(shown(v)))) if given else 0.5


def _percents(values: Sequence[Value], words: Tables) -> float:
    given = [v for v in values if fold(shown(v)) not in words.blank["quantities"]]
    return _share(given, lambda v: bool(_SHARE.match(fold(shown(v))))) if given else 0.5


def _stages(values: Sequence[Value], words: Tables) -> float:
    return _share(values, lambda v: stage_of(shown(v), words) is not None or is_cancelled(shown(v), words))


def _notes(values: Sequence[Value], words: Tables) -> float:
    return 1 - max(_percents(values, words), _stages(values, words))


def _units(values: Sequence[Value], words: Tables) -> float:
    return _share(values, lambda v: ends_like(shown(v), words.sections["unit_end"]) or fold(shown(v)) in words.ditto)


def _posts(values: Sequence[Value], words: Tables) -> float:
    return _share(values, lambda v: bool(_POST.search(shown(v))) or fold(shown(v)) in words.ditto)


def _parks(values: Sequence[Value], words: Tables) -> float:
    return _share(values, lambda v: ends_like(shown(v), words.sections["park_end"]) or fold(shown(v)) in words.ditto)


def _industries(values: Sequence[Value], words: Tables) -> float:
    return _share(values, lambda v: is_industry(shown(v), words) or fold(shown(v)) in words.ditto)


# Clear titles of these fields still need a few fitting values: 形象进度 may be a text, 现状 a sentence.
EVIDENCE: dict[str, Evidence] = {
    "signed_on": _dates,
    "start_on": _dates,
    "production_promised_on": _dates,
    "progress_percent": _percents,
    "stage": _stages,
    "progress_note": _notes,
}
# Vague titles (类别, 联系人, 地点) count only when most values fit.
WEAK_PROOF: dict[str, Evidence] = {
    **EVIDENCE,
    "lead_unit": _units,
    "responsible_post": _posts,
    "park": _parks,
    "industry": _industries,
}
