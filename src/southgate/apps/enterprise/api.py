"""What other rooms may use of enterprises. Rows stay home: ids, names and frozen results cross the door."""

from __future__ import annotations

from southgate.apps.enterprise.models import Enterprise, EnterpriseColumns
from southgate.apps.enterprise.selectors import Near, candidates, enterprise_for, names_of, stands_for, visible
from southgate.apps.enterprise.services.commands import (
    EditEnterprise,
    MergeEnterprises,
    RegisterEnterprise,
    UnmergeEnterprise,
)
from southgate.apps.enterprise.services.exchange import EnterpriseNames
from southgate.apps.enterprise.services.merging import merge_enterprises, unmerge_enterprise
from southgate.apps.enterprise.services.recording import (
    draft_register,
    edit_enterprises,
    publish_enterprises,
    register_enterprises,
)
from southgate.apps.enterprise.services.relations import Relation, leaves_alone, on_merge

__all__ = [
    "EditEnterprise",
    "Enterprise",
    "EnterpriseColumns",
    "EnterpriseNames",
    "MergeEnterprises",
    "Near",
    "RegisterEnterprise",
    "Relation",
    "UnmergeEnterprise",
    "candidates",
    "draft_register",
    "edit_enterprises",
    "enterprise_for",
    "leaves_alone",
    "merge_enterprises",
    "names_of",
    "on_merge",
    "publish_enterprises",
    "register_enterprises",
    "stands_for",
    "unmerge_enterprise",
    "visible",
]
