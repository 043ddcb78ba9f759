"""The packs that come with the product, as files beside the code."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from southgate.kernel.packs.toml import PackText, read_pack


def shipped(under: str = "") -> tuple[PackText, ...]:
    """Every shipped pack, the oldest paper first; `under` narrows to a folder such as `national/calendar`."""
    root = files("southgate").joinpath("packs", *under.split("/") if under else ())
    packs = [read_pack(file.read_bytes(), name) for name, file in _walk(root, under)]
    return tuple(sorted(packs, key=lambda pack: (pack.head.source.dated, pack.head.key, pack.head.version)))


def _walk(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in folder.iterdir():
        path = f"{name}/{item.name}" if name else item.name
        if item.is_dir():
            found += _walk(item, path)
        elif item.name.endswith(".toml"):
            found.append((path, item))
    return found
