"""The one road to suspicions: what an actor sees, from an id to a pair, and who may not judge it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.suspicions import LAPSED, Suspicion
from southgate.apps.pipeline.policies.suspicions import RULES
from southgate.domain.errors import Forbidden, NotFound, Reason
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.actor import Actor

Pair = tuple[UUID, UUID]


def visible(by: Actor, verb: str = "view") -> QuerySet[Suspicion]:
    """Desk, page, panel, work, API: all begin here. What lapsed is no longer anybody's matter."""
    rows = RULES.visible(by, Suspicion, verb)
    return rows.exclude(state=LAPSED).filter(a__withdrawn=False, b__withdrawn=False)


def pair_for(by: Actor, pk: UUID, verb: str = "view") -> list[Suspicion]:
    """All suspicions of the pair that one of them names, strongest first. Raises NotFound when unseen, Forbidden when
    seen but not allowed."""
    one = visible(by).filter(pk=pk).first()
    if one is None:
        raise NotFound(str(pk))
    if not RULES.can(by, verb, one):
        raise Forbidden(verb)
    return of_pair(by, (one.a_id, one.b_id))


def of_pair(by: Actor, pair: Pair) -> list[Suspicion]:
    rows = visible(by).filter(a=pair[0], b=pair[1]).select_related("a", "b")
    return list(rows.order_by("-strength", "kind", "key"))


def version_of(rows: Iterable[Suspicion]) -> int:
    """The pair's version: it grows with every entry about any of its suspicions."""
    return sum(row.version for row in rows)


def registered_by(projects: Iterable[UUID]) -> dict[UUID, UUID]:
    """The person who registered each project, where a person did."""
    first = Entry.objects.filter(subject__in=set(projects), seq=1).values_list("subject", "by_person")
    return {project: person for project, person in first if person is not None}


def involved(by: Actor, projects: Iterable[Project]) -> dict[UUID, list[Reason]]:
    """By project, why the actor is no outsider to it: such a one does not judge it."""
    found: dict[UUID, list[Reason]] = defaultdict(list)
    if by.person is None:
        return found
    rows = {row.pk: row for row in projects}
    registered = registered_by(rows)
    for id, row in sorted(rows.items()):
        params = {"name": row.name}
        if registered.get(id) == by.person:
            found[id].append(
                Reason("『%(name)s』是你登记的", params, where="person", mend="请没有经手过这两个项目的人判断")
            )
        if row.responsible_person_id == by.person:
            found[id].append(
                Reason("你是『%(name)s』的责任人", params, where="person", mend="请没有经手过这两个项目的人判断")
            )
    return found
