"""Operations on enterprises: one line each."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Router

from southgate.apps.enterprise.rest import documents as seen
from southgate.apps.enterprise.rest import reading, writing
from southgate.kernel.panels.rest.asking import COMMAND_ID, IF_MATCH, extra
from southgate.kernel.panels.rest.documents import EntriesSeen, answers, changes

router = Router(tags=["enterprises"])
ONE = "/{uuid:id}"
NEW, CHANGE, PAST = extra(COMMAND_ID), extra(COMMAND_ID, IF_MATCH), extra(seen.PAST)

router.get("", response=answers(seen.EnterpriseList, 404), summary=gettext_noop("企业名单"))(reading.enterprises)
router.get("/near", response=answers(list[seen.NearSeen], 404), summary=gettext_noop("可能已登记的企业"))(reading.near)
router.post("", response=changes(status=201), summary=gettext_noop("登记企业"), openapi_extra=NEW)(writing.register)
router.get(ONE, response=answers(seen.EnterpriseSeen, 404), summary=gettext_noop("一家企业"), openapi_extra=PAST)(
    reading.enterprise
)
router.patch(ONE, response=changes(), summary=gettext_noop("改企业资料"), openapi_extra=CHANGE)(writing.change)
router.get(f"{ONE}/entries", response=answers(EntriesSeen, 404), summary=gettext_noop("企业的账"), openapi_extra=PAST)(
    reading.enterprise_entries
)
router.post(f"{ONE}/merge", response=changes(), summary=gettext_noop("并入另一条记录"), openapi_extra=CHANGE)(
    writing.merge
)
router.post(f"{ONE}/unmerge", response=changes(), summary=gettext_noop("撤销合并"), openapi_extra=CHANGE)(
    writing.unmerge
)
