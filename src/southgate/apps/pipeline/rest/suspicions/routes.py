"""Operations on suspicions: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.pipeline.rest.suspicions import documents as seen
from southgate.apps.pipeline.rest.suspicions import operations as do
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import answers, changes

router = Router(tags=["suspicions"])
ONE = "/{uuid:id}"
CHANGE = extra(COMMAND_ID, IF_MATCH)
LIST, PAIR, JUDGE = (
    gettext_noop("可能是同一个项目的几对"),
    gettext_noop("一对项目"),
    gettext_noop("判断是不是同一个项目"),
)

router.get("", response=answers(seen.ReviewDeskSeen, 404), summary=LIST)(do.suspicions)
router.get(ONE, response=answers(seen.WholePair, 404), summary=PAIR)(do.one)
router.post(f"{ONE}/judge", response=changes(), summary=JUDGE, openapi_extra=CHANGE)(do.judge)
router.post(f"{ONE}/take-up", response=changes(), summary=gettext_noop("撤回判断"), openapi_extra=CHANGE)(do.take_up)
