"""Is the book what it was when it was written? One walk over all entries, then seals, head row and kept words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from southgate.kernel import clock
from southgate.kernel.book import erasures, keeping, sealing, sealstore, walking
from southgate.kernel.book.models import Kept
from southgate.kernel.book.sealstore import WIDTH, Seal
from southgate.kernel.book.walking import Bad, Walk

BATCH = 500


@dataclass(frozen=True, slots=True)
class Unsealed:
    """Entries that no seal covers yet: whoever may drop triggers could still change them unseen."""

    first: int
    last: int
    since: int


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found. `bad` is the first bad entry; `findings` all that is wrong, that one included.

    `since` and `recorded_at` are microseconds; `erased` are the erasures by law that the book tells of.
    """

    ok: bool
    entries: int
    position: int
    root: str
    sealed_until: int
    last_seal: Seal | None
    unsealed: Unsealed | None
    bad: Bad | None
    findings: tuple[Bad, ...]
    erased: tuple[erasures.Erased, ...]
    words: int | None


def verify(*, words: bool = True, printed: Sequence[tuple[int, str]] = (), restored_to: int | None = None) -> Report:
    """Check the whole book. `words`: open every kept word too. `printed`: (position, root) pairs read off papers.

    `restored_to`: the position at which a restored backup ends; seals beyond it are not asked.
    """
    head = sealing.head_now()
    found = sealstore.seals()
    standing = [s for s in sealstore.in_force(found) if restored_to is None or s.position <= restored_to]
    sealed_until = standing[-1].position if standing else 0
    sealed = sealstore.read_digests()[: sealed_until * WIDTH]
    roots = {seal.position: seal.root.encode() for seal in standing} | {p: root.encode() for p, root in printed}
    state = Walk(roots=roots, sealed=sealed, sealed_until=sealed_until, words=[] if words else None)
    walking.walk(state, head.last_known)
    erased = erasures.recorded(until=state.position)
    checked = _words(state, erased) if state.words is not None and state.bad is None else None
    findings = [
        *_walked(state),
        *_end(state, head, max(roots, default=0)),
        *_seal_files(found, sealed_until, len(sealed)),
        *(checked.findings if checked else ()),
    ]
    at_fault = sorted((bad for bad in findings if bad.position > 0), key=lambda bad: bad.position)
    return Report(
        ok=not findings,
        entries=state.position,
        position=head.position,
        root=head.root,
        sealed_until=sealed_until,
        last_seal=standing[-1] if standing else None,
        unsealed=_unsealed(state, head.position, sealed_until),
        bad=at_fault[0] if at_fault else None,
        findings=tuple(findings),
        erased=tuple(erased),
        words=checked.count if checked else None,
    )


def in_words(report: Report) -> str:
    """The report in the reader's language: the verdict first, then what is wrong, then what is open."""
    verdict = _("总账完好：%(entries)s 条，核对到第 %(position)s 条")
    lines = [(verdict if report.ok else _("总账有问题：核对了 %(entries)s 条，计数行在第 %(position)s 条")) % {
        "entries": report.entries, "position": report.position,
    }]  # fmt: skip
    if report.bad is not None:
        first = {"position": report.bad.position, "what": told(report.bad)}
        lines.append(_("第一处：第 %(position)s 条，%(what)s") % first)
    lines += [told(bad) for bad in report.findings if bad is not report.bad]
    lines.append(_("已封存到第 %(position)s 条") % {"position": report.sealed_until})
    if report.unsealed is not None:
        since = clock.moment_of(report.unsealed.since).strftime("%Y-%m-%d %H:%M:%S")
        window = {"first": report.unsealed.first, "last": report.unsealed.last, "since": since}
        lines.append(_("还没有封存：第 %(first)s 到 %(last)s 条，自 %(since)s 起") % window)
    for erased in report.erased:
        entry = {"position": erased.position, "count": len(erased.words), "basis": erased.basis}
        lines.append(_("依法删除：第 %(position)s 条，%(count)s 项，%(basis)s") % entry)
    return "\n".join(lines)


def told(bad: Bad) -> str:
    return _(bad.say) % bad.params if bad.params else _(bad.say)


def _walked(state: Walk) -> Iterator[Bad]:
    if state.bad is not None:
        yield state.bad


def _end(state: Walk, head: sealing.HeadNow, sealed_until: int) -> Iterator[Bad]:
    """Where the book ends: as the seals and papers know it, as the counter row says, and no entry beyond."""
    if head.last_known < sealed_until:
        params = {"position": sealed_until}
        yield Bad(head.last_known + 1, "tail", say="总账尾部被截去：已封存到第 %(position)s 条", params=params)
    if head.last != head.position and head.last_known >= head.position:
        beyond = 0 if head.position < sealed_until else head.position + 1
        params = {"head": head.position, "last": head.last}
        yield Bad(beyond, "head", say="计数行说到第 %(head)s 条，实际到 %(last)s", params=params)
    elif state.bad is None and (state.root.decode(), state.recorded_at) != (head.root, head.recorded_at):
        yield Bad(0, "head", say="计数行的摘要或时间与最后一条不符")


def _seal_files(found: Sequence[Seal], sealed_until: int, digests: int) -> Iterator[Bad]:
    broken = sealstore.broken_link(found)
    if broken is not None:
        yield Bad(
            0, "seals", say="封存第 %(number)s 号与前一号接不上：封存文件被改动或缺失", params={"number": broken.number}
        )
    if digests < sealed_until * WIDTH:
        params = {"digests": digests // WIDTH, "sealed": sealed_until}
        yield Bad(0, "digests", say="封存目录里的 digests.bin 只有 %(digests)s 条，应有 %(sealed)s 条", params=params)


def _unsealed(state: Walk, position: int, sealed_until: int) -> Unsealed | None:
    if position <= sealed_until or state.first_unsealed_at is None:
        return None
    return Unsealed(sealed_until + 1, position, state.first_unsealed_at)


@dataclass(frozen=True, slots=True)
class _Checked:
    count: int
    findings: tuple[Bad, ...]


def _words(state: Walk, erased: Sequence[erasures.Erased]) -> _Checked:
    """Every reference to kept words: they hold what was promised, or a later entry erased them by law."""
    gone = {word: erasure.position for erasure in erased for word in erasure.words}
    references = state.words or []
    findings: list[Bad] = []
    for start in range(0, len(references), BATCH):
        batch = references[start : start + BATCH]
        rows = {row.id.hex: row for row in Kept.objects.filter(pk__in=[UUID(said) for _, said, _ in batch])}
        for reference in batch:
            findings.extend(_word(reference, rows, gone))
    return _Checked(len(references), tuple(findings))


def _word(reference: tuple[int, str, str], rows: Mapping[str, Kept], gone: Mapping[str, int]) -> Iterator[Bad]:
    position, said, promised = reference
    row, erased_at = rows.get(said), gone.get(said)
    if row is None and erased_at is None:
        yield Bad(position, "words_missing", say="这一条的原话不见了，也没有依法删除的记录", params={"said": said})
    elif row is not None and erased_at is not None:
        params = {"said": said, "entry": erased_at}
        yield Bad(position, "words_kept", say="原话应已由第 %(entry)s 条依法删除，却还在", params=params)
    elif row is not None and not keeping.holds(row, promised):
        yield Bad(position, "words_changed", say="这一条的原话被改动", params={"said": said})
