"""Every address of the house beside the table that says who may open it (`urls.csv`).

Columns: `name` (an API operation as `GET /api/v1/projects/{id}`), `methods`, `anonymous` (`sign-in`, or the status of a
public one), `stranger` (status for someone signed in without any post), `who` (groups and roles as in rights.csv, or
`signed_in`, `public`), `object` (a key of `objects.py`: each role is sent there; with parameters and without: nobody).
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.urls import get_resolver

from southgate.kernel.identity.roles import Role
from tests.rights.matrix import GROUPS

TABLE = Path(__file__).parent / "urls.csv"
API = "southgate.config.api"
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
_BRACED = re.compile(r"\{(?:(\w+):)?(\w+)\}")
_SAMPLES = {"int": "2026", "slug": "projects", "str": "x", "path": "x"}


@dataclass(frozen=True)
class Line:
    name: str
    methods: tuple[str, ...]
    anonymous: str
    stranger: tuple[int, ...]
    who: str
    object: str

    @property
    def is_public(self) -> bool:
        return self.anonymous != "sign-in"

    @property
    def is_api(self) -> bool:
        return self.name.split(" ")[0].isupper()

    def lets_in(self, role: Role) -> bool:
        if self.who in ("signed_in", "public"):
            return True
        return any(role.value in GROUPS.get(word, {word}) for word in self.who.split())


@cache
def table() -> dict[str, Line]:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(row for row in file if row.strip() and not row.startswith("#")))
    return {row["name"]: _line(row) for row in rows}


def _line(row: dict[str, str]) -> Line:
    stranger = tuple(int(status) for status in row["stranger"].split())
    return Line(row["name"], tuple(row["methods"].split()), row["anonymous"], stranger, row["who"], row["object"] or "")


@cache
def addresses() -> dict[str, str]:
    """Every URL pattern by name, as `orgs/people/<uuid:pk>/`; API operations as `GET /api/v1/…`."""
    return {**dict(_walk(get_resolver())), **dict(_operations())}


def _walk(resolver: Any, space: str = "", prefix: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, here)
        elif not space.startswith("api") or pattern.name in ("openapi-json", "openapi-view", "api-root"):
            yield space + (pattern.name or pattern.lookup_str), here


def _operations() -> Iterator[tuple[str, str]]:
    if importlib.util.find_spec(API) is None:
        return
    api = importlib.import_module(API).api
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield f"{method.upper()} {path}", path.lstrip("/")


def fill(pattern: str, values: dict[str, Any]) -> str:
    """An address with its parameters: those of a real object, or some that name nothing."""

    def value(match: re.Match[str]) -> str:
        kind, name = match.group(1) or "uuid", match.group(2)
        return str(values.get(name, _SAMPLES.get(kind, uuid4())))

    return "/" + _BRACED.sub(value, _PARAMETER.sub(value, pattern)).replace("^", "").replace("\\Z", "").replace("$", "")


def has_parameters(name: str) -> bool:
    return bool(_PARAMETER.search(addresses()[name]) or _BRACED.search(addresses()[name]))
