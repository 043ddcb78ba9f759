"""The guard opens a zone that is as it must be, and refuses each single thing that is not."""

from __future__ import annotations

import pytest
from django.db import connection

from southgate.kernel.book import triggers
from southgate.kernel.safety import guard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.SEAL_DIR = tmp_path / "seals"
    (settings.DATA_DIR / "keys").mkdir(parents=True)
    for path in (settings.DATA_DIR, settings.DATA_DIR / "keys"):
        path.chmod(0o700)
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["zone.example"]


def refused() -> list[str]:
    """What stops the zone; a database in memory (the tests' own) has no WAL, that one finding is its due."""
    found = guard.refusals(guard.check())
    return [finding.say for finding in found if finding.params.get("found") != "memory"]


def test_a_sound_zone_opens():
    assert refused() == []


def test_debug_is_refused(settings):
    settings.DEBUG = True
    assert any("调试模式" in what for what in refused())


def test_a_sample_key_is_refused(settings):
    settings.SECRET_KEY = "django-insecure-" + "x" * 50
    assert any("SECRET_KEY" in what for what in refused())


def test_any_host_is_refused(settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert any("ALLOWED_HOSTS" in what for what in refused())


def test_seals_inside_the_data_are_refused(settings):
    settings.SEAL_DIR = settings.DATA_DIR / "seals"
    assert any("封存目录" in what for what in refused())


def test_a_link_into_the_data_is_seen_through(settings, tmp_path):
    (settings.DATA_DIR / "inner").mkdir()
    (tmp_path / "link").symlink_to(settings.DATA_DIR / "inner")
    settings.SEAL_DIR = tmp_path / "link"
    assert any("封存目录" in what for what in refused())


def test_an_open_folder_is_refused(settings):
    (settings.DATA_DIR / "keys").chmod(0o755)
    assert any("对其他账号开放" in what for what in refused())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="pragmas are SQLite's")
@pytest.mark.parametrize(("pragma", "value"), [("foreign_keys", "OFF"), ("busy_timeout", "10"), ("secure_delete", "0")])
@pytest.mark.django_db(transaction=True)
def test_a_wrong_pragma_is_read_back(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma} = {value}")
    assert any(finding.weight is guard.Weight.REFUSE for finding in guard._sqlite())
    connection.close()


def test_missing_triggers_are_refused():
    on = " ON book_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in triggers.names(connection.vendor):
            cursor.execute(f"DROP TRIGGER {name}{on}")
    assert any("触发器" in what for what in refused())


@pytest.mark.parametrize(
    ("version", "warned"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 53, 4), False),
    ],
)
def test_sqlite_versions_with_the_wal_fault_are_warned_of(monkeypatch, version, warned):
    monkeypatch.setattr(guard, "sqlite_version", lambda: version)
    assert bool(list(guard._sqlite_version())) is warned
