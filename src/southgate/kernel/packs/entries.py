"""What the book says about packs: loaded, chosen, overridden, withdrawn.

A pack's text stands in its entry: it is a published rule, names no person, and the rows must be readable from the
book alone. Reasons are a person's words and are kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from southgate.kernel.book.models import Row
from southgate.kernel.book.payloads import Ref, Said, Say, entry_kind
from southgate.kernel.book.projections import Event, Fold, Projection, State, blank, register, to_column
from southgate.kernel.packs.models import Pack, PackChoice, PackOverride

_NAMES = UUID("5b0f6f0e-6a57-5d0a-9d0c-7f1f0b6a2c11")


def pack_id(key: str, edition: int) -> UUID:
    """Edition n of a pack has one id everywhere, so that loading it twice meets itself."""
    return uuid5(_NAMES, f"pack {key}/{edition}")


def choice_id(zone: UUID, slot: str, from_day: date) -> UUID:
    return uuid5(_NAMES, f"choice {zone} {slot} {from_day}")


def override_id(zone: UUID, key: str, path: str, from_day: date) -> UUID:
    return uuid5(_NAMES, f"override {zone} {key} {path} {from_day}")


@entry_kind("pack.loaded")
@dataclass(frozen=True, slots=True)
class PackLoaded:
    """An edition of a pack became known. `paper` to `unverified` are its source."""

    key: str
    edition: int
    schema: str
    title: str
    valid_from: date
    digest: str
    text: str
    paper: str
    number: str
    dated: date
    office: str = ""
    url: str = ""
    unverified: bool = False
    valid_to: date | None = None
    zone: UUID | None = None

    def sentence(self) -> Say:
        params = {"title": self.title, "edition": self.edition, "from_day": self.valid_from}
        params["source"] = self.number or f"《{self.paper}》"
        return Say("载入规则包“%(title)s”第 %(edition)s 版，依据 %(source)s，自 %(from_day)s 起适用", params)


@entry_kind("pack_choice.made")
@dataclass(frozen=True, slots=True)
class PackChosen:
    """A zone uses packs of `key` from a day on."""

    zone: UUID
    slot: str
    schema: str
    key: str
    title: str
    from_day: date
    reason: Said | None = None
    withdrawn: bool = False

    def sentence(self) -> Say:
        params = {"zone": Ref("zone", self.zone.hex), "title": self.title, "from_day": self.from_day}
        return Say("%(zone)s自 %(from_day)s 起选用规则包“%(title)s”", params)


@entry_kind("pack_choice.withdrawn")
@dataclass(frozen=True, slots=True)
class ChoiceWithdrawn:
    """The choice counts no more; what the zones above use, or the national pack, counts again."""

    zone: UUID
    title: str
    from_day: date
    reason: Said | None = None
    withdrawn: bool = True

    def sentence(self) -> Say:
        params = {"zone": Ref("zone", self.zone.hex), "title": self.title, "from_day": self.from_day}
        return Say("撤回%(zone)s自 %(from_day)s 起选用规则包“%(title)s”的决定", params)


@entry_kind("pack_override.made")
@dataclass(frozen=True, slots=True)
class ValueOverridden:
    """A zone uses `value` (JSON text) instead of `instead_of` at one place of a pack."""

    zone: UUID
    key: str
    title: str
    path: str
    value: str
    instead_of: str
    from_day: date
    reason: Said | None = None
    withdrawn: bool = False

    def sentence(self) -> Say:
        params = {"zone": Ref("zone", self.zone.hex), "title": self.title, "from_day": self.from_day}
        params |= {"path": self.path, "value": self.value, "instead_of": self.instead_of}
        return Say("%(zone)s自 %(from_day)s 起把“%(title)s”的 %(path)s 由 %(instead_of)s 改为 %(value)s", params)


@entry_kind("pack_override.withdrawn")
@dataclass(frozen=True, slots=True)
class OverrideWithdrawn:
    """The pack's own value counts again."""

    zone: UUID
    title: str
    path: str
    from_day: date
    reason: Said | None = None
    withdrawn: bool = True

    def sentence(self) -> Say:
        params = {"zone": Ref("zone", self.zone.hex), "title": self.title, "from_day": self.from_day}
        params["path"] = self.path
        return Say("撤回%(zone)s自 %(from_day)s 起对“%(title)s”的 %(path)s 的改动", params)


def _fold_of(model: type[Row]) -> Fold:
    """Whatever the payload says under the name of a column becomes that column; what is made again starts afresh."""
    columns = {f.name: f for f in model._meta.concrete_fields if f.name not in ("id", "version", "position")}

    def fold(state: State | None, event: Event) -> State:
        again = state is None or event.kind.endswith(".made")
        new = blank(model, event.subject) if again else dict(state or {})
        for name in columns.keys() & event.data.keys():
            new[columns[name].attname] = to_column(columns[name], event.data[name])
        return new

    return fold


register(Projection("pack", Pack, _fold_of(Pack)))
register(Projection("pack_choice", PackChoice, _fold_of(PackChoice)))
register(Projection("pack_override", PackOverride, _fold_of(PackOverride)))
