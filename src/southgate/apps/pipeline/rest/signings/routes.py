"""Operations on figures, signings, tasks and the 500 lists: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.projects.documents import PAST
from southgate.apps.pipeline.rest.signings import documents as seen
from southgate.apps.pipeline.rest.signings import reading, writing
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import answers, changes

figures = Router(tags=["figures"])
signings = Router(tags=["signings"])
tasks = Router(tags=["tasks"])
lists = Router(tags=["lists"])
ONE = "/{uuid:id}"
ADD, CHANGE, DAY = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH), extra(PAST)

figures.get("", response=answers(seen.FiguresSeen, 404), summary=gettext_noop("签约计数和率"), openapi_extra=DAY)(
    reading.figures
)
figures.get("/{key}/rows", response=answers(seen.RowsSeen, 404), summary=gettext_noop("一个数背后的签约"),
            openapi_extra=DAY)(reading.rows)  # fmt: skip
signings.get("", response=answers(seen.SigningsPage, 404), summary=gettext_noop("签约登记"), openapi_extra=DAY)(
    reading.signings
)
signings.post("", response=changes(status=201), summary=gettext_noop("登记签约"), openapi_extra=ADD)(writing.register)
signings.get(ONE, response=answers(seen.SigningSeen, 404), summary=gettext_noop("一条签约"))(reading.signing)
signings.patch(ONE, response=changes(), summary=gettext_noop("更正签约登记"), openapi_extra=CHANGE)(writing.correct)
signings.post(f"{ONE}/screen", response=changes(), summary=gettext_noop("甄别签约"), openapi_extra=CHANGE)(
    writing.screen
)
signings.post(f"{ONE}/withdraw", response=changes(), summary=gettext_noop("撤回签约登记"), openapi_extra=CHANGE)(
    writing.withdraw
)
tasks.get("", response=answers(list[seen.TaskSeen], 404), summary=gettext_noop("一年的任务"))(reading.tasks)
tasks.post("", response=changes(status=201), summary=gettext_noop("下达任务"), openapi_extra=ADD)(writing.set_task)
tasks.patch(ONE, response=changes(), summary=gettext_noop("调整任务"), openapi_extra=CHANGE)(writing.change_task)
tasks.post(f"{ONE}/withdraw", response=changes(), summary=gettext_noop("撤销任务"), openapi_extra=CHANGE)(
    writing.withdraw_task
)
lists.get("", response=answers(list[seen.ListSeen], 404), summary=gettext_noop("500强名单"))(reading.lists)
lists.get("/firms", response=answers(list[seen.FirmSeen], 404), summary=gettext_noop("一张名单上的企业"))(reading.firms)
lists.post("/firms", response=changes(seen.FirmsListed, status=201), summary=gettext_noop("导入名单"),
           openapi_extra=ADD)(writing.add_firms)  # fmt: skip
lists.post(f"/firms{ONE}/withdraw", response=changes(), summary=gettext_noop("从名单上撤下"), openapi_extra=CHANGE)(
    writing.unlist
)
