"""What the looks on the way wrote is what the full run finds: after any history it writes nothing more."""

from __future__ import annotations

from random import Random
from uuid import UUID, uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.suspicions import MatchDue, Suspicion
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import publish_projects
from southgate.apps.pipeline.services.suspicions import keying, looking, running
from southgate.apps.pipeline.services.suspicions.running import Ran, run
from southgate.apps.pipeline.subscribers import suspicions as listening
from southgate.apps.pipeline.tests.projects.projects import WAN, Cast, cast, edit, make_project
from southgate.apps.pipeline.tests.suspicions.pairs import all_keys, firm, rename_firm, snapshot
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.jobs import outbox
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
ADDRESSES = ("创业路8号", "云澜市高新区创业路８＃", "兴业路南侧、创业路东侧", "兴业路3号", "")
PRODUCTS = ("减速器", "年产5万台减速器", "铜箔", "")
BUILDERS = ("示例建工有限公司", "示例建工", "")
NAMES = ("精密减速器智能工厂", "精密减速器智能工厂项目", "铜箔项目", "年产十万吨铜箔生产基地")
SUMS = (None, 10_000 * WAN, 4_000 * WAN, 6_000 * WAN)


def some(random: Random, firms: list[UUID]) -> dict[str, object]:
    """Any facts: few of each, so that projects meet all the time."""
    return {
        "site_address": random.choice(ADDRESSES),
        "product": random.choice(PRODUCTS),
        "contractor": random.choice(BUILDERS),
        "enterprise": random.choice([*firms, None]),
        "investment_planned": random.choice(SUMS),
    }


def step(here: Cast, random: Random, firms: list[UUID], projects: list[UUID]) -> None:
    match random.randrange(5):
        case 0 | 1:
            made = make_project(here, f"{random.choice(NAMES)}{uuid4().hex[:4]}", **some(random, firms))
            projects.append(made)
        case 2 | 3 if projects:
            id = random.choice(projects)
            name = {"name": random.choice(NAMES)} if random.random() < 0.3 else {}
            edit(here, id, Project.objects.get(pk=id).version, **name, **some(random, firms))
        case 4:
            rename_firm(here, random.choice(firms), group_name=random.choice(("示例集团", "", "另一集团")))


def nothing_new(ran: Ran) -> bool:
    return (ran.raised, ran.changed, ran.reopened, ran.lapsed) == (0, 0, 0, 0)


def full() -> Ran:
    return run(by=system_actor(), today=TODAY)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_history_the_full_run_finds_nothing_new(seed):
    here, random, projects = cast(), Random(seed), []
    firms = [firm(here, f"示例{name}制造有限公司") for name in "甲乙丙"]
    for _ in range(25):
        step(here, random, firms, projects)
    keys, before = all_keys(), snapshot()
    assert nothing_new(full())
    assert len(before) > 10
    assert (all_keys(), snapshot()) == (keys, before)


def test_the_second_look_finds_what_the_first_found():
    here, random, projects = cast(), Random(9), []
    firms = [firm(here, "示例甲制造有限公司")]
    for _ in range(15):
        step(here, random, firms, projects)
    before = snapshot()
    assert looking.work_off(by=system_actor(), today=TODAY) > 0
    assert snapshot() == before and not MatchDue.objects.exists()


def publish(here: Cast, count: int, random: Random) -> None:
    firms = [firm(here, f"示例{name}制造有限公司") for name in "甲乙丙丁"]
    commands = [
        RegisterProject(zone=here.zone, values={"name": f"示例{n}号项目", **some(random, firms)}, batch=uuid4())
        for n in range(count)
    ]
    publish_projects(commands, by=here.officer, today=TODAY, command_id=uuid4())


@pytest.mark.parametrize(("count", "many"), [(8, 5_000), (listening.FEW + 10, 5_000), (listening.FEW + 10, 20)])
def test_what_an_import_brings_is_looked_at_after_its_commit(count, many, monkeypatch):
    monkeypatch.setattr(running, "MANY", many)
    here = cast()
    make_project(here, "精密减速器智能工厂", site_address="创业路8号")
    publish(here, count, Random(1))
    assert not Suspicion.objects.exists()
    assert outbox.work_off() == 1
    found = snapshot()
    assert found and not MatchDue.objects.exists()
    assert nothing_new(full()) and snapshot() == found


def test_without_the_follower_nothing_is_found_on_the_way(monkeypatch):
    """The planted fault: nobody keeps the keys."""
    monkeypatch.setattr(listening.Watch, "note", lambda self, before, after: None)
    here = cast()
    make_project(here, "精密减速器智能工厂", site_address="创业路8号")
    make_project(here, "铜箔项目", site_address="创业路8号")
    assert not Suspicion.objects.exists()
    assert full().raised == 1


def test_all_keys_anew_are_the_keys_that_were_kept():
    here, random, projects = cast(), Random(4), []
    firms = [firm(here, "示例甲制造有限公司")]
    for _ in range(20):
        step(here, random, firms, projects)
    kept = all_keys()
    assert keying.rekey_all() == len(kept) and all_keys() == kept
