"""The life of a session: when it began, when it was last used, how long it may idle, what its account still lacks.

Marks are kept in the session itself. The last use is written at most once a minute, so that reading costs no write;
a session may therefore end up to a minute early, never late.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.adapter import get_adapter

from southgate.kernel.identity.models import Account, OpenSession
from southgate.kernel.identity.profile import Kind, Profile, kind_of
from southgate.kernel.identity.roles import Role

MINUTE = 60_000_000
SINCE, ACTIVE, UNTIL, IDLE, KIND, SECOND = "since", "active", "until", "idle", "kind", "second_factor_for"


def begin(session: Any, profile: Profile, roles: Iterable[Role], now: int) -> None:
    """At sign-in: the rules of the zone hold for the whole session."""
    rules = profile.session
    session[SINCE] = session[ACTIVE] = now
    session[UNTIL] = now + rules.hours * 60 * MINUTE
    session[IDLE] = {kind.value: rules.idle.of(kind) * MINUTE for kind in Kind}
    session[SECOND] = [kind.value for kind in profile.second_factor.required_for]
    session[KIND] = kind_of(roles).value


def has_begun(session: Any) -> bool:
    return UNTIL in session


def is_over(session: Any, now: int) -> bool:
    if not has_begun(session):
        return False
    idle: int = session[IDLE][session[KIND]]
    return bool(now >= session[UNTIL] or now - session[ACTIVE] >= idle)


def touch(session: Any, roles: Iterable[Role], now: int) -> None:
    """The kind is asked anew: who becomes an administrator has his shorter limit from the next request on."""
    kind = kind_of(roles).value
    if kind != session[KIND]:
        session[KIND] = kind
    if now - session[ACTIVE] >= MINUTE:
        session[ACTIVE] = now


def lacks_second_factor(session: Any, account: Account) -> bool:
    """Whether the zone's rules ask this kind of account for a second factor that it has not set."""
    if session.get(KIND) not in session.get(SECOND, ()):
        return False
    return not get_adapter().is_mfa_enabled(account)


def forget(session: Any) -> None:
    if session.session_key:
        OpenSession.objects.filter(session_key=session.session_key).delete()
