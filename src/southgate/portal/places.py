"""The places one goes to: one line a room. A place is shown to whoever has a role for it, once its room has a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import ENTERPRISE, EXCLUSIVE, STAFF, Role
from southgate.kernel.panels.shell import Place

EVERYONE = frozenset(Role)
INSIDE = STAFF | EXCLUSIVE
WRITERS = STAFF - {Role.ZONE_LEADER, Role.SUPERVISOR}
REVIEWERS = frozenset({Role.ZONE_LEADER, Role.INVESTMENT_OFFICER, Role.SUPERVISOR, Role.STATISTICIAN})
KEEPERS = frozenset({Role.SYSTEM_ADMINISTRATOR})
PEOPLE = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Room:
    """`key` is also the namespace of the room's addresses.

    `short` is the name at the foot of a phone; `aside` places are looked up, not worked in. `within`: namespaces of
    pages that one reaches from this place and has no place of their own.
    """

    key: str
    label: str
    address: str
    roles: frozenset[Role]
    short: str = ""
    aside: bool = False
    within: frozenset[str] = frozenset()


ROOMS: tuple[Room, ...] = (
    Room("portal", gettext_noop("我的工作"), "portal:mywork", EVERYONE),
    Room(
        "pipeline",
        gettext_noop("项目台账"),
        "pipeline:ledger",
        STAFF | ENTERPRISE,
        gettext_noop("台账"),
        within=frozenset({"board", "gates"}),
    ),
    Room("leads", gettext_noop("招商线索"), "leads:list", STAFF, gettext_noop("线索")),
    Room("meetings", gettext_noop("活动与走访"), "meetings:visits", STAFF, gettext_noop("走访")),
    Room("figures", gettext_noop("签约与指标"), "figures:figures", STAFF, gettext_noop("指标")),
    Room("agreements", gettext_noop("协议与履约"), "agreements:list", STAFF, gettext_noop("协议")),
    Room("vouchers", gettext_noop("到位资金"), "vouchers:list", STAFF, gettext_noop("资金")),
    Room("suspicions", gettext_noop("疑点"), "suspicions:desk", REVIEWERS),
    Room("enterprise", gettext_noop("企业名册"), "enterprise:list", STAFF | ENTERPRISE),
    Room("exchange", gettext_noop("导入"), "exchange:start", WRITERS),
    Room("calendar", gettext_noop("工作日历"), "calendar:now", INSIDE, gettext_noop("日历"), aside=True),
    Room("packs", gettext_noop("规则包"), "packs:list", INSIDE, aside=True),
    Room("orgs", gettext_noop("人员与岗位"), "orgs:people", PEOPLE, gettext_noop("人员"), aside=True),
    Room("ground", gettext_noop("安全与备份"), "portal:ground", KEEPERS, gettext_noop("安全"), aside=True),
)


def places_for(by: Actor, namespace: str = "", name: str = "") -> tuple[tuple[Place, ...], str]:
    """The places of the actor's roles, and the key of the one he is in."""
    held = by.roles
    rooms = [room for room in ROOMS if held & room.roles and address_of(room.address)]
    return tuple(_place(room) for room in rooms), _current(rooms, namespace, name)


def _place(room: Room) -> Place:
    return Place(
        key=room.key,
        label=_(room.label),
        url=address_of(room.address),
        short=_(room.short) if room.short else "",
        aside=room.aside,
    )


def _current(rooms: Iterable[Room], namespace: str, name: str) -> str:
    """The room of the very page, else the room whose namespace it is in."""
    found = list(rooms)
    exact = [room.key for room in found if room.address == f"{namespace}:{name}"]
    return exact[0] if exact else next((room.key for room in found if namespace in {room.key, *room.within}), "")


@cache
def address_of(name: str) -> str:
    """The address of a page; empty while its room has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
