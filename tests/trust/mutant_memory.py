"""How much memory the child that opens workbooks takes at most, over mutants.

A small process of its own, for what a large one forks is counted with the size of its parent.
`python -m tests.trust.mutant_memory SEED COUNT [unlimited]` prints MB.
"""

from __future__ import annotations

import os
import resource
import sys

from southgate.domain.errors import Refused
from southgate.kernel.exchange.workbook import open as opening
from tests.trust.mutator import mutants


def main(seed: int, count: int, *, unlimited: bool) -> int:
    if unlimited:  # the planted fault
        opening.CHILD = "tests.trust.unlimited_child"
        opening.SOURCE = os.pathsep.join([str(opening.SOURCE), os.getcwd()])
    for _what, _name, data in mutants(seed, count):
        for road in ("values", "styled"):
            try:
                opening.read_workbook(data, road=road)
            except Refused:
                continue
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    print(main(int(sys.argv[1]), int(sys.argv[2]), unlimited=sys.argv[3:] == ["unlimited"]))
