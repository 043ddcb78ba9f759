"""The audit pack of a project: a workbook, the texts, the files themselves, and a manifest of digests in one zip.

Read only, for auditors and investigators (sources 7, 12.3). It is written whole, then who took it goes into the book,
then it is handed out. The same position of the book gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.utils.translation import gettext_noop as noop

from southgate.apps.pipeline.selectors.agreements.evidence.pack import Evidence, evidence
from southgate.kernel.exchange.exporting import RecordExport, Taking, record_exports
from southgate.kernel.exchange.exports import write_workbook
from southgate.kernel.files import storing
from southgate.kernel.identity.actor import Actor

WORKBOOK, MANIFEST = "evidence.xlsx", "manifest.json"
TITLE = noop("项目审计证据包")
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can say: the pack says no time of its own."""
PIECE = 1 << 20


def take_pack(project: UUID, folder: Path, *, by: Actor, today: date, command_id: UUID) -> tuple[Path, Evidence]:
    """Write the pack into `folder` and record that it was taken. Raises NotFound, Forbidden, Refused; then nothing is
    handed out and nothing stays on disk."""
    found = evidence(by, project, today=today)
    path = folder / f"{uuid4().hex}.zip"
    try:
        rows, digest = write_pack(path, found, folder)
        taking = Taking("audit_pack", found.zone, "zip", {"project": project.hex, "position": str(found.position)})
        columns = tuple(sheet.title for sheet in found.sheets)
        cmd = RecordExport(taking, TITLE, columns, rows, digest)
        record_exports([cmd], by=by, today=today, command_id=command_id)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, found


def write_pack(path: Path, found: Evidence, folder: Path) -> tuple[int, str]:
    """(rows of the workbook, digest of the zip)."""
    book = folder / f"{uuid4().hex}.xlsx"
    try:
        rows = write_workbook(book, found.sheets)
        with zipfile.ZipFile(path, "w") as archive:
            parts = [_add(archive, WORKBOOK, book)]
            parts += [_add_bytes(archive, text.path, text.words.encode()) for text in found.texts]
            parts += [_add(archive, file.path, storing.path_of(file.id)) for file in found.files]
            _add_bytes(archive, MANIFEST, _manifest(found, parts))
    finally:
        book.unlink(missing_ok=True)
    with path.open("rb") as file:
        return rows, hashlib.file_digest(file, "sha256").hexdigest()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, BEGINNING)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o400 << 16
    return info


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> dict[str, Any]:
    """Copied in pieces: a paper may be larger than memory is meant for."""
    digest, size = hashlib.sha256(), 0
    info = _info(name)
    info.file_size = source.stat().st_size
    with source.open("rb") as file, archive.open(info, "w") as out:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return {"path": name, "sha256": digest.hexdigest(), "size": size}


def _add_bytes(archive: zipfile.ZipFile, name: str, data: bytes) -> dict[str, Any]:
    archive.writestr(_info(name), data)
    return {"path": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _manifest(found: Evidence, parts: list[dict[str, Any]]) -> bytes:
    """What lies in the pack, by digest, and where the book stood; itself it cannot name."""
    seal = found.seal
    sealed = {"number": seal.number, "position": seal.position, "root": seal.root} if seal is not None else None
    about = {"project": found.code, "name": found.name, "position": found.position, "root": found.root, "seal": sealed}
    return orjson.dumps({**about, "files": parts}, option=orjson.OPT_INDENT_2)
