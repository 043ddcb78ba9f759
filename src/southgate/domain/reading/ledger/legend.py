"""Colours that mean something because a legend says so: 红色＝滞后. A colour without a legend means nothing here."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.grid import Row, Sheet, Style
from southgate.domain.reading.ledger.tables import Tables
from southgate.domain.reading.ledger.text import fold, shown

GREY = 0.12  # below this saturation a colour is grey
_CLAUSE = re.compile(r"[；;，,。\n、]|(?<=\D)[.．]|\d[.、]")
_HUES = ((15, "红"), (50, "橙"), (70, "黄"), (170, "绿"), (260, "蓝"), (320, "紫"), (361, "红"))
_JOIN = re.compile(r"[=＝:：—–\-→]|表示|代表|为|指|是|标注|标识|标记|标|底|字|色|的")


@dataclass(frozen=True, slots=True)
class Legend:
    """`colour` (an exact `RRGGBB` or a colour word) of the fill or the font means `flag`."""

    flag: Literal["late", "cancelled"]
    colour: str
    exact: str
    part: Literal["fill", "font"]
    because: Reason


def hue(rgb: str) -> str:
    """The colour word of an `RRGGBB`, `` for none, white and black; pale red is still 红."""
    if len(rgb) != 6 or not re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
        return ""
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    angle, light, strong = colorsys.rgb_to_hls(red, green, blue)
    if light > 0.97 or light < 0.04:
        return ""
    if strong < GREY or max(red, green, blue) - min(red, green, blue) < 0.06:
        return "灰"
    return next(word for end, word in _HUES if angle * 360 < end)


def is_legend(text: str, words: Tables) -> bool:
    """Whether a line explains colours, so that it is a note even above the table."""
    plain = fold(text)
    return plain.startswith("图例") or any(
        _flag(clause, words) and _colour(clause, words) for clause in _CLAUSE.split(plain)
    )


def legends(sheet: Sheet, rows: Iterable[Row], words: Tables) -> list[Legend]:
    """The legends in these rows (titles and notes, never projects)."""
    found: list[Legend] = []
    for row in rows:
        for column in range(len(row.values)):
            text = shown(row.at(column))
            if text and len(text) < 400:
                found += _in_cell(text, sheet.style(row, column), _swatch(sheet, row, column), words)
    return found


def _swatch(sheet: Sheet, row: Row, column: int) -> Style | None:
    """An empty coloured cell left of a legend text."""
    if column and not shown(row.at(column - 1)):
        left = sheet.style(row, column - 1)
        return left if hue(left.fill) not in ("", "灰") else None
    return None


def _in_cell(text: str, style: Style, swatch: Style | None, words: Tables) -> list[Legend]:
    found: list[Legend] = []
    clauses = [clause for clause in _CLAUSE.split(fold(text)) if clause]
    for clause in clauses:
        flag, colour = _flag(clause, words), _colour(clause, words)
        if flag is None or (not colour and (len(clauses) > 1 or len(clause) > 12)):
            continue
        part: Literal["fill", "font"] = "font" if re.search(r"字", clause) and "底" not in clause else "fill"
        sample = style if hue(style.fill) not in ("", "灰") or not swatch else swatch
        exact = sample.font if part == "font" or (not hue(sample.fill) and hue(sample.font)) else sample.fill
        part = "font" if exact and exact == sample.font and exact != sample.fill else part
        if colour and exact and hue(exact) != colour and not (colour == "粉" and hue(exact) == "红"):
            exact = ""
        if colour or hue(exact) not in ("", "灰"):
            found.append(Legend(flag, colour, exact, part, Reason("图例“%(text)s”", {"text": text})))
    return found


def _flag(clause: str, words: Tables) -> Literal["late", "cancelled"] | None:
    if words.late.search(clause) and not words.not_late.search(clause):
        return "late"
    return "cancelled" if words.cancel_colour.search(clause) and "删除线" not in clause else None


def _colour(clause: str, words: Tables) -> str:
    """The colour a clause names, only where a colour is meant: 红色, 标红, 红字, 红底, 红："""
    for match in re.finditer("|".join(sorted(map(re.escape, words.colours), key=len, reverse=True)), clause):
        after, before = clause[match.end() : match.end() + 2], clause[max(0, match.start() - 1) : match.start()]
        if _JOIN.match(after) or (before in "标涂填显" and before):
            return words.colours[match[0]]
    return ""


def flags(sheet: Sheet, row: Row, columns: frozenset[int], found: Sequence[Legend]) -> dict[str, Reason]:
    """The flags that a row's colours give: the first legend that fits one of its cells in these columns."""
    given: dict[str, Reason] = {}
    if not found or not row.marks:
        return given
    styles = [sheet.styles[look] for c, look in row.marks.items() if c in columns]
    for legend in found:
        if legend.flag not in given and any(_fits(legend, style) for style in styles):
            given[legend.flag] = legend.because
    return given


def _fits(legend: Legend, style: Style) -> bool:
    colour = style.fill if legend.part == "fill" else style.font
    if not colour:
        return False
    if legend.exact:
        return colour == legend.exact or (bool(legend.colour) and hue(colour) == legend.colour)
    return hue(colour) == legend.colour or (legend.colour == "粉" and hue(colour) == "红")
