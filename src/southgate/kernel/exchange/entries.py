"""What imports and exports leave in the book: who wrote which batch, who took what."""

from __future__ import annotations

from dataclasses import dataclass

from southgate.kernel.book.payloads import Said, Say, Words, entry_kind


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows a batch brought, by outcome."""

    new: int
    changed: int
    same: int
    rejected: int
    left: int = 0


@entry_kind("import.published")
@dataclass(frozen=True, slots=True)
class ImportPublished:
    """One batch written: which kind of record, from which file. The file's name may hold a person's, so it is kept."""

    kind: str
    title: str
    file: Said
    sha256: str
    rows: int
    new: int
    changed: int
    same: int
    rejected: int

    def sentence(self) -> Say:
        counts = {"new": self.new, "changed": self.changed, "rejected": self.rejected}
        return Say(
            "导入%(title)s「%(file)s」：新增 %(new)s 行，修改 %(changed)s 行，退回 %(rejected)s 行",
            {"title": Words(self.title), "file": self.file, **counts},
        )


@entry_kind("import.undone")
@dataclass(frozen=True, slots=True)
class ImportUndone:
    """A batch taken back: records it had made are withdrawn, changed fields set back."""

    withdrawn: int
    set_back: int

    def sentence(self) -> Say:
        return Say(
            "撤销一批导入：撤回新增 %(withdrawn)s 条，改回 %(set_back)s 条",
            {"withdrawn": self.withdrawn, "set_back": self.set_back},
        )


@entry_kind("export.taken")
@dataclass(frozen=True, slots=True)
class ExportTaken:
    """Somebody took records out: what kind, in which form, how many rows, which columns, and the file's digest.

    `filter` is the digest of the filter, because a filter may hold names.
    """

    kind: str
    title: str
    form: str
    filter: str
    rows: int
    columns: tuple[str, ...]
    sha256: str

    def sentence(self) -> Say:
        return Say(
            "导出%(title)s %(rows)s 行（%(form)s）", {"title": Words(self.title), "rows": self.rows, "form": self.form}
        )
