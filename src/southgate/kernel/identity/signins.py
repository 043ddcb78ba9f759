"""Who signed in, who was refused and why, and the locks. All of it is in the book; the tries are kept for counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal
from uuid import UUID, uuid4

from southgate.domain.errors import Stale
from southgate.kernel import clock
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.keeping import keyed_digest
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity import entries
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.models import Account, OpenSession, SignInTry
from southgate.kernel.identity.profile import LockRules
from southgate.kernel.identity.services import forget_sessions, locked

MINUTE = 60_000_000
AGAIN = 5
"""How often an event is written anew when another one on the same account came first."""
Lock = Literal["", "locked", "address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A sign-in that failed. `typed` is never stored: only its keyed digest, when no account has that name."""

    cause: str
    address: str
    account: UUID | None = None
    typed: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    account: UUID
    methods: tuple[str, ...]
    address: str
    session_key: str
    agent: str
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something an account's owner did to his own account; `payload` is of `entries`."""

    account: UUID
    payload: Any


def lock_on(typed: str, address: str, rules: LockRules, now: int) -> Lock:
    """Whether a sign-in may be tried. Others cannot lock an account: what counts is the account with the address."""
    tries = SignInTry.objects.filter(address=keyed_digest(address))
    if tries.filter(at__gt=now - rules.address_minutes * MINUTE).count() >= rules.per_address:
        return "address"
    horizon = now - (rules.minutes + rules.lasts) * MINUTE
    on_account = tries.filter(tried=keyed_digest(typed), at__gt=horizon).order_by("at").values_list("at", flat=True)
    return "locked" if is_locked(list(on_account), rules, now) else ""


def is_locked(failures: Sequence[int], rules: LockRules, now: int) -> bool:
    """`rules.failures` within `rules.minutes` lock from the last of them for `rules.lasts` minutes."""
    for first in range(len(failures) - rules.failures + 1):
        last = failures[first + rules.failures - 1]
        if last - failures[first] <= rules.minutes * MINUTE and now - last < rules.lasts * MINUTE:
            return True
    return False


def refuse(refusal: Refusal, *, by: Actor, today: date) -> None:
    _again(partial(record_refusals, [refusal], by=by, today=today))


def arrive(arrival: Arrival, *, by: Actor, today: date) -> None:
    _again(partial(record_arrivals, [arrival], by=by, today=today))


def tell(event: Event, *, by: Actor, today: date) -> None:
    _again(partial(record_events, [event], by=by, today=today))


@command
def record_refusals(draft: Draft, commands: Sequence[Refusal], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Nobody is asked for rights: being refused is open to everyone."""
    for cmd in commands:
        known = locked(cmd.account) if cmd.account is not None else None
        tried = "" if known is not None else keyed_digest(Account.normalize_username(cmd.typed))
        subject = known.pk if known is not None else entries.unknown_account(Account.normalize_username(cmd.typed))
        address = Said.of(cmd.address, label="address", person=known.person if known is not None else None)
        payload = entries.SignInRefused(cmd.cause, address, tried)
        draft.record(subject, payload, zone=known.zone if known is not None else None)
        if cmd.counts:
            draft.also(partial(_count, cmd))
    return {}


@command
def record_arrivals(draft: Draft, commands: Sequence[Arrival], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Writes the entry and the session; the oldest sessions beyond `at_once` end."""
    for cmd in commands:
        account = locked(cmd.account)
        address = Said.of(cmd.address, label="address", person=account.person)
        draft.record(account.pk, entries.SignedIn(cmd.methods, address), zone=account.zone)
        draft.also(partial(_open, cmd))
    return {}


@command
def record_events(draft: Draft, commands: Sequence[Event], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        account = locked(cmd.account)
        draft.record(account.pk, cmd.payload, zone=account.zone)
    return {}


def _again(write: Any) -> None:
    """Two events on one subject at once: the later one is written behind the other."""
    for _ in range(AGAIN - 1):
        try:
            write(command_id=uuid4())
            return
        except Stale:
            continue
    write(command_id=uuid4())


def _count(cmd: Refusal) -> None:
    now = clock.now_micros()
    SignInTry.objects.filter(at__lt=now - 24 * 60 * MINUTE).delete()
    typed = Account.normalize_username(cmd.typed)
    SignInTry.objects.create(tried=keyed_digest(typed), address=keyed_digest(cmd.address), at=now)


def _open(cmd: Arrival) -> None:
    OpenSession.objects.filter(session_key=cmd.session_key).delete()
    OpenSession.objects.create(
        account_id=cmd.account, session_key=cmd.session_key, since=clock.now_micros(), agent=cmd.agent[:200]
    )
    rows = OpenSession.objects.filter(account=cmd.account).order_by("-since", "-pk")
    forget_sessions([row.session_key for row in rows[cmd.at_once :]])
