"""Pages of the calendar: a year, what a notice would move, and loading it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from southgate.kernel import clock
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in
from southgate.kernel.packs.services import load_shipped
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}
LINES = {"day-TOTAL_FORMS": "8", "day-INITIAL_FORMS": "8", "day-0-name": "元旦", "day-1-name": "春节"}
HEAD = {"year": "2027", "title": "示例办公室关于2027年部分节假日安排的通知", "dated": "2026-11-20", "scope": "house"}
NEW_YEAR = {"day-0-first": "2027-01-01", "day-0-last": "2027-01-04", "day-0-make_up": "1月9日"}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def admin():
    load_shipped(by=system_actor(), today=TODAY)
    return signed_in(Role.SYSTEM_ADMINISTRATOR)[0]


@pytest.fixture
def officer():
    load_shipped(by=system_actor(), today=TODAY)
    return signed_in()[0]


def test_a_year_shows_days_off_make_up_days_and_their_paper(officer):
    html = officer.get("/calendar/2026/").content.decode()
    assert html.count('class="month"') == 12 and "248 个工作日，休息 117 天" in html
    assert "2026-02-28 周六，春节调休上班（国办发明电〔2025〕7号）" in html
    assert 'href="#d0228"' in html and 'id="d0228"' in html and 'aria-current="date"' in html
    assert "载入通知" not in html and "暂按周末推算" not in html


def test_a_year_without_its_notice_says_so(officer):
    html = officer.get("/calendar/2027/").content.decode()
    assert "2027 年放假安排的通知尚未载入，暂按周末推算" in html


def test_a_year_as_a_part_and_outside_the_calendar(officer):
    assert "<html" not in officer.get("/calendar/2026/", headers=FRAGMENT).content.decode()
    assert officer.get("/calendar/1800/").status_code == 404
    assert officer.get("/calendar/")["Location"] == "/calendar/2026/"


def test_a_past_day_counts_as_that_day_did(officer):
    assert "暂按周末推算" in officer.get("/calendar/2026/?day=2025-10-31").content.decode()


def test_a_year_costs_few_queries(officer, django_assert_max_num_queries):
    """However many notices there are: 12 of them are loaded here."""
    officer.get("/calendar/2020/")
    with django_assert_max_num_queries(16):
        officer.get("/calendar/2020/")


def test_the_preview_names_what_it_does_and_writes_nothing(admin):
    html = admin.post("/calendar/load/", HEAD | LINES | NEW_YEAR).content.decode()
    assert "载入通知：2 天改为休息，1 天改为上班" in html and "2027 年不再暂按周末推算" in html
    assert "没有算进去的节日：春节" in html and "没有已定的日期受影响" in html
    assert calendar_for(today=TODAY).is_provisional(date(2027, 1, 1))


def test_loading_what_was_previewed(admin):
    answer = admin.post("/calendar/load/", HEAD | LINES | NEW_YEAR)
    text = answer.context["preview"]["text"].replace("\n", "\r\n")
    fields = {"text": text, "file": "x", "scope": "house", "command_id": str(uuid4())}
    assert admin.post("/calendar/load/now/", fields)["Location"] == "/calendar/2027/"
    cal = calendar_for(today=TODAY)
    assert not cal.is_open(date(2027, 1, 4)) and cal.is_open(date(2027, 1, 9))
    again = admin.post("/calendar/load/", HEAD | LINES | NEW_YEAR).content.decode()
    assert "这份通知已经载入过" in again


def test_a_mended_notice_is_the_next_edition(admin):
    text = admin.post("/calendar/load/", HEAD | LINES | NEW_YEAR).context["preview"]["text"]
    fields = {"text": text, "file": "x", "scope": "house"}
    admin.post("/calendar/load/now/", fields | {"command_id": str(uuid4())})
    mended = admin.post("/calendar/load/", HEAD | LINES | NEW_YEAR | {"day-0-last": "2027-01-03"})
    assert mended.context["preview"]["head"].version == 2
    assert "代替已载入的“2027年部分节假日安排”第 1 版" in mended.content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "没有填标题"),
        ({"day-0-make_up": "九月一日"}, "不是日期"),
        ({"day-0-make_up": "2月30日"}, "不是日期"),
        ({"day-0-first": ""}, "没有写放假首日"),
        ({"day-0-name": ""}, "没有写节日名称"),
        ({"day-0-last": "2026-12-31"}, "止日早于起日"),
        ({"day-0-make_up": "1月11日"}, "本来就是工作日"),
    ],
)
def test_what_is_wrong_is_told_and_kept(admin, wrong, says):
    answer = admin.post("/calendar/load/", HEAD | LINES | NEW_YEAR | wrong)
    html = answer.content.decode()
    assert answer.status_code == 422 and says in html
    assert 'value="2027"' in html


def test_a_notice_without_any_holiday_is_refused(admin):
    answer = admin.post("/calendar/load/", HEAD | LINES, headers=FRAGMENT)
    assert answer.status_code == 422 and "通知里没有任何放假安排" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_file_is_previewed_too(admin):
    pack = next(pack for pack in shipped("national/calendar") if pack.head.key.endswith("2026"))
    file = SimpleUploadedFile("2026.toml", pack.text.encode())
    answer = admin.post("/calendar/load/file/", {"file": file, "scope": "house"})
    assert answer.status_code == 200 and "已经载入过" in answer.content.decode()
    assert admin.post("/calendar/load/file/", {"scope": "house"}).status_code == 422
    bad = SimpleUploadedFile("坏.toml", b"\xff\xfe")
    answer = admin.post("/calendar/load/file/", {"file": bad, "scope": "house"})
    assert answer.status_code == 422 and "不是 UTF-8" in answer.content.decode()


def test_who_is_no_administrator_loads_nothing(officer):
    for address in ("/calendar/load/", "/calendar/load/file/"):
        assert officer.post(address, HEAD | LINES | NEW_YEAR).status_code == 403
    assert officer.get("/calendar/load/").status_code == 403
    text = next(pack for pack in shipped("national/calendar")).text.replace("version = 1", "version = 2")
    fields = {"text": text, "scope": "house", "command_id": str(uuid4())}
    assert officer.post("/calendar/load/now/", fields).status_code == 403
