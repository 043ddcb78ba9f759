"""What waits because of suspicions: pairs to judge, and after "the same" the signings that still count twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from southgate.apps.pipeline.models.suspicions import OPEN, SAME
from southgate.apps.pipeline.policies.suspicions import REVIEWERS
from southgate.apps.pipeline.selectors.signings import reading as signings
from southgate.apps.pipeline.selectors.suspicions.desk import Case, cases
from southgate.apps.pipeline.selectors.suspicions.reading import Pair, visible
from southgate.apps.pipeline.selectors.suspicions.sides import counts
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor

MOST = 5
"""Pairs that are named one by one; when more wait, the desk is where they are worked off."""
LOOKED_AT = 40
"""Rows of the strongest suspicions that are read for them: a pair may have several."""
REMEMBERED = 90
"""Days after a judgement in which one is reminded of what it left to do."""


@dataclass(frozen=True, slots=True)
class ToJudge:
    """The strongest pairs that this reader may judge, `more` when there are others."""

    cases: tuple[Case, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A signing of a project that was judged to be another one, and still counts."""

    signing: UUID
    project_name: str
    keeps_name: str


def to_judge(by: Actor) -> ToJudge:
    """Nothing that the actor registered or is responsible for: another judges that. Two queries."""
    if by.person is None or not by.roles & REVIEWERS:
        return ToJudge((), False)
    rows = visible(by, "judge").filter(state=OPEN)
    rows = rows.exclude(a__responsible_person=by.person).exclude(b__responsible_person=by.person)
    rows = rows.filter(~_registered(by, "a"), ~_registered(by, "b")).order_by("-strength", "a", "b")
    pairs: list[Pair] = list(dict.fromkeys(rows.values_list("a", "b")[:LOOKED_AT]))
    return ToJudge(tuple(cases(by, pairs[:MOST])), len(pairs) > MOST)


def _registered(by: Actor, side: str) -> Exists:
    return Exists(Entry.objects.filter(subject=OuterRef(side), seq=1, by_person=by.person))


def to_settle(by: Actor, *, today: date) -> Iterator[ToSettle]:
    """Of the pairs that the actor sees and that were judged lately, the signings that he may correct."""
    if not by.roles & REVIEWERS:
        return
    judged = visible(by).filter(state=SAME, judged_on__gte=today - timedelta(days=REMEMBERED))
    other = {row.b_id if row.keeps_id == row.a_id else row.a_id: row for row in judged.select_related("a", "b")}
    if not other:
        return
    rows = signings.visible(by, "correct").filter(project__in=other).select_related(*signings.NAMED)
    for one in signings.lines(list(rows.order_by("signed_on", "id"))):
        row = other[one.project]
        if counts(one):
            keeps = row.a if row.keeps_id == row.a_id else row.b
            yield ToSettle(one.id, one.project_name, keeps.name)
