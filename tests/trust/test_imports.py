"""A workbook becomes a batch: new, changed, unchanged, refused; published once, taken back whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from southgate.apps.enterprise.models import Enterprise
from southgate.kernel import clock
from southgate.kernel.book.models import Entry, Head
from southgate.kernel.exchange import coding, jobs, publishing, services, work
from southgate.kernel.exchange.models import StagedRow, State
from southgate.kernel.testing import TODAY, make_place
from tests.trust import sheets
from tests.trust.batches import again, officer, upload
from tests.trust.sheets import firm, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_threads(settings):
    settings.EXCHANGE_THREADS = False


def published(data, place, by):
    batch = upload(data, place, by)
    services.publish(batch, by=by, today=TODAY)
    return again(batch.id)


def test_a_batch_goes_in_and_out_again():
    place = make_place()
    by = officer(place)
    batch = upload(workbook([firm(1), firm(2), firm(3, code="91430000MA4L1P7X2"), firm(4, name="")]), place, by)
    assert batch.counts == {"new": 2, "changed": 0, "same": 0, "rejected": 2, "left": 0}
    assert Enterprise.objects.count() == 0
    services.publish(batch, by=by, today=TODAY)
    assert (again(batch.id).state, Enterprise.objects.count()) == (State.PUBLISHED, 2)
    services.undo(again(batch.id), by=by, today=TODAY)
    assert again(batch.id).state == State.UNDONE
    assert Enterprise.objects.filter(withdrawn=False).count() == 0
    assert Entry.objects.filter(kind__startswith="import.").count() == 2


def test_the_same_file_again_changes_nothing_and_is_recognised():
    place = make_place()
    by = officer(place)
    data = workbook([firm(1), firm(2)])
    first = published(data, place, by)
    second = upload(data, place, by)
    assert (second.before, second.counts["same"]) == (first.id, 2)


def test_upsert_by_key_changes_only_what_is_given():
    place = make_place()
    by = officer(place)
    published(workbook([firm(1), firm(2)]), place, by)
    batch = published(workbook([firm(1, industry="新材料", **{"from": ""}), firm(2)]), place, by)
    assert batch.counts == {"new": 0, "changed": 1, "same": 1, "rejected": 0, "left": 0}
    row = Enterprise.objects.get(name__contains="传动1")
    assert (row.industry, row.source_region, row.version) == ("新材料", "广东", 2)
    services.undo(batch, by=by, today=TODAY)
    assert Enterprise.objects.get(pk=row.id).industry == "智能装备"


def test_undo_is_refused_for_rows_that_moved_on_and_names_all():
    place = make_place()
    by = officer(place)
    first = published(workbook([firm(1), firm(2), firm(3)]), place, by)
    published(workbook([firm(1, industry="新材料"), firm(2, industry="新材料")]), place, by)
    services.undo(first, by=by, today=TODAY)
    after = again(first.id)
    assert (after.state, len(after.reasons)) == (State.PUBLISHED, 2)
    assert Enterprise.objects.filter(withdrawn=False).count() == 3


def test_pressing_twice_writes_once():
    place = make_place()
    by = officer(place)
    batch = upload(workbook([firm(1)]), place, by)
    for _ in range(2):
        services.publish(batch, by=by, today=TODAY)
    position = Head.objects.get().position
    work.run(batch.id, State.PUBLISHING, by=by, today=TODAY)
    assert (Enterprise.objects.count(), Head.objects.get().position) == (1, position)


def test_a_record_that_moved_since_the_dry_run_stops_the_batch():
    place = make_place()
    by = officer(place)
    published(workbook([firm(1), firm(2)]), place, by)
    batch = upload(workbook([firm(1, industry="甲"), firm(2, industry="甲")]), place, by)
    published(workbook([firm(2, industry="乙")]), place, by)
    services.publish(batch, by=by, today=TODAY)
    assert again(batch.id).state == State.CHECKED and again(batch.id).reasons
    assert sorted(Enterprise.objects.values_list("industry", flat=True)) == ["乙", "智能装备"]


def test_a_row_given_twice_is_refused_the_second_time():
    place = make_place()
    batch = upload(workbook([firm(1), firm(1, industry="新材料")]), place, officer(place))
    assert (batch.counts["new"], batch.counts["rejected"]) == (1, 1)


def test_what_is_staged_goes_after_days_and_undo_still_works():
    place = make_place()
    by = officer(place)
    waiting, written = upload(workbook([firm(1)]), place, by), published(workbook([firm(2)]), place, by)
    jobs.clear(today=clock.today() + timedelta(days=13))
    assert StagedRow.objects.count() == 2
    jobs.clear(today=clock.today() + timedelta(days=31))
    assert StagedRow.objects.count() == 0
    assert again(waiting.id).state == State.DROPPED and not work.path_of(waiting.id).exists()
    services.undo(again(written.id), by=by, today=TODAY)
    assert again(written.id).state == State.UNDONE


def test_what_is_cleared_while_it_is_written_is_refused(monkeypatch):
    """An erasure may reach staged rows at any moment: then nothing of the batch counts."""
    place = make_place()
    by = officer(place)
    batch = upload(workbook([firm(number) for number in range(6)]), place, by)
    monkeypatch.setattr(publishing, "CHUNK", 2)
    monkeypatch.setattr(work, "_tell", lambda upload, done: StagedRow.objects.filter(upload=upload).delete())
    services.publish(batch, by=by, today=TODAY)
    assert (again(batch.id).state, Enterprise.objects.count()) == (State.CHECKED, 0)
    assert "清除" in again(batch.id).reasons[0][0]


def test_a_refusal_names_every_row_and_lists_no_more_than_can_be_read(monkeypatch):
    place = make_place()
    by = officer(place)
    batch = upload(workbook([firm(number) for number in range(9)]), place, by)
    monkeypatch.setattr(publishing, "CHUNK", 2)
    monkeypatch.setattr(publishing, "LISTED", 5)
    for row in StagedRow.objects.filter(number__in=[3, 4, 6, 7, 8, 9]):
        row.payload = row.payload.replace(sheets.code(row.number - 2), "91990001MA0000000X")
        row.save()
    services.publish(batch, by=by, today=TODAY)
    reasons = [coding.reason_in(plain) for plain in again(batch.id).reasons]
    assert [reason.params["row"] for reason in reasons[:5]] == [3, 4, 6, 7, 8]
    assert "1" in str(reasons[5]) and len(reasons) == 6
    assert Enterprise.objects.count() == 0
