"""The style table of an xlsx: for each cell format what it shows as a date, and the looks that mean something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from southgate.domain.reading.ledger.grid import PLAIN, Fineness, Style
from southgate.kernel.exchange.workbook.colours import BLACK, WHITE, colour
from southgate.kernel.exchange.workbook.formats import BUILTIN, fineness, telling
from southgate.kernel.exchange.workbook.xml import parse

MOST = 70_000  # cell formats; the programs themselves stop at 64,000


@dataclass
class StyleTable:
    """`looks` are the different styles, plain first; a cell format gives its look and how fine it shows a date."""

    looks: list[Style] = field(default_factory=lambda: [PLAIN])
    of_format: list[tuple[int, Fineness | None]] = field(default_factory=list)

    def add(self, style: Style, shown: Fineness | None) -> None:
        if style not in self._known:
            self._known[style] = len(self.looks)
            self.looks.append(style)
        self.of_format.append((self._known[style], shown))

    def struck(self, look: int) -> int:
        """The look that is this one with strike-through, added when it is new."""
        style = replace(self.looks[look], strike=True)
        if style not in self._known:
            self._known[style] = len(self.looks)
            self.looks.append(style)
        return self._known[style]

    def get(self, number: str | None) -> tuple[int, Fineness | None]:
        index = int(number) if number and number.isdecimal() else 0
        return self.of_format[index] if index < len(self.of_format) else (0, None)

    def __post_init__(self) -> None:
        self._known = {PLAIN: 0}


@dataclass
class _Reading:
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILTIN))
    fonts: list[tuple[str, bool]] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    pattern: str = ""
    fill: str = ""
    font: str = ""
    strike: bool = False
    cells: list[tuple[int, int, int]] = field(default_factory=list)
    place: list[str] = field(default_factory=list)


def read_styles(chunks: Iterable[bytes], theme: Sequence[str]) -> StyleTable:
    """`xl/styles.xml`; differential formats and named styles are left alone."""
    state = _Reading()

    def start(name: str, attributes: dict[str, str]) -> None:
        state.place.append(name)
        _start(state, name, attributes, theme)

    def end(name: str) -> None:
        state.place.pop()
        if name == "font" and state.place[-1:] == ["fonts"]:
            state.fonts.append((state.font, state.strike))
        elif name == "fill" and state.place[-1:] == ["fills"]:
            state.fills.append(state.fill if state.pattern == "solid" and state.fill != WHITE else "")

    parse(chunks, start, end)
    return _table(state)


def _start(state: _Reading, name: str, attributes: dict[str, str], theme: Sequence[str]) -> None:
    within = state.place[-2] if len(state.place) > 1 else ""
    if name == "numFmt" and attributes.get("numFmtId", "").isdecimal():
        state.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
    elif name == "font":
        state.font, state.strike = "", False
    elif name == "strike" and within == "font":
        state.strike = attributes.get("val", "1") not in ("0", "false")
    elif name == "color" and within == "font":
        found = colour(attributes, theme)
        state.font = "" if found == BLACK else found
    elif name == "fill":
        state.pattern, state.fill = "", ""
    elif name == "patternFill":
        state.pattern = attributes.get("patternType", "")
    elif name == "fgColor" and within == "patternFill":
        state.fill = colour(attributes, theme)
    elif name == "xf" and within == "cellXfs" and len(state.cells) < MOST:
        state.cells.append(
            (_number(attributes, "numFmtId"), _number(attributes, "fontId"), _number(attributes, "fillId"))
        )


def _number(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "0")
    return int(value) if value.isdecimal() else 0


def _table(state: _Reading) -> StyleTable:
    table = StyleTable()
    for number_format, font, fill in state.cells:
        code = state.formats.get(number_format, "General")
        colour_of, strike = state.fonts[font] if font < len(state.fonts) else ("", False)
        filled = state.fills[fill] if fill < len(state.fills) else ""
        table.add(Style(filled, colour_of, strike, telling(code)), fineness(code))
    return table
