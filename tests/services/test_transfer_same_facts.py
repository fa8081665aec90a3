"""However a file is written, the same facts come out of it: columns, encoding, separators, decimals, dates, format."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpidesk.domain.entities import Rep, new_id
from kpidesk.services.history import History
from kpidesk.services.team import TeamService
from kpidesk.services.transfer import TransferService
from kpidesk.storage.upgrade import open_database

NOW = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
NAMES = ("Zoë Müller", "Ben Carter", "Anaïs Lefèvre")
HEADER = ("Rep", "Week", "Calls", "Revenue")
ROWS = [
    (name, dt.date(2026, 7, 6) + dt.timedelta(weeks=week), 3 + at + week, 1234.5 * (week + 1) + at)
    for week in range(4)
    for at, name in enumerate(NAMES)
]


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """What an import of a file leaves in a file that only knows the reps."""
    folder = tmp_path_factory.mktemp("facts")
    numbers = itertools.count()

    def read(content, suffix=".csv", times=1):
        number = next(numbers)
        database = open_database(folder / f"{number}.kpidesk")
        history = History(database)
        team = TeamService(database, history)
        for name in NAMES:
            team.add_rep(Rep(new_id(), name))
        path = folder / f"{number}{suffix}"
        path.write_bytes(content)
        service = TransferService(database, history, team)
        reports = [service.import_file(path, now=NOW) for _ in range(times)]
        query = """SELECT r.name, k.key, e.start, e.days, e.numerator, e.denominator FROM kpi_entry e
            JOIN rep r ON r.no = e.rep_no JOIN kpi k ON k.no = e.kpi_no ORDER BY 1, 2, 3"""
        with database.read() as connection:
            rows = [tuple(row) for row in connection.exec_driver_sql(query)]
        database.close()
        assert not any(report.problems for report in reports)
        return rows, reports

    return read


@pytest.fixture(scope="module")
def expected(facts):
    rows, _ = facts(text().encode())
    assert len(rows) == 2 * len(ROWS)
    return rows


def text(order=range(4), delimiter=",", decimal=".", thousands="", date="%Y-%m-%d", newline="\n", rows=ROWS):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerow([HEADER[at] for at in order])
    for name, week, calls, revenue in rows:
        money = f"{revenue:,.2f}".translate(str.maketrans(",.", f"\0{decimal}")).replace("\0", thousands)
        cells = (name, week.strftime(date), str(calls), money)
        writer.writerow([cells[at] for at in order])
    return out.getvalue()


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_in_any_order_of_the_columns(facts, expected, order):
    assert facts(text(order).encode())[0] == expected


@given(
    rows=st.permutations(ROWS),
    order=st.permutations(range(4)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    style=st.sampled_from([(".", ""), (".", ","), (".", " "), (".", "'"), (",", ""), (",", "."), (",", "\u00a0")]),
    date=st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%G-W%V", "%d.%m.%y"]),
    told=st.booleans(),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_in_any_way_of_writing(facts, expected, rows, order, encoding, newline, delimiter, style, date, told):
    decimal, thousands = style
    content = text(order, delimiter, decimal, thousands, date, newline, rows)
    content = f"sep={delimiter}{newline}{content}" if told else content
    assert facts(content.encode(encoding))[0] == expected


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH])
def test_in_a_workbook_of_either_calendar(facts, expected, epoch):
    book = openpyxl.Workbook()
    book.epoch = epoch
    book.active.append(["Weekly report"])
    book.active.append([])
    for row in (HEADER, *ROWS):
        book.active.append([None, *row])
    out = io.BytesIO()
    book.save(out)
    assert facts(out.getvalue(), ".xlsx")[0] == expected


def test_when_the_same_file_comes_again(facts, expected):
    rows, (first, again) = facts(text().encode(), times=2)
    assert rows == expected
    assert (again.values_new, again.values_changed, again.values_same) == (0, 0, first.values_new)
