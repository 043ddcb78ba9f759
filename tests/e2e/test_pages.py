"""Every page of every kind, wide and on a phone: axe finds nothing, nothing stands out to the side, no script fails."""

from __future__ import annotations

import pytest

from tests.e2e.desk import PHONE, Desk, Sit

OFFICER = (
    "/", "/projects/?view=all", "/projects/new/", "/projects/columns/", "/enterprises/", "/enterprises/new/",
    "/import/", "/import/batches/", "/export/projects/", "/calendar/", "/packs/", "/me/", "/search/?q=园",
)  # fmt: skip
STEPS = ("", "edit/", "stage/", "status/", "note/", "team/")
SECURITY = ("/orgs/people/", "/orgs/posts/", "/orgs/units/", "/me/tokens/new/")
SYSTEM = ("/", "/orgs/zones/", "/ground/")


def clean_at_both_widths(desk: Desk, path: str) -> None:
    answer = desk.open(path)
    assert answer.status == 200, path
    desk.is_clean()
    wide = desk.page.viewport_size
    desk.page.set_viewport_size(PHONE)
    desk.is_clean()
    assert wide is not None
    desk.page.set_viewport_size(wide)


@pytest.mark.parametrize("path", OFFICER)
def test_what_an_officer_works_in(sit: Sit, path: str) -> None:
    clean_at_both_widths(sit("chenshining"), path)


def test_every_step_of_a_project(sit: Sit) -> None:
    desk = sit("chenshining")
    page = desk.project("精密减速器智能工厂")
    for step in STEPS:
        clean_at_both_widths(desk, page + step)


@pytest.mark.parametrize(("login", "paths"), [("guanshijin", SECURITY), ("yushiwen", SYSTEM)])
def test_what_administrators_work_in(sit: Sit, login: str, paths: tuple[str, ...]) -> None:
    desk = sit(login)
    for path in paths:
        clean_at_both_widths(desk, path)


def test_the_firm_s_record(sit: Sit) -> None:
    desk = sit("chenshining")
    desk.open("/enterprises/")
    clean_at_both_widths(desk, desk.page.locator("table.grid tbody a").first.get_attribute("href") or "")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_light_and_dark(sit: Sit, theme: str) -> None:
    desk = sit("chenshining")
    desk.page.evaluate("theme => localStorage.setItem('southgate-theme', theme)", theme)
    for path in ("/projects/?view=all", desk.project("精密减速器智能工厂")):
        desk.open(path)
        desk.is_clean()
