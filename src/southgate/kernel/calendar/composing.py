"""A notice typed into a form, as the text of a pack: it goes through the same door as a file, with the same checks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from southgate.domain.calendar.notice import Holiday
from southgate.domain.sources import Source
from southgate.kernel.calendar.notices import NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNotice:
    """What an administrator copies from the paper. `owner` is `national`, or the code of the zone it is for."""

    year: int
    source: Source
    holidays: tuple[Holiday, ...]
    owner: str = "national"
    suffix: str = ""
    version: int = 1


def key_of(typed: TypedNotice) -> str:
    return f"{typed.owner.lower()}.calendar.{typed.year}" + (f"-{typed.suffix}" if typed.suffix else "")


def compose(typed: TypedNotice) -> str:
    """The TOML text. A notice that adjusts the year again needs a `suffix`, else it would be the same pack."""
    source = typed.source
    key = key_of(typed)
    lines = [
        "[pack]",
        f"schema = {_text(NOTICE)}",
        f"key = {_text(key)}",
        f"version = {typed.version}",
        f"title = {_text(_short(source.title))}",
        f"valid_from = {source.dated.isoformat()}",
        "",
        "[pack.source]",
        f"title = {_text(source.title)}",
        f"number = {_text(source.number)}",
        f"date = {source.dated.isoformat()}",
        f"office = {_text(source.office)}",
        f"url = {_text(source.url)}",
        *(["unverified = true"] if source.unverified else []),
        "",
        "[notice]",
        f"year = {typed.year}",
        *(line for holiday in typed.holidays for line in _holiday(holiday)),
    ]
    return "\n".join(lines) + "\n"


def _holiday(holiday: Holiday) -> Iterable[str]:
    yield from ("", "[[holiday]]", f"name = {_text(holiday.name)}")
    yield f"first = {holiday.first.isoformat()}"
    yield f"last = {holiday.last.isoformat()}"
    if holiday.make_up:
        yield f"make_up = [{', '.join(map(date.isoformat, holiday.make_up))}]"


def _short(title: str) -> str:
    """《国务院办公厅关于2027年部分节假日安排的通知》 is shown as 2027年部分节假日安排."""
    return title.partition("关于")[2].removesuffix("的通知") or title


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's, except that TOML refuses a bare DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
