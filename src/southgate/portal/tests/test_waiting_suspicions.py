"""Pairs that wait for a reviewer, and signings that still count twice after a judgement."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.services.suspicions.commands import JudgePair, Verdict
from southgate.apps.pipeline.services.suspicions.judging import judge_pairs
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, make_project
from southgate.apps.pipeline.tests.signings.signings import correct, sign, signed_project
from southgate.apps.pipeline.tests.suspicions.pairs import pair_version, the_one
from southgate.domain.counting.words import SigningKind
from southgate.kernel.testing import TODAY
from southgate.portal.waiting.suspicions import pairs_to_judge, signings_to_settle

pytestmark = pytest.mark.django_db


def urls(source, by) -> list[str]:
    return [item.url for item in source(by=by, today=TODAY)]


def site(number: int) -> str:
    return f"创业路{number}号"


def judged(here: Cast, keeps: UUID) -> None:
    row = the_one()
    cmd = JudgePair(id=row.pk, seen=pair_version(), verdict=Verdict.SAME, keeps=keeps)
    judge_pairs([cmd], by=here.wang, today=TODAY, command_id=uuid4())


def test_a_pair_waits_for_who_had_no_hand_in_it():
    here = cast()
    for name in ("精密减速器智能工厂", "铜箔项目"):
        make_project(here, name, site_address=site(8))
    assert urls(pairs_to_judge, here.wang) == [f"/suspicions/{the_one().pk}/"]
    assert urls(pairs_to_judge, here.officer) == [], "he registered them"
    assert urls(pairs_to_judge, here.li) == urls(pairs_to_judge, here.stranger) == []


def test_of_many_one_line_leads_to_the_desk():
    here = cast()
    for number in range(12):
        make_project(here, f"示例{number}号项目", site_address=site(number // 2 + 1))
    assert urls(pairs_to_judge, here.zhao) == ["/suspicions/"]


def test_the_signing_that_still_counts_is_put_right_by_who_may():
    here = cast()
    one = signed_project(here, "精密减速器智能工厂", site_address=site(8))
    other = signed_project(here, "铜箔项目", site_address=site(8))
    row = sign(here, other)
    judged(here, keeps=one)
    assert urls(signings_to_settle, here.officer) == [f"/figures/signings/{row.pk}/"]
    assert urls(signings_to_settle, here.wang) == [], "he may not correct it"
    correct(here, row, kind=SigningKind.REPEAT)
    assert urls(signings_to_settle, here.officer) == []
