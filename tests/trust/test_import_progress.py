"""While a large batch is made ready to be published, others write: telling how far it is must not fail over that."""

from __future__ import annotations

import pytest
from django.db import connection

from southgate.kernel.exchange import publishing, work
from southgate.kernel.exchange.models import State
from southgate.kernel.testing import TODAY, make_place
from tests.trust.batches import again, officer, upload
from tests.trust.sheets import firm, workbook

ROWS = 7


@pytest.mark.django_db(transaction=True)
def test_no_query_is_open_while_progress_is_told(monkeypatch):
    """SQLite refuses VACUUM beside an open query; for the same reason it would refuse to tell the progress."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets a connection write beside its own open query")
    told = []

    def tell(upload_id, done):
        told.append(done)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")

    monkeypatch.setattr(publishing, "CHUNK", 2)
    monkeypatch.setattr(publishing, "_progress", [])
    monkeypatch.setattr(work, "_tell", tell)
    place = make_place()
    by = officer(place)
    batch = upload(workbook([firm(number) for number in range(ROWS)]), place, by)
    work.run(batch.id, State.PUBLISHING, by=by, today=TODAY)
    assert again(batch.id).state == State.PUBLISHED
    assert told == [2, 4, 6, 7]
