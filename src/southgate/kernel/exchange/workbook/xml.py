"""XML without entities and without document types, parsed as a stream: what defusedxml forbids, at the speed of
expat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

from southgate.kernel.exchange.workbook.limits import damaged, unreadable

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def parse(chunks: Iterable[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Feeds a member to the handlers; names come without their namespace. Raises `Unreadable` for what is no plain
    XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartDoctypeDeclHandler = _forbidden
    parser.EntityDeclHandler = _forbidden
    parser.UnparsedEntityDeclHandler = _forbidden
    parser.ExternalEntityRefHandler = _forbidden
    names = _Names()
    parser.StartElementHandler = lambda name, attributes: start(names[name], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(names[name])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise damaged("XML 不完整") from error


class _Names(dict[str, str]):
    """Element names without their prefix, each cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


def _forbidden(*_: object) -> int:
    raise unreadable("文件里有不该有的实体声明，不予打开", "请用 Excel 或 WPS 打开后另存为 xlsx 再传")


def plain(attributes: dict[str, str], name: str) -> str:
    """An attribute whatever its prefix (`r:id`, `id`)."""
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name:
            return value
    return ""
