"""What an account's owner, or who manages it, sees of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from southgate.domain.errors import NotFound
from southgate.kernel import clock
from southgate.kernel.identity import policies
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.models import Account, ApiToken, OpenSession


@dataclass(frozen=True, slots=True)
class TokenRow:
    """`state`: active, revoked, expired."""

    id: UUID
    label: str
    scopes: tuple[str, ...]
    created: date
    until: date
    state: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    id: UUID
    since: datetime
    agent: str
    is_this: bool


def account_for(by: Actor, pk: UUID, verb: str = "view") -> Account:
    """Raises NotFound or Forbidden."""
    row = Account.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound(str(pk))
    policies.ACCOUNT.require(by, verb, row)
    return row


def tokens_of(account: Account) -> list[TokenRow]:
    """The newest first; the secret is nowhere."""
    now = clock.now_micros()
    return [
        TokenRow(
            row.pk, row.label, tuple(row.scopes), clock.day_of(row.created_at), clock.day_of(row.expires_at - 1),
            _state(row, now),
        )
        for row in account.tokens.order_by("-created_at")
    ]  # fmt: skip


def _state(row: ApiToken, now: int) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at <= now else "active"


def sessions_of(account: Account, this: str) -> list[SessionRow]:
    rows = OpenSession.objects.filter(account=account).order_by("-since")
    return [SessionRow(row.pk, clock.moment_of(row.since), row.agent, row.session_key == this) for row in rows]
