"""Where signings show up outside their pages: the project page, merged firms, shared credit."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.services.commands import MergeEnterprises
from southgate.apps.enterprise.services.merging import merge_enterprises
from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.apps.pipeline.selectors.signings.panel import panel
from southgate.apps.pipeline.tests.projects.projects import Cast, cast
from southgate.apps.pipeline.tests.signings.signings import confirmed, sign, signed_project
from southgate.kernel.book.models import Head
from southgate.kernel.panels.registry import Seen
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_panel_shows_signings_to_the_staff_as_of_the_day(people: Cast) -> None:
    project = signed_project(people)
    before = Head.objects.get().position
    sign(people, project)
    now = panel(Seen(people.wang, project, TODAY))
    then = panel(Seen(people.wang, project, TODAY, before))
    assert now is not None and then is not None
    assert (len(now["rows"]), len(then["rows"]), then["url"]) == (1, 0, "")
    assert panel(Seen(people.stranger, project, TODAY)) is None


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
