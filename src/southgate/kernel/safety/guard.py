"""The start-up guard: reads back what the safety of the data rests on, and refuses to run when it is wrong.

TRUST 1.7 and R14. A setting that was meant is not a setting that holds: one project raised its timeout four times
to no effect because the option stood in the wrong place. So the pragmas are asked of the database itself.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from southgate.kernel.book import triggers

SAFE_SQLITE = (3, 51, 3)
"""First release with the WAL-reset fix; 3.50.7 and 3.44.6 carry it too."""
PATCHED_SQLITE = {(3, 50): 7, (3, 44): 6}
SHORTEST_KEY = 50


class Weight(StrEnum):
    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be: what, and how to mend it (message templates, filled from `params`)."""

    weight: Weight
    say: str
    mend: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """The finding in the reader's language."""
        return _(self.say) % self.params

    @property
    def how(self) -> str:
        """How to mend it, in the reader's language."""
        return _(self.mend) % self.params


def check() -> list[Finding]:
    """Everything that is wrong, all at once; empty when the zone may open."""
    return [finding for look in CHECKS for finding in look()]


def _debug() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(Weight.REFUSE, say="调试模式开着，错误页会泄露数据", mend="去掉环境变量 SOUTHGATE_DEBUG")


def _secret() -> Iterator[Finding]:
    if len(settings.SECRET_KEY) < SHORTEST_KEY or settings.SECRET_KEY.startswith("django-insecure"):
        yield Finding(
            Weight.REFUSE, say="SECRET_KEY 太短或是样例", mend="去掉环境变量 SECRET_KEY，由系统在数据目录里生成"
        )


def _hosts() -> Iterator[Finding]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(Weight.REFUSE, say="ALLOWED_HOSTS 放行所有主机名", mend="写明本系统的域名，逗号分隔")


def _folders() -> Iterator[Finding]:
    data, seals = Path(settings.DATA_DIR), Path(settings.SEAL_DIR)
    if inside(seals, data) or inside(data, seals):
        yield Finding(
            Weight.REFUSE,
            say="封存目录与数据目录一个套着另一个，改数据的人也能改封存",
            mend="把 SEAL_DIR 指到数据目录之外，最好在另一台机器或另一个账号下",
        )
    for path in (data, data / "keys"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            names = {"name": path.name, "path": path}
            yield Finding(
                Weight.REFUSE, say="目录 %(name)s 对其他账号开放", mend="运行 chmod 700 %(path)s", params=names
            )


def _sqlite() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with connection.cursor() as cursor:
        for name, wanted in expected.items():
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                values = {"name": name, "found": found, "wanted": wanted}
                yield Finding(
                    Weight.REFUSE,
                    say="SQLite 的 %(name)s 是 %(found)s，应为 %(wanted)s",
                    mend="不要改 init_command",
                    params=values,
                )
        timeout = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        if timeout < 5000:
            yield Finding(
                Weight.REFUSE,
                say="SQLite 等锁只等 %(ms)s 毫秒",
                mend="timeout 要写在 DATABASES 的 OPTIONS 里",
                params={"ms": timeout},
            )
    if settings.DATABASES["default"]["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        yield Finding(Weight.REFUSE, say="SQLite 事务不是 IMMEDIATE，并发写会失败", mend="不要改 transaction_mode")
    yield from _sqlite_version()


def _sqlite_version() -> Iterator[Finding]:
    version = sqlite_version()
    line, patch = version[:2], version[2]
    if version < SAFE_SQLITE and patch < PATCHED_SQLITE.get(line, 1_000):
        yield Finding(
            Weight.WARN,
            say="SQLite %(version)s 有多写者损坏数据的缺陷（3.51.3 已修）",
            mend="安装随附的 pysqlite3，或改用 PostgreSQL；在此之前只开一个进程",
            params={"version": ".".join(map(str, version))},
        )


def sqlite_version() -> tuple[int, int, int]:
    database: Any = connection
    major, minor, patch = database.Database.sqlite_version_info[:3]
    return major, minor, patch


def _triggers() -> Iterator[Finding]:
    missing = triggers.names(connection.vendor) - present_triggers()
    if missing:
        yield Finding(
            Weight.REFUSE,
            say="总账缺少防改触发器：%(names)s",
            mend="先用 southgate verify 查账，再运行 southgate up 的迁移",
            params={"names": "、".join(sorted(missing))},
        )


def present_triggers() -> frozenset[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'book_entry'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'book_entry'::regclass AND NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return frozenset(row[0] for row in cursor.fetchall())


def _postgres_role() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'book_entry'")
        row = cursor.fetchone()
    if row and row[0]:
        yield Finding(
            Weight.WARN,
            say="应用账号拥有总账的表，能拆掉触发器",
            mend="由拥有者账号建表并运行 southgate grant，应用账号只给读写权（见 docs/postgresql.md）",
        )


def inside(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or lies in it, links resolved."""
    return path.resolve().is_relative_to(folder.resolve())


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _debug, _secret, _hosts, _folders, _sqlite, _triggers, _postgres_role,
)  # fmt: skip


def refusals(findings: list[Finding]) -> list[Any]:
    return [finding for finding in findings if finding.weight is Weight.REFUSE]
