"""Where a rule comes from, so that every date, colour and refusal can name its paper."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A published paper: its title, 文号, date, issuing office and address.

    `unverified` says that the number could not be looked up; `number` is then usually empty.
    """

    title: str
    dated: date
    number: str = ""
    office: str = ""
    url: str = ""
    unverified: bool = False

    def cite(self) -> str:
        """The shortest name an official would write: the 文号, else the title in 书名号."""
        return self.number or f"《{self.title}》"
