"""The source tree as syntax trees, read once for all tests of this folder."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "southgate"


@functools.cache
def modules() -> dict[str, ast.Module]:
    """Path below `src/southgate` → tree, for every module that is neither a test nor a migration."""
    return {
        name: ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
        for name in sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py"))
        if "/tests/" not in name and "/migrations/" not in name
    }


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, node


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else node.attr
    return ""
