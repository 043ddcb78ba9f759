"""Work of the administrators, and of whoever brought a workbook."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import orjson
import pytest

from southgate.kernel import clock
from southgate.kernel.book import sealing
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import give_post
from southgate.kernel.orgs.services import posts
from southgate.kernel.packs.services import load_shipped
from southgate.kernel.testing import TODAY, Place, actor_with, make_person, make_place
from southgate.portal import ground
from southgate.portal.waiting import house, uploads

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Place:
    return make_place()


def admin(zone: Place):
    return actor_with([Role.SYSTEM_ADMINISTRATOR], zone)


def titles(source, by, today=TODAY) -> list[str]:
    return [item.title for item in source(by=by, today=today)]


def test_the_notice_of_the_coming_year_waits_from_november_on(zone):
    load_shipped(by=system_actor(), today=TODAY)
    assert titles(house.provisional_years, admin(zone)) == ["载入 2027 年放假安排通知"]
    assert titles(house.provisional_years, admin(zone), date(2026, 10, 31)) == []
    late = next(iter(house.provisional_years(by=admin(zone), today=date(2027, 1, 4))))
    assert (late.title, late.due) == ("载入 2027 年放假安排通知", date(2027, 1, 1))
    assert titles(house.provisional_years, actor_with([Role.INVESTMENT_OFFICER], zone)) == []


def test_a_book_that_nobody_seals_is_said(zone):
    sealing.seal(reason="manual")
    assert titles(house.unsealed_book, admin(zone)) == []
    with clock.simulated(clock.now_micros() + 3 * ground.HOUR):
        make_place("DZ")
        assert titles(house.unsealed_book, admin(zone)) == ["封存总账"]
        assert titles(house.unsealed_book, actor_with([Role.AUDITOR], zone)) == []


def made(settings, name: str, on: date) -> None:
    folder = settings.BACKUP_DIR / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(orjson.dumps({"made_at": clock.end_of(on) - 1, "position": 7}))


def proved(settings, name: str, ok: bool) -> None:
    with (settings.BACKUP_DIR / "drill.json").open("ab") as record:
        record.write(orjson.dumps({"backup": name, "ok": ok}) + b"\n")


def test_a_backup_a_day_and_proven(zone, settings):
    assert [item.why for item in house.late_backup(by=admin(zone), today=TODAY)] == ["还没有备份过"]
    made(settings, "20261122-0100", date(2026, 11, 22))
    late = next(iter(house.late_backup(by=admin(zone), today=TODAY)))
    assert (late.why, late.due) == ("上次备份是 11月22日 周日", date(2026, 11, 23))
    made(settings, "20261124-0100", TODAY)
    assert titles(house.late_backup, admin(zone)) == []
    proved(settings, "20261124-0100", ok=False)
    assert "恢复验证失败" in next(iter(house.late_backup(by=admin(zone), today=TODAY))).why
    proved(settings, "20261124-0100", ok=True)
    assert titles(house.late_backup, admin(zone)) == []


def test_posts_without_anyone_wait_for_the_security_administrator(zone):
    person = make_person(zone, "王科")
    appointment = give_post(zone, person, Role.SECRETARY)
    by = actor_with([Role.SECURITY_ADMINISTRATOR], zone)
    assert titles(house.empty_posts, by) == []
    end(appointment)
    (item,) = house.empty_posts(by=by, today=TODAY)
    assert (item.title, item.why) == ("给 1 个岗位定人", "没有人任职：岗位")
    assert titles(house.empty_posts, admin(zone)) == []


def end(appointment: UUID) -> None:
    command = posts.EndAppointment(id=appointment, seen=1, to_day=TODAY, at_once=True, reason="示例")
    posts.end_appointments([command], by=system_actor(), today=TODAY, command_id=uuid4())


def upload(zone: Place, person: UUID, state: State, **counts: int) -> None:
    Upload.objects.create(
        id=uuid4(), zone=zone.zone, kind="projects", actor=person, person=person, name="重点项目.xlsx", form="xlsx",
        size=1, sha256="0", state=state, created_at=1, changed_at=1, counts=counts,
    )  # fmt: skip


def test_ones_own_uploads_wait(zone):
    li, wang = make_person(zone, "李经理"), make_person(zone, "王科")
    upload(zone, li, State.CHECKED, new=120, rejected=3, same=4)
    upload(zone, li, State.REFUSED)
    upload(zone, li, State.PUBLISHED)
    upload(zone, wang, State.CHECKED)
    by = actor_with([Role.INVESTMENT_OFFICER], zone, person=li)
    found = [(item.title, item.why) for item in uploads.waiting_uploads(by=by, today=TODAY)]
    assert found == [
        ("核对导入：重点项目.xlsx", "新增 120 行，退回 3 行，写入之前什么都没有变"),
        ("换一份能读的表：重点项目.xlsx", "这份表读不了，原因列在页上"),
    ]
