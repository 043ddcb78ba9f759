"""What every test stands on: a data folder of its own, and a flush that knows the book is append-only."""

from __future__ import annotations

import os
import tempfile

_HOME = tempfile.mkdtemp(prefix="southgate-tests-")
os.environ.setdefault("SOUTHGATE_DATA", os.path.join(_HOME, "data"))
os.environ.setdefault("SEAL_DIR", os.path.join(_HOME, "seals"))
os.environ.setdefault("BACKUP_DIR", os.path.join(_HOME, "backups"))
os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)

import hypothesis  # noqa: E402
import pytest  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from django.utils import translation  # noqa: E402

from southgate.kernel.book import triggers  # noqa: E402
from southgate.kernel.book.models import Head  # noqa: E402

hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)  # a busy machine is no failure: nothing here is timed
hypothesis.settings.load_profile("house")

_flush = TransactionTestCase._fixture_teardown


def _flush_book(case: TransactionTestCase) -> None:
    """A transactional test ends with empty tables: the triggers step aside for that, then the head stands again."""
    with connection.schema_editor() as editor:
        triggers.drop(editor)
    _flush(case)
    if connection.vendor == "sqlite":  # a virtual table of the search, which the flush does not know
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_pair")
    Head.objects.get_or_create(id=1, defaults={"root": triggers.EMPTY_ROOT})
    with connection.schema_editor() as editor:
        triggers.create(editor)


TransactionTestCase._fixture_teardown = _flush_book  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _chinese() -> None:
    """A request leaves its reader's language behind in the thread."""
    translation.activate("zh-hans")


@pytest.fixture(autouse=True)
def _own_folders(settings: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Seals, backups and files of a test never meet those of another."""
    base = tmp_path_factory.mktemp("zone")
    for name in ("SEAL_DIR", "BACKUP_DIR", "FILES_DIR"):
        setattr(settings, name, base / name.lower())


@pytest.fixture(autouse=True)
def _quick_hashes(settings: pytest.FixtureRequest) -> None:
    """Argon2 is slow on purpose; tests hash hundreds of passwords, so they use a quick one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
