"""Runs the suite: on a really started PostgreSQL where there is one, the journeys in a browser, then all on SQLite.

    python tools/test.py            every test, small counts of faults
    python tools/test.py --trust    only tests/trust, full counts (with SOUTHGATE_TRUST=1)

What cannot run here is said before the last run, with the way to get it; the end is pytest's own summary. What asks no
database, and the tour of all addresses by all roles, would say the same twice: these run once, on SQLite.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONCE = ("src/southgate/domain", "tests/arch", "tests/tools", "tests/samples", "tests/rights/test_coverage.py")
ELSEWHERE = ("tests/e2e", "tests/trust")
"""What the run on PostgreSQL leaves out: what runs once anyway, and what has a run or databases of its own."""
sys.path.insert(0, str(ROOT))

from tests.trust.postgres import NO_POSTGRES, find_postgres, started_postgres  # noqa: E402

NO_CHROMIUM = "Chromium is not here: the browser journeys are skipped (Debian: apt-get install chromium)"


def main() -> int:
    if "--trust" in sys.argv:
        return run("trust, full counts", ["tests/trust", "-n", "2", "-rP", "--show-capture=stdout"])
    code = 0
    if find_postgres() is None:
        print(f"note: {NO_POSTGRES}", flush=True)
    else:
        with started_postgres() as url:
            code = run("PostgreSQL", ["-n", "2", *(f"--ignore={path}" for path in (*ONCE, *ELSEWHERE))], url=url)
    if shutil.which("chromium") is None:
        print(f"note: {NO_CHROMIUM}", flush=True)
    else:  # one after another: they share one house
        code = run("Chromium", ["tests/e2e"]) or code
    return run("SQLite", ["-n", "2", "--ignore=tests/e2e"]) or code


def run(name: str, arguments: list[str], *, url: str = "") -> int:
    """One pytest run in random order; its exit status."""
    environment = dict(os.environ)
    if url:
        environment["DATABASE_URL"] = url
    command = [sys.executable, "-m", "pytest", "-q", "-ra", *arguments]
    print(f"== {name}: pytest {' '.join(command[3:])}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
