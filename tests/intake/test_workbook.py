"""Excel workbooks: what a person sees in the cells is what is read, and nothing else in the file is opened."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thuisplan_desktop.errors import EmptyFile, FileTooLarge, HostileWorkbook, NotAWorkbook, ThuisplanError
from thuisplan_desktop.intake import csv_absence, limits, pupil_list, tables, workbook
from workbooks import book, with_part

SIMPLE = book([["leerlingnummer", "datum", "code"], ["00042", date(2026, 11, 3), "Z"]])
SHEET = "xl/worksheets/sheet1.xml"


def cells(data: bytes, sheet: str = "") -> list[list[str]]:
    return [row for _, row in tables.table(data, sheet)]


def test_cells_as_a_person_sees_them() -> None:
    """Days, times, lengths, decimals, numbers with leading zeros, ja and nee: each as a list would write it."""
    row = [
        date(2026, 11, 3), datetime.fromisoformat("2026-11-03T08:30"), time(8, 30),
        timedelta(hours=5, minutes=30), 2.5, 42, True, " Zoë ", None, 30,
    ]  # fmt: skip
    assert cells(book([["a"] * 10, row], shapes={"F2": "00000"}))[1] == [
        "03-11-2026", "03-11-2026 08:30", "08:30", "05:30", "2.5", "00042", "ja", "Zoë", "", "30",
    ]  # fmt: skip


def test_rows_keep_the_numbers_of_the_sheet() -> None:
    """Blank rows are left out, and the others are called what Excel calls them; short rows are made as wide."""
    data = book([["a", "b"], [], ["1"], [None, "2"]])
    assert list(tables.table(data)) == [(1, ["a", "b"]), (3, ["1", ""]), (4, ["", "2"])]


def test_formulas_are_not_worked_out() -> None:
    """What the other program left in the cell counts; where it left nothing there is nothing."""
    assert cells(book([["a", "b"], ["=1+1", "x"]]))[1] == ["", "x"]


def test_the_first_sheet_with_rows_or_the_one_that_was_asked() -> None:
    data = book([], Leeg=[["Titel"]], Lijst=[["a"], ["1"]], Meer=[["b"], ["2"]])
    assert tables.sheet_names(data) == ("Blad1", "Leeg", "Lijst", "Meer")
    assert cells(data) == [["a"], ["1"]]
    assert cells(data, "Meer") == [["b"], ["2"]]
    with pytest.raises(EmptyFile):
        cells(book([]))


def test_macros_links_and_pictures_are_never_opened() -> None:
    """Other parts may hold anything, also what no reader could unfold: they are not looked at."""
    hostile = with_part(SIMPLE, "xl/vbaProject.bin", b"\x00" * 1000)
    hostile = with_part(hostile, "xl/externalLinks/externalLink1.xml", b"<!DOCTYPE x><x/>")
    assert cells(hostile) == cells(SIMPLE)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("declared", [b"<!DOCTYPE a>", b'<!DOCTYPE a [<!ENTITY x "y">]>'])
def test_document_types_are_refused(part: str, declared: bytes) -> None:
    """In any part that is read, before openpyxl sees it."""
    with zipfile.ZipFile(io.BytesIO(SIMPLE)) as archive:
        content = archive.read(part)
    head, mark, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
    with pytest.raises(HostileWorkbook):
        cells(with_part(SIMPLE, part, head + mark + declared + rest, instead=True))


def test_two_parts_of_one_name_are_refused() -> None:
    """Which of the two would a checker look at, and which the reader?"""
    with pytest.raises(HostileWorkbook):
        cells(with_part(SIMPLE, SHEET, b"<x/>"))


def test_what_unfolds_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes that become gigabytes stop at the limit, whatever size the archive claims."""
    monkeypatch.setattr(workbook, "MAX_UNFOLDED", 200_000)
    bomb = with_part(SIMPLE, "xl/sharedStrings.xml", b"<sst>" + b" " * 1_000_000 + b"</sst>")
    assert len(bomb) < 20_000
    with pytest.raises(FileTooLarge):
        cells(bomb)


@pytest.mark.parametrize(
    "row", ['<row r="1048577"><c r="A1048577"><v>1</v></c></row>', '<row r="2"><c r="XFD2"><v>1</v></c></row>']
)
def test_cells_at_the_end_of_the_world_are_refused(row: str) -> None:
    """One cell in the last column of each row would fill the memory; a row below Excel's last can't be."""
    head = '<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    with pytest.raises(FileTooLarge):
        cells(with_part(SIMPLE, SHEET, f"{sheet}{head}{row}</sheetData></worksheet>".encode(), instead=True))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    assert len(cells(book([["a"]] * 3))) == 3
    with pytest.raises(FileTooLarge):
        cells(book([["a"]] * 4))


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", SIMPLE[:-30], SIMPLE[:200], b"PK\x03\x04" + b"\x00" * 500],
)
def test_damaged_archives(data: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        cells(data)


def test_another_kind_of_archive() -> None:
    """A text document or an OpenDocument sheet is an archive too."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(NotAWorkbook):
        cells(out.getvalue())


CELLS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8).filter(
        lambda text: not text.startswith("=")
    ),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=2, max_size=5))
@example([[""], [""]])
@settings(max_examples=40)
def test_what_was_saved_is_read(rows: list[list[object]]) -> None:
    """Whatever the cells, the same rows come back in order, each as wide as the widest; a head alone is refused."""
    if not any(shown(cell) for row in rows for cell in row):
        with pytest.raises(EmptyFile):
            cells(book([["kop"] * 4, *rows]))
        return
    found = cells(book([["kop"] * 4, *rows]))
    wanted = [[shown(cell) for cell in row] + [""] * (4 - len(row)) for row in rows]
    assert found[1:] == [row for row in wanted if any(row)]


def shown(cell: object) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    return f"{cell:%d-%m-%Y}" if isinstance(cell, date) else str(cell).strip()


def damaged(place: int, inserted: bytes, removed: int) -> None:
    """A file that is changed anywhere is read, or refused by name."""
    with suppress(ThuisplanError):
        cells(SIMPLE[:place] + inserted + SIMPLE[place + removed :])


DAMAGE = (st.integers(0, len(SIMPLE) - 1), st.binary(max_size=12), st.integers(0, 40))


@given(*DAMAGE)
@settings(max_examples=100)
def test_damaged_workbooks_never_crash(place: int, inserted: bytes, removed: int) -> None:
    damaged(place, inserted, removed)


@given(st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml"]), st.integers(0, 2000), st.binary(max_size=12))
@example("xl/styles.xml", 98, b"A")  # a cell names a style that the damaged list no longer holds
@settings(max_examples=100)
def test_damaged_parts_never_crash(part: str, place: int, inserted: bytes) -> None:
    """The same inside the archive, where the checksum is right and only the XML is strange."""
    strange(part, place, inserted)


def strange(part: str, place: int, inserted: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(SIMPLE)) as archive:
        content = archive.read(part)
    place %= len(content)
    with suppress(ThuisplanError):
        cells(with_part(SIMPLE, part, content[:place] + inserted + content[place:], instead=True))


@pytest.mark.parametrize("from_1904", [False, True])
def test_days_as_plain_numbers_are_counted_as_the_workbook_counts(from_1904: bool) -> None:
    """A book of an older Apple counts from 1904: read otherwise, every day would be four years too early."""
    day, born = date(2026, 3, 16), date(2014, 9, 3)
    zero = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    head, pupils = ["Leerlingnummer", "Datum", "Code"], ["Stamnummer", "Roepnaam", "Achternaam", "Geboortedatum"]
    absences = book([head, [40001, (day - zero).days, "A"]], from_1904=from_1904)
    (row,) = csv_absence.read(absences).rows
    assert (row.pupil_key, row.day) == ("40001", day)
    listed = book([pupils, [40001, "Femke", "Zandloper", (born - zero).days]], from_1904=from_1904)
    (pupil,) = pupil_list.read(listed).pupils
    assert (pupil.key, pupil.birth_date) == ("40001", born)
    (shown,) = csv_absence.read(book([head, [40001, day, "A"]], from_1904=from_1904)).rows
    assert shown.day == day
