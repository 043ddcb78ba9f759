"""The house stands as DESIGN says: layers, doors, keys, sizes, clocks."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.arch import source

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
LONG_FILES: frozenset[str] = frozenset()
"""Ratchet: may only shrink."""
LONG_FUNCTIONS: frozenset[str] = frozenset()
"""Ratchet: may only shrink."""

CLOCKS = {
    "date.today", "datetime.now", "datetime.utcnow", "timezone.now", "datetime.today", "time.time", "time.time_ns",
}  # fmt: skip
EDGE = ("kernel/clock.py", "cli/", "config/")
DOORS = {"api", "entries"}


def test_import_contracts_are_kept():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def wrong_doors(graph: grimp.ImportGraph) -> list[str]:
    """Imports from one app into another that pass neither `api` nor `entries`."""
    found = []
    for module in graph.modules:
        parts = module.split(".")
        if parts[:2] != ["southgate", "apps"] or len(parts) < 4 or "tests" in parts:
            continue
        for target in graph.find_modules_directly_imported_by(module):
            to = target.split(".")
            if to[:2] == ["southgate", "apps"] and len(to) > 3 and to[2] != parts[2] and to[3] not in DOORS:
                found.append(f"{module} -> {target}")
    return found


def test_apps_enter_each_other_by_api_or_entries_alone():
    assert wrong_doors(grimp.build_graph("southgate", cache_dir=None)) == []


def test_a_planted_wrong_door_is_found():
    graph = grimp.build_graph("southgate", cache_dir=None)
    for module in ("southgate.apps.pipeline.services", "southgate.apps.enterprise.models"):
        graph.add_module(module)
    graph.add_import(importer="southgate.apps.pipeline.services", imported="southgate.apps.enterprise.models")
    assert wrong_doors(graph)


def test_no_foreign_key_by_string():
    """A key named by text couples two rooms without an import, where no contract sees it."""
    found = [
        f"{name}:{call.lineno}"
        for name, tree in source.modules().items()
        for call in source.calls(tree)
        if source.dotted(call.func).split(".")[-1] in {"ForeignKey", "OneToOneField", "ManyToManyField"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value != "self"
    ]
    assert found == []


def test_no_imports_inside_functions():
    found = [
        f"{name}:{node.lineno}"
        for name, function in source.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_no_clock_outside_the_edge():
    found = [
        f"{name}:{call.lineno} {source.dotted(call.func)}"
        for name, tree in source.modules().items()
        if not name.startswith(EDGE)
        for call in source.calls(tree)
        if ".".join(source.dotted(call.func).split(".")[-2:]) in CLOCKS
    ]
    assert found == []


def test_only_invented_zones_simulate_the_clock():
    allowed = ("kernel/clock.py", "cli/")
    text = {name: (source.PACKAGE / name).read_text(encoding="utf-8") for name in source.modules()}
    assert [name for name in text if "clock.simulated" in text[name] and not name.startswith(allowed)] == []


def test_money_is_never_a_float():
    found = [
        f"{name}:{call.lineno}"
        for name, tree in source.modules().items()
        for call in source.calls(tree)
        if source.dotted(call.func).split(".")[-1] in {"FloatField", "DecimalField"}
    ]
    assert found == []


def test_no_file_is_too_long():
    long = {
        name
        for name in source.modules()
        if len((source.PACKAGE / name).read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    }
    assert long == LONG_FILES, "split them, or shrink the list when one became short"


def test_no_function_is_too_long():
    long = {
        f"{name}:{node.name}"
        for name, node in source.functions()
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == LONG_FUNCTIONS


def test_init_files_are_empty():
    full = [str(p) for p in source.PACKAGE.rglob("__init__.py") if p.read_text().strip() and "migrations" not in str(p)]
    assert full == []


def test_no_signals_and_no_save_overrides():
    signals = [
        f"{name}:{node.lineno}"
        for name, tree in source.modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals") and node.level == 0
        and (node.module or "").startswith("django")
    ]  # fmt: skip
    saves = [f"{name}:{function.lineno}" for name, function in source.functions() if function.name == "save"]
    assert (signals, saves) == ([], [])


@pytest.mark.parametrize("word", ["TODO", "FIXME", "raise NotImplementedError", "XXX"])
def test_nothing_is_left_for_later(word):
    allowed = {"kernel/identity/rules.py"} if word.startswith("raise") else set()
    found = [n for n in source.modules() if word in (source.PACKAGE / n).read_text(encoding="utf-8")]
    assert set(found) - allowed == set()
