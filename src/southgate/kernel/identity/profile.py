"""Rules of passwords, locks and sessions: data from a pack (`signin.rules/1`), because 等保 and ASVS contradict.

GB/T 22239-2019 wants complex passwords that are changed regularly; ASVS 5.0 (6.2.5, 6.2.10) forbids both. A zone
chooses its pack; `packs/signin.py` reads it and registers itself here as the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from southgate.kernel.identity.roles import ENTERPRISE, EXCLUSIVE, Role


class Kind(StrEnum):
    """Kinds of accounts, by what their person may do."""

    ADMINISTRATOR = "administrator"
    STAFF = "staff"
    ENTERPRISE = "enterprise"


def kind_of(roles: Iterable[Role]) -> Kind:
    """Administrators first; an account without any role counts as staff."""
    held = frozenset(roles)
    if held & EXCLUSIVE:
        return Kind.ADMINISTRATOR
    return Kind.ENTERPRISE if held and held <= ENTERPRISE else Kind.STAFF


@dataclass(frozen=True, slots=True)
class Each:
    """One number for each kind of account."""

    administrator: int
    staff: int
    enterprise: int

    def of(self, kind: Kind) -> int:
        number: int = getattr(self, kind.value)
        return number


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """`shortest` in characters; `classes` of 4 (upper, lower, digit, sign); `days` until it must change, 0 = never."""

    shortest: Each
    longest: int
    classes: int
    history: int
    days: Each
    warn_days: int


@dataclass(frozen=True, slots=True)
class LockRules:
    """`failures` on one account from one address within `minutes` lock that pair for `lasts` minutes.

    `per_address` failures from one address within `address_minutes` are answered 429.
    """

    failures: int
    minutes: int
    lasts: int
    per_address: int
    address_minutes: int


@dataclass(frozen=True, slots=True)
class SessionRules:
    """`idle` in minutes; `hours` is the longest a session lives; `at_once` how many one account may have."""

    idle: Each
    hours: int
    at_once: Each


@dataclass(frozen=True, slots=True)
class SecondFactor:
    required_for: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """All rules of sign-in of one zone."""

    password: PasswordRules
    lock: LockRules
    session: SessionRules
    second_factor: SecondFactor


Source = Callable[[UUID | None, date], Profile]
_SOURCES: list[Source] = []


def profile_source(function: Source) -> Source:
    """Register what answers the profile of a zone on a day (None: of the whole house)."""
    _SOURCES[:] = [function]
    return function


def profile_for(zone: UUID | None, today: date) -> Profile:
    """Raises LookupError when no pack reader is installed: sign-in without rules does not happen."""
    if not _SOURCES:
        raise LookupError("no source of sign-in rules: install southgate.kernel.packs")
    return _SOURCES[0](zone, today)
