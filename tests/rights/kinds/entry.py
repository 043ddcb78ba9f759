"""An entry of the book as the auditor reads it: of a zone, or of none (a sign-in under a name nobody has)."""

from datetime import date
from uuid import uuid4

from southgate.kernel.book.models import Entry
from tests.rights.matrix import Relation, Subject, World, relations_of, zones_of


def _entry(position: int, zone) -> Entry:
    return Entry.objects.create(
        position=position, subject_kind="account", subject=uuid4(), seq=1, kind="account.signed_out", version=1,
        payload="{}", occurred_on=date(2026, 1, 1), recorded_at=1, zone=zone, command=uuid4(), previous="", digest="",
    )  # fmt: skip


def subjects(world: World) -> dict[str, Subject]:
    last = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
    everywhere = Relation(zones_of(world.home) | zones_of(world.other), uuid4())
    return {
        "of_a_zone": Subject(_entry(last + 1, world.home.zone), relations_of(world, park=world.home.north)),
        "of_no_zone": Subject(_entry(last + 2, None), {**relations_of(world), "every_zone": everywhere}),
    }
