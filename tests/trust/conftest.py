"""`zone`: an empty zone on each database in turn; without PostgreSQL that one is skipped, saying how to get it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust import zones
from tests.trust.postgres import NO_POSTGRES, find_postgres
from tests.trust.zones import Ground, Zone


@pytest.fixture(scope="session")
def sqlite_ground(tmp_path_factory: pytest.TempPathFactory) -> Zone:
    return zones.sqlite_ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="session")
def postgres_ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zone]:
    if find_postgres() is None:
        pytest.skip(NO_POSTGRES)
    yield from zones.postgres_ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(params=["sqlite", "postgresql"])
def zone(request: pytest.FixtureRequest, tmp_path: Path) -> Zone:
    vendor = request.param
    ground = request.getfixturevalue("sqlite_ground" if vendor == "sqlite" else "postgres_ground")
    return Ground(ground, ground).new(vendor, tmp_path)


@pytest.fixture
def sqlite_zone(sqlite_ground: Zone, tmp_path: Path) -> Zone:
    return Ground(sqlite_ground, None).new("sqlite", tmp_path / "sqlite")


@pytest.fixture
def postgres_zone(postgres_ground: Zone, sqlite_ground: Zone, tmp_path: Path) -> Zone:
    return Ground(sqlite_ground, postgres_ground).new("postgresql", tmp_path / "postgresql")
