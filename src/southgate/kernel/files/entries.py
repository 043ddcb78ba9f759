"""What happens to evidence. A file's name may hold a person's, so it is kept words; its bytes are never in the book."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from southgate.kernel.book.payloads import Ref, Said, Say, entry_kind


@entry_kind("file.added")
@dataclass(frozen=True, slots=True)
class FileAdded:
    """A file attached to a record; `media` is what its content is, `macros` that it carries programs."""

    about_kind: str
    about: UUID
    name: Said
    size: int
    sha256: str
    media: str
    macros: bool
    scanned: str

    def sentence(self) -> Say:
        about = Ref(self.about_kind, self.about.hex)
        return Say("上传文件「%(name)s」到%(about)s", {"name": self.name, "about": about})


@entry_kind("file.taken")
@dataclass(frozen=True, slots=True)
class FileTaken:
    sha256: str

    def sentence(self) -> Say:
        return Say("下载了这个文件")


@entry_kind("file.marked")
@dataclass(frozen=True, slots=True)
class FileMarked:
    """First step of a deletion: it is out of sight and can be taken back for some days."""

    reason: Said

    def sentence(self) -> Say:
        return Say("申请删除文件：%(reason)s", {"reason": self.reason})


@entry_kind("file.restored")
@dataclass(frozen=True, slots=True)
class FileRestored:
    def sentence(self) -> Say:
        return Say("撤回删除，文件恢复")


@entry_kind("file.purged")
@dataclass(frozen=True, slots=True)
class FilePurged:
    """Second step: the bytes are gone from disk; what it was, by digest, stays here."""

    sha256: str

    def sentence(self) -> Say:
        return Say("文件内容已删除")
