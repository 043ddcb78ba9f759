"""The two sample zones: places, people and ledgers, entered through the ordinary services and the ordinary import.

*已公开事实* holds what five press reports say, with its source and nobody's name; *示例园区* is invented.
The lists and workbooks lie in `samples/`; nothing here knows what stands in them.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from southgate.apps.enterprise.api import Enterprise
from southgate.cli import happenings, importing
from southgate.cli.deeds import replay
from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock
from southgate.kernel.identity.actor import SYSTEM_ID, system_actor
from southgate.kernel.identity.services import CreateAccount, create_accounts
from southgate.kernel.orgs.services.people import RegisterPerson, register_people
from southgate.kernel.orgs.services.places import RegisterUnit, RegisterZone, register_units, register_zones
from southgate.kernel.orgs.services.posts import Appoint, RegisterPost, appoint, register_posts

INVENTED, PUBLISHED = "shili", "published"
OPENED_BEFORE = 11
"""Days before today on which the samples were entered, so that there are past days to look at."""
SHOWN_FIRST = ("chenshining", "mengshixing", "yushiwen", "guanshijin", "yishicha", "haoshicheng")
"""Sign-ins said at the start: an officer, the leader, the three administrators, an enterprise's principal."""
HOUSE = system_actor()


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample zone as set up: ids by the codes of its lists, and the sign-ins with their one first password."""

    name: str
    home: UUID
    zones: Mapping[str, UUID]
    ledger: Path
    people: Mapping[str, UUID] = field(default_factory=dict)
    password: str = field(default="", repr=False)


def load_all(*, today: date, say: Callable[[str], None]) -> None:
    """Both zones, the invented one with its history; says how to sign in. Raises Refused when a row is rejected."""
    opened = today - timedelta(days=OPENED_BEFORE)
    with entered_earlier(today):
        invented = set_up(INVENTED, today=opened)
        _import(invented, opened, say)
        _enterprise_posts(invented, opened)
        published = set_up(PUBLISHED, today=opened)
        _guests(invented, published, opened)
        _import(published, opened, say)
    told = [
        *happenings.events(folder(INVENTED) / "history.toml", invented.home),
        *replay.deeds(folder(INVENTED) / "deeds.toml", invented.home),
    ]
    done = happenings.replay(told, today=today)
    say(f"{invented.name}：此后 {done} 件事，从线索到到位资金")
    names = "、".join(SHOWN_FIRST)
    say(f"示例账号 {names}；口令都是 {invented.password}（只说这一次）")


def _import(sample: Sample, opened: date, say: Callable[[str], None]) -> None:
    """The ledger through the ordinary import, by the officer whose work it is."""
    by = happenings.officer(SHOWN_FIRST[0], opened)
    counts = importing.bring(sample.ledger, zone=sample.home, by=by, today=opened)
    say(f"{sample.name}：{len(sample.zones)} 个地方，{counts['new']} 个项目")


def entered_earlier(today: date) -> AbstractContextManager[None]:
    """The book's clock on the evening the samples were entered."""
    return clock.simulated(clock.end_of(today - timedelta(days=OPENED_BEFORE)) - happenings.BEFORE_MIDNIGHT)


def folder(name: str) -> Path:
    """`samples/<name>` of the checkout. Raises Refused in an installed package, which carries no samples."""
    path = Path(__file__).resolve().parents[3] / "samples" / name
    if not path.is_dir():
        raise Refused([Reason("这里没有样例数据", where=str(path), mend="在源码目录里运行，或去掉 --samples")])
    return path


def set_up(name: str, *, today: date) -> Sample:
    """Places, then units, people, posts, appointments and sign-ins where the sample has any."""
    source = folder(name)
    places = tomllib.loads((source / "zones.toml").read_text(encoding="utf-8"))
    zones = _places(places, today)
    home, people, password = zones[places["root"]], {}, ""
    if (source / "people.toml").is_file():
        listed = _people_of(name)
        password = secrets.token_urlsafe(9)
        home = zones[listed["zone"]]
        people = _people(listed, home, password, today)
    return Sample(places["name"], home, zones, source / "ledger.xlsx", people, password)


def _enterprise_posts(sample: Sample, today: date) -> None:
    """Posts of enterprises can only be made once the ledger has brought the enterprises."""
    listed = _people_of(INVENTED)
    known = {
        post["code"]: Enterprise.objects.values_list("pk", flat=True).get(zone=sample.home, name=post["enterprise"])
        for post in listed["post"]
        if "enterprise" in post
    }
    _posts(listed, sample.home, {}, sample.people, known, today)


def _guests(invented: Sample, published: Sample, today: date) -> None:
    """People of the invented zone who look after the published facts, which name no persons of their own."""
    guests = _people_of(INVENTED)["guest"]
    posts = [RegisterPost(zone=published.home, title=row["title"], role=row["role"]) for row in guests]
    made = register_posts(posts, by=HOUSE, today=today, command_id=_id("guest posts", published.home.hex))
    held = [
        Appoint(post=UUID(post), person=invented.people[row["person"]], from_day=row["from_day"])
        for post, row in zip(made.data["posts"], guests, strict=True)
    ]
    appoint(held, by=HOUSE, today=today, command_id=_id("guest appointments", published.home.hex))


def _people_of(name: str) -> Mapping[str, Any]:
    return tomllib.loads((folder(name) / "people.toml").read_text(encoding="utf-8"))


def _places(places: Mapping[str, Any], today: date) -> dict[str, UUID]:
    """Zones from the top down: a parent stands before its children in the list."""
    ids: dict[str, UUID] = {}
    for row in places["zone"]:
        made = RegisterZone(
            code=row["code"].upper(),
            name=row["name"],
            level=row["level"],
            parent=ids[row["parent"]] if "parent" in row else None,
            sample=bool(places["invented"]),
        )
        answer = register_zones([made], by=HOUSE, today=today, command_id=_id("zone", row["code"]))
        ids[row["code"]] = UUID(answer.data["zones"][0])
    return ids


def _people(listed: Mapping[str, Any], zone: UUID, password: str, today: date) -> dict[str, UUID]:
    units = [RegisterUnit(zone=zone, name=row["name"], from_day=row["from_day"]) for row in listed["unit"]]
    answer = register_units(units, by=HOUSE, today=today, command_id=_id("units", zone.hex))
    by_unit = dict(zip((row["name"] for row in listed["unit"]), map(UUID, answer.data["units"]), strict=True))
    persons = [RegisterPerson(zone=zone, name=row["name"]) for row in listed["person"]]
    answer = register_people(persons, by=HOUSE, today=today, command_id=_id("people", zone.hex))
    by_login = dict(zip((row["login"] for row in listed["person"]), map(UUID, answer.data["people"]), strict=True))
    accounts = [
        CreateAccount(username=login, zone=zone, person=person, password=password, must_change=False)
        for login, person in by_login.items()
    ]
    create_accounts(accounts, by=HOUSE, today=today, command_id=_id("accounts", zone.hex))
    _posts(listed, zone, by_unit, by_login, {}, today)
    return by_login


def _posts(
    listed: Mapping[str, Any],
    zone: UUID,
    units: Mapping[str, UUID],
    people: Mapping[str, UUID],
    enterprises: Mapping[str, UUID],
    today: date,
) -> None:
    """Posts of units (no `enterprises`), or those of enterprises; and who holds them."""
    rows = [row for row in listed["post"] if ("enterprise" in row) == bool(enterprises)]
    posts = [
        RegisterPost(
            zone=zone,
            title=row["title"],
            role=row["role"],
            unit=units.get(row.get("unit", "")),
            enterprise=enterprises.get(row["code"]),
        )
        for row in rows
    ]
    kind = "enterprise" if enterprises else "unit"
    answer = register_posts(posts, by=HOUSE, today=today, command_id=_id(f"{kind} posts", zone.hex))
    ids = dict(zip((row["code"] for row in rows), map(UUID, answer.data["posts"]), strict=True))
    held = [
        Appoint(post=ids[row["post"]], person=people[row["person"]], from_day=row["from_day"], to_day=row.get("to_day"))
        for row in listed["appointment"]
        if row["post"] in ids
    ]
    appoint(held, by=HOUSE, today=today, command_id=_id(f"{kind} appointments", zone.hex))


def _id(kind: str, key: str) -> UUID:
    """Command ids of the set-up are fixed, so that an interrupted one goes on where it stopped."""
    return uuid5(SYSTEM_ID, f"sample {kind} {key}")
