"""A voucher of a project, open or a confidential talk. `own` is the responsible person, `entered` who typed it:
entering gives no right by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.kernel.testing import make_person
from tests.rights.kinds import project
from tests.rights.matrix import Subject, World


def subjects(world: World) -> dict[str, Subject]:
    found = {}
    for status, of in project.subjects(world).items():
        typist = make_person(world.home, "王科")
        number = uuid4().hex
        row = Voucher.objects.create(
            id=uuid4(), version=1, position=1, zone_id=world.home.zone, park_id=world.home.north, project=of.row,
            kind="bank_slip", use="fixed", number=number, number_key=number, issuer="示例银行", issuer_key="示例银行",
            payer="示例企业", paid_on=date(2026, 1, 5), amount=100, amount_cny=100, entered_by_id=typist,
            entered_on=date(2026, 1, 6),
        )  # fmt: skip
        known = {name: one for name, one in of.relations.items() if "enterprise" not in name}
        found[status] = Subject(row, {**known, "entered": replace(known["same_zone"], person=typist)})
    return found
