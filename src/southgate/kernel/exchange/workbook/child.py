"""The child process that opens a workbook: limits first, then the parsers. It imports no Django and reaches no network;
the file comes on standard input, lines leave on standard output (see `stream`). Any crash here is the file's fault."""

from __future__ import annotations

import resource
import sys

from southgate.domain.errors import Reason
from southgate.kernel.exchange.workbook.limits import MEMORY, SECONDS, UPLOAD, Unreadable
from southgate.kernel.exchange.workbook.sniff import form_of
from southgate.kernel.exchange.workbook.stream import Sink
from southgate.kernel.exchange.workbook.text import read_text
from southgate.kernel.exchange.workbook.values import read_values
from southgate.kernel.exchange.workbook.xls import read_xls
from southgate.kernel.exchange.workbook.xlsx import read_xlsx

OPEN_FILES = 32
TOO_MUCH = Reason("文件太大，内存不够读完", mend="请删去用不到的工作表、行和列，或拆成几个文件")


def limit() -> None:
    """No more memory and time than the contract says, no core dumps, no files written."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)


def work(data: bytes, sink: Sink, *, styled: bool) -> None:
    form = form_of(data)
    if form == "csv":
        read_text(data, sink)
    elif form == "xls":
        read_xls(data, sink)
    elif styled:
        read_xlsx(data, sink)
    else:
        read_values(data, sink)
    sink.done()


def main() -> int:
    limit()
    sink = Sink(sys.stdout.buffer)
    try:
        work(sys.stdin.buffer.read(UPLOAD + 1), sink, styled=sys.argv[1:] != ["values"])
    except Unreadable as refusal:
        sink.refuse(refusal.reasons)
    except MemoryError:
        sink.refuse([TOO_MUCH])
    return 0


if __name__ == "__main__":
    sys.exit(main())
