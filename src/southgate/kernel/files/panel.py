"""The panel of files on a record's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.files.selectors import files_of
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.registry import Panel, Seen

May = Callable[[Actor, UUID, str], UUID]


def panel_of(kind: str, order: int, may: May) -> Panel:
    """Who sees the record sees its files; who may edit it may add to them. Nothing of a past day is changed."""

    def context(seen: Seen) -> Mapping[str, Any] | None:
        if not _may(may, seen.by, seen.subject, "view"):
            return None
        edits = seen.position is None and _may(may, seen.by, seen.subject, "edit")
        add = reverse("files:add", args=[kind, seen.subject]) if edits else ""
        return {"files": files_of(kind, seen.subject, marked=edits), "upload_url": add, "may_delete": edits}

    return Panel(kind, "files", "文件", order, "files/panel.html", context)


def _may(may: May, by: Actor, subject: UUID, verb: str) -> bool:
    try:
        may(by, subject, verb)
    except (NotFound, Forbidden):
        return False
    return True
