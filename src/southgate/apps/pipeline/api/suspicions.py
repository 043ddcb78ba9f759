"""What other rooms and pages may use of suspicions."""

from __future__ import annotations

from southgate.apps.pipeline.policies.suspicions import REVIEWERS
from southgate.apps.pipeline.selectors.suspicions.work import ToJudge, ToSettle, to_judge, to_settle

__all__ = ["REVIEWERS", "ToJudge", "ToSettle", "to_judge", "to_settle"]
