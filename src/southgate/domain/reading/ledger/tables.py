"""The words of ledgers, loaded once from `words.toml` beside this module (or from a zone's own copy of it)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from southgate.domain.reading.ledger.text import fold

FIELDS = (
    "project_name",
    "enterprise",
    "credit_code",
    "investment_planned",
    "stage",
    "lead_unit",
    "responsible_post",
    "liaison_leader_post",
    "park",
    "industry",
    "signed_on",
    "start_on",
    "production_promised_on",
    "money_in_place",
    "land_mu",
    "jobs",
    "progress_percent",
    "progress_note",
)
TEXTS = frozenset(
    {"project_name", "enterprise", "lead_unit", "responsible_post", "liaison_leader_post", "park", "industry"}
)
DATES = frozenset({"signed_on", "start_on", "production_promised_on"})
MONEYS = frozenset({"investment_planned", "money_in_place"})
IDENTITY = ("project_name", "enterprise")
SECTION_FIELDS = ("stage", "park", "industry", "lead_unit")

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """How the column of one field is headed; see the top of `words.toml`."""

    full: Patterns
    find: Patterns
    weak: Patterns
    never: Patterns


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All words, compiled; one is equal only to itself, so that readings can be cached by it. `stages` maps a folded
    word to its stage, `colours` a word to its colour."""

    fields: Mapping[str, FieldWords]
    other: Patterns
    note_start: re.Pattern[str]
    blank_repeats: re.Pattern[str]
    ditto: frozenset[str]
    blank: Mapping[str, frozenset[str]]
    stages: Mapping[str, str]
    cancelled: re.Pattern[str]
    cancelled_name: re.Pattern[str]
    not_cancelled: re.Pattern[str]
    late: re.Pattern[str]
    not_late: re.Pattern[str]
    cancel_colour: re.Pattern[str]
    colours: Mapping[str, str]
    sections: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    subtotal: re.Pattern[str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The product's own words."""
    return compile_tables(tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8")))


def compile_tables(words: Mapping[str, Any]) -> Tables:
    """Words as read from TOML, compiled. A missing part raises `KeyError`, a bad pattern `re.error`: both at load
    time."""
    sections = words["sections"]
    return Tables(
        fields={name: _field(words["fields"].get(name, {})) for name in FIELDS},
        other=_patterns(words["other"]["full"]),
        note_start=_any(words["note"]["start"]),
        blank_repeats=re.compile(words["note"]["blank_repeats"]),
        ditto=frozenset(fold(mark) for mark in words["ditto"]["marks"]),
        blank={
            kind: frozenset(fold(word) for word in [*words["blank"]["all"], *words["blank"].get(kind, [])])
            for kind in ("all", "dates", "amounts", "quantities")
        },
        stages={fold(word): stage for stage, listed in words["stages"].items() for word in [stage, *listed]},
        cancelled=_any(words["cancelled"]["start"]),
        cancelled_name=re.compile(words["cancelled"]["name_end"]),
        not_cancelled=_any(words["cancelled"]["not"]),
        late=_any(words["late"]["words"]),
        not_late=_any(words["late"]["never"]),
        cancel_colour=_any(words["late"]["cancel_words"]),
        colours={word: colour for colour, listed in words["colours"].items() for word in listed},
        sections={key: tuple(sections[key]) for key in ("park_end", "unit_end", "industry_end", "industry")},
        labels={fold(word): name for name, listed in sections["label"].items() for word in listed},
        subtotal=re.compile(words["subtotal"]["label"]),
    )


def _field(words: Mapping[str, list[str]]) -> FieldWords:
    return FieldWords(*(_patterns(words.get(part, [])) for part in ("full", "find", "weak", "never")))


def _patterns(words: list[str]) -> Patterns:
    return tuple(re.compile(word) for word in words)


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words))
