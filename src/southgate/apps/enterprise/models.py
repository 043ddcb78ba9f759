"""Enterprises as the book leaves them, and their history."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from southgate.domain.errors import Reason
from southgate.domain.matching.initials import initials
from southgate.domain.matching.names import firm_key
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Event, Projection, State, record_fold, register
from southgate.kernel.orgs.models import Zone


class EnterpriseColumns(models.Model):
    """`name_key` is the name's normal form, `initials` its pinyin; `merged_into` leads on to what stands for both.

    `withdrawn`: registered by a batch that was taken back; it is found nowhere, but its code is free again.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    initials = models.CharField(max_length=120, default="")
    credit_code = models.CharField(max_length=18, default="")
    group_name = models.CharField(max_length=120, default="")
    industry = models.CharField(max_length=100, default="")
    source_region = models.CharField(max_length=100, default="")
    contact_said = models.UUIDField(null=True)
    merged_into = models.UUIDField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True


STANDS = models.Q(merged_into=None, withdrawn=False)
"""Records that stand for an enterprise; the others only lead on to one."""


class Enterprise(EnterpriseColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["zone", "credit_code"], condition=STANDS & ~models.Q(credit_code=""), name="enterprise_code"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="enterprise_not_into_itself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["zone", "name", "id"], condition=STANDS, name="enterprise_zone_name"),
            models.Index(fields=["zone", "name_key"], name="enterprise_zone_key"),
            models.Index(fields=["merged_into"], name="enterprise_merged", condition=~models.Q(merged_into=None)),
        ]


class EnterprisePast(EnterpriseColumns, PastRow):
    class Meta:
        indexes: ClassVar = [models.Index(fields=["id", "known_from"], name="enterprise_past")]


_record = record_fold(Enterprise)


def fold(state: State | None, event: Event) -> State:
    """A record-like subject; merging marks where it leads, and the normal form follows the name."""
    new = _record(state, event)
    if state is None or state["name"] != new["name"]:
        new["name_key"], new["initials"] = firm_key(new["name"])[:120], initials(new["name"])[:120]
    match event.kind:
        case "enterprise.merged":
            new["merged_into"] = UUID(event.data["into"])
        case "enterprise.unmerged":
            new["merged_into"] = None
        case "enterprise.withdrawn":
            new["withdrawn"] = True
    return new


register(
    Projection(
        "enterprise",
        Enterprise,
        fold,
        past=EnterprisePast,
        taken=Reason(
            "这个统一社会信用代码已登记在另一家企业名下",
            where="credit_code",
            mend="查找那一家；确为同一家就不必再登记，或合并两条记录",
        ),
    )
)
