"""Normal forms of names: what two writings of one name share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.matching.names import firm_core, firm_key, firm_stem, places_in, project_forms

PLACES = frozenset({"云澜"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("翊嘉生物医药(云澜)有限公司", "翊嘉生物医药（云澜）有限公司"),
        ("云澜 睿曜电子科技股份有限公司", "云澜睿曜电子科技股份有限公司"),
        ("霖禾食品有限责任公司", "霖禾食品有限公司"),
        ("ＡＢＣ科技有限公司", "ABC科技有限公司"),
    ],
)
def test_the_key_forgets_brackets_spaces_and_width(one, other):
    assert firm_key(one) == firm_key(other)


def test_the_core_forgets_the_legal_form():
    assert firm_core("霖禾食品") == firm_core("霖禾食品有限公司") == firm_core("霖禾食品股份有限公司") == "霖禾食品"
    assert firm_core("公司") == "公司"


def test_the_stem_forgets_places():
    names = ["皓科汽车部件（云澜）有限公司", "云澜皓科汽车部件有限公司", "云澜市皓科汽车部件有限公司"]
    assert {firm_stem(name, PLACES) for name in names} == {"皓科汽车部件"}
    assert firm_stem("云澜", PLACES) == "云澜"


def test_places_are_read_from_the_names_themselves():
    names = [
        "皓科汽车部件（云澜）有限公司",
        "翊嘉生物医药（云澜）有限公司",
        "某某（集团）有限公司",
        "云澜市沅航食品有限公司",
    ]
    assert places_in(names) == PLACES


def test_phase_and_figures_tell_projects_apart():
    forms = [project_forms(name, "", frozenset()) for name in ("甲料项目（一期）", "甲料项目(二期)", "甲料项目")]
    assert len({f.key for f in forms}) == 3
    assert forms[0].marks != forms[1].marks != forms[2].marks
    assert project_forms("甲料项目Ⅱ期", "", frozenset()).key == project_forms("甲料项目（2期）", "", frozenset()).key


def test_the_core_of_a_project_forgets_brand_place_and_tail():
    firm = "璟科新材料（云澜）有限公司"
    one = project_forms("璟科（云澜）碳纤维预制体项目", firm, PLACES)
    other = project_forms("碳纤维预制体建设项目", firm, PLACES)
    assert one.core == other.core == "碳纤维预制体"


@given(st.text("翊嘉生物医药云澜有限责任公司项目一二期（）() 　Ａa1·", max_size=30))
def test_forms_of_any_text_are_stable(name):
    key = firm_key(name)
    assert firm_key(key) == key
    assert isinstance(project_forms(name, name, PLACES).core, str)
