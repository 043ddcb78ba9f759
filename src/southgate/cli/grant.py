"""`southgate grant`: on PostgreSQL, give the application's role its rights; run by the owner after every migration."""

from __future__ import annotations

import click
from django.db import connection
from django.utils.translation import gettext as _

from southgate.cli.shell import json_option, saying_why, show
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book import roles


@click.command("grant")
@click.argument("role")
@json_option
@saying_why
def command(role: str, as_json: bool) -> None:
    """Let ROLE read and append, and neither change the book nor own a table. DATABASE_URL names the owner."""
    if connection.vendor != "postgresql":
        raise Refused([Reason("SQLite 没有账号", where="DATABASE_URL", mend="只有 PostgreSQL 需要分开两个账号")])
    tables = roles.grant(role)
    text = _("%(role)s 得到 %(tables)s 张表的权限，不拥有任何一张") % {"role": role, "tables": tables}
    show({"role": role, "tables": tables}, as_json, text)
