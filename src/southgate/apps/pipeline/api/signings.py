"""What other rooms and pages may use of signings and figures."""

from __future__ import annotations

from southgate.apps.pipeline.selectors.figures.figure import Figure, ask, figure, figures
from southgate.apps.pipeline.selectors.figures.overview import Beside, overview
from southgate.apps.pipeline.selectors.signings.reading import to_screen, visible
from southgate.apps.pipeline.services.signings.commands import ListFirm, RegisterSigning, ScreenSigning, SetTask
from southgate.apps.pipeline.services.signings.lists import list_firms
from southgate.apps.pipeline.services.signings.recording import draft_signings, register_signings
from southgate.apps.pipeline.services.signings.screening import screen_signings
from southgate.apps.pipeline.services.signings.tasks import set_tasks

__all__ = [
    "Beside",
    "Figure",
    "ListFirm",
    "RegisterSigning",
    "ScreenSigning",
    "SetTask",
    "ask",
    "draft_signings",
    "figure",
    "figures",
    "list_firms",
    "overview",
    "register_signings",
    "screen_signings",
    "set_tasks",
    "to_screen",
    "visible",
]
