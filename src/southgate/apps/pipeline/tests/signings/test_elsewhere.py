"""Where signings show up outside their pages: the command line, my work, the project page, merged firms."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner

from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.services.commands import MergeEnterprises
from southgate.apps.enterprise.services.merging import merge_enterprises
from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.apps.pipeline.models.signings import ListedFirm
from southgate.apps.pipeline.selectors.signings.panel import panel
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, make_project, with_teams
from southgate.apps.pipeline.tests.signings.signings import confirmed, screen, sign, signed_project
from southgate.cli.lists import command
from southgate.kernel.book.models import Head
from southgate.kernel.panels.registry import Seen
from southgate.kernel.testing import TODAY
from southgate.portal.waiting.signings import signings_rejected, signings_to_screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_list_from_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "示例.csv"
    file.write_text("排名,企业名称\n1,示例甲集团\n2,示例乙集团\n", encoding="utf-8")
    said = ["--list", "china", "--year", "2025", "--source", "示例协会，示例名单"]
    assert CliRunner().invoke(command, [str(file), *said, "--dry-run"]).exit_code == 0
    assert ListedFirm.objects.count() == 0
    answer = CliRunner().invoke(command, [str(file), *said])
    assert answer.exit_code == 0 and "新列入 2 家" in answer.output
    assert "原有 2 家" in CliRunner().invoke(command, [str(file), *said]).output


def test_a_refused_list_names_its_cells(tmp_path: Path) -> None:
    file = tmp_path / "示例.csv"
    file.write_text("企业名称,统一社会信用代码\n示例甲集团,\n示例乙集团,123\n", encoding="utf-8")
    answer = CliRunner().invoke(command, [str(file), "--list", "china", "--year", "2025", "--source", "示例"])
    assert answer.exit_code == 2 and "A3" in answer.output
    assert ListedFirm.objects.count() == 0


def test_a_signing_waits_for_somebody_else(people: Cast) -> None:
    row = sign(people, signed_project(people))
    assert not list(signings_to_screen(by=people.officer, today=TODAY))
    [item] = signings_to_screen(by=people.wang, today=TODAY)
    assert "精密减速器智能工厂" in item.title and str(row.pk) in item.url
    assert not list(signings_to_screen(by=people.stranger, today=TODAY))


def test_a_rejected_one_comes_back_to_who_reported_it(people: Cast) -> None:
    screen(people, sign(people, signed_project(people)), confirm=False, reason="金额不实")
    [item] = signings_rejected(by=people.officer, today=TODAY)
    assert "被退回" in item.title
    assert not list(signings_rejected(by=people.wang, today=TODAY))


def test_the_panel_shows_signings_to_the_staff_as_of_the_day(people: Cast) -> None:
    project = signed_project(people)
    before = Head.objects.get().position
    sign(people, project)
    now = panel(Seen(people.wang, project, TODAY))
    then = panel(Seen(people.wang, project, TODAY, before))
    assert now is not None and then is not None
    assert (len(now["rows"]), len(then["rows"]), then["url"]) == (1, 0, "")
    assert panel(Seen(people.stranger, project, TODAY)) is None


def test_nothing_of_a_secret_talk_waits_for_others(people: Cast) -> None:
    project = make_project(people, "保密项目", confidential=True, by=people.officer)
    sign(people, project, by=with_teams(people.officer))
    assert not list(signings_to_screen(by=people.wang, today=TODAY))


def test_a_merged_firm_leaves_no_signing_behind(people: Cast) -> None:
    away, keep = (make_firm(people.place, name) for name in ("示例甲有限公司", "示例乙有限公司"))
    row = confirmed(people, signed_project(people, enterprise=away))
    versions = {id: Enterprise.objects.get(pk=id).version for id in (away, keep)}
    cmd = MergeEnterprises(keep=keep, away=away, seen_keep=versions[keep], seen_away=versions[away], reason="同一家")
    merge_enterprises([cmd], by=people.officer, today=TODAY, command_id=uuid4())
    row.refresh_from_db()
    assert (row.enterprise_id, row.state) == (keep, "confirmed")


def test_who_talked_first_shares_the_credit(people: Cast) -> None:
    """首谈: a lead that was handed on keeps its giver's share in the signing."""
    place, project = people.place, signed_project(people, lead_unit=people.place.second_unit)
    ids = {"zone_id": place.zone, "first_zone_id": place.zone}
    lead = Lead.objects.create(id=uuid4(), version=1, position=1, code="XS-1", name="示例线索", name_key="示例线索",
                               received_on=date(2026, 1, 2), state="project", project_id=project, **ids)  # fmt: skip
    LeadTransfer.objects.create(
        id=uuid4(), version=1, position=1, lead=lead, from_zone_id=place.zone, to_zone_id=place.zone,
        from_unit_id=place.first_unit, to_unit_id=place.second_unit, share_millionths=300_000,
        offered_on=date(2026, 1, 3), accepted_on=date(2026, 1, 4), state="accepted",
    )  # fmt: skip
    assert sign(people, project).credit == {place.first_unit.hex: 300_000, place.second_unit.hex: 700_000}
