"""What other rooms and pages may use of leads and of the talks library."""

from __future__ import annotations

from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.policies.leads import may
from southgate.apps.pipeline.selectors.leads.inbox import Offer, offers
from southgate.apps.pipeline.selectors.leads.library import Removal, TalkRow, asked_removals, due_for_removal
from southgate.apps.pipeline.selectors.leads.reading import lead_at, lead_for, visible, visible_past
from southgate.apps.pipeline.selectors.leads.record import credit_of, credit_of_project
from southgate.apps.pipeline.selectors.leads.timing import Timing
from southgate.apps.pipeline.selectors.leads.wording import because, distance
from southgate.apps.pipeline.services.leads.becoming import become_projects
from southgate.apps.pipeline.services.leads.commands import (
    AcceptTransfer,
    AnswerLead,
    BecomeProject,
    DeclineTransfer,
    DropLead,
    EditLead,
    JoinBureau,
    JudgeLead,
    NamePerson,
    OfferLead,
    OpenLead,
    RegisterLead,
    ReportLead,
    RestoreLead,
    WithdrawTransfer,
)
from southgate.apps.pipeline.services.leads.progress import draft_progress
from southgate.apps.pipeline.services.leads.recording import edit_leads, register_leads
from southgate.apps.pipeline.services.leads.steps import (
    answer_leads,
    drop_leads,
    join_bureau,
    judge_leads,
    name_persons,
    open_leads,
    report_leads,
    restore_leads,
)
from southgate.apps.pipeline.services.leads.talks import (
    AskRemoval,
    DecideRemoval,
    GradeTalk,
    RecordProgress,
    RestoreTalk,
    ask_removals,
    decide_removals,
    grade_talks,
    record_progress,
    restore_talks,
)
from southgate.apps.pipeline.services.leads.transfers import (
    accept_transfers,
    decline_transfers,
    offer_leads,
    withdraw_transfers,
)

__all__ = [
    "AcceptTransfer",
    "AnswerLead",
    "AskRemoval",
    "BecomeProject",
    "DecideRemoval",
    "DeclineTransfer",
    "DropLead",
    "EditLead",
    "GradeTalk",
    "JoinBureau",
    "JudgeLead",
    "Lead",
    "NamePerson",
    "Offer",
    "OfferLead",
    "OpenLead",
    "RecordProgress",
    "RegisterLead",
    "Removal",
    "ReportLead",
    "RestoreLead",
    "RestoreTalk",
    "TalkRow",
    "Timing",
    "WithdrawTransfer",
    "accept_transfers",
    "answer_leads",
    "ask_removals",
    "asked_removals",
    "because",
    "become_projects",
    "credit_of",
    "credit_of_project",
    "decide_removals",
    "decline_transfers",
    "distance",
    "draft_progress",
    "drop_leads",
    "due_for_removal",
    "edit_leads",
    "grade_talks",
    "join_bureau",
    "judge_leads",
    "lead_at",
    "lead_for",
    "may",
    "name_persons",
    "offer_leads",
    "offers",
    "open_leads",
    "record_progress",
    "register_leads",
    "report_leads",
    "restore_leads",
    "restore_talks",
    "visible",
    "visible_past",
    "withdraw_transfers",
]
