"""The command line: KPIdesk without its window. Every command calls the same services."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

DONE, PARTLY, REFUSED = 0, 1, 2
"""Exit codes: everything taken; something left out; nothing changed."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors are one line on stderr, never a traceback."""
    from kpidesk.cli import output
    from kpidesk.cli.parser import parse

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    stopping = signal.getsignal(signal.SIGINT)
    try:
        try:
            chosen = parse(arguments)
            code: int = chosen.run(chosen)
        finally:
            output.flush()
    except UserError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse("Stopped. Nothing was changed.")
    except BrokenPipeError:
        # The reader of our output went away; that is its right.
        output.close()
        return DONE
    except PermissionError as error:
        return _refuse(f"{error.filename} is out of reach: {error.strerror}. Change its permissions or name another.")
    except Exception as error:  # noqa: BLE001  # the last line of defence: a bug is logged, the user gets one sentence
        return _refuse(_explain_bug(error))
    finally:
        signal.signal(signal.SIGINT, stopping)
    return code


def _explain_bug(error: Exception) -> str:
    from kpidesk import crashes, paths

    log = crashes.keep(error, paths.log_dir())
    where = f" What happened is described in {log}, without any of your data." if log else ""
    file = "what was asked is in your file" if _changed() else "your file is as it was"
    return f"KPIdesk made a mistake and stopped; {file}.{where}"


def _refuse(sentence: str) -> int:
    from kpidesk.cli import output

    sys.stderr.write(f"kpidesk: {' '.join(output.text(sentence).split())}\n")
    return PARTLY if _changed() else REFUSED


def _changed() -> bool:
    """Whether the command made its change before something went wrong: an answer that cannot be told, at the worst."""
    return signal.getsignal(signal.SIGINT) is _too_late


def no_way_back() -> None:
    """Pass over Ctrl+C while the change is made and told: nobody could say any more that nothing was changed."""
    signal.signal(signal.SIGINT, _too_late)


def _too_late(_number: int, _frame: FrameType | None) -> None:
    pass
