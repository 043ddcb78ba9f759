"""The feed reads as people write, a page at a time; a past day is a position; what was entered late is counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from southgate.kernel import clock
from southgate.kernel.book import reading
from southgate.kernel.book.models import Entry, Kept
from southgate.kernel.book.tests.kit import Change, Thing, ThingPast, new_thing, write
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.testing import make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thing_tables")]


def test_newest_first_with_names_words_and_sums():
    place, thing = make_place(), new_thing("甲厂")
    write(Change(thing, 1, {"size": 10_600_000_000}, note="地价未定", unit=place.first_unit.hex))
    write(Change(thing, 2, to="签约", occurred_on=date(2026, 11, 1)))
    lines = reading.feed(thing, by=system_actor()).lines
    assert [line.sentence for line in lines] == [
        "自 2026-11-01 转入签约",
        "招商一局改为 1.06 亿元，备注地价未定，重点否",
        "登记「甲厂」",
    ]
    assert (lines[0].back_entered, lines[0].by, lines[0].version) == (True, "系统", 3)


def test_pages_follow_each_other_without_overlap():
    thing = new_thing("甲厂")
    for seen in range(1, 8):
        write(Change(thing, seen, {"size": seen}))
    seen, before = [], None
    while True:
        page = reading.feed(thing, by=None, before=before, limit=3)
        seen += [line.version for line in page.lines]
        before = page.older
        if before is None:
            break
    assert seen == list(range(8, 0, -1))


def test_a_page_costs_the_same_for_3_and_30_entries(django_assert_num_queries):
    place, thing = make_place(), new_thing("甲厂")
    for seen in range(1, 31):
        write(Change(thing, seen, {"size": seen}, note=f"备注{seen}", unit=place.first_unit.hex))
    for limit in (3, 30):
        with django_assert_num_queries(4):
            reading.feed(thing, by=None, limit=limit)


def test_an_entry_and_its_correction_know_each_other():
    thing = new_thing("甲厂")
    wrong = write(Change(thing, 1, {"size": 5})).position
    right = write(Change(thing, 2, {"size": 6}, supersedes=wrong)).position
    newest, older, _ = reading.feed(thing, by=None).lines
    assert (newest.corrects, newest.corrected_by) == (wrong, None)
    assert (older.corrects, older.corrected_by) == (None, right)
    [line] = reading.feed(thing, by=None, until=wrong, limit=1).lines
    assert line.corrected_by is None


def test_erased_words_and_unseen_things_are_said_to_be_so():
    thing = new_thing("甲厂")
    write(Change(thing, 1, {"size": 1}, note="某人说的", unit=thing.hex))
    Kept.objects.all().delete()
    assert reading.feed(thing, by=None).lines[0].sentence == "（不便显示）改为 0.01 元，备注（已依法删除），重点否"


def test_sentences_in_english_write_amounts_in_full():
    thing = new_thing("甲厂")
    write(Change(thing, 1, {"size": 123_456_789}))
    with translation.override("en"):
        assert "CNY 1,234,567.89" in reading.feed(thing, by=None).lines[0].sentence


def test_a_day_ends_in_shanghai():
    thing = new_thing("甲厂")
    recorded = Entry.objects.get(subject=thing)
    day = clock.day_of(recorded.recorded_at)
    assert reading.position_at(day) == recorded.position
    assert reading.position_at(day - timedelta(days=1)) == 0


def test_state_and_history_rows_agree_at_every_position():
    thing = new_thing("甲厂")
    write(Change(thing, 1, {"size": 1}), Change(thing, None, {"size": 2}), bulk=False)
    last = write(Change(thing, 3, to="签约")).position
    for position in range(1, last + 1):
        [row] = reading.as_known_at(ThingPast, position).filter(id=thing).values()
        state = reading.state_at("thing", thing, position)
        assert {name: row[name] for name in state} == state
    assert (Thing.objects.get(pk=thing).stage, row["known_to"]) == ("签约", None)


def test_share_of_what_was_entered_late():
    thing = new_thing("甲厂")
    today = clock.day_of(Entry.objects.get(subject=thing).recorded_at)
    write(Change(thing, 1, to="签约", occurred_on=today - timedelta(days=1)))
    write(Change(thing, 2, to="落地", occurred_on=today))
    share = reading.back_entered(Entry.objects.filter(subject=thing, kind="thing.stage_moved"))
    assert (share.entries, share.back_entered, share.millionths) == (2, 1, 500_000)
    assert reading.back_entered(Entry.objects.none()).millionths == 0


def test_a_kind_without_rows_has_no_state():
    with pytest.raises(LookupError):
        reading.state_at("calendar", new_thing("甲厂"), 1)
