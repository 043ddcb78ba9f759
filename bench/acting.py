"""What the child processes share: Django started on the zone to be measured, the officer as an actor."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from southgate.cli import shell

shell.start()

from django.db import connection  # noqa: E402

from southgate.kernel import clock  # noqa: E402
from southgate.kernel.identity.actor import Actor  # noqa: E402
from southgate.kernel.identity.actors import actor_for  # noqa: E402
from southgate.kernel.identity.models import Account  # noqa: E402


def officer(account: str) -> tuple[Actor, date]:
    today = clock.today()
    return actor_for(Account.objects.get(pk=UUID(account)), today), today


def raw_connection() -> Any:
    """The driver's own connection, for bare SQL."""
    connection.ensure_connection()
    return connection.connection


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


def mark() -> str:
    return "%s" if is_postgres() else "?"
