"""Keys into their place before the settings read them. No Django here: it would make new keys first."""

from __future__ import annotations

import shutil
from pathlib import Path


def restore_keys(folder: Path, data_dir: Path) -> None:
    """Put the keys of a backup in place, unless there are some; the sign-in key is made anew, so old sign-ins end."""
    source, target = folder / "keys", data_dir / "keys"
    if target.exists() or not source.is_dir():
        return
    copy_private(source, target)
    (target / "secret").unlink(missing_ok=True)


def copy_private(source: Path, target: Path) -> None:
    """Copy a folder, readable by its owner alone. Nothing to copy is no error: a young zone has no files."""
    if not source.is_dir():
        return
    shutil.copytree(source, target, dirs_exist_ok=True)
    for path in [target, *target.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
