"""What other parts ask of accounts: by person, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from southgate.kernel.identity.models import Account


@dataclass(frozen=True, slots=True)
class AccountOf:
    """The account of a person, as lists show it."""

    id: UUID
    username: str
    is_active: bool


def accounts_of(people: Iterable[UUID]) -> Mapping[UUID, AccountOf]:
    """Accounts by person; absent for who has none."""
    rows = Account.objects.filter(person__in=set(people)).values_list("person", "id", "username", "is_active")
    return {person: AccountOf(id, username, active) for person, id, username, active in rows if person is not None}
