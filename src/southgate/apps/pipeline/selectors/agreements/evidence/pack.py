"""The evidence of one project, gathered at one position of the book: what the audit pack is written from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.agreements.evidence import book, records, subjects
from southgate.apps.pipeline.selectors.agreements.evidence.files import PackedFile, Text, files_of, texts_of
from southgate.apps.pipeline.selectors.agreements.rules import measures
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book import sealing
from southgate.kernel.book.models import Entry
from southgate.kernel.book.sealstore import Seal
from southgate.kernel.exchange.exports import Sheet
from southgate.kernel.identity.actor import Actor

TRIES = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """`position`: where the book stood. `root`: of the whole book there; `seal`: the last one, None without any."""

    project: UUID
    code: str
    name: str
    zone: UUID
    position: int
    root: str
    seal: Seal | None
    sheets: tuple[Sheet, ...]
    files: tuple[PackedFile, ...]
    texts: tuple[Text, ...]


def evidence(by: Actor, pk: UUID, *, today: date) -> Evidence:
    """Everything of a project, as of one position. Raises NotFound, Forbidden; Refused when it will not hold still."""
    for _try in range(TRIES):
        project = project_for(by, pk, "audit")
        found = subjects.of_project(pk)
        before = _last(found)
        gathered = _gather(by, project, found, today)
        if _last(subjects.of_project(pk)) == before:
            return gathered
    raise Refused([Reason("这个项目正在改动，没有取全", mend="过一会再下载")])


def _all(found: Mapping[str, Iterable[UUID]]) -> list[UUID]:
    return [id for ids in found.values() for id in ids]


def _last(found: Mapping[str, Iterable[UUID]]) -> int:
    """The last position that any of the subjects was written at."""
    return Entry.objects.filter(subject__in=_all(found)).aggregate(last=Max("position"))["last"] or 0


def _gather(by: Actor, project: Project, found: Mapping[str, tuple[UUID, ...]], today: date) -> Evidence:
    head, seal = sealing.head_now(), book.last_seal()
    titles = {one.key: one.title for one in measures(project.zone_id, today).measure}
    files, listed = files_of(_all(found))
    sheets = (
        records.basics(by, project, _about(project, head.position, head.root, seal)),
        records.signings(project.pk),
        records.agreements(project.pk),
        records.clauses(project.pk),
        records.commitments(project.pk, titles),
        records.vouchers(project.pk),
        listed,
        book.changes(by, book.entries_of(_all(found), head.position), seal),
    )
    return Evidence(
        project.pk, project.code, project.name, project.zone_id, head.position, head.root, seal, sheets, files,
        texts_of(project.pk),
    )  # fmt: skip


def _about(project: Project, position: int, root: str, seal: Seal | None) -> list[tuple[str, str]]:
    sealed = _("没有封存过")
    if seal is not None:
        sealed = _("第 %(number)s 号封存到位置 %(position)s，根摘要 %(root)s") % {
            "number": seal.number, "position": seal.position, "root": seal.root,
        }  # fmt: skip
    return [
        (_("园区"), project.zone.name),
        (_("账的位置"), str(position)),
        (_("账的根摘要"), root),
        (_("最近的封存"), sealed),
    ]
