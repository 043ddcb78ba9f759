"""Once a day: what is staged is no archive. Rows and workbooks go after some days; what was written is in the book."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from southgate.kernel import clock
from southgate.kernel.exchange import services
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.jobs.periodic import every

DAY = 24 * 60
OPEN_DAYS = 14
"""How long an upload waits to be published before it is dropped."""
DONE_DAYS = 30
"""How long rows and workbook of a published batch stay: for its rejected rows. Undo needs neither."""
LOOSE_SECONDS = 24 * 60 * 60
WAITING = (State.UPLOADED, State.READING, State.CHECKED, State.REFUSED)
DONE = (State.PUBLISHED, State.UNDONE, State.DROPPED)


@every(DAY, "exchange.clear")
def clear(*, today: date) -> None:
    waiting = Upload.objects.filter(state__in=WAITING, changed_at__lt=_before(today, OPEN_DAYS))
    for id in waiting.values_list("id", flat=True):
        dropped = Upload.objects.filter(pk=id, state__in=WAITING).update(state=State.DROPPED, answers={}, plan={})
        if dropped:
            services.clear_rows(id)
    done = Upload.objects.filter(state__in=DONE, changed_at__lt=_before(today, DONE_DAYS))
    for id in done.exclude(plan={}).values_list("id", flat=True):
        services.clear_rows(id)
        Upload.objects.filter(pk=id).update(answers={}, plan={})
    _sweep()


def _before(today: date, days: int) -> int:
    return clock.end_of(today - timedelta(days=days))


def _sweep() -> None:
    """Files that were being handed out, or brought, when a process died."""
    now = clock.now_micros() / 1_000_000
    for path in Path(settings.FILES_DIR).glob("handing/*"):
        if now - path.stat().st_mtime > LOOSE_SECONDS:
            path.unlink(missing_ok=True)
    known = {id.hex for id in Upload.objects.exclude(state=State.DROPPED).values_list("id", flat=True)}
    for path in Path(settings.FILES_DIR).glob("exchange/*"):
        if path.name not in known and now - path.stat().st_mtime > LOOSE_SECONDS:
            path.unlink(missing_ok=True)
