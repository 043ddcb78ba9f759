"""The law: a project's sums are those of its accepted vouchers by use, to the 分, whatever was done in what order;
and the book alone gives the same rows."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.tests.projects.projects import cast, make_project
from southgate.apps.pipeline.tests.vouchers.slips import PAID, accept, correct, enter, reject, sums, take_back
from southgate.domain.counting.vouchers import Use
from southgate.domain.errors import Refused
from southgate.kernel.book import comparing

ACTS = st.tuples(
    st.sampled_from(["enter", "accept", "reject", "take_back", "correct"]), st.integers(0, 7), st.integers(1, 10**12),
    st.sampled_from([use.value for use in Use]), st.booleans(),
)  # fmt: skip


def do(people, projects, act, number, amount, use, foreign) -> None:
    """One act; what the rules refuse changes nothing, and the law must hold all the same."""
    known = list(Voucher.objects.order_by("position").values_list("pk", flat=True))
    money = {"currency": "USD", "rate_millionths": 6_697_123, "rate_on": PAID, "origin": "foreign"} if foreign else {}
    with suppress(Refused):
        if act == "enter" or not known:
            enter(people.li, projects[number % 2], f"N-{number}", use=use, amount=amount, paper=f"{number}", **money)
        elif act == "correct":
            correct(people.li, known[number % len(known)], amount=amount)
        else:
            {"accept": accept, "reject": reject, "take_back": take_back}[act](people.wang, known[number % len(known)])


def accepted(project) -> tuple[int, int, int, int]:
    rows = Voucher.objects.filter(project=project, state="accepted")
    by_use = dict(rows.values_list("use").annotate(total=Sum("amount_cny")))
    return (*(by_use.get(use.value, 0) for use in Use), rows.count())


class TestLaw(TestCase):
    @given(acts=st.lists(ACTS, min_size=1, max_size=25))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def test_sums_are_those_of_the_accepted(self, acts):
        people = cast()
        projects = [make_project(people, name, responsible_person=people.li.person) for name in ("甲项目", "乙项目")]
        for act in acts:
            do(people, projects, *act)
        for project in projects:
            assert sums(project)[:4] == accepted(project)
            assert sums(project)[4] == (sum(accepted(project)[:3]) if accepted(project)[3] else None)
        assert [str(one) for one in comparing.differences(["project", "voucher"])] == []
