"""What other rooms and pages may use of agreements. Commitments are for reading what is due: nothing counts them."""

from __future__ import annotations

from southgate.apps.pipeline.selectors.agreements.listing import (
    mine,
    my_texts,
    open_flags,
    reviewed,
    shaped,
    to_approve,
    to_decide,
    to_judge,
)
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for, visible
from southgate.apps.pipeline.services.agreements.commands import (
    AddCommitment,
    DraftAgreement,
    SubmitAgreement,
    WriteText,
)
from southgate.apps.pipeline.services.agreements.commitments import add_commitments
from southgate.apps.pipeline.services.agreements.drafting import draft_agreements, submit_agreements, write_texts

__all__ = [
    "AddCommitment",
    "DraftAgreement",
    "SubmitAgreement",
    "WriteText",
    "add_commitments",
    "agreement_for",
    "draft_agreements",
    "mine",
    "my_texts",
    "open_flags",
    "reviewed",
    "shaped",
    "submit_agreements",
    "to_approve",
    "to_decide",
    "to_judge",
    "visible",
    "write_texts",
]
