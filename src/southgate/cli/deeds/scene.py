"""Where and when a deed is done, by whom; and how what it names is found."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from southgate.apps.pipeline.api.leads import Lead
from southgate.apps.pipeline.api.projects import Project
from southgate.domain.money import WAN
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.models import Account
from southgate.kernel.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Scene:
    """One deed: the zone, who does it, the day, its number in the list."""

    zone: UUID
    by: Actor
    today: date
    number: int

    def ask(self, service: Any, *commands: Any, part: int = 0) -> Any:
        """Give the commands; the id of the command follows from the deed, so that a repeat changes nothing."""
        id = uuid5(SYSTEM_ID, f"{self.zone.hex} deed {self.number} {part}")
        return service(list(commands), by=self.by, today=self.today, command_id=id)

    def project(self, deed: Mapping[str, Any]) -> Any:
        return Project.objects.get(zone=self.zone, name=deed["project"])

    def lead(self, deed: Mapping[str, Any]) -> Any:
        return Lead.objects.get(zone=self.zone, name=deed["lead"])

    def unit(self, name: str) -> UUID:
        found: UUID = Unit.objects.values_list("pk", flat=True).get(zone=self.zone, name=name)
        return found


def person(login: str) -> UUID:
    found: UUID | None = Account.objects.values_list("person", flat=True).get(username=login)
    if found is None:
        raise LookupError(login)
    return found


def sum_of(wan: int) -> int:
    """A sum in 万元 as 分."""
    return wan * WAN.minor


def paper(text: str) -> io.BytesIO:
    """A one-page PDF that says that it is a sample; each text makes bytes of its own."""
    shown = text.encode("utf-16-be").hex()
    page = f"BT /F1 18 Tf 60 740 Td (Southgate sample) Tj ET % {shown}"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 6\n0000000000 65535 f \n{rows}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return io.BytesIO((body + tail).encode("ascii"))
