"""The clocks of leads on a day: rules and calendar of each zone are fetched once, however many leads are read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from southgate.apps.pipeline.models.leads import LeadColumns
from southgate.apps.pipeline.selectors.leads.rules import clock_rules
from southgate.domain.because import Because
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.clocks.leads import Clock, LeadFacts, LeadRules, clocks, unbound
from southgate.kernel.calendar.selectors import calendar_for

NO_RULES = Because("本园区没有线索时限的规则包，不计时限")


def facts_of(row: LeadColumns) -> LeadFacts:
    return LeadFacts(
        received_on=row.received_on,
        investment_cny=row.investment_cny,
        named_on=row.named_on,
        judged_on=row.judged_on,
        judgement=row.judgement,
        answered_on=row.answered_on,
        reported_on=row.reported_on,
        bureau_on=row.bureau_on,
        experts_needed=row.experts_needed,
        major=row.major,
        ended_on=row.dropped_on or row.became_on,
        restored_on=row.restored_on,
    )


class Timing:
    """Clocks as of `day`, by the rules and the calendar that hold on it."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._of: dict[UUID, tuple[LeadRules | None, WorkCalendar]] = {}

    def of(self, row: LeadColumns) -> tuple[Clock, ...]:
        rules, calendar = self._ground(row.zone_id)
        return clocks(facts_of(row), rules, calendar, self.day) if rules is not None else ()

    def unbound(self, row: LeadColumns) -> Because | None:
        """Why the lead has no clocks; None when it has."""
        rules, _ = self._ground(row.zone_id)
        return NO_RULES if rules is None else unbound(facts_of(row), rules)

    def _ground(self, zone: UUID) -> tuple[LeadRules | None, WorkCalendar]:
        if zone not in self._of:
            self._of[zone] = clock_rules(zone, self.day), calendar_for(zone, today=self.day)
        return self._of[zone]
