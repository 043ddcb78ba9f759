"""Where the header of a table stands: one or several rows, merged or not, once or repeated on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from southgate.domain.caching import cached
from southgate.domain.reading.ledger.grid import Row, Sheet, is_blank
from southgate.domain.reading.ledger.merges import Merges
from southgate.domain.reading.ledger.tables import IDENTITY, Tables
from southgate.domain.reading.ledger.text import fold, shown
from southgate.domain.reading.ledger.units import UNITS_ONLY, stated, without_units

ENOUGH = 3  # columns of a row that are known words before the row can be a header
LONGEST = 40  # characters; a longer text is no column title
DEEPEST = 4  # rows of a header
SAME_SHARE = 0.85  # of the columns, before a second header is the first one repeated
INDEX = re.compile(r"序号?|编号|行号|no\.?|项次|序列号?")
_BRACKET_MARKS = re.compile(r"[()\[\]【】<>{}“”\"'、,，.。:：;；\-—_\s/\\&和与及|*※]")
_FILL_IN = re.compile(r"[:：]|20\d\d年\d{1,2}月\d{1,2}日|截[至止]")
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `first` to `last`; `paths` gives for each column its titles from top to bottom, `repeats` the same header
    again."""

    first: int
    last: int
    paths: Mapping[int, tuple[str, ...]]
    repeats: tuple[tuple[int, int], ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))

    def index_column(self) -> int | None:
        return next((c for c, path in self.paths.items() if INDEX.fullmatch(fold(path[-1]))), None)


def plain_title(part: str) -> str:
    """A header cell for matching: folded, without units, brackets and signs."""
    return _BRACKET_MARKS.sub("", without_units(re.sub(r"[（(](?:含|其中|不含|截[至止])[^（()）]*[）)]", "", part)))


@cached(50_000)
def is_known(title: str, words: Tables) -> bool:
    """Whether a text is a column title we know, of a field or of something else."""
    if len(title) > LONGEST:
        return False
    plain = plain_title(title)
    if not plain:
        return False
    fields = words.fields.values()
    return (
        any(p.fullmatch(plain) for f in fields for p in (*f.full, *f.weak))
        or any(p.search(plain) for f in fields for p in f.find)
        or any(p.fullmatch(plain) for p in words.other)
    )


@cached(50_000)
def names_identity(title: str, words: Tables) -> bool:
    plain = plain_title(title)
    return any(p.fullmatch(plain) for name in IDENTITY for p in words.fields[name].full)


def find_headers(sheet: Sheet, merges: Merges, words: Tables) -> list[Header]:
    """The headers of a sheet from top to bottom; a header that comes again is kept with the first as a repeat."""
    found: list[Header] = []
    reach = 0
    for row in sheet.rows:
        if row.number <= reach or not _looks_like_one(row, sheet, merges, words):
            continue
        header = _around(row, sheet, merges, words, reach)
        own_unit = found and _unit_above(header.first, reach, sheet)
        reach = header.last
        if found and not own_unit and _same(found[-1], header):
            found[-1] = replace(found[-1], repeats=(*found[-1].repeats, (header.first, header.last)))
        else:
            found.append(header)
    return found


def _looks_like_one(row: Row, sheet: Sheet, merges: Merges, words: Tables) -> bool:
    texts = [v for v in row.values if isinstance(v, str) and v.strip()]
    numbers = sum(not isinstance(v, str) and v is not None for v in row.values)
    if len(texts) < ENOUGH or numbers > len(texts) // 4:
        return False
    known = sum(is_known(text, words) for text in dict.fromkeys(texts))
    return (known >= ENOUGH and 2 * known >= len(texts)) or (known >= 2 * ENOUGH and 4 * known >= len(texts))


def _identity_below(row: Row, sheet: Sheet, merges: Merges, words: Tables) -> int | None:
    """Under a row of groups the row with the titles, known by 项目名称 or 企业名称 in it."""
    for number in range(row.number + 1, row.number + DEEPEST - 1):
        under = sheet.row(number)
        if _looks_like_one(under, sheet, merges, words) and _has_identity(under, words):
            return number
    return None


def _has_identity(row: Row, words: Tables) -> bool:
    return any(isinstance(v, str) and len(v) <= LONGEST and names_identity(v, words) for v in row.values)


def _around(row: Row, sheet: Sheet, merges: Merges, words: Tables, floor: int) -> Header:
    first, last = row.number, row.number
    if not _has_identity(row, words):
        last = _identity_below(row, sheet, merges, words) or last
    while first - 1 > floor and last - first < DEEPEST - 1 and _is_group(sheet.row(first - 1), merges, words):
        first -= 1
    grown = True
    while grown and last - first < DEEPEST - 1:
        depth = max((m.bottom for m in merges.starting(first, last) if m.bottom - first < DEEPEST), default=last)
        grown = depth > last
        last = max(last, depth)
        if not grown and _goes_on(first, last, sheet, merges, words):
            last, grown = last + 1, True
    return Header(first, last, _paths(first, last, sheet, merges))


def _is_group(row: Row, merges: Merges, words: Tables) -> bool:
    """A row of groups above the titles: several short texts, none of them a line to fill in or a title over
    everything."""
    cells = [(c, v) for c, v in enumerate(row.values) if not is_blank(v)]
    texts = [v for _, v in cells if isinstance(v, str)]
    if len(texts) < 2 or len(texts) < len(cells) or any(len(t) > 20 or _FILL_IN.search(t) or stated(t) for t in texts):
        return False
    wide = any((m := merges.at(row.number, c)) is not None and m.right > m.left for c, _ in cells)
    return wide or any(is_known(t, words) for t in texts)


def _goes_on(first: int, last: int, sheet: Sheet, merges: Merges, words: Tables) -> bool:
    """Whether the row under `last` still belongs to the header: sub-titles, a row of units, a row of column numbers."""
    row = sheet.row(last + 1)
    cells = [(c, shown(v)) for c, v in enumerate(row.values) if not is_blank(v)]
    if not cells:
        return False
    if _are_column_numbers([text for _, text in cells]):
        return True
    if any(not isinstance(row.at(c), str) or len(text) > 20 or _NUMBER.fullmatch(fold(text)) for c, text in cells):
        return False
    if all(_is_unit(text) for _, text in cells):
        return True
    titles = {c: path[-1] for c, path in _paths(first, last, sheet, merges).items()}
    named = [c for c, title in titles.items() if INDEX.fullmatch(fold(title)) or names_identity(title, words)]
    return (
        bool(named)
        and all(is_blank(row.at(c)) for c in named)
        and 2 * sum(is_known(text, words) for _, text in cells) >= len(cells)
    )


def _are_column_numbers(texts: list[str]) -> bool:
    digits = [int(t) for t in texts if t.isdecimal() and len(t) <= 3]
    words = [t for t in texts if not t.isdecimal()]
    return (
        len(digits) >= 4
        and digits == list(range(digits[0], digits[0] + len(digits)))
        and digits[0] <= 3
        and all(t in "甲乙丙丁" for t in words)
    )


def _paths(first: int, last: int, sheet: Sheet, merges: Merges) -> dict[int, tuple[str, ...]]:
    """For each column its titles from top to bottom, a merged or repeated one once."""
    width = max(sheet.width, 1)
    lines = [_line(number, sheet, merges, width) for number in range(first, last + 1)]
    lines = [line for line in lines if not _are_column_numbers([text for text in line if text])]
    if not merges.starting(first, last):
        lines = list(_spread(lines))
    paths: dict[int, tuple[str, ...]] = {}
    for column in range(width):
        path: list[str] = []
        for line in lines:
            _add(path, line[column])
        if path:
            paths[column] = tuple(path)
    return paths


def _add(path: list[str], text: str) -> None:
    """A title under the ones above it; a merged one comes once, a unit in a row of its own belongs to the title
    above."""
    if not text or text.isdecimal() or (path and path[-1] == text):
        return
    if path and _is_unit(text):
        path[-1] += text if text[0] in "（([" else f"（{text}）"
    else:
        path.append(text)


def _is_unit(text: str) -> bool:
    return bool(UNITS_ONLY.fullmatch(fold(text)))


def _line(number: int, sheet: Sheet, merges: Merges, width: int) -> list[str]:
    line: list[str] = []
    for column in range(width):
        merge = merges.at(number, column)
        value = sheet.row(merge.top).at(merge.left) if merge else sheet.row(number).at(column)
        line.append(re.sub(r"\s+", "", shown(value)))
    return line


def _spread(lines: list[list[str]]) -> Iterator[list[str]]:
    """Groups of a header without merges (csv) reach right over empty cells as long as something stands under them."""
    for depth, line in enumerate(lines):
        below = lines[depth + 1 :]
        filled, group = list(line), ""
        for column, text in enumerate(line):
            under = any(other[column] and not other[column].isdecimal() for other in below)
            group = (text if under else "") if text else group
            if not text and under and group:
                filled[column] = group
            elif not text and not under:
                group = ""
        yield filled


def _unit_above(first: int, floor: int, sheet: Sheet) -> bool:
    """Whether a line right above a header names units: then a table of its own begins, even with the same columns."""
    number = first - 1
    while number > floor and len(texts := [v for v in sheet.row(number).values if not is_blank(v)]) <= 2:
        if any(isinstance(v, str) and stated(v) for v in texts):
            return True
        number -= 1
    return False


def _same(a: Header, b: Header) -> bool:
    columns = a.paths.keys() | b.paths.keys()
    alike = sum(a.paths.get(c, ("",))[-1] == b.paths.get(c, ("",))[-1] for c in columns)
    return alike >= SAME_SHARE * len(columns)
