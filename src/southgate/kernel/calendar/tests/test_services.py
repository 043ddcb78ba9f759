from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from southgate.domain.calendar.notice import Holiday
from southgate.domain.errors import Forbidden, Refused
from southgate.domain.sources import Source
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import Ref, Say, read_typed
from southgate.kernel.calendar.composing import TypedNotice, compose
from southgate.kernel.calendar.movers import Moved, Mover, forget_mover, register_mover
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.calendar.services import LoadNotice, load_notices, preview_notice
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.packs.models import Pack
from southgate.kernel.packs.services import load_shipped
from southgate.kernel.testing import TODAY, actor_with, make_place

pytestmark = pytest.mark.django_db

NEW_YEAR = Holiday("元旦", date(2027, 1, 1), date(2027, 1, 4), (date(2027, 1, 9),))
PAPER = Source("示例办公室关于2027年部分节假日安排的通知", date(2026, 11, 20), "示例〔2026〕1号", "示例办公室")
NOTICE = LoadNotice(text=compose(TypedNotice(year=2027, source=PAPER, holidays=(NEW_YEAR,))), file="2027.toml")


@pytest.fixture
def shipped() -> None:
    load_shipped(by=system_actor(), today=TODAY)


def load(cmd: LoadNotice, by=None):
    return load_notices([cmd], by=by or system_actor(), today=TODAY, command_id=uuid4())


def last_entry():
    entry = Entry.objects.filter(kind="calendar.notice_loaded").latest("position")
    return read_typed(entry.kind, entry.version, entry.payload)


def test_the_calendar_in_force_knows_2017_to_2026(shipped):
    cal = calendar_for(today=TODAY)
    assert cal.is_open(date(2026, 2, 28)) and not cal.is_open(date(2026, 2, 23))
    assert cal.is_provisional(date(2027, 1, 4)) and cal.is_open(date(2027, 1, 4))


def test_the_calendar_as_it_stood_before_a_notice_was_in_force(shipped):
    before, after = calendar_for(today=date(2020, 1, 25)), calendar_for(today=date(2020, 1, 26))
    assert (before.is_open(date(2020, 2, 1)), after.is_open(date(2020, 2, 1))) == (True, False)
    assert before.is_provisional(date(2021, 5, 1))


def test_shipped_notices_say_what_each_of_them_changed(shipped):
    told = [read_typed(e.kind, e.version, e.payload) for e in Entry.objects.filter(kind="calendar.notice_loaded")]
    assert len(told) == 12
    extension = next(payload for payload in told if payload.source == "国办发明电〔2020〕1号")
    assert (extension.closes, extension.opens) == ((date(2020, 1, 31), date(2020, 2, 1)), ())
    assert extension.years_final == ()
    assert next(payload for payload in told if "2026" in payload.title).years_final == (2026,)


def test_the_preview_shows_what_moves_and_writes_nothing(shipped):
    entries = Entry.objects.count()
    seen = preview_notice(NOTICE, by=system_actor(), today=TODAY)
    turned = [(day.day.isoformat(), day.is_open) for day in seen.change.days]
    assert turned == [("2027-01-01", False), ("2027-01-04", False), ("2027-01-09", True)]
    assert (seen.change.years_final, seen.known, seen.moved) == ((2027,), False, ())
    assert Entry.objects.count() == entries


def test_loading_changes_the_calendar_and_tells_the_book(shipped):
    load(NOTICE)
    cal = calendar_for(today=TODAY)
    assert not cal.is_open(date(2027, 1, 4)) and not cal.is_provisional(date(2027, 1, 4))
    assert str(cal.because(date(2027, 1, 9))) == "2027-01-09 周六，元旦调休上班（示例〔2026〕1号）"
    said = last_entry().sentence()
    assert said.text % said.params == (
        "工作日历载入“2027年部分节假日安排”（示例〔2026〕1号）：2 天改为休息，1 天改为上班"
    )


def test_loading_the_same_again_changes_nothing(shipped):
    load(NOTICE)
    seen = preview_notice(NOTICE, by=system_actor(), today=TODAY)
    assert seen.known and not seen.change
    assert dict(load(NOTICE).data) == {"loaded": [], "unchanged": 1}


def test_a_new_edition_replaces_the_old_one(shipped):
    load(NOTICE)
    shorter = Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3))
    text = compose(TypedNotice(year=2027, source=PAPER, holidays=(shorter,), version=2))
    seen = preview_notice(LoadNotice(text=text), by=system_actor(), today=TODAY)
    assert [(d.day.isoformat(), d.is_open) for d in seen.change.days] == [("2027-01-04", True), ("2027-01-09", False)]
    load(LoadNotice(text=text))
    assert calendar_for(today=TODAY).is_open(date(2027, 1, 4))


def test_rooms_add_what_a_notice_moves(shipped):
    promised = date(2027, 1, 4)

    def ask(old, new, by):
        if old.is_open(promised) and not new.is_open(promised):
            because = Say("%(day)s 改为休息", {"day": promised})
            yield Moved(Ref("project", "p"), "承诺投产日", promised, None, because)

    register_mover(Mover("示例日期", ask))
    try:
        seen = preview_notice(NOTICE, by=system_actor(), today=TODAY)
    finally:
        forget_mover("示例日期")
    assert [(title, [move.was for move in moves]) for title, moves in seen.moved] == [("示例日期", [promised])]


def test_a_zone_may_add_a_regional_holiday_of_its_own(shipped):
    place, other = make_place(), make_place("XX")
    paper = Source("示例自治区关于地方节日放假的通知", date(2026, 2, 1))
    holiday = Holiday("示例节", date(2027, 4, 8), date(2027, 4, 9))
    text = compose(TypedNotice(year=2027, source=paper, holidays=(holiday,), owner="SL"))
    admin = actor_with([Role.SYSTEM_ADMINISTRATOR], place)
    load(LoadNotice(text=text, zone=place.zone), by=admin)
    states = [calendar_for(zone, today=TODAY).is_open(date(2027, 4, 8)) for zone in (place.north, other.zone, None)]
    assert states == [False, True, True]
    with pytest.raises(Forbidden):
        load(NOTICE, by=admin)


@pytest.mark.parametrize(
    ("old", "new", "say"),
    [
        ("last = 2027-01-04", "last = 2026-12-30", "“元旦”的止日早于起日"),
        ("make_up = [2027-01-09]", "make_up = [2027-01-11]", "“元旦”的上班日 2027-01-11 本来就是工作日"),
        ("year = 2027", "year = 2030", "2027-01-01 不属于 2030 年的安排"),
        ("calendar.notice/1", "sample/1", "这不是放假安排通知：schema 是 sample/1，应为 calendar.notice/1"),
        ("[notice]", "[notise]", "不认识的键，可用：notice、holiday"),
    ],
)
def test_a_wrong_notice_is_refused_in_preview_and_load(shipped, old, new, say):
    bad = LoadNotice(text=NOTICE.text.replace(old, new), file="2027.toml")
    for attempt in (lambda: preview_notice(bad, by=system_actor(), today=TODAY), lambda: load(bad)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert str(refused.value.reasons[0]) == say
    assert not Pack.objects.filter(key="national.calendar.2027").exists()


def test_composing_escapes_what_is_typed():
    odd = Source('示例"通知"\\\n二', date(2026, 11, 20), "\x7f")
    text = compose(TypedNotice(year=2027, source=odd, holidays=(NEW_YEAR,)))
    answer = load(LoadNotice(text=text))
    row = Pack.objects.get(pk=UUID(answer.data["loaded"][0]))
    assert (row.paper, row.number) == ('示例"通知"\\\n二', "\x7f")
