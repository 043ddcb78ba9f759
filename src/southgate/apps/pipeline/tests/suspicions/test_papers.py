"""Signings, vouchers, documents and photos give a project its keys too; and the full run sees the same."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.models.suspicions import Suspicion
from southgate.apps.pipeline.services.suspicions.running import run
from southgate.apps.pipeline.tests.projects.projects import WAN, Cast, cast, make_project
from southgate.apps.pipeline.tests.signings.signings import correct, sign, signed_project, withdraw
from southgate.apps.pipeline.tests.suspicions.pairs import firm, open_ones, snapshot, states
from southgate.apps.pipeline.tests.vouchers.slips import enter, reject
from southgate.kernel.files import services as files
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Cast:
    return cast()


@pytest.fixture
def two(here) -> tuple[UUID, UUID]:
    return make_project(here, "精密减速器智能工厂"), make_project(here, "铜箔项目")


@pytest.fixture(autouse=True)
def _full_run_agrees():
    """Whatever a test did: everything anew writes nothing."""
    yield
    before = snapshot()
    ran = run(by=system_actor(), today=TODAY)
    assert (ran.mended, ran.raised, ran.changed, ran.lapsed) == (0, 0, 0, 0) and snapshot() == before


def test_one_contract_number_under_two_projects(here):
    one, other = signed_project(here, "精密减速器智能工厂"), signed_project(here, "铜箔项目")
    sign(here, one, contract_number="云招〔2026〕17号")
    assert open_ones() == []
    second = sign(here, other, contract_number="云招(2026) 17 号", amount=3)
    assert [kind for kind, _ in open_ones()] == ["contract"]
    correct(here, second, contract_number="云招〔2026〕18号")
    assert states() == ["lapsed"]


def test_a_withdrawn_signing_no_longer_speaks(here):
    one, other = signed_project(here, "精密减速器智能工厂"), signed_project(here, "铜箔项目")
    sign(here, one, contract_number="云招〔2026〕17号")
    withdraw(here, sign(here, other, contract_number="云招〔2026〕17号"))
    assert states() == ["lapsed"]


def test_signed_again_within_months_under_another_name(here):
    investor = firm(here, "示例甲制造有限公司")
    given = {"enterprise": investor, "product": "年产5万台减速器"}
    one = signed_project(here, "精密减速器智能工厂", signed_on=date(2026, 1, 5), **given)
    other = make_project(here, "传动件扩建", product="减速器生产", enterprise=investor)
    assert [kind for kind, _ in open_ones()] == ["product"]
    sign(here, other, date(2026, 2, 3))
    assert "resigned" in [kind for kind, _ in open_ones()]
    assert one in {row.a_id for row in Suspicion.objects.all()} | {row.b_id for row in Suspicion.objects.all()}


def test_a_slip_that_was_tried_for_another_project_first(here, two):
    reject(here.wang, enter(here.officer, two[0], "B-2026-0001", paper=None))
    enter(here.officer, two[1], "Ｂ 2026 0001", paper=None, amount=300 * WAN)
    [(kind, strength)] = open_ones()
    assert kind == "voucher" and strength >= 850_000


def test_one_payer_sum_and_day(here, two):
    enter(here.officer, two[0], "B-1001", paper=None)
    enter(here.officer, two[1], "B-2002", paper=None)
    [row] = Suspicion.objects.all()
    assert row.kind == "voucher" and row.evidence[0]["say"] == "凭证的付款人、金额和日期都相同"
    assert "示例精密" not in row.key, "who paid may be a person: a digest is kept"


def photo(here: Cast, project: UUID, content: bytes) -> None:
    data = io.BytesIO(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + content)
    files.add(data, "现场.jpg", "project", project, by=here.officer, today=TODAY, command_id=uuid4())


def test_one_photo_on_two_pages(here, two):
    photo(here, two[0], b"one" * 50)
    photo(here, two[1], b"another" * 50)
    assert open_ones() == []
    photo(here, two[1], b"one" * 50)
    assert [kind for kind, _ in open_ones()] == ["photo"]


def test_a_sum_of_parts_is_asked_about(here):
    investor = firm(here, "示例甲制造有限公司")
    for name, planned in (("园区总部项目", 30_700), ("东车间", 19_000), ("西车间", 11_700)):
        make_project(here, name, enterprise=investor, investment_planned=planned * WAN)
    assert [kind for kind, _ in open_ones()] == ["bundle", "bundle"]
