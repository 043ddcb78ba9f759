"""Every sentence of the reading has its English: collected from the code, looked up in the catalogue parts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[4]
SOURCES = ("domain/reading/**/*.py", "domain/matching/*.py", "domain/money.py", "domain/identifiers.py")
SAYING = {"Reason", "asked", "unreadable", "damaged", "_bad"}
SENTENCE = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]|%\(", re.S)


def files() -> Iterator[Path]:
    for pattern in (*SOURCES, "kernel/exchange/workbook/*.py"):
        yield from (path for path in PACKAGE.glob(pattern) if "tests" not in path.parts)


def sentences(path: Path) -> Iterator[str]:
    """The string literals among the arguments of calls that say something; values of parameters are no sentences."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            spoken = [*node.args, *(k.value for k in node.keywords if k.arg == "mend")]
            for argument in (a for a in spoken if not isinstance(a, ast.Dict)):
                yield from (
                    n.value for n in ast.walk(argument) if isinstance(n, ast.Constant) and isinstance(n.value, str)
                )


def test_every_sentence_is_in_both_languages():
    said = {text for path in files() for text in sentences(path) if SENTENCE.search(text)}
    known = {m.id: m.string for part in PACKAGE.glob("locale/en/parts/*.po") for m in read_po(part.open("rb")) if m.id}
    assert len(said) > 150
    assert sorted(said - known.keys()) == []
    assert [
        text for text in said if set(re.findall(r"%\(\w+\)[sd]", text)) != set(re.findall(r"%\(\w+\)[sd]", known[text]))
    ] == []
