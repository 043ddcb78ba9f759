"""Where the detector listens: every change of a row that gives a project its keys, in the transaction of the change.

A follower keeps the keys; a subscriber takes the first look, with what the command is about to write in the place of
what stands. A bulk command is looked at after its commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.suspicions import facts as reading
from southgate.apps.pipeline.selectors.suspicions import panel
from southgate.apps.pipeline.selectors.suspicions.facts import Written
from southgate.apps.pipeline.selectors.suspicions.sources import NOTHING, PAPERS, WATCHED
from southgate.apps.pipeline.services.suspicions import keying
from southgate.apps.pipeline.services.suspicions.looking import AFTER, Rows, draft_look, keys_touched
from southgate.domain.matching.bundles.keys import Key
from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import kinds
from southgate.kernel.book.projections import Event, State, follow, projection_of
from southgate.kernel.book.rebuilding import after_rebuild
from southgate.kernel.book.subscribing import subscribe
from southgate.kernel.panels.registry import Panel
from southgate.kernel.panels.registry import register as register_panel

FEW = 100
"""Rows of one kind whose keys are made at once, inside the transaction; of more, soon after it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Keeps the keys of one kind of rows. When the follower writes, the rows already stand as they will be."""

    kind: str

    def note(self, before: State | None, after: State) -> UUID | None:
        columns = WATCHED[self.kind][1]
        if before is not None and all(before[name] == after[name] for name in columns):
            return None
        id: UUID = after["id"]
        return id

    def write(self, notes: Sequence[UUID]) -> None:
        if len(notes) > FEW:
            keying.mark(self.kind, notes)
            return
        lost, projects = keying.rekey(self.kind, list(notes))
        keying.mark_to_look(projects, lost)


def heard(draft: Draft, entry: Drafted) -> None:
    """Look once for the whole command, at the last entry that matters; again if another subscriber adds one."""
    if draft.bulk:
        if not any(message.topic == AFTER for message in draft.messages):
            draft.send(AFTER, draft.command_id.hex, {})
        return
    last = next(one for one in reversed(draft.entries) if one.subject_kind in WATCHED)
    if last is entry:
        _look(draft)


def _look(draft: Draft) -> None:
    written = Written()
    for kind in WATCHED:
        columns = WATCHED[kind][1]
        for before, after in _folded(draft, kind):
            if before is None or any(before[name] != after[name] for name in columns):
                written.rows.setdefault(kind, {})[after["id"]] = after
    if not written.rows:
        return
    rows: dict[str, dict[UUID, tuple[UUID, frozenset[Key]]]] = {
        kind: reading.paper_keys(kind, written.of(kind).values()) for kind in PAPERS if written.of(kind)
    }
    touched = _touched(written)
    then, now = reading.facts_of(touched), reading.facts_of(touched, written)
    own = reading.own_keys(now)
    rows["project"] = {id: (id, own.get(id, NOTHING)) for id in touched}
    keys = keys_touched(then, now, _changed(rows))
    draft_look(draft, keys, rows, written, [SimpleNamespace(**row) for _, row in _folded(draft, "suspicion")])


def _folded(draft: Draft, kind: str) -> Iterable[tuple[State | None, State]]:
    """Rows of a kind before and after what is drafted of them so far."""
    projection = projection_of(kind)
    assert projection is not None, kind
    entries = [entry for entry in draft.entries if entry.subject_kind == kind]
    before = _before(draft, kind, {entry.subject for entry in entries})
    after = dict[UUID, State]()
    for entry in entries:
        event = Event(entry.payload.KIND, entry.data, entry.subject, entry.occurred_on, entry.zone, draft.by.person)
        after[entry.subject] = projection.fold(after.get(entry.subject, before.get(entry.subject)), event)
    return [(before.get(id), state) for id, state in after.items()]


def _before(draft: Draft, kind: str, subjects: set[UUID]) -> dict[UUID, State]:
    projection = projection_of(kind)
    assert projection is not None, kind
    names = projection.columns()
    found = {id: {name: draft.locked[id][name] for name in names} for id in subjects & draft.locked.keys()}
    rest = sorted(subjects - found.keys() - draft.created)
    if rest:
        manager: Any = projection.model._default_manager
        found |= {row["id"]: row for row in manager.filter(pk__in=rest).values(*names)}
    return found


def _changed(rows: Rows) -> dict[UUID, set[Key]]:
    """Keys that each row loses or gets."""
    now = {source: keys for of_kind in rows.values() for source, (_, keys) in of_kind.items()}
    stored = keying.stored_keys(list(now))
    return {source: set(keys) ^ stored.get(source, set()) for source, keys in now.items()}


def _touched(written: Written) -> set[UUID]:
    """Projects whose facts may change: themselves, by their enterprise, by the days of their signings."""
    touched = set(written.of("project"))
    firms = list(written.of("enterprise"))
    if firms:
        touched |= set(Project.objects.filter(enterprise__in=firms).values_list("pk", flat=True))
    return touched | {row["project_id"] for row in written.of("signing").values()}


for _kind in WATCHED:
    follow(_kind, Watch(_kind))
for _name in kinds():
    if _name.partition(".")[0] in WATCHED:
        subscribe(_name, typed=False)(heard)
after_rebuild(keying.rekey_all)
register_panel(
    Panel("project", "suspicions", "可能是同一个项目", 70, "pipeline/suspicions/of_project.html", panel.of_project)
)
