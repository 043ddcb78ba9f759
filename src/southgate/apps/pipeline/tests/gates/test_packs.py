"""Each pack as a table: every need of every stage, missing at first and met by what it asks for."""

from __future__ import annotations

from datetime import date

import pytest

from southgate.apps.pipeline.selectors.gates.rules import DEADLINES, GATES, read_deadlines, read_gates
from southgate.domain.errors import Refused
from southgate.domain.gates.judging import judge, local_stage, state_of
from southgate.domain.gates.standing import Filed, Reviewed, Signed, Standing
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import read_pack

TODAY = date(2026, 11, 24)
PACKS = {pack.head.key: pack for folder in ("reports", "rongan", "anqing") for pack in shipped(folder)}
REPORTS, BATCHES = read_gates(PACKS["reports.stages"]), read_gates(PACKS["rongan.seven_batches"])
PHOTOS = tuple(Filed(kind="site_photo", digest=one, work="piling") for one in "ab")
LEVELLING = tuple(Filed(kind="site_photo", digest=one, work="levelling") for one in "ab")


def documents(*kinds):
    return {"documents": tuple(Filed(kind=kind, digest=kind) for kind in kinds)}


def given(*names):
    return {"given": frozenset(names)}


PASSED = {"reviews": (Reviewed(kind="admission", state="passed"),)}
CONTRACT = {"signings": (Signed(kind="first", form="contract"),)}
PROMISE = {"days": {"production_promised_on": date(2027, 6, 30)}}
PLAN = {"documents": (Filed(kind="start_plan", planned_on=date(2026, 12, 20)),)}
LATE_PLAN = {"documents": (Filed(kind="start_plan", planned_on=date(2027, 1, 5)),)}
MET = [
    ("signed", "contract", documents("contract"), documents("licence")),
    ("signed", "contract", documents("agreement"), {}),
    ("signed", "investor", given("enterprise"), {}),
    ("signed", "split", given("investment_planned", "investment_fixed"), given("investment_planned")),
    ("signed", "admission", PASSED, {"reviews": (Reviewed(kind="admission", state="returned"),)}),
    ("landed", "site", documents("land"), documents("contract")),
    ("landed", "site", documents("lease"), {}),
    ("landed", "site", {"arrived": {"land": 1}}, {"arrived": {"fixed": 1}}),
    ("landed", "promise", PROMISE, {}),
    ("started", "licence", documents("licence"), documents("approval")),
    ("started", "approval", documents("approval"), documents("licence")),
    ("started", "works", documents("works_contract"), documents("contract")),
    ("started", "works", {"documents": PHOTOS}, {"documents": LEVELLING}),
    ("building", "permit", documents("permit"), {}),
    ("building", "main_works", documents("delivery"), {"documents": PHOTOS}),
    ("production", "acceptance", documents("acceptance"), {}),
    ("production", "output", documents("first_output"), {"documents": PHOTOS}),
    ("full", "capacity", documents("capacity"), {}),
    ("full", "expected", {"sums": {"output_expected": 1}}, {}),
]
BATCH_MET = [
    ("signing", "formal", CONTRACT, {"signings": (Signed(kind="first", form="agreement"),)}),
    ("signing", "contract", documents("contract"), {}),
    ("signing", "start_this_year", PLAN, LATE_PLAN),
    ("starting", "licence", documents("licence"), {}),
    ("starting", "approval", documents("approval"), {}),
    ("starting", "works", documents("works_contract"), {"documents": LEVELLING}),
    ("building", "promise", PROMISE, {}),
    ("producing", "acceptance", documents("acceptance"), {}),
    ("full", "capacity", documents("capacity"), {}),
]


def answer(table, stage, key, facts):
    (need,) = [one for one in table.need if (one.stage, one.key) == (stage, key)]
    options = {option.key: option for option in table.option}
    return state_of(need, Standing(stage=Stage.TALKS, **facts), options, today=TODAY).met


@pytest.mark.parametrize(("stage", "key", "enough", "lacking"), MET)
def test_the_seven_stages(stage, key, enough, lacking):
    assert answer(REPORTS, stage, key, enough) and not answer(REPORTS, stage, key, lacking)


@pytest.mark.parametrize(("stage", "key", "enough", "lacking"), BATCH_MET)
def test_the_seven_batches(stage, key, enough, lacking):
    assert answer(BATCHES, stage, key, enough) and not answer(BATCHES, stage, key, lacking)


@pytest.mark.parametrize(("table", "cases"), [(REPORTS, MET), (BATCHES, BATCH_MET)])
def test_no_need_is_left_out_of_these_tables(table, cases):
    assert {(one.stage, one.key) for one in table.need} == {(stage, key) for stage, key, _, _ in cases}


@pytest.mark.parametrize("table", [REPORTS, BATCHES])
def test_an_empty_project_lacks_everything_at_once(table):
    found = judge(table, Standing(stage=Stage.TALKS), Stage.FULL, today=TODAY)
    assert [one.need.key for one in found if not one.met] == [one.key for one in table.need]
    assert all(one.refusal().mend and one.refusal().where == one.need.key for one in found)


@pytest.mark.parametrize(
    ("stage", "days", "name"),
    [
        ("talks", {}, "谋划"),
        ("talks", {"talk_on": date(2026, 3, 1)}, "洽谈"),
        ("signed", {}, "签约"),
        ("landed", {}, "签约"),
        ("started", {"start_on": date(2026, 3, 1), "production_promised_on": date(2027, 5, 1)}, "开工"),
        ("started", {"start_on": date(2025, 9, 1), "production_promised_on": date(2027, 5, 1)}, "建设"),
        ("building", {"start_on": date(2025, 9, 1), "production_promised_on": date(2027, 5, 1)}, "建设"),
        ("building", {"start_on": date(2025, 9, 1), "production_promised_on": date(2026, 12, 1)}, "投产"),
        ("production", {"production_promised_on": date(2026, 10, 1)}, "投产"),
        ("full", {}, "达产"),
    ],
)
def test_which_batch_a_project_belongs_to(stage, days, name):
    found = local_stage(BATCHES, Standing(stage=Stage(stage), days=days), today=TODAY)
    assert found is not None and found.label == name


def test_the_seven_stages_are_the_seven_stages():
    for stage in STAGES:
        found = local_stage(REPORTS, Standing(stage=stage), today=TODAY)
        assert found is not None and found.stage is stage
    assert BATCHES.after(Stage.SIGNED) is Stage.STARTED, "七个一批 has no 落地"


def test_anqing_names_four_deadlines():
    table = read_deadlines(PACKS["anqing.deadlines"])
    assert [(one.key, one.months) for one in table.deadline] == [
        ("stock_land", 3), ("new_land", 2), ("plant", 2), ("cooperation", 3)
    ]  # fmt: skip
    assert table.deadline[-1].need.share_millionths == 250_000


def test_a_pack_with_mistakes_is_told_each_with_its_line():
    text = PACKS["reports.stages"].text.replace('kinds = ["licence"]', 'kinds = ["licenze"]')
    with pytest.raises(Refused) as refusal:
        read_gates(read_pack(text.replace('fields = ["enterprise"]', 'fields = ["firm"]'), "a.toml"))
    assert len(refusal.value.reasons) == 2
    assert all(reason.where.startswith("a.toml:") for reason in refusal.value.reasons)
    assert {PACKS[key].head.schema for key in PACKS} == {GATES, DEADLINES}
