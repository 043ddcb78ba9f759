"""Files handed out: templates, exports, refused rows. Always as attachments, never rendered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext as _

from southgate.kernel.exchange import exporting, marking
from southgate.kernel.exchange.models import Upload
from southgate.kernel.exchange.registry import LedgerKind
from southgate.kernel.exchange.services import registry_kind
from southgate.kernel.exchange.template import write_template
from southgate.kernel.identity.actor import Actor

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


def folder() -> Path:
    """Where files wait to be handed out; outside the web root, for this house's eyes only."""
    path = Path(settings.FILES_DIR) / "handing"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def hand_out(path: Path, name: str, form: str) -> FileResponse:
    """The file as an attachment; it is gone from disk at once, the open stream stays."""
    stream = path.open("rb")
    path.unlink()
    answer = FileResponse(stream, as_attachment=True, filename=name, content_type=TYPES[form])
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store"
    return answer


def fresh(form: str) -> Path:
    return folder() / f"{uuid4().hex}.{form}"


def template(kind: LedgerKind) -> FileResponse:
    path = fresh("xlsx")
    write_template(path, kind)
    return hand_out(path, _("%(title)s模板.xlsx") % {"title": _(kind.title)}, "xlsx")


def export(taking: exporting.Taking, *, by: Actor, today: date, command_id: UUID) -> FileResponse:
    path, written = exporting.take(taking, folder(), by=by, today=today, command_id=command_id)
    title = _(registry_kind(taking.kind).title)
    name = f"{title} {today.isoformat()} {written.rows}.{taking.form}"
    return hand_out(path, name, taking.form)


def rejected(upload: Upload) -> FileResponse:
    path = fresh("xlsx")
    marking.write_rejected(upload, path)
    stem = upload.name.rpartition(".")[0] or upload.name
    return hand_out(path, _("%(name)s 退回.xlsx") % {"name": stem}, "xlsx")
