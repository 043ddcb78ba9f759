"""Each kind of page renders with what its head comment promises, and without what it calls optional."""

from datetime import date

import pytest
from django.forms import CharField, Form
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from southgate.kernel.panels.grid import Cell, Column, Grid, Row
from southgate.kernel.panels.shell import Choice, Look, Me, Place, Shell

TODAY = date(2026, 11, 24)
ME = Me(name="李经理", unit="招商一局", account_url="/me/", sign_out_url="/out/")
PLACES = tuple(Place(key=f"p{n}", label=f"去处{n}", url=f"/{n}/", count=n, aside=n > 4) for n in range(6))
GRID = Grid(
    label="台账",
    columns=[Column(key="name", label="项目", kind="name")],
    rows=[Row(id="1", version=1, number=1, cells={"name": Cell("甲")})],
)
WORK = {"label": "本周", "count": 1, "items": [{"title": "催货", "url": "/"}]}
FORM = type("Sample", (Form,), {"name": CharField(label="名称")})()
PAGES = {
    "kinds/worklist.html": {"title": "2 件在等你", "groups": [WORK]},
    "kinds/ledger.html": {"title": "项目台账", "grid": GRID, "page": {"first": 1, "last": 1, "total": 1}},
    "kinds/record.html": {"title": "甲", "strip": [[{"label": "责任人", "value": "李经理"}]], "feed": {"total": 0}},
    "kinds/form.html": {"title": "新增项目", "submit": "新增项目", "form": FORM},
}


def shell(day: date = TODAY) -> Shell:
    look = Look(day=day, today=TODAY, position=12 if day != TODAY else None)
    choices = (Choice(label="示例园区", key="z", current=True),)
    return Shell(
        zone="示例园区",
        places=PLACES,
        current="p1",
        look=look,
        me=ME,
        choices=choices,
        search_url="/s/",
        hits_url="/h/",
    )


def rendered(template: str, language: str = "zh-hans", day: date = TODAY) -> str:
    request = RequestFactory().get("/page/", {"q": "1"})
    with translation.override(language):
        return render_to_string(template, {"shell": shell(day), **PAGES.get(template, {})}, request)


@pytest.mark.parametrize("template", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_works(template: str, language: str) -> None:
    html = rendered(template, language)
    assert f'lang="{language}"' in html
    assert html.count("<h1") == 1
    assert html.count('aria-current="page"') == 2  # on the left and at the foot


@pytest.mark.parametrize("template", PAGES)
def test_a_past_day_is_said_and_kept(template: str) -> None:
    html = rendered(template, day=date(2026, 11, 20))
    assert 'data-day="2026-11-20"' in html
    assert "这是 2026年11月20日 周五 日终的样子" in html
    assert "到账第 12 条" in html


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 422, 500])
def test_an_error_page_needs_no_context(code: int) -> None:
    with translation.override("zh-hans"):
        html = render_to_string(f"{code}.html")
    assert "<h1>" in html
    assert 'class="btn"' in html or code == 409


def test_the_foot_of_a_phone_has_four_places_at_most() -> None:
    assert len(shell().phone) == 3
    assert [place.key for place in shell().more] == ["p3", "p4", "p5"]
