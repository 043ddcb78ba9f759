"""The funnel against a naive reading: project by project, stage by stage."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.counting.funnel import MEDIAN, NINETIETH, Counted, Standing, fullest, funnel, percentile, slowest
from southgate.domain.projects import STAGES, Stage

PROJECT = st.tuples(
    st.sampled_from(STAGES), st.booleans(), st.integers(0, 10**12), st.lists(st.integers(-5, 400), max_size=6)
)


def counted(projects):
    standings = {
        stage: Standing(
            count=sum(one[0] is stage for one in projects),
            ended=sum(one[0] is stage and one[1] for one in projects),
            amount=sum(one[2] for one in projects if one[0] is stage),
        )
        for stage in STAGES
    }
    stays = {stage: Counter(days_in(one, stage) for one in projects) for stage in STAGES}
    return Counted(
        standings, {stage: {d: n for d, n in some.items() if d is not None} for stage, some in stays.items()}
    )


def days_in(project, stage):
    """Days that the project stayed in a stage that it has left, where they are known."""
    at, number = STAGES.index(project[0]), STAGES.index(stage)
    return project[3][number] if number < min(at, len(project[3])) else None


@given(st.lists(PROJECT, max_size=30))
def test_every_step_equals_a_count_project_by_project(projects):
    for number, step in enumerate(funnel(counted(projects))):
        reached = [one for one in projects if STAGES.index(one[0]) >= number]
        on = [one for one in reached if STAGES.index(one[0]) > number]
        stays = sorted(d for one in on if (d := days_in(one, step.stage)) is not None and d >= 0)
        assert (step.reached, step.amount) == (len(reached), sum(one[2] for one in reached))
        assert (step.here, step.here + len(on)) == (len(reached) - len(on), step.reached)
        assert (step.known, step.unknown) == (len(stays), len(on) - len(stays))
        assert step.median == (stays[(len(stays) - 1) // 2] if stays else None)
        assert step.ninetieth == (stays[-(-len(stays) * 9 // 10) - 1] if stays else None)


def test_conversion_is_the_share_of_those_that_reached_it_and_went_on():
    steps = funnel(Counted({Stage.TALKS: Standing(2, ended=1), Stage.SIGNED: Standing(1), Stage.FULL: Standing(1)}))
    assert [step.reached for step in steps] == [4, 2, 1, 1, 1, 1, 1]
    assert [step.conversion for step in steps[:3]] == [500_000, 500_000, 1_000_000]
    assert steps[-1].conversion is None and steps[0].ended == 1


def test_nobody_anywhere():
    steps = funnel(Counted({}))
    assert {(step.reached, step.conversion, step.median) for step in steps} == {(0, None, None)}
    assert fullest(steps) is None and slowest(steps) is None


def test_nearest_rank():
    days = {10: 1, 20: 1, 30: 1, 400: 1}
    assert (percentile(days, MEDIAN), percentile(days, NINETIETH)) == (20, 400)
    assert percentile({7: 1}, MEDIAN) == percentile({7: 1}, NINETIETH) == 7
    assert percentile({}, MEDIAN) is None


def test_where_it_sticks():
    stays = {Stage.TALKS: {30: 2}, Stage.SIGNED: {200: 1}}
    steps = funnel(Counted({Stage.SIGNED: Standing(3), Stage.LANDED: Standing(1)}, stays))
    assert fullest(steps).stage is Stage.SIGNED and slowest(steps).stage is Stage.SIGNED


def test_days_in_the_wrong_order_are_unknown_not_negative():
    steps = funnel(Counted({Stage.SIGNED: Standing(2)}, {Stage.TALKS: {-3: 1, 12: 1}}))
    assert (steps[0].median, steps[0].known, steps[0].unknown) == (12, 1, 1)
