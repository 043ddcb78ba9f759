"""Who may see and handle an upload: whoever brought it. Its rows may hold talks that only his team knows."""

from __future__ import annotations

from southgate.kernel.exchange.models import Upload
from southgate.kernel.identity.roles import STAFF
from southgate.kernel.identity.rules import House, InZone, Own, register

RULES = register(
    "upload",
    Upload,
    {
        "view": House() | (InZone(STAFF, "zone") & Own("person")),
        "answer": House() | (InZone(STAFF, "zone") & Own("person")),
        "publish": House() | (InZone(STAFF, "zone") & Own("person")),
        "undo": House() | (InZone(STAFF, "zone") & Own("person")),
    },
)
