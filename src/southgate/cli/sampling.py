"""The two sample zones: places, people and ledgers, entered through the ordinary services and the ordinary import.

*已公开事实* holds what five press reports say, with its source and nobody's name; *示例园区* is invented.
The lists and workbooks lie in `samples/`; nothing here knows what stands in them.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from southgate.domain.errors import Reason, Refused
from southgate.kernel.identity.actor import SYSTEM_ID, system_actor
from southgate.kernel.identity.services import CreateAccount, create_accounts
from southgate.kernel.orgs.services.people import RegisterPerson, register_people
from southgate.kernel.orgs.services.places import RegisterUnit, RegisterZone, register_units, register_zones
from southgate.kernel.orgs.services.posts import Appoint, RegisterPost, appoint, register_posts

FOLDERS = ("published", "shili")
HOUSE = system_actor()


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample zone as set up: ids by the codes of its lists, and the sign-ins with their one first password."""

    name: str
    root: str
    zones: Mapping[str, UUID]
    ledger: Path
    people: Mapping[str, UUID] = field(default_factory=dict)
    password: str = field(default="", repr=False)


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
    people, password = {}, ""
    if (source / "people.toml").is_file():
        listed = tomllib.loads((source / "people.toml").read_text(encoding="utf-8"))
        password = secrets.token_urlsafe(9)
        people = _people(listed, zones[listed["zone"]], password, today)
    return Sample(places["name"], places["root"], zones, source / "ledger.xlsx", people, password)


def appoint_for_enterprises(name: str, sample: Sample, enterprises: Mapping[str, UUID], *, today: date) -> None:
    """Posts of enterprises can only be made once the ledger has brought the enterprises."""
    listed = tomllib.loads((folder(name) / "people.toml").read_text(encoding="utf-8"))
    known = {post["code"]: enterprises[post["enterprise"]] for post in listed["post"] if "enterprise" in post}
    zone = sample.zones[listed["zone"]]
    _posts(listed, zone, {}, sample.people, known, today)


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
