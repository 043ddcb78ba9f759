"""What the backup experiments run beside the zone: writers until a file says stop, and a backup made the wrong way."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402

from southgate.apps.pipeline.api.projects import EditProject, NoteProject, edit_projects, note_projects  # noqa: E402
from southgate.kernel.safety import backup, databases  # noqa: E402
from southgate.kernel.testing import TODAY  # noqa: E402
from tests.trust import worker  # noqa: E402


def write(stop: str) -> dict[str, int]:
    """Edit and annotate one project until the file `stop` stands there; how many commands were acknowledged."""
    made = worker.prepare()
    by, project = worker.officer(made["zone"], made["person"]), UUID(made["project"])
    acknowledged = 0
    while not Path(stop).exists():
        text = f"第 {acknowledged} 次"
        note_projects([NoteProject(id=project, text=text)], by=by, today=TODAY, command_id=uuid4())
        edit = EditProject(id=project, seen=2 * acknowledged + 2, values={"industry": text})
        edit_projects([edit], by=by, today=TODAY, command_id=uuid4())
        acknowledged += 1
    return {"acknowledged": 2 * acknowledged}


def copy_the_file(folder: str) -> dict[str, Any]:
    """The planted fault: the file of the running database is copied, as people do."""

    def dump(target: Path) -> None:
        shutil.copyfile(Path(settings.DATA_DIR) / databases.SQLITE_NAME, target / databases.SQLITE_NAME)

    databases.dump = dump  # type: ignore[assignment]
    backup.make(Path(folder))
    return asdict(backup.prove(Path(folder)))


if __name__ == "__main__":
    print(json.dumps({"write": write, "copy_the_file": copy_the_file}[sys.argv[1]](*sys.argv[2:])))
