"""An agreement's latest text as the rules of approval look at it."""

from __future__ import annotations

from southgate.apps.pipeline.models.agreements import Agreement, Clause, FairReview
from southgate.domain.agreements.approving import TextFacts
from southgate.domain.agreements.words import ClauseState, Conclusion, State


def latest_review(row: Agreement) -> FairReview | None:
    """The review that holds for the latest text: the last one of this very version."""
    reviews = FairReview.objects.filter(agreement=row, text_number=row.text_number)
    return reviews.order_by("-reviewed_on", "-position").first()


def text_facts(row: Agreement) -> TextFacts:
    review = latest_review(row)
    return TextFacts(
        state=State(row.state),
        number=row.text_number,
        open_flags=Clause.objects.filter(agreement=row, state=ClauseState.OPEN.value).count(),
        written_by=row.written_by_id,
        submitted_by=row.submitted_by_id,
        conclusion=Conclusion(review.conclusion) if review is not None else None,
        reviewed_by=review.recorded_by_id if review is not None else None,
    )
