"""Import and export over HTTP: bring a file, look, answer, publish, undo; take records out."""

from __future__ import annotations

from typing import IO, Annotated, Literal, cast
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpResponse
from ninja import File, Form, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.kernel.exchange import exporting, registry, selectors, services
from southgate.kernel.exchange.models import Upload
from southgate.kernel.exchange.rest import shaping
from southgate.kernel.exchange.rest.answers import Answers, read_answers
from southgate.kernel.exchange.services import Brought, upload_for
from southgate.kernel.exchange.web import handing
from southgate.kernel.exchange.web.showing import names_of
from southgate.kernel.exchange.workbook.limits import UPLOAD
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import answer
from southgate.kernel.panels.rest.asking import PageNumber, Size, command_id, zone_asked

Name = Annotated[str, Field(max_length=40)]
Outcome = Literal["rejected", "changed", "new", "left", "same"]
Value = Annotated[str, Field(max_length=200)]


class Wanted(Schema):
    """`filters` are the conditions of the ledger, one value or several each."""

    model_config = ConfigDict(extra="forbid")

    kind: Name
    form: Literal["xlsx", "csv", "parquet"]
    filters: dict[Name, Value | list[Value]] = Field(default_factory=dict, max_length=50)


def import_kinds(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """The kinds of record that the reader may import here; empty for somebody who imports nothing."""
    found = selectors.kinds_for(request.actor, zone_asked(request, zone))
    return answer([shaping.kind(one) for one in found])


def template(request: AuthedRequest, kind: Name, zone: UUID | None = None) -> FileResponse:
    """The empty workbook of a kind, with notes on top."""
    found = services.registry_kind(kind)
    if not found.may(request.actor, "import", zone_asked(request, zone)):
        raise Forbidden("import")
    return handing.template(found)


def imports(request: AuthedRequest, zone: UUID | None = None, page: PageNumber = 1) -> HttpResponse:
    """The reader's own uploads, the latest first."""
    rows, total = selectors.recent_uploads(request.actor, zone_asked(request, zone), page)
    lines = [shaping.line(one) for one in rows]
    return answer({"total": total, "page": page, "size": selectors.RECENT, "rows": lines})


def bring(request: AuthedRequest, file: File[UploadedFile], kind: Form[Name], zone: UUID | None = None) -> HttpResponse:
    """Bring a workbook (xlsx, xls, csv; at most 20 MB): it is read at once, and nothing is written yet."""
    if file.size is not None and file.size > UPLOAD:
        raise RequestDataTooBig
    brought = Brought(cast(IO[bytes], file), file.name or "", kind, zone_asked(request, zone))
    upload = services.receive(brought, by=request.actor, today=request.today)
    services.read(upload, by=request.actor, today=request.today)
    return _now(upload, status=201)


def one_import(request: AuthedRequest, id: UUID) -> HttpResponse:
    """How far an upload is, what its dry run counted, what it asks."""
    return _now(upload_for(request.actor, id))


def rows(
    request: AuthedRequest, id: UUID, outcome: Outcome | None = None, page: PageNumber = 1, size: Size = selectors.PAGE
) -> HttpResponse:
    """Rows of the dry run: refused ones first, then changes; each cell with what was read and why."""
    upload = upload_for(request.actor, id)
    kind = registry.ledger_kind(upload.kind)
    found = selectors.staged_page(upload, outcome or "", page, size)
    names = names_of(kind, request.actor, upload.zone)
    shown = [shaping.row(one, kind.imported, names) for one in found]
    total = upload.counts.get(outcome, 0) if outcome else sum(upload.counts.values())
    return answer({"total": total, "page": page, "size": size, "rows": shown})


def answer_import(request: AuthedRequest, id: UUID, body: Answers) -> HttpResponse:
    """Answer questions, mend cells, leave rows out; the file is checked again."""
    upload = upload_for(request.actor, id, "answer")
    services.answer(upload, read_answers(body, upload), by=request.actor, today=request.today)
    return _now(upload)


def read_again(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Check the file again against what stands now."""
    upload = upload_for(request.actor, id, "answer")
    services.read(upload, by=request.actor, today=request.today)
    return _now(upload)


def publish(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Write all rows of the dry run that are not refused, at once or not at all; asking twice writes once."""
    upload = upload_for(request.actor, id, "publish")
    services.publish(upload, by=request.actor, today=request.today)
    return _now(upload)


def undo(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Take the whole batch back, or say what stands in the way (`reasons`)."""
    upload = upload_for(request.actor, id, "undo")
    services.undo(upload, by=request.actor, today=request.today)
    return _now(upload)


def drop(request: AuthedRequest, id: UUID) -> HttpResponse:
    """Give an upload up before anything was written."""
    upload = upload_for(request.actor, id, "answer")
    services.drop(upload, by=request.actor, today=request.today)
    return _now(upload)


def rejected(request: AuthedRequest, id: UUID) -> FileResponse:
    """The refused rows as the same workbook with marks, ready to be mended and brought again."""
    return handing.rejected(upload_for(request.actor, id))


def export(request: AuthedRequest, body: Wanted, zone: UUID | None = None) -> FileResponse:
    """Take records out as a file; who took what stands in the book."""
    where = zone_asked(request, zone)
    taking = exporting.Taking(body.kind, where, body.form, _filters(body))
    return handing.export(taking, by=request.actor, today=request.today, command_id=command_id(request))


def _filters(body: Wanted) -> dict[str, str]:
    """As the ledger's address writes them: several values of one key joined by commas."""
    found, reasons = {}, []
    for key, given in body.filters.items():
        values = [given] if isinstance(given, str) else given
        if key != "columns" and any("," in value for value in values):
            reasons.append(Reason("导出的条件里不能有半角逗号", where=f"filters.{key}", mend="多个值写成数组"))
        found[key] = ",".join(values)
    if reasons:
        raise Refused(reasons)
    return found


def _now(upload: Upload, *, status: int = 200) -> HttpResponse:
    """The upload as it is by now: a step may be done already, or go on in a worker's hands."""
    upload.refresh_from_db()
    return answer(shaping.whole(upload), status=status)
