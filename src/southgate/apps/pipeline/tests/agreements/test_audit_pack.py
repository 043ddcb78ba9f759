"""The audit pack, opened: its pages, its digests, no formula in any cell, refused to whom it does not concern."""

from __future__ import annotations

import hashlib
import json
import zipfile
from uuid import UUID, uuid4

import openpyxl
import pytest

from southgate.apps.pipeline.models.agreements import Agreement
from southgate.apps.pipeline.selectors.agreements.evidence.pack import evidence
from southgate.apps.pipeline.selectors.agreements.evidence.subjects import of_project
from southgate.apps.pipeline.services.agreements.audit import take_pack
from southgate.apps.pipeline.tests.agreements import agreements as made
from southgate.apps.pipeline.tests.agreements.agreements import FLAGGED, cast
from southgate.apps.pipeline.tests.projects.projects import make_project, with_teams
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.models import Entry
from southgate.kernel.files import storing
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
PAGES = ["基本情况", "签约", "协议与版本", "条款与审查", "双方义务", "凭证", "证据文件清单", "变更记录"]


def pack(project: UUID, by, tmp_path):
    path, found = take_pack(project, tmp_path, by=by, today=TODAY, command_id=uuid4())
    return path, found


def rows_of(archive, page: str) -> list[dict]:
    book = openpyxl.load_workbook(archive.open("evidence.xlsx"))
    heads, *rows = book[page].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def told(play, text: str = FLAGGED) -> tuple[UUID, UUID]:
    """(project, agreement) with a review, commitments of both sides, an upgrade of its text."""
    project = make_project(play, "=HYPERLINK(示例)", responsible_person=play.li.person)
    id = made.agreement(play, text, project=project)
    made.promise(id, play.li, text="+示例：开工")
    made.review(id, play.li)
    made.submit(play, id)
    made.approve(id, play.zhao)
    return project, id


def test_the_pages_hold_what_happened(tmp_path):
    play = cast()
    project, _ = told(play)
    path, found = pack(project, play.zhao, tmp_path)
    with zipfile.ZipFile(path) as archive:
        book = openpyxl.load_workbook(archive.open("evidence.xlsx"))
        assert book.sheetnames == PAGES
        assert {row["条目"] for row in rows_of(archive, "条款与审查")} == {"条款", "公平竞争审查"}
        assert rows_of(archive, "双方义务")[0]["承诺"] == "+示例：开工"
        changes = rows_of(archive, "变更记录")
    assert [row["账上位置"] for row in changes] == sorted((row["账上位置"] for row in changes), key=int)
    assert {row["核对"] for row in changes} == {"一致"} and {row["封存"] for row in changes} == {"尚未封存"}
    assert len(changes) == Entry.objects.filter(
        subject__in=[id for ids in of_project(project).values() for id in ids], position__lte=found.position
    ).count()  # fmt: skip


def test_every_file_is_there_with_its_digest(tmp_path):
    play = cast()
    project, _ = told(play)
    path, _ = pack(project, play.zhao, tmp_path)
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = {one["path"] for one in manifest["files"]}
        assert names == set(archive.namelist()) - {"manifest.json"}
        for one in manifest["files"]:
            assert hashlib.sha256(archive.read(one["path"])).hexdigest() == one["sha256"], one["path"]
        text = next(name for name in names if name.startswith("texts/"))
        assert archive.read(text).decode() == FLAGGED
        assert any(name.endswith("审查意见.pdf") for name in names)
        versions = rows_of(archive, "协议与版本")
    assert versions[0]["文本 SHA-256"] == hashlib.sha256(FLAGGED.encode()).hexdigest()


def test_no_cell_is_a_formula(tmp_path):
    play = cast()
    project, _ = told(play)
    path, _ = pack(project, play.zhao, tmp_path)
    with zipfile.ZipFile(path) as archive:
        book = openpyxl.load_workbook(archive.open("evidence.xlsx"))
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    values = {cell.value for cell in book["基本情况"]["B"]}
    assert "f" not in kinds and "=HYPERLINK(示例)" in values


def test_the_same_position_gives_the_same_bytes(tmp_path):
    play = cast()
    project, _ = told(play)
    first, found = pack(project, play.zhao, tmp_path)
    second, again = pack(project, play.zhao, tmp_path)
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as two:
        assert one.namelist() == two.namelist()
        same = [name for name in one.namelist() if name.startswith(("texts/", "files/"))]
        assert same and all(one.read(name) == two.read(name) for name in same)
    assert again.position == found.position + 1, "taking the first pack was itself written down"


def test_taking_it_stands_in_the_book(tmp_path):
    play = cast()
    project, _ = told(play)
    path, _ = pack(project, play.zhao, tmp_path)
    entry = Entry.objects.get(kind="export.taken")
    data = json.loads(entry.payload)
    assert data["kind"] == "audit_pack" and data["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert entry.by_person == play.zhao.person and list(tmp_path.iterdir()) == [path]


def test_a_file_that_was_changed_on_disk_is_listed_and_left_out(tmp_path):
    play = cast()
    project, _ = told(play)
    paper = evidence(play.zhao, project, today=TODAY).files[0]
    storing.path_of(paper.id).chmod(0o600)
    storing.path_of(paper.id).write_bytes(b"%PDF-1.4 other")
    path, _ = pack(project, play.zhao, tmp_path)
    with zipfile.ZipFile(path) as archive:
        listed = rows_of(archive, "证据文件清单")
        assert not [name for name in archive.namelist() if name.startswith("files/")]
    assert [row["核对"] for row in listed] == ["不一致，未放入"]


def test_who_may_take_it(tmp_path):
    play = cast()
    project, _ = told(play)
    for by in (play.officer, play.zhao, made.supervisor(play)):
        assert pack(project, by, tmp_path)[0].exists()
    for by, error in ((play.li, Forbidden), (play.wang, Forbidden), (play.stranger, NotFound)):
        with pytest.raises(error):
            pack(project, by, tmp_path)


def test_a_confidential_talk_is_for_its_team_alone(tmp_path):
    play = cast()
    project = make_project(play, "示例保密项目", confidential=True, by=play.officer)
    for by in (play.zhao, made.supervisor(play)):
        with pytest.raises(NotFound):
            pack(project, by, tmp_path)
    assert pack(project, with_teams(play.officer), tmp_path)[0].exists()
    assert list(Agreement.objects.all()) == []


def test_another_project_is_not_in_it(tmp_path):
    play = cast()
    project, _ = told(play)
    other = made.agreement(play, project=make_project(play, "别的示例项目"), by=play.officer)
    assert other not in {id for ids in of_project(project).values() for id in ids}
    path, _ = pack(project, play.zhao, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert "别的示例项目" not in str(rows_of(archive, "变更记录"))
