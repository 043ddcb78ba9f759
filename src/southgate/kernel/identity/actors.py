"""From an account to the one who acts. Asked for each request, never kept: taken rights are gone at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from southgate.kernel.identity.actor import Actor, Grant
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import EXCLUSIVE
from southgate.kernel.identity.sources import grants_of, teams_of


def actor_for(account: Account, today: date, *, scopes: Iterable[str] | None = None) -> Actor:
    """The account's person with the rights of `today`; an account without a person (a machine) has none.

    Queries: two for posts, one for each kind of team. Nothing of an inactive account acts.
    """
    narrowed = frozenset(scopes) if scopes is not None else None
    person = account.person if account.is_active else None
    if person is None:
        return Actor(id=account.pk, person=None, scopes=narrowed)
    grants = separated(grants_of(person, today))
    unit = next((grant.unit for grant in grants if grant.unit is not None), None)
    teams = teams_of(person, today) if grants else {}
    return Actor(id=person, person=person, unit=unit, grants=grants, teams=teams, scopes=narrowed)


def separated(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """三员分立 once more, where rights are made: a forbidden union of roles gives none of them.

    Services refuse such appointments; this holds even when rows were written past them.
    """
    roles = {grant.role for grant in grants}
    return () if roles & EXCLUSIVE and len(roles) > 1 else grants
