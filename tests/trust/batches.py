"""Workbooks of firms and the people who import them, for the tests of imports."""

from __future__ import annotations

import io
from collections.abc import Sequence
from uuid import UUID

import xlsxwriter
from stdnum.cn import uscc

from southgate.kernel.exchange import services, work
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, Place, actor_with, make_person

HEADS = ("* 企业名称", "统一社会信用代码", "所属集团", "行业", "来源地")


def code(number: int) -> str:
    base = f"91990001MA{number:07d}"
    return base + uscc.calc_check_digit(base)


def firm(number: int, **changed: str) -> list[str]:
    row = {
        "name": f"示例精密传动{number}有限公司",
        "code": code(number),
        "group": "",
        "industry": "智能装备",
        "from": "广东",
    }
    return list({**row, **changed}.values())


def workbook(rows: Sequence[Sequence[object]], heads: Sequence[str] = HEADS) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("企业名册")
        page.write_row(0, 0, heads)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if value != "":
                    page.write(number, column, value)
    return out.getvalue()


def officer(place: Place, name: str = "李经理") -> Actor:
    return actor_with([Role.INVESTMENT_OFFICER], place, person=make_person(place, name))


def upload(data: bytes, place: Place, by: Actor, *, kind: str = "enterprises", name: str = "企业名册.xlsx") -> Upload:
    """Received and read, ready to look at."""
    brought = services.Brought(io.BytesIO(data), name, kind, place.zone)
    made = services.receive(brought, by=by, today=TODAY)
    work.run(made.id, State.READING, by=by, today=TODAY)
    return Upload.objects.get(pk=made.id)


def again(id: UUID) -> Upload:
    return Upload.objects.get(pk=id)
