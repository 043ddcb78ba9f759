"""What the check page sends, as the answers that the service takes. Unknown places are passed over, never trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict

from southgate.kernel.exchange.ledger import unit_key
from southgate.kernel.exchange.models import Upload

LONGEST = 5_000
UNITS = ("元", "万元", "亿元", "万美元", "亩", "公顷", "平方米")


def answers_from(post: QueryDict, upload: Upload, fields: frozenset[str]) -> dict[str, Any]:
    """Columns and units by their number in the plan, one cell, names, rows to leave or take back, blank doubts."""
    given: dict[str, Any] = {
        "columns": _columns(post, upload, fields),
        "units": _units(post, upload),
        "cells": _cell(post, fields),
        "names": _names(post, upload),
        "rows": [key[:150] for key in post.getlist("leave")],
        "take": post.getlist("take"),
    }
    if "blank_doubts" in post:
        given["blank_doubts"] = post["blank_doubts"] == "1"
    return given


def _columns(post: QueryDict, upload: Upload, fields: frozenset[str]) -> Mapping[str, Mapping[str, str]]:
    chosen: dict[str, dict[str, str]] = {}
    for number, column in enumerate(upload.plan.get("columns", [])):
        value = post.get(f"column-{number}")
        if value is not None and (value == "" or value in fields):
            chosen.setdefault(column["layout"], {})[column["title"]] = value
    remembered = upload.answers.get("columns", {})
    return {layout: {**remembered.get(layout, {}), **columns} for layout, columns in chosen.items()}


def _units(post: QueryDict, upload: Upload) -> dict[str, str]:
    asked = {unit_key(q[2], q[1]) for q in upload.plan.get("questions", []) if q[0] == "column_unit"}
    return {key: unit for key in asked if (unit := post.get(f"unit-{key}", "")) in UNITS}


def _cell(post: QueryDict, fields: frozenset[str]) -> dict[str, str]:
    key = post.get("cell", "")
    number, field, _sheet = [*key.split("|", 2), "", ""][:3]
    return {key: post.get("value", "")[:LONGEST]} if number.isdigit() and field in fields else {}


def _names(post: QueryDict, upload: Upload) -> dict[str, str]:
    known = {f"{name['kind']}|{name['key']}" for name in upload.plan.get("lacking", [])}
    known |= set(upload.answers.get("names", {}))
    return {key: _id(text) for key in known if (text := post.get(f"name-{key}")) is not None}


def _id(text: str) -> str:
    try:
        return UUID(text).hex
    except ValueError:
        return ""
