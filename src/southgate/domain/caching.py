"""A cache for rules over short texts. A long text is worked out each time: remembering long ones would keep uploads."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

SHORT = 200  # characters

P = ParamSpec("P")
R = TypeVar("R")


def cached(size: int) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Remembers the last `size` results of a pure function whose first argument is a text, short texts only."""

    def decorate(rule: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        remembered: Callable[..., R] = lru_cache(maxsize=size)(rule)

        @wraps(rule)
        def answer(text: str, *args: P.args, **kwargs: P.kwargs) -> R:
            return rule(text, *args, **kwargs) if len(text) > SHORT else remembered(text, *args, **kwargs)

        return cast(Callable[Concatenate[str, P], R], answer)

    return decorate
