"""What every command shares: Django started once, output as text or JSON, refusals as sentences and exit status."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click
import django
import orjson
from django.db import OperationalError, ProgrammingError, connection
from django.utils import translation
from django.utils.translation import gettext as _

from southgate.domain.errors import Forbidden, NotFound, Refused, Stale

REFUSED = 2
"""Exit status of a refusal: the input is at fault, nothing was written."""


def saying_why(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the four errors of a command's body into sentences on stderr and an exit status."""

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return function(*args, **options)
        except Refused as refusal:
            for reason in refusal.reasons:
                click.echo(f"× {reason.where + ' ' if reason.where else ''}{_(reason.say) % reason.params}", err=True)
                if reason.mend:
                    click.echo(f"  → {_(reason.mend) % reason.params}", err=True)
        except (NotFound, Forbidden, Stale) as error:
            click.echo(f"× {type(error).__name__}: {error}", err=True)
        except (OperationalError, ProgrammingError):
            if connection.introspection.table_names():
                raise
            mend = _("先运行 southgate up，或用 SOUTHGATE_DATA 指到数据目录")
            click.echo(f"× {_('这里还没有园区')}\n  → {mend}", err=True)
        sys.exit(REFUSED)

    return run


def start() -> None:
    """Django, with files that only their owner can read: databases, logs, exports."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "southgate.config.settings")
    django.setup()
    translation.activate("en" if os.environ.get("LANG", "").startswith("en") else "zh-hans")


json_option = click.option("--json", "as_json", is_flag=True, help="print data as JSON")


def show(data: Mapping[str, Any], as_json: bool, text: str) -> None:
    """Print the same facts for a machine or for a person."""
    click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str).decode() if as_json else text)
