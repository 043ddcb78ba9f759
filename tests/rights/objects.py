"""One real object of each kind that an address names, in the home zone: what its parameters are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from southgate.kernel.identity.models import Account
from tests.rights.kinds import (
    agreement_text,
    appointment,
    clause,
    commitment,
    document,
    enterprise,
    event,
    event_project,
    follow_up,
    introducer,
    introduction,
    lead,
    listed_firm,
    opinion,
    override,
    post,
    project,
    removal,
    review,
    signing,
    suspicion,
    task,
    transfer,
    upload,
    visit,
    voucher,
)
from tests.rights.matrix import World

Maker = Callable[[World], dict[str, Any]]


def _person(world: World) -> dict[str, Any]:
    Account.objects.get_or_create(username="owner", defaults={"person": world.owner, "zone": world.home.zone})
    return {"pk": world.owner}


def _named(pk: UUID) -> dict[str, Any]:
    """Pages call it `pk`, the API `id`."""
    return {"pk": pk, "id": pk}


OBJECTS: dict[str, Maker] = {
    "zone": lambda world: {"pk": world.home.zone},
    "unit": lambda world: {"pk": world.home.first_unit},
    "person": _person,
    "post": lambda world: {"pk": post.subjects(world)["any"].row.pk},
    "enterprise": lambda world: _named(enterprise.subjects(world)["any"].row.pk),
    "upload": lambda world: _named(upload.subjects(world)["any"].row.pk),
    "project": lambda world: _named(project.subjects(world)["open"].row.pk),
    "project_document": lambda world: {**_named(project.subjects(world)["open"].row.pk), "kind": "contract"},
    "project_stage": lambda world: {**_named(project.subjects(world)["open"].row.pk), "to": "signed"},
    "document": lambda world: _named(document.subjects(world)["open"].row.pk),
    "review": lambda world: _named(review.subjects(world)["open"].row.pk),
    "opinion": lambda world: _named(opinion.subjects(world)["open_person"].row.pk),
    "override": lambda world: _named(override.subjects(world)["open"].row.pk),
    "agreement": lambda world: {
        **_named(agreement_text.subjects(world)["open"].row.agreement_id),
        "number": 1,
    },
    "clause": lambda world: _named(clause.subjects(world)["open"].row.pk),
    "commitment": lambda world: _named(commitment.subjects(world)["open"].row.pk),
    "appointment": lambda world: {"pk": appointment.subjects(world)["any"].row.pk},
    "voucher": lambda world: _named(voucher.subjects(world)["open"].row.pk),
    "signing": lambda world: _named(signing.subjects(world)["open"].row.pk),
    "suspicion": lambda world: _named(suspicion.subjects(world)["open"].row.pk),
    "task": lambda world: _named(task.subjects(world)["any"].row.pk),
    "listed_firm": lambda world: _named(listed_firm.subjects(world)["any"].row.pk),
    "list": lambda world: {"one": "china", "year": 2026},
    "figure": lambda world: {"key": "signed"},
    "lead": lambda world: _named(lead.subjects(world)["open"].row.pk),
    "transfer": lambda world: _named(transfer.subjects(world)["to_the_zone"].row.pk),
    "removal": lambda world: _named(removal.subjects(world)["open"].row.pk),
    "visit": lambda world: _named(visit.subjects(world)["open"].row.pk),
    "follow_up": lambda world: _named(follow_up.subjects(world)["open"].row.pk),
    "event": lambda world: _named(event.subjects(world)["any"].row.pk),
    "event_project": lambda world: _named(event_project.subjects(world)["open"].row.pk),
    "introducer": lambda world: _named(introducer.subjects(world)["any"].row.pk),
    "introduction": lambda world: _named(introduction.subjects(world)["open"].row.pk),
}
