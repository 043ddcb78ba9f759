"""The page of the evidence workbook about the book: every entry of the project's subjects, with what proves it.

Each entry's digest is worked out again from its columns, and must follow the one before of its subject; whether a seal
covers it is said beside. Who is not shown to this reader is not named in the sentence, and the payload is the very text
that was digested: it holds ids, never words of persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from southgate.apps.pipeline.selectors.agreements.evidence.table import sheet
from southgate.kernel import clock
from southgate.kernel.book import sealstore
from southgate.kernel.book.digest import NOTHING, digest_of, entry_text
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import read_typed
from southgate.kernel.book.sealstore import Seal
from southgate.kernel.book.sentences import names_of, render
from southgate.kernel.exchange.exports import Sheet
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.identity.actor import Actor

TEXT, DAY = Kind.TEXT, Kind.DAY
HEADS = [
    ("position", noop("账上位置"), TEXT), ("recorded_at", noop("记账时刻"), TEXT),
    ("occurred_on", noop("发生日期"), DAY),
    ("what", noop("内容"), TEXT), ("by", noop("谁"), TEXT), ("unit", noop("单位名称"), TEXT),
    ("kind", noop("账目类型"), TEXT), ("subject", noop("对象编号"), TEXT), ("seq", noop("对象内序号"), TEXT),
    ("supersedes", noop("更正的位置"), TEXT), ("previous", noop("前一条摘要"), TEXT), ("digest", noop("摘要"), TEXT),
    ("proven", noop("核对"), TEXT), ("sealed", noop("封存"), TEXT), ("payload", noop("载荷"), TEXT),
]  # fmt: skip


def last_seal() -> Seal | None:
    """The last seal that the book must still meet."""
    standing = sealstore.in_force(sealstore.seals())
    return standing[-1] if standing else None


def entries_of(subjects: Iterable[UUID], until: int) -> list[Entry]:
    return list(Entry.objects.filter(subject__in=list(subjects), position__lte=until).order_by("position"))


def changes(by: Actor, entries: Sequence[Entry], seal: Seal | None) -> Sheet:
    sentences = render([read_typed(one.kind, one.version, one.payload).sentence() for one in entries], by)
    persons = names_of("person", [one.by_person for one in entries if one.by_person], by)
    units = names_of("unit", [one.for_unit for one in entries if one.for_unit], by)
    proven = _proven(entries)
    rows = [
        {
            "position": str(one.position), "recorded_at": f"{clock.moment_of(one.recorded_at):%Y-%m-%d %H:%M:%S}",
            "occurred_on": one.occurred_on, "what": sentence,
            "by": persons.get(one.by_person, _("（不便显示）")) if one.by_person else _("系统"),
            "unit": units.get(one.for_unit, "") if one.for_unit else "", "kind": one.kind, "subject": one.subject.hex,
            "seq": str(one.seq), "supersedes": str(one.supersedes or ""), "previous": one.previous,
            "digest": one.digest, "proven": _("一致") if one.position in proven else _("不一致"),
            "sealed": _sealed(one, seal), "payload": one.payload,
        }
        for one, sentence in zip(entries, sentences, strict=True)
    ]  # fmt: skip
    return sheet(noop("变更记录"), HEADS, rows)


def _sealed(one: Entry, seal: Seal | None) -> str:
    if seal is None or one.position > seal.position:
        return _("尚未封存")
    return _("已封存，第 %(number)s 号封存到位置 %(position)s") % {"number": seal.number, "position": seal.position}


def _proven(entries: Sequence[Entry]) -> frozenset[int]:
    """Positions of entries whose digest is that of their columns and which follow the one before of their subject."""
    found, before = set(), dict.fromkeys((one.subject for one in entries), NOTHING)
    for one in entries:
        if one.previous == before[one.subject] and digest_of(text_of(one)) == one.digest:
            found.add(one.position)
        before[one.subject] = one.digest
    return frozenset(found)


def text_of(one: Entry) -> str:
    """The text that the entry's digest is of."""
    return entry_text(
        one.position, one.subject_kind, one.subject.hex, one.seq, one.kind, one.version, one.occurred_on.isoformat(),
        one.recorded_at, _hex(one.zone), _hex(one.by_person), _hex(one.for_unit), one.command.hex, one.supersedes,
        one.previous, one.payload,
    )  # fmt: skip


def _hex(id: UUID | None) -> str:
    return id.hex if id is not None else ""
