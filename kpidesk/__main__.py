"""`python -m kpidesk`: hands the arguments to the command line."""

from __future__ import annotations

import gc
import os
import signal
import sys


def main() -> int:
    """Run KPIdesk and return the exit code."""
    # Everything written is for this user only: the file, its backups and every export.
    os.umask(0o077)
    # numpy would start a thread for each core, which takes longer than all we have to multiply.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A command soon ends and the window collects for itself; looking for garbage took a fifth of the time of a command.
    gc.disable()
    from kpidesk import cli

    code = cli.main(sys.argv[1:])
    # All is said; Ctrl+C while Python puts itself away could only give another exit code.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    return code


if __name__ == "__main__":
    raise SystemExit(main())
