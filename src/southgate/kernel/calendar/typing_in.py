"""A typed notice as the right edition of its pack: the same paper again is the same edition, a mended one the next."""

from __future__ import annotations

from dataclasses import replace

from southgate.kernel.calendar.composing import TypedNotice, compose, key_of
from southgate.kernel.packs.models import Pack
from southgate.kernel.packs.toml import read_pack


def text_for(typed: TypedNotice) -> str:
    """The text to load. Content that is loaded already keeps its edition; anything else follows the last one."""
    known = dict(Pack.objects.filter(key=key_of(typed)).values_list("edition", "digest"))
    for edition in sorted(known, reverse=True):
        same = compose(replace(typed, version=edition))
        if read_pack(same, "").digest == known[edition]:
            return same
    return compose(replace(typed, version=max(known, default=0) + 1))
