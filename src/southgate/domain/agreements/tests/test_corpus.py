"""Precision and recall of the shipped rules over invented clauses, printed; the half the rules had not seen apart."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from southgate.domain.agreements.reading import findings
from southgate.domain.agreements.tests.shipped import RULES
from southgate.domain.agreements.words import Flag

CLAUSES = tomllib.loads(Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8"))["clause"]


@dataclass(frozen=True)
class Score:
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> int:
        """In thousandths."""
        return 1000 * self.right // max(1, self.right + self.wrong)

    @property
    def recall(self) -> int:
        return 1000 * self.right // max(1, self.right + self.missed)


def flags_of(text: str) -> set[str]:
    return {one.flag.value for one in findings(text, RULES)}


def score(clauses) -> tuple[Score, list[str]]:
    right = wrong = missed = 0
    slips = []
    for clause in clauses:
        said, found = set(clause["flags"]), flags_of(clause["text"])
        right, wrong, missed = right + len(said & found), wrong + len(found - said), missed + len(said - found)
        if said != found:
            slips.append(f"{clause['text']} said {sorted(said)} found {sorted(found)}")
    return Score(right, wrong, missed), slips


def say(*lines: str) -> None:
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def shown(name: str, scored: Score) -> str:
    return f"{name}: precision {scored.precision / 10:.1f} %, recall {scored.recall / 10:.1f} % {scored}"


def test_what_the_rules_were_written_with():
    seen = [clause for clause in CLAUSES if not clause.get("held_out")]
    scored, slips = score(seen)
    say(shown(f"seen {len(seen)}", scored), *slips)
    assert slips == []


def test_what_the_rules_had_not_seen():
    unseen = [clause for clause in CLAUSES if clause.get("held_out")]
    scored, slips = score(unseen)
    say(shown(f"held out {len(unseen)}", scored), *slips)
    assert scored.precision >= 900 and scored.recall >= 800


@pytest.mark.parametrize("flag", list(Flag))
def test_each_flag_has_clauses_of_both_kinds(flag):
    with_it = [clause for clause in CLAUSES if flag.value in clause["flags"]]
    assert len(with_it) >= 10 and len(CLAUSES) - len(with_it) >= 60
