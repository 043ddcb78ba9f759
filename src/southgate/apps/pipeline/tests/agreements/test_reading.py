"""What lists, panel, record, packs and the work list say; the same number of queries however many there are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from southgate.apps.pipeline.models.agreements import (
    Agreement,
    AgreementText,
    Clause,
    Commitment,
    CommitmentPast,
    FairReview,
)
from southgate.apps.pipeline.selectors.agreements import listing, rules
from southgate.apps.pipeline.selectors.agreements.panel import of_project
from southgate.apps.pipeline.selectors.agreements.reading import visible
from southgate.apps.pipeline.selectors.agreements.record import agreement_record, segments
from southgate.apps.pipeline.tests.agreements import agreements as made
from southgate.apps.pipeline.tests.agreements.agreements import FLAGGED, cast, claim
from southgate.apps.pipeline.tests.projects.projects import make_project, with_teams
from southgate.domain.errors import NotFound, Refused
from southgate.kernel.book.models import Head
from southgate.kernel.book.rebuilding import rebuild
from southgate.kernel.packs.schemas import schemas
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import read_pack
from southgate.kernel.panels.registry import Seen
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def test_overdue_first_and_only_of_signed_agreements():
    play = cast()
    made.signed(play)
    later = made.agreement(play)
    made.promise(later, play.li, due_on=date(2020, 1, 1))
    page = listing.due_page(play.officer, play.zone, today=date(2027, 1, 5))
    assert (page.total, page.overdue) == (1, 1)
    assert page.rows[0].left == -3, "31 December, 1 and 4 January: no notice for 2027 is loaded here"


def test_a_past_day_is_folded_from_the_book():
    play = cast()
    id, first, _ = made.signed(play)
    before = Head.objects.get().position
    claim(first, play.li)
    made.decide(first, play.zhao)
    then = agreement_record(play.li, id, today=TODAY, position=before)
    now = agreement_record(play.li, id, today=TODAY)
    assert (then.commitments[0].state, now.commitments[0].state) == ("open", "met")
    assert not any(then.can.values()) and any(now.can.values())
    with pytest.raises(NotFound):
        agreement_record(play.li, id, today=TODAY, position=1)


def test_the_panel_today_and_then():
    play = cast()
    project = make_project(play, responsible_person=play.li.person)
    made.agreement(play, FLAGGED, project=project)
    before = Head.objects.get().position
    made.agreement(play, project=project)
    now = of_project(Seen(play.li, project, TODAY))
    then = of_project(Seen(play.li, project, TODAY, before))
    assert [row["flags"] for row in now["rows"]] == [2, 0] and now["new_url"] and not now["audit_url"]
    assert len(then["rows"]) == 1 and then["new_url"] == ""
    assert of_project(Seen(play.stranger, project, TODAY)) is None


def test_an_agreement_of_a_confidential_talk_is_for_its_team():
    play = cast()
    project = make_project(play, "示例保密项目", confidential=True, by=play.officer)
    made.agreement(play, FLAGGED, project=project, by=with_teams(play.officer))
    assert visible(with_teams(play.officer)).count() == 1
    for by in (play.zhao, play.li, play.wang):
        assert not visible(by).exists() and not listing.to_approve(by).exists() and not listing.to_judge(by).exists()


def test_the_text_cut_at_its_passages_is_the_text():
    found = segments("甲乙丙丁", [(0, 2, "a"), (1, 3, "b")])
    assert [(one.text, one.clauses) for one in found] == [
        ("甲", ("a",)),
        ("乙", ("a", "b")),
        ("丙", ("b",)),
        ("丁", ()),
    ]


def test_the_queries_do_not_grow(django_assert_max_num_queries):
    play = cast()
    for _number in range(4):
        made.signed(play)
    Commitment.objects.update(due_on=TODAY - timedelta(days=3))
    with django_assert_max_num_queries(14):
        assert len(listing.due_page(play.li, play.zone, today=TODAY).rows) == 4


def test_every_row_is_that_of_the_book():
    play = cast()
    _, first, _ = made.signed(play, award=True)
    claim(first, play.li)
    made.decide(first, play.zhao)
    other = made.agreement(play, FLAGGED)
    made.review(other, play.li)
    made.write(other, FLAGGED + "第三条 双方协商。", play.li)
    before = _rows()
    rebuild(["agreement", "agreement_text", "clause", "fair_review", "commitment"])
    assert _rows() == before


def _rows():
    tables = (Agreement, AgreementText, Clause, FairReview, Commitment)
    history = list(CommitmentPast.objects.order_by("id", "known_from").values_list("id", "known_from", "state"))
    return [list(table.objects.order_by("pk").values()) for table in tables], history


@pytest.mark.parametrize("schema", [rules.CLAUSES, rules.MEASURES])
def test_shipped_packs_are_read_and_faults_are_named(schema):
    pack = next(pack for pack in shipped() if pack.head.schema == schema)
    assert schemas()[schema].read(pack)
    key = "near = 80" if schema == rules.CLAUSES else "places = 3"
    wrong = read_pack(pack.text.replace(key, key.split("=")[0] + "= 9999"), "示例.toml")
    with pytest.raises(Refused) as refusal:
        schemas()[schema].read(wrong)
    assert "示例.toml" in refusal.value.reasons[0].where
