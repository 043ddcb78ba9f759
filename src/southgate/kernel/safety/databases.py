"""A consistent copy of the live database, and back. Copying the file of a running SQLite is no backup: 14 of 15
such copies were corrupt or stale, `VACUUM INTO` 0 of 15 under the same writes (TRUST fact 4)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection

from southgate.domain.errors import Reason, Refused

SQLITE_NAME = "southgate.sqlite3"
DUMP_NAME = "southgate.pgdump"


def dump(folder: Path) -> None:
    """Write the live database into `folder`, one consistent state of it, while others go on writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / SQLITE_NAME)])
        return
    run_tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / DUMP_NAME}")


def load(folder: Path, target: Path) -> None:
    """Bring a dump back: a SQLite file to `target`, a PostgreSQL dump into the empty database of DATABASE_URL."""
    if connection.vendor == "sqlite":
        if target.exists():
            raise Refused(
                [
                    Reason(
                        "这里已有一个园区的数据，恢复不会覆盖它", where=target.name, mend="换一个空目录：SOUTHGATE_DATA"
                    )
                ]
            )
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(folder / SQLITE_NAME, target)
        target.chmod(0o600)
        return
    if connection.introspection.table_names():
        raise Refused(
            [Reason("数据库不是空的，恢复不会覆盖它", where="DATABASE_URL", mend="先建一个空数据库，再恢复到那里")]
        )
    run_tool(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--dbname=" + _name(), folder / DUMP_NAME
    )


def run_tool(tool: str, *arguments: Any) -> None:
    """Run a tool of PostgreSQL on this database; its own words when it fails."""
    found = shutil.which(tool)
    if found is None:
        raise Refused(
            [
                Reason(
                    "找不到 %(tool)s", {"tool": tool}, mend="安装 PostgreSQL 客户端：apt-get install postgresql-client"
                )
            ]
        )
    done = subprocess.run(  # noqa: S603  (a fixed tool, arguments of ours, no shell)
        [found, *map(str, arguments)], env={**os.environ, **_environment()}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Refused([Reason("%(tool)s 失败：%(words)s", {"tool": tool, "words": done.stderr.strip()[-500:]})])


def _environment() -> Mapping[str, str]:
    wanted = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    values = connection.settings_dict
    return {name: str(values[key]) for name, key in wanted.items() if values.get(key)}


def _name() -> str:
    return str(connection.settings_dict["NAME"])
