"""Processes that type into the notes of a real meeting until they are killed, and log each key before they press it.

`python -m tests.journeys.typist FOLDER FIRST LAST [SECONDS]` kills one a seed, SECONDS after its first key at most, and
prints what was found in its file. Those that live for long turn seldom, so that the time of an item has to be kept
without a turn.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import signal
import struct
import sys
import time
from collections import defaultdict
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

TODAY = dt.date(2026, 8, 20)
KEY = struct.Struct("<qBBB")
"""When a key was typed in monotonic ns, on which agenda item, on which side, and which key, or `TURN`."""
TURN = 0
"""In the place of a key: from now on time goes to this item."""
SIDES = ("shared", "private")
AT_ONCE = 4
GENERAL = 255
"""The place of notes on no item."""
LONGEST_S = 2.0
"""From the first key to the kill at most."""
_OFTEN, _SELDOM = 0.02, 0.0006
"""How likely a step turns to another item."""
_ALPHABET = b"abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ #*-\n"


def main(folder: Path, seeds: range, longest: float = LONGEST_S) -> None:
    """Kill a process a seed, `AT_ONCE` at a time, each in the middle of typing; print what became of their notes."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _load()
    start = folder / "start.kpidesk"
    _meeting(start)
    killers = []
    for lane in range(AT_ONCE):
        killer = os.fork()
        if killer == 0:
            for seed in seeds[lane::AT_ONCE]:
                # One write a line, so that lanes do not mix.
                os.write(1, (json.dumps(_killed(folder, start, seed, longest)) + "\n").encode())
            os._exit(0)
        killers.append(killer)
    for killer in killers:
        os.waitpid(killer, 0)


def _load() -> None:
    """Import once, before any process is made, what each of them needs; no application is made here."""
    from kpidesk.gui.main_window import MainWindow  # noqa: F401
    from kpidesk.gui.pages import meeting, today  # noqa: F401
    from kpidesk.services import preparation, scorecards  # noqa: F401


def _meeting(path: Path) -> None:
    """The sample team, with a one-on-one under way."""
    from kpidesk.services.desk import Desk

    with closing(Desk(path)) as desk:
        desk.fill_sample(TODAY)
        maya = desk.team.rep("Maya")
        desk.preparation.prepare(_todays(desk), maya, TODAY)
        desk.meetings.start(_todays(desk), dt.datetime.now(dt.UTC), TODAY)


def _todays(desk: Any) -> Any:
    maya = desk.team.rep("Maya")
    return next(each for each in desk.meetings.one_on_ones(maya.id) if each.on == TODAY)


def _killed(folder: Path, start: Path, seed: int, longest: float) -> dict[str, Any]:
    chance = random.Random(seed)  # noqa: S311
    path, log = folder / f"{seed}.kpidesk", folder / f"{seed}.keys"
    shutil.copyfile(start, path)
    log.touch()
    child = os.fork()
    if child == 0:
        _type_for_ever(path, log, seed, _OFTEN if longest <= LONGEST_S else _SELDOM)
    while all(key == TURN for *_, key in _logged(log)):
        time.sleep(0.01)
    time.sleep(chance.uniform(0.05, longest))
    at = time.monotonic_ns()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = judge(path, log, at)
    for each in (path, log, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        each.unlink(missing_ok=True)
    return {"seed": seed, **found}


def _type_for_ever(path: Path, log: Path, seed: int, turning: float) -> NoReturn:
    """In the child: open the window over the file and type at random, each key logged before it is pressed."""
    from PySide6.QtCore import QLocale, QTimer
    from PySide6.QtWidgets import QApplication

    from kpidesk.gui import theme
    from kpidesk.gui.main_window import MainWindow
    from kpidesk.services.desk import Desk
    from kpidesk.settings import Settings

    try:
        application = QApplication(["kpidesk"])
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        theme.apply(application, theme.load_theme("light"))
        window = MainWindow(lambda: TODAY, Settings(), lambda _settings: None)
        window.show()
        window.open(Desk(path))
        window.go("meeting", None)
        keys = os.open(log, os.O_WRONLY | os.O_APPEND)
        typist = _Typist(window.page, keys, random.Random(seed), turning)  # noqa: S311
        timer = QTimer(window)
        timer.timeout.connect(typist.act)
        timer.start(5)
        application.exec()
    finally:
        os._exit(1)


class _Typist:
    """Types at the end of a note, and turns to another item or to the other side now and then."""

    def __init__(self, page: Any, keys: int, chance: random.Random, turning: float) -> None:
        self._page, self._keys, self._chance, self._turning = page, keys, chance, turning
        self._pause = 0
        page.notes.editor.setFocus()
        self._log(TURN)
        page.agenda.current_changed.connect(lambda _line: self._log(TURN))

    def act(self) -> None:
        """One step every 5 ms: mostly a key, at times a turn, at times a pause long enough for a save."""
        turn = self._chance.random()
        if self._pause:
            self._pause -= 1
        elif turn < self._turning:
            self._page.agenda.step(self._chance.choice((-1, 1)))
        elif turn < 2 * self._turning:
            self._page.notes.switch_side()
        elif 0.04 <= turn < 0.045:
            self._pause = 100
        elif turn < 0.5:
            self._type()

    def _type(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QTextCursor
        from PySide6.QtTest import QTest

        notes = self._page.notes
        key = self._chance.choice(_ALPHABET)
        self._log(key)
        notes.editor.moveCursor(QTextCursor.MoveOperation.End)
        if key == ord("\n"):
            QTest.keyClick(notes.editor, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(notes.editor, chr(key))

    def _log(self, key: int) -> None:
        items = [each.id for each in self._page.room.items]
        current = self._page.agenda.current.ident
        row = items.index(current) if current else GENERAL
        side = SIDES.index(str(self._page.notes.visibility))
        os.write(self._keys, KEY.pack(time.monotonic_ns(), row, side, key))


def judge(path: Path, log: Path, killed_at: int) -> dict[str, Any]:
    """Hold the file against what was typed.

    Returns: `typed` keys; `damage`, `garbled` notes that are no beginning of what was typed there; `loss`, seconds from
    the oldest lost key to the kill; `stall`, the longest time without a key in the last three seconds, when the machine
    had no time for the process; `late`, seconds of the talk that the file lacks, and `wrong`, seconds it has of an item
    that were not spent on it.
    """
    from kpidesk.services.desk import Desk

    logged = _logged(log)
    keys = [each for each in logged if each[3] != TURN]
    turns = [(at, row) for at, row, _side, key in logged if key == TURN]
    typed: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for at, row, side, key in keys:
        typed[row, side].append((at, chr(key)))
    with closing(Desk(path)) as desk:
        damage = desk.safety.check()
        maya = desk.team.rep("Maya")
        todays = _todays(desk)
        rows = {each.id: row for row, each in enumerate(desk.meetings.items(todays))}
        kept: dict[tuple[int, int], list[str]] = defaultdict(list)
        for note in desk.meetings.notes(maya, todays):
            row = rows[note.agenda_item_id] if note.agenda_item_id else GENERAL
            kept[row, SIDES.index(str(note.visibility))].append(note.text)
        progress = desk.meetings.progress(todays)
        measured = {rows[UUID(ident)]: seconds for ident, seconds in progress.spent.items()}
    garbled = [
        (place, texts)
        for place, texts in kept.items()
        if len(texts) != 1 or not _said(typed[place]).startswith(texts[0])
    ]
    lost = [at for place, pressed in typed.items() for at, _key in pressed[len("".join(kept.get(place, []))) :][:1]]
    times = [at for at, *_ in keys if at > killed_at - 3 * 10**9] + [killed_at]
    stall = max((later - earlier for earlier, later in pairwise(times)), default=0)
    return {
        "typed": len(keys),
        "damage": [str(each) for each in damage],
        "garbled": [str(each) for each in garbled],
        "loss": (killed_at - min(lost)) / 1e9 if lost else 0.0,
        "stall": stall / 1e9,
        "late": (killed_at - turns[0][0]) / 1e9 - progress.elapsed if turns else 0.0,
        "wrong": max((seconds - _spent(turns, row, killed_at) for row, seconds in measured.items()), default=0.0),
    }


def _logged(log: Path) -> list[tuple[int, int, int, int]]:
    """What was logged whole."""
    data = log.read_bytes()
    return list(KEY.iter_unpack(data[: len(data) // KEY.size * KEY.size]))


def _spent(turns: list[tuple[int, int]], row: int, killed_at: int) -> float:
    """Seconds from each turn to an item to the next turn, or to the kill."""
    ends = [at for at, _row in turns[1:]] + [killed_at]
    return sum(end - at for (at, found), end in zip(turns, ends, strict=True) if found == row) / 1e9


def _said(pressed: list[tuple[int, str]]) -> str:
    return "".join(key for _at, key in pressed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3]) + 1), *map(float, sys.argv[4:]))
