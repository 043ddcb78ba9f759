"""One house for all journeys of a worker, a browser for each module.

The browser does not outlive its module: while it is open, its event loop runs in this thread, and Django refuses
database work beside a running loop.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.desk import CHROMIUM, Desk, Sit, chromium
from tests.e2e.house import House, opened

NO_CHROMIUM = "Chromium is not here, so no browser journey was made (Debian: apt-get install chromium)"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Every journey is one of a group: one worker, one house, one browser at a time. Two workers open a house each."""
    item.add_marker(pytest.mark.e2e)
    item.add_marker(pytest.mark.xdist_group("e2e"))
    if CHROMIUM is None:
        item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`E2E_HOUSE="http://127.0.0.1:8000 password"` names one that is open already, to work on a journey."""
    if given := os.environ.get("E2E_HOUSE"):
        yield House(*given.split(), said=())
        return
    with opened(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Cookies by sign-in: everybody signs in by the form once."""
    return {}


@pytest.fixture
def sit(chrome: Browser, house: House, sessions: dict[str, Any]) -> Iterator[Sit]:
    """`sit("chenshining", phone=True)`: a desk of one's own, at my work; `sit()`: nobody signed in."""
    desks: list[Desk] = []

    def sit(login: str = "", *, phone: bool = False, scripts: bool = True) -> Desk:
        desk = Desk.at(chrome, house, phone=phone, scripts=scripts)
        desks.append(desk)
        if login and login in sessions:
            desk.context.add_cookies(sessions[login])
            desk.open("/")
        if login and (login not in sessions or "/accounts/login/" in desk.page.url):  # of many the oldest is ended
            desk.sign_in(login).page.wait_for_url("/")
            sessions[login] = desk.context.cookies()
        return desk

    yield sit
    for desk in desks:
        desk.context.close()
