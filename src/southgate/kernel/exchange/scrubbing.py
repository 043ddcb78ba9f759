"""Erasure reaches what is staged: a workbook, or rows read from one, that name an erased person go at once.

Staging is no archive, so the whole upload goes rather than one cell of it; what it wrote stays in the book, where the
person's words are kept apart.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.db.models import Q

from southgate.kernel import clock
from southgate.kernel.book.erasures import Erasing, scrubs
from southgate.kernel.exchange import services, work
from southgate.kernel.exchange.models import StagedRow, State, Upload
from southgate.kernel.exchange.workbook.limits import UPLOAD

SHORTEST = 2
"""A word of one character would empty every upload and name nobody."""
OPEN = (State.UPLOADED, State.CHECKED, State.REFUSED, State.PUBLISHING)
"""What is not in the book yet. A publish under way finds its upload dropped when it would commit, and is refused."""
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")


@scrubs("exchange_stagedrow", "exchange_upload")
def scrub(going: Erasing) -> None:
    words = [word for word in going.words.values() if len(word) >= SHORTEST]
    if not words:
        return
    for upload in _naming(words):
        services.clear_rows(upload)
        Upload.objects.filter(pk=upload).update(answers={}, plan={}, name="", changed_at=clock.now_micros())
        open_still = Upload.objects.filter(pk=upload, state__in=OPEN)
        open_still.update(state=State.DROPPED)


def _naming(words: Iterable[str]) -> set[UUID]:
    rows, heads = Q(), Q()
    for word in words:
        rows |= Q(payload__contains=word)
        heads |= Q(name__contains=word)
    found = set(StagedRow.objects.filter(rows).values_list("upload_id", flat=True).distinct())
    found |= set(Upload.objects.filter(heads).values_list("pk", flat=True))
    others = Upload.objects.exclude(pk__in=found).exclude(state=State.DROPPED).values_list("pk", flat=True)
    return found | {upload for upload in others if _file_names(work.path_of(upload), words)}


def _file_names(path: Path, words: Iterable[str]) -> bool:
    if not path.is_file():
        return False
    wanted = [word.encode(encoding, "ignore") for word in words for encoding in ENCODINGS]
    return any(piece in text for text in _texts(path) for piece in wanted if piece)


def _texts(path: Path) -> Iterable[bytes]:
    """The bytes in which a name would stand: members of a zip unpacked, anything else as it is."""
    if not zipfile.is_zipfile(path):
        yield path.read_bytes()
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as file:
                    while piece := file.read(UPLOAD):
                        yield piece
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        yield path.read_bytes()
