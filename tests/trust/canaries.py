"""Two zones for the leak test: nobody of the home zone may ever meet what stands in the other, nor in others' talks.

Every text there holds the word `kanari`, every sum, area and number the digits 719353, every day is in 2031: whatever
page, list, file, header or refusal shows one of them has leaked.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.enterprise.services.commands import RegisterEnterprise
from southgate.apps.enterprise.services.recording import register_enterprises
from southgate.apps.pipeline.services.projects.commands import EditProject, NoteProject, RegisterProject
from southgate.apps.pipeline.services.projects.moving import note_projects
from southgate.apps.pipeline.services.projects.recording import edit_projects, register_projects
from southgate.apps.pipeline.services.projects.views import save_view
from southgate.kernel import clock
from southgate.kernel.exchange import services as imports
from southgate.kernel.files import services as files
from southgate.kernel.files.models import StoredFile
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.tests.people import make_account
from southgate.kernel.orgs.models import Appointment, Post
from southgate.kernel.orgs.services.people import RegisterPerson, register_people
from southgate.kernel.orgs.services.places import RegisterUnit, RegisterZone, register_units, register_zones
from southgate.kernel.testing import Place, make_place
from tests.trust.caged_leads import led
from tests.trust.caged_meetings import Fair, fair, met
from tests.trust.caged_signings import signed, tasked
from tests.trust.caged_suspicions import abroad, sited, suspected
from tests.trust.caged_vouchers import accepted, voucher
from tests.trust.canary_agreements import agreed
from tests.trust.canary_gates import behind_gates
from tests.trust.sheets import workbook

LEAK = re.compile(rb"kanari|(?<![0-9A-Fa-f-])7[,.]?1[,.]?9[,.]?3[,.]?5[,.]?3|2031[-/.\xe5]", re.IGNORECASE)
SUM = 7_193_530_000
DAYS_AGO = 20
Ids = dict[str, list[UUID]]


@dataclass
class Cage:
    """`ids`: everything that nobody of the home zone may open, by the first word of its address."""

    home: Place
    other: Place
    team: Account
    keeper: Account
    second: Account
    shown: dict[str, UUID] = field(default_factory=dict)
    ids: Ids = field(default_factory=dict)
    firm: UUID = field(default_factory=uuid4)
    fair: Fair | None = None

    def hide(self, word: str, *ids: UUID) -> None:
        self.ids.setdefault(word, []).extend(ids)


def leaks(*parts: bytes) -> list[bytes]:
    """What leaked, with what stands around it."""
    return [part[max(0, m.start() - 60) : m.end() + 60] for part in parts for m in LEAK.finditer(part)]


def make_cage() -> Cage:
    home, other = make_place("HM"), make_place("KANARI")
    accounts = (make_account(home, "team"), make_account(other, "kanari-keeper"), make_account(home, "second"))
    cage = Cage(home, other, *accounts)
    with clock.simulated(clock.now_micros() - DAYS_AGO * 86_400_000_000):
        cage.firm = firm(cage.team, home, "示例精密传动有限公司")
        open_one = project(cage.team, home, {"name": "精密减速器智能工厂", "enterprise": cage.firm, "industry": "机械"})
        cage.shown = {"projects": open_one, "enterprises": cage.firm, "files": evidence(cage.team, open_one, "方案")}
        cage.shown["vouchers"] = voucher(cage.team, open_one, "示例", 5_000_000)
        cage.fair = fair(cage.team, home.zone, "示例")
        cage.shown |= met(cage.team, open_one, cage.fair, "示例", 5_000_000)
        cage.shown |= {"events": cage.fair.event, "introducers": cage.fair.introducer}
        cage.shown |= {**agreed(acting(cage.team)[0], open_one, "示例", 40_000, date(2027, 3, 31)), **cage.shown}
        cage.shown |= {**gated(cage.team, home, open_one, cage.second, "示例"), **cage.shown}
        cage.shown |= {**led(acting(cage.team)[0], home, "示例", 5_000_000), **cage.shown}
        cage.shown["suspicions"] = suspected(acting(cage.team)[0], home.zone, open_one)
        talk(cage)
        fill_other(cage, 1)
    cage.hide("imports", upload(cage.team, home, "kanari.xlsx"))
    save_view(cage.team.pk, home.zone, "kanari", {"q": ["kanari"]})
    return cage


def acting(account: Account) -> tuple[Actor, date]:
    return actor_for(account, clock.today()), clock.today()


def send(service: Any, command: Any, by: Actor) -> Any:
    return service([command], by=by, today=clock.today(), command_id=uuid4()).data


def canary_values(number: int) -> dict[str, Any]:
    texts = ("industry", "chain", "source_region", "source", "progress_note", "liaison_leader_post")
    sums = ("investment_planned", "investment_fixed", "money_in_place", "output_expected", "tax_expected")
    return {
        "name": f"kanari{number}号项目",
        **{name: f"kanari{number} {name}" for name in texts},
        **dict.fromkeys(sums, SUM),
        "land_thousandths": 719_353,
        "jobs_expected": 719_353,
        "progress_millionths": 719_353,
        "talk_on": date(2025, 1, 1),
        "production_promised_on": date(2031, 3, 31),
    }


def project(by: Account, place: Place, values: dict[str, Any]) -> UUID:
    return UUID(send(register_projects, RegisterProject(zone=place.zone, values=values), acting(by)[0])["ids"][0])


def firm(by: Account, place: Place, name: str, **values: str) -> UUID:
    cmd = RegisterEnterprise(zone=place.zone, values={"name": name, **values})
    return UUID(send(register_enterprises, cmd, acting(by)[0])["ids"][0])


def evidence(by: Account, about: UUID, name: str) -> UUID:
    data = io.BytesIO(workbook([[name, ""]]))
    actor, today = acting(by)
    files.add(data, f"{name}.xlsx", "project", about, by=actor, today=today, command_id=uuid4())
    return StoredFile.objects.latest("position").pk


def upload(by: Account, place: Place, name: str) -> UUID:
    actor, today = acting(by)
    data = io.BytesIO(workbook([["kanari有限公司", "", "kanari", "kanari", "kanari"]]))
    one = imports.receive(imports.Brought(data, name, "enterprises", place.zone), by=actor, today=today)
    imports.read(one, by=actor, today=today)
    return one.pk


def talk(cage: Cage, number: int = 0) -> None:
    """A confidential talk of 李经理 with the firm that others act for, for a unit in which others work."""
    values = {**canary_values(number), "confidential": True, "enterprise": cage.firm}
    values |= {"lead_unit": cage.home.first_unit, "park": cage.home.north, "responsible_person": cage.team.person}
    values |= {"liaison_leader": cage.second.person}
    id = project(cage.team, cage.home, values)
    actor = acting(cage.team)[0]
    send(note_projects, NoteProject(id=id, text="kanari: 谈了价格"), actor)
    version = 3
    cmd = EditProject(id=id, seen=version - 1, values={"chain": "kanari改过"}, reason="kanari")
    send(edit_projects, cmd, actor)
    cage.hide("projects", id)
    cage.hide("files", evidence(cage.team, id, "kanari"))
    hide_met(cage, agreed(acting(cage.team)[0], id, "kanari", SUM, date(2031, 3, 31)))
    hide_met(cage, gated(cage.team, cage.home, id, cage.second, "kanari"))
    hide_met(cage, met(cage.team, id, cage.fair, "kanari", SUM) if cage.fair is not None else {})
    cage.hide("vouchers", voucher(cage.team, id, "kanari", SUM), accepted(cage.team, cage.second, id, "kanari", SUM))
    hide_met(cage, signed(actor, id, "kanari", SUM))
    hide_met(cage, led(actor, cage.home, f"kanari{number}", SUM, confidential=True))
    cage.hide("suspicions", *sited(actor, id))


def gated(by: Account, place: Place, project: UUID, member: Account, word: str) -> dict[str, UUID]:
    assert member.person is not None
    return behind_gates(acting(by)[0], place.zone, project, member.person, word)


def hide_met(cage: Cage, found: dict[str, UUID]) -> None:
    for word, id in found.items():
        cage.hide(word, id)


def fill_other(cage: Cage, number: int) -> None:
    """The other zone once more: parks, units, people, posts, firms, projects, files, uploads."""
    house, place = system_actor(), cage.other
    park = RegisterZone(code=f"KANARI-{number}", name=f"kanari{number}片区", level="park", parent=place.zone)
    (parks,) = send(register_zones, park, house).values()
    unit = RegisterUnit(zone=place.zone, name=f"kanari{number}局", from_day=date(2020, 1, 1))
    (units,) = send(register_units, unit, house).values()
    person = RegisterPerson(zone=place.zone, name=f"kanari{number}", phone="13871935371")
    (people,) = send(register_people, person, house).values()
    company = firm(cage.keeper, place, f"kanari{number}有限公司", group_name="kanari集团", contact="kanari 13871935371")
    values = {**canary_values(number), "enterprise": company, "park": UUID(parks[0]), "lead_unit": UUID(units[0])}
    id = project(cage.keeper, place, {**values, "responsible_person": UUID(people[0])})
    cage.hide("projects", id)
    cage.hide("enterprises", company)
    theirs = fair(cage.keeper, place.zone, f"kanari{number}")
    hide_met(cage, met(cage.keeper, id, theirs, "kanari", SUM))
    hide_met(cage, {"events": theirs.event, "introducers": theirs.introducer})
    cage.hide("vouchers", voucher(cage.keeper, id, "kanari", SUM))
    cage.hide("files", evidence(cage.keeper, id, "kanari"))
    hide_met(cage, agreed(acting(cage.keeper)[0], id, f"kanari{number}", SUM, date(2031, 3, 31)))
    hide_met(cage, gated(cage.keeper, place, id, cage.keeper, f"kanari{number}"))
    hide_met(cage, signed(acting(cage.keeper)[0], id, "kanari", SUM))
    hide_met(cage, tasked(place.zone, f"kanari{number}", 719_353) if number == 1 else {})
    hide_met(cage, led(acting(cage.keeper)[0], place, f"kanari{number}", SUM))
    cage.hide("suspicions", *abroad(acting(cage.keeper)[0], place.zone, f"kanari{number}"))
    cage.hide("imports", upload(cage.keeper, place, "kanari.xlsx"))
    cage.hide("people", UUID(people[0]), cage.keeper.person)
    cage.hide("units", UUID(units[0]))
    cage.hide("zones", place.zone, UUID(parks[0]))
    cage.hide("posts", *Post.objects.filter(zone=place.zone).values_list("pk", flat=True))
    cage.hide("appointments", *Appointment.objects.filter(post__zone=place.zone).values_list("pk", flat=True))


def past_day() -> str:
    """A day by whose end all of it was in the book."""
    return (clock.today() - timedelta(days=DAYS_AGO // 2)).isoformat()


def words_of(address: str) -> list[str]:
    """Where an address leads by its words: projects, enterprises, import, people …"""
    return address.replace("import/", "imports/").split("/")
