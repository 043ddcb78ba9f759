"""Laws of the comparison: symmetric, order-free, blind to what does not concern a pair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.groups import RULES, findings
from southgate.domain.matching.bundles.keys import Key, Meet
from southgate.domain.matching.bundles.patterns import parts_of
from southgate.domain.matching.bundles.tests.made import ZONES, run
from southgate.domain.matching.bundles.weighing import FLOOR, TOP, together
from southgate.domain.money import MILLION

SUMS = (None, 10_000_000_000, 4_000_000_000, 6_000_000_000)
FACTS = st.builds(
    Facts,
    id=st.integers(1, 10**9).map(lambda n: UUID(int=n)),
    zone=st.sampled_from(ZONES[:2]),
    name=st.sampled_from(["年产5万台精密减速器项目", "精密减速器生产基地一期", "精密减速器生产基地二期", "铜箔厂"]),
    confidential=st.booleans(),
    firm=st.sampled_from(["示例甲制造有限公司", "示例甲制造", "示例乙实业有限公司", ""]),
    credit_code=st.sampled_from(["", "91430100MA4L0A1B2C"]),
    group=st.sampled_from(["", "示例集团"]),
    city=st.just("云澜"),
    address=st.sampled_from(["创业路8号", "高新区创业路８＃", "标准厂房", ""]),
    product=st.sampled_from(["精密减速器", "年产5万台精密减速器、铜箔", ""]),
    contractor=st.sampled_from(["示例建工有限公司", ""]),
    planned=st.sampled_from(SUMS),
    signed=st.lists(st.dates(date(2025, 1, 1), date(2026, 11, 1)), max_size=2).map(lambda days: tuple(sorted(days))),
)
MANY = st.lists(FACTS, max_size=9, unique_by=lambda one: one.id)
STRANGER = Facts(id=UUID(int=2**100), zone=ZONES[0], name="示例职工食堂改造", firm="示例独行有限公司",
                 address="孤山路999号", product="餐食")  # fmt: skip


@settings(max_examples=150)
@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_projects_does_not_matter(projects, random):
    shuffled = list(projects)
    random.shuffle(shuffled)
    assert sorted(run(projects), key=str) == sorted(run(shuffled), key=str)


@settings(max_examples=150)
@given(FACTS, FACTS)
def test_it_is_symmetric(one, other):
    """Which of the two ids is smaller does not matter either: only which project is called a."""
    other = replace(other, id=UUID(int=one.id.int + 1))
    there = run([one, other])
    back = run([replace(one, id=other.id), replace(other, id=one.id)])
    said = [sorted((f.kind, f.key, f.strength, str(f.because)) for f in found) for found in (there, back)]
    assert said[0] == said[1]


@settings(max_examples=150)
@given(MANY)
def test_an_unrelated_project_changes_nothing(projects):
    assert run(projects) == run([*projects, STRANGER])


@settings(max_examples=200)
@given(MANY, FACTS)
def test_a_talk_and_another_zone_change_nothing_between_two_others(projects, one):
    """Not a strength, not a reason, not whether anything is said at all."""
    known = {project.id for project in projects}
    hidden = replace(one, id=UUID(int=2**99), confidential=True)
    away = replace(one, id=UUID(int=2**98), zone=ZONES[2])
    before = run(projects)
    for added in ([hidden], [away], [hidden, away]):
        after = [found for found in run([*projects, *added]) if {found.a, found.b} <= known]
        assert sorted(after, key=str) == sorted(before, key=str)


@given(MANY)
def test_what_is_said_is_worth_asking_and_never_certain(projects):
    for found in run(projects):
        assert FLOOR <= found.strength <= TOP and found.a < found.b and found.because


@given(st.lists(st.integers(FLOOR, TOP), max_size=6), st.integers(FLOOR, TOP))
def test_one_more_finding_never_weakens_a_pair(strengths, more):
    assert max([0, *strengths]) <= together(strengths) <= together([*strengths, more]) <= MILLION
    assert together(strengths) == together(sorted(strengths)) or len(strengths) > 1


def crowd(count: int, key: Key, **values) -> list[Facts]:
    return [Facts(id=UUID(int=n + 1), zone=ZONES[0], name=f"示例{n}号", **values) for n in range(count)]


@given(st.sampled_from(list(Meet)), st.integers(2, 260))
def test_a_common_value_does_not_flood(meet, count):
    """Every kind has its cap: never more pairs than a full dozen or a chain gives."""
    rule = RULES[meet]
    found = findings(Key(meet, "示例"), crowd(count, Key(meet, "示例"), firm="示例甲制造有限公司", product="减速器",
                                              planned=10**10, signed=(date(2026, 1, 1),)))  # fmt: skip
    pairs = {(one.a, one.b) for one in found}
    most = rule.most * (rule.most - 1) // 2
    assert len(pairs) <= (most if count <= rule.most else count - 1 if count <= rule.chain else 0)


@given(st.lists(st.integers(1, 50), max_size=6), st.integers(1, 120))
def test_parts_make_up_the_rest_to_the_fen(amounts, rest):
    def possible(size: int) -> bool:
        return any(sum(some) == rest for some in combos(amounts, size))

    count = parts_of(rest, amounts)
    assert count == next((size for size in (1, 2, 3) if possible(size)), 0)


def combos(amounts: list[int], size: int) -> list[list[int]]:
    if size == 0:
        return [[]]
    return [[one, *rest] for n, one in enumerate(amounts) for rest in combos(amounts[n + 1 :], size - 1)]


def test_a_signing_within_the_year_counts_and_a_later_one_does_not():
    first = date(2026, 1, 1)
    one = Facts(id=UUID(int=1), zone=ZONES[0], name="甲车间项目", firm="示例甲厂", product="铜箔", signed=(first,))
    for days, said in ((30, True), (366, True), (367, False)):
        other = replace(one, id=UUID(int=2), name="乙丙丁基地", signed=(first + timedelta(days=days),))
        kinds = {found.kind.value for found in run([one, other])}
        assert ("resigned" in kinds) is said, days


def test_phases_speak_against_it():
    one = Facts(id=UUID(int=1), zone=ZONES[0], name="减速器一期", address="创业路8号")
    other = replace(one, id=UUID(int=2), name="铜箔二期")
    assert run([one, other]) == []
    assert run([one, replace(other, name="铜箔")])[0].strength == 450_000


def test_randomness_has_no_part_in_it():
    projects = [replace(STRANGER, id=UUID(int=n), name=f"{n}号") for n in Random(1).sample(range(1, 99), 5)]
    assert run(projects) == run(projects)
