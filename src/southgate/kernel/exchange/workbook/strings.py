"""The shared texts of an xlsx: what is read, without phonetic guides, and which texts are struck through as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from southgate.kernel.exchange.workbook.limits import CELL_TEXT
from southgate.kernel.exchange.workbook.xml import parse


def read_strings(chunks: Iterable[bytes]) -> tuple[list[str], set[int]]:
    """All shared texts in order, and the numbers of those whose runs are all struck through."""
    reader = _Strings()
    parse(chunks, reader.start, reader.end, reader.text)
    return reader.strings, reader.struck


class _Strings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self.struck: set[int] = set()
        self._texts: list[str] = []
        self._take = self._phonetic = self._run = self._struck_run = False
        self._runs = self._struck_runs = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._take = not self._phonetic
        elif name == "si":
            self._texts, self._runs, self._struck_runs = [], 0, 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "r":
            self._run, self._struck_run = True, False
        elif name == "strike" and self._run:
            self._struck_run = attributes.get("val", "1") not in ("0", "false")

    def end(self, name: str) -> None:
        if name == "t":
            self._take = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "r":
            self._run = False
            self._runs += 1
            self._struck_runs += self._struck_run
        elif name == "si":
            if self._runs and self._struck_runs == self._runs:
                self.struck.add(len(self.strings))
            self.strings.append(unescape("".join(self._texts))[:CELL_TEXT])

    def text(self, data: str) -> None:
        if self._take:
            self._texts.append(data)


def unescape(text: str) -> str:
    """`_x000D_` is how the format writes control characters; they are white space to a reader."""
    if "_x00" not in text:
        return text
    return text.replace("_x000D_", "\r").replace("_x000A_", "\n").replace("_x0009_", "\t")
