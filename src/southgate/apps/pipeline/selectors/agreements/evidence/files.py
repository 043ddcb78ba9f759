"""The files of a project's records, as they go into the evidence pack, and the page that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from southgate.apps.pipeline.models.agreements import AgreementText
from southgate.apps.pipeline.selectors.agreements.evidence.table import sheet
from southgate.kernel.book import keeping
from southgate.kernel.exchange.exports import Sheet
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.files import storing
from southgate.kernel.files.models import StoredFile
from southgate.kernel.orgs.naming import person_names

_BAD = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
LONGEST = 80


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file in the pack. `held`: its bytes on disk are those that were taken in; else it is listed and left out."""

    path: str
    id: UUID
    sha256: str
    size: int
    held: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One version of an agreement's words, as a file of its own. Erased words have none."""

    path: str
    words: str
    sha256: str


def texts_of(project: UUID) -> tuple[Text, ...]:
    rows = AgreementText.objects.filter(agreement__project=project).select_related("agreement")
    found = list(rows.order_by("agreement__position", "agreement_id", "number"))
    words = keeping.read(row.text_said for row in found if row.text_said is not None)
    order = {id: place for place, id in enumerate(dict.fromkeys(row.agreement_id for row in found), 1)}
    return tuple(
        Text(f"texts/{order[row.agreement_id]:02d}-{safe(row.agreement.title)}-v{row.number}.txt",
             words[row.text_said], row.sha256)
        for row in found if row.text_said in words
    )  # fmt: skip


def files_of(subjects: Iterable[UUID]) -> tuple[tuple[PackedFile, ...], Sheet]:
    """Files held by any of the subjects, by the order they were added; those marked for deletion are listed too."""
    rows = list(StoredFile.objects.filter(about__in=list(subjects)).order_by("position", "id"))
    words = keeping.read(row.name_said for row in rows if row.name_said is not None)
    names = {row.id: words.get(row.name_said, "") if row.name_said is not None else "" for row in rows}
    files = [_packed(row, place, names[row.id]) for place, row in enumerate(rows, 1)]
    people = person_names({row.added_by for row in rows if row.added_by is not None})
    return tuple(file for file in files if file.held), _listed(rows, files, names, people)


def _packed(row: StoredFile, place: int, name: str) -> PackedFile:
    held = not row.purged and storing.path_of(row.id).exists() and storing.matches(row.id, row.sha256)
    return PackedFile(f"files/{place:03d}-{safe(name or row.id.hex)}", row.id, row.sha256, row.size, held)


def _listed(
    rows: Sequence[StoredFile], files: Sequence[PackedFile], names: Mapping[UUID, str], people: Mapping[UUID, str]
) -> Sheet:
    heads = [
        ("path", noop("包内路径"), Kind.TEXT), ("name", noop("文件名"), Kind.TEXT), ("about", noop("属于"), Kind.TEXT),
        ("size", noop("字节"), Kind.COUNT), ("sha256", "SHA-256", Kind.TEXT), ("by", noop("谁传的"), Kind.TEXT),
        ("on", noop("哪天传的"), Kind.DAY), ("state", noop("核对"), Kind.TEXT),
    ]  # fmt: skip
    found = [
        {
            "path": file.path if file.held else "", "name": names[row.id], "about": row.about_kind, "size": row.size,
            "sha256": row.sha256, "by": people.get(row.added_by, "") if row.added_by else "", "on": row.added_on,
            "state": _state(row, file),
        }
        for row, file in zip(rows, files, strict=True)
    ]  # fmt: skip
    return sheet(noop("证据文件清单"), heads, found)


def _state(row: StoredFile, file: PackedFile) -> str:
    if row.purged:
        return _("内容已删除")
    if not file.held:
        return _("不一致，未放入")
    return _("一致，已申请删除") if row.marked_on is not None else _("一致")


def safe(name: str) -> str:
    """A name that every system can unpack: no path, no control characters, not too long; its ending stays."""
    plain = _BAD.sub("_", name).strip(" .") or "file"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 8:
        return plain[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
