"""What `base.html` shows around every page: places, zone, the day one is looking at, me.

A context processor builds one `Shell` a request and calls it `shell`; the template asks for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PHONE_PLACES = 3  # and "more" as the fourth: four is what a thumb finds without reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place one goes to. `count` is what waits there; None where counting says nothing.

    `short` is the name at the foot of a phone, at most four characters; empty means `label`.
    """

    key: str
    label: str
    url: str
    count: int | None = None
    short: str = ""
    aside: bool = False  # below the line: places that are looked up, not worked in


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line of the zone and park switch. `key` is the zone's id; `depth` 0 is a zone, 1 a park in it."""

    label: str
    key: str
    depth: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The day one is looking at. `position` is the last entry known at that day's end (None while today)."""

    day: date
    today: date
    position: int | None = None
    quick: tuple[tuple[str, date], ...] = ()  # ("上周五", 2026-11-20): days that people look back to

    @property
    def is_past(self) -> bool:
        return self.day != self.today


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who is signed in, as the top bar says it."""

    name: str
    unit: str
    account_url: str
    sign_out_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything around the page. `current` is the key of the place one is in, or empty.

    `search_url` is the page of results, `hits_url` answers the typed letters with `parts/search_hits.html`;
    an empty one leaves that part out. `writing`: who publishes an import in this zone now, so that a save may wait.
    """

    zone: str
    park: str = ""
    choices: tuple[Choice, ...] = ()
    is_sample: bool = False
    places: tuple[Place, ...] = ()
    current: str = ""
    look: Look
    me: Me
    home_url: str = "/"
    search_url: str = ""
    hits_url: str = ""
    writing: str = ""

    @property
    def here(self) -> Place | None:
        return next((place for place in self.places if place.key == self.current), None)

    @property
    def daily(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not place.aside)

    @property
    def looked_up(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.aside)

    @property
    def phone(self) -> tuple[Place, ...]:
        return self.daily[:PHONE_PLACES]

    @property
    def more(self) -> tuple[Place, ...]:
        return self.daily[PHONE_PLACES:] + self.looked_up

    @property
    def is_in_more(self) -> bool:
        return any(place.key == self.current for place in self.more)
