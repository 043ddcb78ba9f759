"""The shipped rules as the domain takes them, read without the house."""

from __future__ import annotations

import tomllib
from pathlib import Path

import southgate
from southgate.domain.agreements.rules import ClauseRules, Negations, Rule
from southgate.domain.agreements.words import Flag

FILE = Path(southgate.__file__).parent / "packs" / "national" / "clauses.toml"


def _rules() -> ClauseRules:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rules = tuple(
        Rule(
            key=one["key"], flag=Flag(one["flag"]), title=one["title"], why=one["why"],
            groups=tuple(map(tuple, one["groups"])), near=one.get("near", 60), unless=tuple(one.get("unless", ())),
            denied=one.get("denied", True),
        )
        for one in tables["rule"]
    )  # fmt: skip
    return ClauseRules(Negations(**{name: tuple(words) for name, words in tables["negations"].items()}), rules)


RULES = _rules()
