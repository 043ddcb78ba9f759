"""Whoever is erased is in no staged row and in no workbook that waits; uploads that name others stay."""

from __future__ import annotations

from uuid import uuid4

import pytest
import xlsxwriter

from southgate.kernel.book.erasures import Erasing
from southgate.kernel.exchange import scrubbing, work
from southgate.kernel.exchange.models import StagedRow, State, Upload

pytestmark = pytest.mark.django_db


def upload(content: bytes = b"", name: str = "ledger.csv") -> Upload:
    made = Upload.objects.create(
        id=uuid4(), zone=uuid4(), kind="projects", actor=uuid4(), name=name, form="csv", size=len(content),
        sha256="0" * 64, state=State.CHECKED, created_at=1, changed_at=1,
    )  # fmt: skip
    path = work.path_of(made.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return made


def erase(word: str) -> None:
    scrubbing.scrub(Erasing(uuid4(), {uuid4(): word}))


def kept(made: Upload) -> bool:
    made.refresh_from_db()
    return made.state == State.CHECKED and work.path_of(made.id).exists()


def test_rows_that_name_him_go_with_their_upload():
    his, others = upload(), upload()
    for made, name in ((his, "王示科"), (others, "李示经")):
        payload = '{"s":{"responsible_person":"' + name + '"}}'
        StagedRow.objects.create(upload=made, sheet="1", number=2, outcome=3, payload=payload)
    erase("王示科")
    assert (kept(his), kept(others)) == (False, True)
    assert list(StagedRow.objects.values_list("upload_id", flat=True)) == [others.id]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_file_that_names_him_goes(encoding):
    his, others = upload("责任人\n王示科\n".encode(encoding)), upload("责任人\n李示经\n".encode(encoding))
    erase("王示科")
    assert (kept(his), kept(others)) == (False, True)


def test_a_packed_workbook_that_names_him_goes(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet().write(0, 0, "王示科")
    book.close()
    his, broken = upload((tmp_path / "a.xlsx").read_bytes()), upload(b"PK\x03\x04 cut off")
    erase("王示科")
    assert (kept(his), kept(broken)) == (False, True)


def test_one_character_empties_nothing():
    made = upload("王\n".encode())
    erase("王")
    assert kept(made)
