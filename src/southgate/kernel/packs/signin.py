"""Rules of sign-in as packs: schema `signin.rules/1`. The zone's own choice counts, else the national pack.

[password]
longest = 128
classes = 3                 # of upper case, lower case, digits, signs; 0 asks for none
history = 5
warn_days = 15
[password.shortest]         # characters, by kind of account
administrator = 12
staff = 10
enterprise = 8
[password.days]             # until it must change; 0 is never
…
[lock]
failures = 5
minutes = 15
lasts = 30
per_address = 50
address_minutes = 60
[session]
hours = 12
[session.idle]              # minutes
[session.at_once]
[second_factor]
required_for = ["administrator"]
"""

from __future__ import annotations

from datetime import date
from functools import cache
from uuid import UUID

from southgate.domain.errors import Reason, Refused
from southgate.kernel.identity.profile import Profile, profile_source
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.selectors import pack_for
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import PackText

SIGN_IN = "signin.rules/1"
SHIPPED_KEY = "national.passwords"


def read_profile(pack: PackText) -> Profile:
    """The rules of a pack. Raises Refused with every fault, each with file and line."""
    profile = pack.read(Profile)
    faults = [Reason("应在 %(least)s 至 %(most)s 之间", {"least": least, "most": most}, pack.where(path))
              for path, value, least, most in _bounds(profile) if not least <= value <= most]  # fmt: skip
    if faults:
        raise Refused(faults)
    return profile


def _bounds(profile: Profile) -> list[tuple[str, int, int, int]]:
    """(path, value, least, most): beyond these a pack is a slip that would lock everyone out or nobody."""
    password, lock, session = profile.password, profile.lock, profile.session
    each = {
        "password.shortest": (password.shortest, 6, 64),
        "password.days": (password.days, 0, 3650),
        "session.idle": (session.idle, 1, 1440),
        "session.at_once": (session.at_once, 1, 100),
    }
    found = [
        (f"{path}.{kind}", getattr(value, kind), least, most)
        for path, (value, least, most) in each.items()
        for kind in ("administrator", "staff", "enterprise")
    ]
    return [
        *found,
        ("password.longest", password.longest, 64, 4096),
        ("password.classes", password.classes, 0, 4),
        ("password.history", password.history, 0, 50),
        ("password.warn_days", password.warn_days, 0, 365),
        ("lock.failures", lock.failures, 1, 100),
        ("lock.minutes", lock.minutes, 1, 1440),
        ("lock.lasts", lock.lasts, 1, 1440),
        ("lock.per_address", lock.per_address, 1, 10_000),
        ("lock.address_minutes", lock.address_minutes, 1, 1440),
        ("session.hours", session.hours, 1, 168),
    ]


SCHEMA = register(Schema(SIGN_IN, "登录与口令规则", read_profile))


@profile_source
def profile_for(zone: UUID | None, today: date) -> Profile:
    """What the zone uses on the day; before any pack is loaded, the national one as shipped."""
    found = pack_for(SIGN_IN, zone=zone, day=today)
    value: Profile = found.value if found is not None else _as_shipped()
    return value


@cache
def _as_shipped() -> Profile:
    return next(read_profile(pack) for pack in shipped("national") if pack.head.key == SHIPPED_KEY)
