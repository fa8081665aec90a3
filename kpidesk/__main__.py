"""`python -m kpidesk`: hands the arguments to the command line."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run KPIdesk and return the exit code."""
    # Everything written is for this user only: the file, its backups and every export.
    os.umask(0o077)
    from kpidesk import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
