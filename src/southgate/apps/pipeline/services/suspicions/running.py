"""The full run: every key of every project anew, everything that meets compared, the differences written.

What it writes is what the looks on the way should have written: a test compares both. It heals what they missed, and
brings the rules of a new version to old projects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.suspicions import MatchDue, MatchKey, Suspicion
from southgate.apps.pipeline.selectors.suspicions.facts import all_facts
from southgate.apps.pipeline.services.suspicions import keying, looking
from southgate.apps.pipeline.services.suspicions.differing import draft_differences
from southgate.apps.pipeline.services.suspicions.looking import known_of
from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.groups import findings
from southgate.domain.matching.bundles.keys import Key, Meet
from southgate.domain.matching.bundles.weighing import Finding
from southgate.kernel.book import streaming
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import bulk_command
from southgate.kernel.identity.actor import Actor

MANY = 5_000
"""Things due from which on everything is compared at once."""
_SHARED = (
    "SELECT key, kind, project FROM {table} WHERE (key, kind) IN "
    "(SELECT key, kind FROM {table} GROUP BY key, kind HAVING count(*) > 1) ORDER BY key, kind"
)


@dataclass(frozen=True, slots=True)
class Ran:
    """Of how many rows the keys were mended, and how many suspicions were raised, changed, reopened and lapsed."""

    mended: int
    raised: int
    changed: int
    reopened: int
    lapsed: int


def run(*, by: Actor, today: date, keys: bool = True) -> Ran:
    """Over everything, the whole house: zones are compared with each other. `keys`: look first whether the kept keys
    are what the rows say. Raises Stale when somebody judged meanwhile; the next run is right."""
    keying.work_off_keys()
    last = MatchDue.objects.order_by("-id").values_list("id", flat=True).first()
    mended = keying.mend() if keys else 0
    answer = compare_all([None], by=by, today=today, command_id=uuid4())
    if last is not None:
        MatchDue.objects.filter(pk__lte=last).delete()
    return Ran(mended, **answer.data)


def catch_up(*, by: Actor, today: date) -> int:
    """Do what commits left to do; returns how much that was. Of thousands, one run over everything is the quicker."""
    keyed = keying.work_off_keys()
    due = MatchDue.objects.count()
    if due <= MANY:
        return keyed + looking.work_off(by=by, today=today)
    run(by=by, today=today, keys=False)
    return keyed + due


@bulk_command
def compare_all(draft: Draft, commands: Sequence[None], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Compare all that share a key, by the keys as they stand. Written by the house, in one short transaction."""
    facts = {one.id: one for one in all_facts()}
    rows = list(Suspicion.objects.all())
    draft.seen.update((row.pk, row.version) for row in rows)
    return draft_differences(draft, _found(facts), known_of(rows), {id: one.zone for id, one in facts.items()})


def _found(facts: Mapping[UUID, Facts]) -> Iterator[Finding]:
    by_text = {id.hex: one for id, one in facts.items()}
    sql = _SHARED.format(table=MatchKey._meta.db_table)
    for (text, meet), rows in groupby(streaming.rows(sql, []), key=lambda row: row[:2]):
        ids = {project if isinstance(project, str) else project.hex for _, _, project in rows}
        members = [by_text[id] for id in ids if id in by_text]
        if len(members) > 1:
            yield from findings(Key(Meet(meet), text), members)
