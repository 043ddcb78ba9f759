"""Any piece of a name, pinyin initials, codes; only what the reader sees, and never fewer because others are hidden."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.matching.initials import initials
from southgate.kernel.identity.actor import Actor, Grant
from southgate.kernel.identity.roles import Role
from southgate.kernel.search import postings, registry
from southgate.kernel.search.finding import find, ids_like
from southgate.kernel.search.grams import pairs, run_of, wanted
from southgate.kernel.search.models import Name
from southgate.kernel.search.registry import Doc, Hit, Searchable

ZONE, OTHER = uuid4(), uuid4()
NAMES = {
    "郴州经开区标准厂房": "CZ-2026-0001", "郴州经开区智能制造产业园": "CZ-2026-0002",
    "精密减速器智能工厂": "SL-2026-0117", "重庆银行示例数据中心": "", "LED显示屏二期": "SL-2025-0003", "钢": "",
}  # fmt: skip


def add(names: Mapping[str, str], zone: UUID = ZONE, start: int = 1) -> dict[str, UUID]:
    ids = {name: uuid4() for name in names}
    docs = ((ids[name], Doc(name, initials(name), (zone,), code)) for name, code in names.items())
    postings.add(start - 1, [postings.ready("thing", id, doc) for id, doc in docs])
    return ids


def search(typed: str, *, zones=(ZONE,), hidden=(), limit=20) -> list[str]:
    by = Actor(uuid4(), None, grants=(Grant(Role.STATISTICIAN, frozenset(zones)),))
    seen = {id: name for name, id in search.ids.items() if name not in hidden}
    kind = Searchable("thing", lambda state: None,
                      lambda by, ids: {id: Hit(id, "", seen[id]) for id in ids if id in seen})  # fmt: skip
    registry._KINDS["thing"] = kind
    try:
        return [hit.title for hit in find(by, typed, limit=limit, kinds=["thing"]).hits]
    finally:
        del registry._KINDS["thing"]


@pytest.fixture
def names(db):
    search.ids = add(NAMES)
    return search.ids


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("czjkq", ["郴州经开区标准厂房", "郴州经开区智能制造产业园"]),
        ("智能", ["郴州经开区智能制造产业园", "精密减速器智能工厂"]),
        ("速器智", ["精密减速器智能工厂"]),
        ("钢", ["钢"]),
        ("厂", ["郴州经开区标准厂房", "精密减速器智能工厂"]),
        ("cqyh", ["重庆银行示例数据中心"]),
        ("led", ["LED显示屏二期"]),
        ("ｌｅｄ", ["LED显示屏二期"]),
        ("郴州 产业园", ["郴州经开区智能制造产业园"]),
        ("SL-2026", ["精密减速器智能工厂"]),
        ("sl-2025-0003", ["LED显示屏二期"]),
        ("工厂精密", []),
        ("  ", []),
        ("%", []),
        ('" OR "', []),
    ],
)
def test_it_finds_what_people_type(names, typed, found):
    assert search(typed) == found


def test_names_that_begin_so_come_first(names):
    search.ids |= add({"智能仓储": ""}, start=100)
    assert search("智能")[0] == "智能仓储"


def test_another_zone_is_not_searched(names):
    assert search("智能", zones=(OTHER,)) == []


def test_hidden_ones_do_not_thin_the_answer(db):
    many = {f"示例项目第{n}号": "" for n in range(300)}
    search.ids = add(many)
    hidden = set(list(many)[:250])
    assert len(search("示例项目", hidden=hidden, limit=100)) == 50


def test_removed_lines_are_found_no_more(names):
    postings.remove([3])
    Name.objects.filter(id=3).delete()
    assert search("减速器") == []


def test_services_look_for_pieces_in_one_zone(names):
    assert ids_like("thing", "减速器", ZONE, limit=5) == [names["精密减速器智能工厂"]]
    assert ids_like("thing", "减速器", OTHER, limit=5) == []


@given(st.text("甲乙丙ab1", min_size=1, max_size=12), st.data())
def test_a_piece_is_a_run_of_pairs(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(2, 12))]
    run, all_pairs = run_of(piece), pairs(text)
    if len(piece) > 1:
        assert any(all_pairs[at : at + len(run)] == run for at in range(len(all_pairs)))


def test_long_and_odd_queries_are_cut_to_what_a_name_can_hold():
    assert wanted("x" * 500).pieces == ("x" * 60,)
    assert len(wanted("a b c d e f g h").pieces) == 5
    assert wanted("（）").is_empty
