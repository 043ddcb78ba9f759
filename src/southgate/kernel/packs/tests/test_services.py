from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.models import Entry, Kept
from southgate.kernel.book.payloads import read_typed
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.packs import selectors, services
from southgate.kernel.packs.deciding import preview
from southgate.kernel.packs.models import Pack, PackChoice, PackOverride
from southgate.kernel.packs.tests.samples import Limit, choose, limits, load, override
from southgate.kernel.testing import TODAY, Place, actor_with, make_place

pytestmark = pytest.mark.django_db
SCHEMA = "sample.limits/1"


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def officer(place: Place) -> Actor:
    return actor_with([Role.POLICY_OFFICER], place)


def last_sentence() -> str:
    entry = Entry.objects.latest("position")
    said = read_typed(entry.kind, entry.version, entry.payload).sentence()
    return said.text % {name: getattr(value, "kind", value) for name, value in said.params.items()}


def refusals(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return [f"{reason.item}: {reason}" for reason in refused.value.reasons]


def test_loading_writes_an_entry_and_the_row_keeps_the_text():
    answer = load(limits("national.sample", 20))
    row = Pack.objects.get(pk=UUID(answer.data["loaded"][0]))
    assert (row.key, row.edition, row.zone_id, row.version) == ("national.sample", 1, None, 1)
    assert row.text == limits("national.sample", 20)
    assert last_sentence() == "载入规则包“示例时限 national.sample”第 1 版，依据 《示例文件》，自 2026-01-01 起适用"


def test_the_same_again_is_passed_over():
    load(limits("national.sample", 20))
    assert dict(load(limits("national.sample", 20)).data) == {"loaded": [], "unchanged": 1}


def test_contradictions_are_refused_all_at_once_and_nothing_is_written():
    load(limits("national.sample", 20, version=2), limits("national.other", 1))
    said = refusals(load, limits("a.b", 3), limits("national.sample", 9, version=2), limits("national.sample", 9))
    assert said == [
        "1: “示例时限 national.sample”第 2 版已载入而内容不同",
        "2: “示例时限 national.sample”已有比第 1 版更新的版本",
    ]
    assert not Pack.objects.filter(key="a.b").exists()


def test_a_pack_its_schema_refuses_is_not_loaded():
    assert refusals(load, limits("a.b", 0), limits("a.c", 1).replace("days", "dais"))[0] == "0: 时限至少 1 天"
    assert not Pack.objects.exists()


def test_who_may_load(place):
    admin = actor_with([Role.SYSTEM_ADMINISTRATOR], place)
    load(limits("national.sample", 20), by=admin)
    load(limits("sl.sample", 20), zone=place.zone, by=admin)
    make_place("XX")
    with pytest.raises(Forbidden):
        load(limits("national.more", 20), by=admin)
    assert refusals(load, limits("national.mine", 1), zone=place.zone, by=admin) == [
        "0: key 以 national. 开头的规则包只能为全部园区载入"
    ]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMINISTRATOR}))
def test_nobody_else_may_load(place, role):
    with pytest.raises(Forbidden):
        load(limits("national.sample", 20), by=actor_with([role], place))


def test_a_stranger_gets_404(place):
    stranger = Actor(id=uuid4(), person=uuid4())
    with pytest.raises(NotFound):
        load(limits("national.sample", 20), by=stranger)
    with pytest.raises(NotFound):
        choose(place.zone, "national.sample", by=stranger)


def test_a_key_of_another_zone_cannot_be_taken(place):
    other = make_place("XX")
    load(limits("sl.sample", 20), zone=place.zone)
    assert refusals(load, limits("sl.sample", 5, version=2), zone=other.zone) == ["0: 这个 key 已属于别处的规则包"]


def test_choosing_keeps_the_reason_beside_the_book(place, officer):
    load(limits("sample.fast", 5))
    choose(place.zone, "sample.fast", by=officer)
    row = PackChoice.objects.get()
    assert (row.slot, row.key, row.from_day, row.withdrawn) == (SCHEMA, "sample.fast", TODAY, False)
    assert Kept.objects.filter(pk=row.reason).exists()
    assert "示例理由" not in Entry.objects.latest("position").payload
    assert last_sentence() == "zone自 2026-11-24 起选用规则包“示例时限 sample.fast”"


def test_choosing_again_for_the_same_day_needs_the_version_seen(place, officer):
    load(limits("sample.fast", 5), limits("sample.slow", 9))
    choose(place.zone, "sample.fast", by=officer)
    with pytest.raises(Stale):
        choose(place.zone, "sample.slow", by=officer)
    choose(place.zone, "sample.slow", by=officer, seen=1)
    assert PackChoice.objects.get().key == "sample.slow"


def test_choosing_what_is_not_there_or_without_a_reason(place, officer):
    load(limits("sample.late", 5, valid_from="2027-01-01"))
    assert refusals(choose, place.zone, "sample.late", by=officer) == ["0: 2026-11-24 没有 key 为 sample.late 的规则包"]
    load(limits("sample.fast", 5))
    assert refusals(choose, place.zone, "sample.fast", by=officer, reason=" ") == ["0: 没有写理由"]
    other = make_place("XX")
    load(limits("xx.own", 5), zone=other.zone)
    assert len(refusals(choose, place.zone, "xx.own", by=officer)) == 1


def test_overriding_changes_one_value_and_says_what_it_was(place, officer):
    load(limits("national.sample", 20, 10))
    override(place.zone, "national.sample", "limit[1].days", "12", by=officer)
    pack = selectors.pack_for(SCHEMA, zone=place.north, day=TODAY)
    assert pack.value.limit == (Limit("事项1", 12), Limit("事项2", 10))
    assert selectors.pack_for(SCHEMA, zone=None, day=TODAY).value.limit[0].days == 20
    assert last_sentence().endswith("起把“示例时限 national.sample”的 limit[1].days 由 20 改为 12")


@pytest.mark.parametrize(
    ("path", "value", "say"),
    [
        ("limit[1].days", "0", "时限至少 1 天"),
        ("limit[1].days", '"12"', "应为整数"),
        ("limit[1].days", "twelve", "看不懂这个值：twelve"),
        ("limit[1].days", "1\nb = 2", "看不懂这个值：1\nb = 2"),
        ("limit[9].days", "12", "“示例时限 national.sample”里没有 limit[9].days"),
        ("limit[1].dais", "12", "不认识的键，可用：name、days"),
        ("limit[1]..days", "12", "“limit[1]..days”不是规则包里的位置"),
        ("limit[1].days", "20", "limit[1].days 现在就是这个值"),
        ("pack.version", "3", "“示例时限 national.sample”里没有 pack.version"),
    ],
)
def test_what_cannot_be_overridden(place, officer, path, value, say):
    load(limits("national.sample", 20))
    assert refusals(override, place.zone, "national.sample", path, value, by=officer) == [f"0: {say}"]


def test_withdrawing_brings_the_published_value_back(place, officer):
    load(limits("national.sample", 20))
    answer = override(place.zone, "national.sample", "limit[1].days", "12", by=officer)
    cmd = services.Withdraw(id=UUID(answer.data["overridden"][0]), seen_version=1, reason="示例：改回")
    services.withdraw_overrides([cmd], by=officer, today=TODAY, command_id=uuid4())
    assert selectors.pack_for(SCHEMA, zone=place.zone, day=TODAY).value.limit[0].days == 20
    again = services.Withdraw(id=cmd.id, seen_version=2, reason="再撤")
    said = refusals(services.withdraw_overrides, [again], by=officer, today=TODAY, command_id=uuid4())
    assert said == ["0: 已经撤回过了"]
    override(place.zone, "national.sample", "limit[1].days", "8", by=officer, seen=2)
    assert PackOverride.objects.get().withdrawn is False


def test_withdrawing_a_choice(place, officer):
    load(limits("national.sample", 20), limits("sample.fast", 5))
    answer = choose(place.zone, "sample.fast", by=officer)
    cmd = services.Withdraw(id=UUID(answer.data["chosen"][0]), seen_version=1, reason="示例：撤回")
    with pytest.raises(NotFound):
        services.withdraw_choices(
            [cmd], by=actor_with([Role.POLICY_OFFICER], make_place("XX")), today=TODAY, command_id=uuid4()
        )
    services.withdraw_choices([cmd], by=officer, today=TODAY, command_id=uuid4())
    assert selectors.pack_for(SCHEMA, zone=place.zone, day=TODAY).key == "national.sample"


def test_preview_shows_what_a_new_edition_changes():
    load(limits("national.sample", 20, 10))
    seen = preview(limits("national.sample", 15, 10, 5, version=2), "新.toml", None)
    assert (seen.known, seen.follows) == (False, 1)
    assert seen.differences == (
        ("limit[1].days", "20", "15"),
        ("limit[3].name", "", '"事项3"'),
        ("limit[3].days", "", "5"),
    )


def test_shipped_packs_load_once():
    first = services.load_shipped(by=system_actor(), today=TODAY)
    assert len(first.data["loaded"]) == Pack.objects.count() >= 12
    assert services.load_shipped(by=system_actor(), today=TODAY).repeated
    assert Pack.objects.get(key="national.calendar.2020-extension").number == "国办发明电〔2020〕1号"
    assert Pack.objects.get(key="national.calendar.2026").dated == date(2025, 11, 4)
