"""The English catalogue: merged from its parts, compiled, and checked for gaps.

    python tools/catalogue.py build     parts/*.po → LC_MESSAGES/django.po and django.mo (both generated, not in git)
    python tools/catalogue.py check     fails on a sentence without English, on two translations of one sentence,
                                        on places %(name)s that differ, and on a message that is no plain string
    python tools/catalogue.py missing   prints what lacks English, ready to be put into a part

Chinese is the message itself, so it needs no catalogue. `build` needs the standard library and Django only.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "southgate"
PARTS = SOURCE / "locale" / "en" / "parts"
OUT = SOURCE / "locale" / "en" / "LC_MESSAGES"

SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop", "Say", "Words", "Reason", "Forbidden"}
PLURAL = {"ngettext", "ngettext_lazy"}
SPOKEN_KEYWORDS = {"say", "mend", "help_text", "why"}  # whoever takes one of these shows it to a reader
CJK = re.compile(r"[\u3400-\u9fff]")
PLACES = re.compile(r"%\((\w+)\)[sd]")
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
HEADER_TEXT = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message with its translation; two strings where the message has a plural."""

    msgid: str
    plural: str
    strings: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Use:
    """A message as the source uses it."""

    msgid: str
    plural: str
    where: str


# --- reading .po ---------------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    start = 1
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            start = start if block else number
            block.append(line.strip())
        elif block:
            yield start, block
            block = []


def _fields(block: list[str], where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in block:
        if line.startswith("#"):
            continue
        head = re.fullmatch(r'(msgid|msgid_plural|msgstr(?:\[[01]\])?)\s+(".*")', line)
        name = head[1] if head else name
        quoted = head[2] if head else line
        if not name or not quoted.startswith('"'):
            raise SystemExit(f"{where}: cannot read {line!r}")
        found[name] = found.get(name, "") + str(ast.literal_eval(quoted))
    return found


def read_part(path: Path) -> list[Entry]:
    """The entries of one part, without its header and without empty translations."""
    entries = []
    for number, block in _blocks(path.read_text("utf-8")):
        where = f"{path.name}:{number}"
        fields = _fields(block, where)
        if not fields.get("msgid"):
            continue
        plural = fields.get("msgid_plural", "")
        names = ("msgstr[0]", "msgstr[1]") if plural else ("msgstr",)
        strings = tuple(fields.get(name, "") for name in names)
        if all(strings):
            entries.append(Entry(fields["msgid"], plural, strings, where))
    return entries


def merged(parts: Iterable[Path]) -> tuple[dict[str, Entry], list[str]]:
    """All parts as one catalogue, and the sentences that two parts translate differently."""
    catalogue: dict[str, Entry] = {}
    clashes = []
    for part in sorted(parts):
        for entry in read_part(part):
            first = catalogue.setdefault(entry.msgid, entry)
            if first.strings != entry.strings:
                other = f"{first.strings} in {first.where}"
                clashes.append(f"{entry.where}: {entry.msgid!r} is {entry.strings}, but {other}")
    return catalogue, clashes


# --- writing -------------------------------------------------------------------------------------


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _po(entry: Entry) -> str:
    if not entry.plural:
        return f"msgid {_quoted(entry.msgid)}\nmsgstr {_quoted(entry.strings[0])}\n"
    strings = "".join(f"msgstr[{at}] {_quoted(text)}\n" for at, text in enumerate(entry.strings))
    return f"msgid {_quoted(entry.msgid)}\nmsgid_plural {_quoted(entry.plural)}\n{strings}"


def compiled(catalogue: dict[str, Entry]) -> bytes:
    """The catalogue as a GNU .mo file: magic, two tables of (length, offset), then the texts, sorted by message."""
    pairs = {"": HEADER_TEXT}
    for entry in catalogue.values():
        key = f"{entry.msgid}\0{entry.plural}" if entry.plural else entry.msgid
        pairs[key] = "\0".join(entry.strings)
    texts = sorted((key.encode(), value.encode()) for key, value in pairs.items())
    count = len(texts)
    tables: tuple[list[int], list[int]] = ([], [])
    body = b""
    start = 28 + 16 * count
    for side in (0, 1):
        for pair in texts:
            tables[side].extend((len(pair[side]), start + len(body)))
            body += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return head + struct.pack(f"<{4 * count}I", *tables[0], *tables[1]) + body


def build() -> int:
    catalogue, clashes = merged(PARTS.glob("*.po"))
    if clashes:
        print(*clashes, sep="\n")
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    entries = [catalogue[key] for key in sorted(catalogue)]
    (OUT / "django.po").write_text(HEADER + "\n" + "\n".join(map(_po, entries)), "utf-8")
    (OUT / "django.mo").write_bytes(compiled(catalogue))
    print(f"{len(entries)} sentences in English")
    return 0


# --- reading the source --------------------------------------------------------------------------


def _texts(node: ast.expr) -> Iterator[str | None]:
    """The plain strings an argument may be; None for one put together while running."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield None


def _spoken(call: ast.Call) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """The arguments of a call that a reader will see, with the plural beside its singular."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in PLURAL and len(call.args) >= 2:
        yield call.args[0], call.args[1]
    elif name in SINGLE and call.args:
        yield call.args[1 if name == "Forbidden" and len(call.args) > 1 else 0], None
    for keyword in call.keywords:
        if keyword.arg in SPOKEN_KEYWORDS:
            yield keyword.value, None


def python_uses(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        for argument, plural in _spoken(node):
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            second = next(_texts(plural), "") if plural else ""
            for text in _texts(argument):
                if text is None:
                    yield Use("", "", where)
                elif CJK.search(text):
                    yield Use(text, second or "", where)


def template_uses(path: Path) -> Iterator[Use]:
    calls = re.compile(r"(?<!\w)(?:gettext|ngettext|_)\((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:, )?)+")
    for found in calls.finditer(templatize(path.read_text("utf-8"))):
        literals = re.findall(r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", found[0])
        texts = [str(ast.literal_eval(literal)) for literal in literals]
        if CJK.search(texts[0]):
            yield Use(texts[0], texts[1] if len(texts) > 1 else "", str(path.relative_to(ROOT)))


def uses() -> Iterator[Use]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts:
            yield from python_uses(path)
    for path in sorted(SOURCE.rglob("*.html")):
        yield from template_uses(path)


# --- checking ------------------------------------------------------------------------------------


def problems() -> list[str]:
    """Everything that keeps the English from being complete, one line each."""
    catalogue, found = merged(PARTS.glob("*.po"))
    for entry in catalogue.values():
        for text in entry.strings:
            if set(PLACES.findall(text)) - set(PLACES.findall(entry.msgid + entry.plural)):
                found.append(f"{entry.where}: places of {text!r} are not those of {entry.msgid!r}")
    for use in uses():
        if not use.msgid:
            found.append(f"{use.where}: a message has to be a plain string, not an f-string")
        elif use.msgid not in catalogue:
            found.append(f"{use.where}: no English for {use.msgid!r}")
    return found


def check() -> int:
    found = problems()
    print(*found, sep="\n") if found else print("English is complete")
    return 1 if found else 0


def missing() -> int:
    catalogue, _ = merged(PARTS.glob("*.po"))
    lacking = {use.msgid: use for use in uses() if use.msgid and use.msgid not in catalogue}
    for use in lacking.values():
        print(f"#: {use.where}\n{_po(Entry(use.msgid, use.plural, ('', '') if use.plural else ('',), ''))}")
    return 1 if lacking else 0


if __name__ == "__main__":
    work = {"build": build, "check": check, "missing": missing}.get(" ".join(sys.argv[1:]))
    if work is None:
        raise SystemExit(__doc__)
    raise SystemExit(work())
