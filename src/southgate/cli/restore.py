"""`southgate restore`: open a backup in an empty place."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import click

from southgate.cli.shell import json_option, saying_why, start
from southgate.kernel.safety.keyring import restore_keys


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
@saying_why
def command(folder: Path, as_json: bool) -> None:
    """Bring FOLDER back into SOUTHGATE_DATA (must be empty), erase again what was erased by law, verify the book.

    Everybody has to sign in again. Exit status 2 when the backup is broken or the place is not empty.
    """
    restore_keys(folder, Path(os.environ.get("SOUTHGATE_DATA") or ".data").resolve())
    start()
    importlib.import_module("southgate.cli.restoring").restore(folder, as_json)
