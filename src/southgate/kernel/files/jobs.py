"""Once a day: files marked long ago lose their bytes; bytes that belong to nobody (a crash in between) go too."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from southgate.kernel import clock
from southgate.kernel.files import services, storing
from southgate.kernel.files.models import StoredFile
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.jobs.periodic import every

DAY = 24 * 60
LOOSE_SECONDS = 24 * 60 * 60


@every(DAY, "files.purge")
def purge(*, today: date) -> None:
    ids = services.due_for_purge(today)
    if ids:
        services.purge_files(ids, by=system_actor(), today=today, command_id=uuid4())
    for id in StoredFile.objects.filter(purged=True, pk__in=ids).values_list("pk", flat=True):
        storing.path_of(id).unlink(missing_ok=True)
    sweep()


def sweep() -> None:
    """Bytes older than a day that no record knows, or that were purged while the process died."""
    base = Path(settings.FILES_DIR) / "evidence"
    now = clock.now_micros() / 1_000_000
    for path in base.glob("*/*") if base.exists() else ():
        if now - path.stat().st_mtime > LOOSE_SECONDS:
            known = StoredFile.objects.filter(pk=UUID(path.name), purged=False).exists()
            if not known:
                path.unlink(missing_ok=True)
