"""One place, however it is written; two places, however alike; and what is no exact place at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.matching.bundles.addresses import NOWHERE, address_of

ONE_PLACE = (
    ("云澜市高新区创业路8号", "湖南省云澜市高新技术产业开发区创业路８号", "创业路8#", "创业路（原纺织厂）八号"),
    ("创业路以东、兴业路以南", "兴业路南侧，创业路东侧", "创业路东面和兴业路之南"),
    ("兴业大道与创业路交汇处东南角", "创业路、兴业大道交叉口东南角"),
    ("高新区标准厂房3号楼", "标准厂房三栋", "标准厂房3幢"),
    ("地块编号G2025-08", "G2025-8号地块", "宗地G(2025)08号"),
    ("桃源县漳江镇工业大道66号", "工业大道六十六号"),
)
OTHER_PLACES = (
    ("创业路8号", "创业大道8号"),
    ("创业路以东、兴业路以南", "创业路以西、兴业路以南"),
    ("标准厂房3号楼201室", "标准厂房3号楼202室"),
    ("G2025-08号地块", "G2025-18号地块"),
    ("人民东路12号", "人民西路12号"),
)


@pytest.mark.parametrize("written", ONE_PLACE)
def test_one_place(written):
    assert len({address_of(text).local for text in written}) == 1
    assert address_of(written[0]).local


@pytest.mark.parametrize(("one", "other"), OTHER_PLACES)
def test_two_places(one, other):
    assert address_of(one).local != address_of(other).local


@pytest.mark.parametrize("text", ["", "创业路", "高新区", "示例园区南片区", "8号", "3号楼", "待定", "长" * 201])
def test_no_exact_place(text):
    assert address_of(text).local == NOWHERE.local


def test_roads_whose_names_look_like_towns_stay():
    assert address_of("园区路8号").local == "园区路8号"
    assert address_of("市政路8号").local == "市政路8号"
    assert address_of("金州大道5号").local == "金州大道5号"
    assert address_of("东莞市市场路3号").local == "市场路3号"


def test_the_city_is_kept_apart():
    assert address_of("湖南省云澜市高新区创业路8号").city == "云澜"
    assert address_of("创业路8号").city == ""


ROADS = st.builds(
    lambda a, b: a + b,
    st.text(alphabet="创兴科智云澜金海源达盛", min_size=2, max_size=3),
    st.sampled_from(["路", "大道", "街"]),
)
FRONTS = st.sampled_from(["", "云澜市", "湖南省云澜市高新区", "高新技术产业开发区", "桃源县漳江镇", " 云澜市 高新区 "])
NUMBERS = st.sampled_from(["{n}号", "{n}#", "{n} 号", "{wide}号", "{chinese}号", "{n}号（原纺织厂）", "{n}号内"])
FIGURES = "零一二三四五六七八九"


def chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    return (("" if tens == 1 else FIGURES[tens]) + "十" if tens else "") + (FIGURES[ones] if ones or not tens else "")


def written(front: str, road: str, n: int, how: str) -> str:
    wide = str(n).translate({ord(str(d)): 0xFF10 + d for d in range(10)})
    return front + road + how.format(n=n, wide=wide, chinese=chinese(n))


@given(ROADS, st.integers(1, 99), FRONTS, FRONTS, NUMBERS, NUMBERS)
def test_however_it_is_written(road, n, front, other_front, how, other_how):
    one, other = written(front, road, n, how), written(other_front, road, n, other_how)
    assert address_of(one).local == address_of(other).local == f"{road}{n}号"


@given(ROADS, ROADS, st.integers(1, 99), st.integers(1, 99), FRONTS, NUMBERS)
def test_another_road_or_number_is_another_place(road, other_road, n, m, front, how):
    same = (road, n) == (other_road, m)
    assert (address_of(written(front, road, n, how)).local == address_of(written("", other_road, m, how)).local) is same
