"""The command `southgate`: one module a command, loaded only when it is asked for, so that each starts quickly."""

from __future__ import annotations

import importlib
import sys

import click

from southgate.cli import ahead, shell

COMMANDS: dict[str, str] = {
    "up": "open the zone: prepare the database, check the ground, serve pages and jobs",
    "import": "read a ledger file: what would change, or write it",
    "lists": "bring in a published list of 500 firms (三类500强) of a year",
    "export": "write a ledger as xlsx, csv or Parquet; or the whole book",
    "generate": "make a believable portfolio of any size (示例)",
    "verify": "check the whole book against its digests and seals",
    "seal": "seal the head of the book outside the data folder",
    "backup": "back up the zone and prove it by restoring",
    "restore": "open a backup in an empty place",
    "as-of": "a project or the ledger as known on a past day",
    "rebuild": "compare all rows with the book, or write them anew from it",
    "suspicions": "compare all projects with each other: which of them may be one",
    "account": "make or unlock a sign-in",
    "grant": "on PostgreSQL, give the application's role its rights (as the owner of the tables)",
    "compact": "rewrite the database's files, so that nothing erased is left in them",
}

MODULES = {"import": "import_", "generate": "generate.command"}
"""Where a command is not in the module of its name."""

WITHOUT_DJANGO = frozenset({"restore"})
"""Commands that must do something before the settings are read."""


SERVES_NOTHING = frozenset({"--prepare-only", "--help", "-h"})


class Lazy(click.Group):
    """Finds `southgate.cli.<name>` (dashes as underscores), or what `MODULES` says."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        if name == "up" and not SERVES_NOTHING & set(sys.argv):
            ahead.start()
        if name not in WITHOUT_DJANGO:
            shell.start()
        module = MODULES.get(name, name.replace("-", "_"))
        command: click.Command = importlib.import_module(f"southgate.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="southgate")
def main() -> None:
    """南大门 Southgate: the working system of a development zone.

    Data lies in SOUTHGATE_DATA (.data), seals in SEAL_DIR (beside it); DATABASE_URL moves it to PostgreSQL.
    """


if __name__ == "__main__":
    main()
