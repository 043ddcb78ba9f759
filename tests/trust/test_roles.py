"""On PostgreSQL the application's role owns no table: it appends and works, and can neither change nor cut the book."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import psycopg
import pytest

from southgate.kernel.book import roles
from tests.trust.zones import Zone

pytestmark = pytest.mark.trust
OWNER, APP = "zone_owner", "zone_app"
FORBIDDEN = (
    "UPDATE book_entry SET payload = ''",
    "DELETE FROM book_entry",
    "TRUNCATE book_entry",
    "DROP TRIGGER book_no_change ON book_entry",
    "ALTER TABLE book_entry DISABLE TRIGGER ALL",
    "DROP TABLE book_entry",
    "CREATE TABLE mine (x int)",
    "DELETE FROM book_head",
    "UPDATE book_said SET label = 'x'",
    "CREATE OR REPLACE FUNCTION book_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
)


def _as(zone: Zone, role: str) -> Zone:
    parts = urlsplit(zone.url)
    return replace(zone, url=f"postgresql://{role}@{parts.hostname}:{parts.port}{parts.path}")


@pytest.fixture
def parted(postgres_zone: Zone) -> Zone:
    """A zone whose owner migrated it and granted the application its rights; seen as the application."""
    server = postgres_zone.url.rpartition("/")[0]
    name = postgres_zone.url.rpartition("/")[2] + "_parted"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        for role in (APP, OWNER):
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"DROP ROLE IF EXISTS {role}")
        for statement in roles.creation(OWNER, APP, database=name):
            connection.execute(statement)
    zone = replace(postgres_zone, url=f"{server}/{name}")
    owner = _as(zone, OWNER)
    owner.run("migrate")
    assert owner.run("grant", APP) > 10
    yield _as(zone, APP)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.execute(f"DROP ROLE {APP}")
        connection.execute(f"DROP ROLE {OWNER}")


def allowed(zone: Zone) -> list[str]:
    """Statements of the forbidden ones that the role may run after all."""
    passed = []
    with psycopg.connect(zone.url) as connection:
        for statement in FORBIDDEN:
            try:
                connection.execute(statement)
                passed.append(statement)
            except psycopg.Error:
                pass
            connection.rollback()
    return passed


def test_the_application_works_and_cannot_touch_what_was_written(parted: Zone):
    found = parted.run("edits", 2, 3)
    assert (found["verified"], len(found["acknowledged"]) > 0) == (True, True)
    assert allowed(parted) == []
    assert parted.run("excess") == []


def test_an_erasure_says_what_only_the_owner_can_do(parted: Zone):
    made = parted.run("person_with_account", "示例欧阳明月", "ouyang_mingyue")
    answer = parted.run("erase", made["person"])
    assert (answer["words"], len(answer["left"])) == (2, 1)
    assert parted.run("verify")["ok"]


def test_twin_an_owner_as_application_is_noticed(parted: Zone):
    owner = _as(parted, OWNER)
    assert {"DROP TABLE book_entry", "ALTER TABLE book_entry DISABLE TRIGGER ALL"} <= set(allowed(owner))
    assert owner.run("excess") != []
