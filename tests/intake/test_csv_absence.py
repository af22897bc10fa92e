"""Absence lists: the exports of two school systems and a primary school, and rows that cannot be right."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.errors import (
    EmptyFile,
    FileTooLarge,
    ImpossibleDate,
    MalformedRow,
    MissingColumns,
    ThuisplanError,
    UnknownCode,
    UnknownEncoding,
)
from thuisplan_desktop.intake import absence_codes, csv_absence, limits
from thuisplan_desktop.intake.absence_values import Durations
from thuisplan_desktop.intake.forbidden import label_in

LISTS = Path(__file__).parents[1] / "data" / "absence"
MAGISTER = (LISTS / "magister-cp1252-puntkomma.csv").read_bytes()
HEAD = "leerlingnummer;datum;code\r\n"


def one(row: str, head: str = HEAD) -> csv_absence.AbsenceRow:
    """The only registration of a list of one row."""
    return csv_absence.read((head + row).encode()).rows[0]


def test_magister() -> None:
    """Windows-1252 and semicolons, one row per lesson hour: a range counts its hours, coming late is no absence."""
    file = csv_absence.read(MAGISTER)
    assert [(row.pupil_key, row.day.day, row.kind, row.minutes, row.row_number) for row in file.rows] == [
        ("00001", 2, "unauthorised", 50, 2),
        ("00001", 2, "unauthorised", 50, 3),
        ("00001", 3, "unauthorised", 300, 4),
        ("00002", 2, "sick", 50, 5),
    ]
    assert (file.skipped, file.dropped_columns) == (2, 7)
    assert file.warnings == (
        "2 regels tellen niet als verzuim: de leerling was op school.",
        "7 kolommen zijn niet ingelezen, zoals namen en opmerkingen.",
    )


def test_somtoday() -> None:
    """UTF-8 and commas, begin and end times, quotes inside quotes."""
    file = csv_absence.read((LISTS / "somtoday-utf8-komma.csv").read_bytes())
    assert [(row.pupil_key, row.day, row.kind, row.minutes) for row in file.rows] == [
        ("00001", date(2026, 11, 2), "unauthorised", 225),
        ("00001", date(2026, 11, 3), "unauthorised", 50),
        ("00002", date(2026, 11, 2), "sick", 390),
    ]
    assert file.skipped == 1


def test_primary_school() -> None:
    """Parts of a day, hours with a decimal comma, and reasons written out."""
    file = csv_absence.read((LISTS / "po-utf8bom-puntkomma.csv").read_bytes())
    assert [(row.kind, row.minutes) for row in file.rows] == [("sick", 165), ("sick", 90), ("unauthorised", 330)]
    assert file.warnings[0] == "1 regel telt niet als verzuim: de leerling was op school."


def test_remarks_reach_no_value() -> None:
    """Names and remarks of the list are in no row, warning or repr."""
    file = csv_absence.read(MAGISTER)
    kept = (
        repr([[getattr(row, name) for name in row.__slots__] for row in file.rows]) + repr(file) + repr(file.warnings)
    )
    assert not [word for word in ("crisis", "Wimpie", "Assati", "café") if word in kept]
    assert repr(file.rows[0]) == "AbsenceRow(row_number=2)"


@pytest.mark.parametrize(
    ("head", "rows", "minutes"),
    [
        ("leerlingnummer;datum;code", ["7;16-03-2026;Z"] * 2, [330]),
        ("leerlingnummer;datum;code;minuten", ["7;16-03-2026;Z;330"] * 2, [330]),
        ("leerlingnummer;datum;code;minuten", ["7;16-03-2026;Z;50"] * 7, [50] * 7),  # seven lessons, not one
        ("leerlingnummer;datum;code;minuten", ["7;16-03-2026;Z;50"] * 14, [50] * 9),
        ("leerlingnummer;datum;code;lesuur", ["7;16-03-2026;Z;1", "7;16-03-2026;Z;2"] * 2, [50, 50]),
        ("leerlingnummer;datum;code;begintijd;eindtijd", ["7;16-03-2026;Z;08:30;14:00"] * 2, [330]),
        # written otherwise the second time: the code, geoorloofd, the day, the lesson, the notation
        ("leerlingnummer;datum;code;lesuur", ["7;16-03-2026;A;1", "7;16-03-2026;S;1"], [50]),
        ("leerlingnummer;datum;code;lesuur", ["7;16-03-2026;Z;1", "7;2026-03-16;z;01"], [50]),
        ("leerlingnummer;datum;code;geoorloofd;lesuur", ["7;16-03-2026;Z;J;1", "7;16-03-2026;Z;ja;1"], [50]),
        (
            "leerlingnummer;datum;code;lesuur",
            ["7;16-03-2026;Z;1-6", *(f"7;16-03-2026;Z;{n}" for n in range(1, 7))],
            [50] * 6,
        ),
        (
            "leerlingnummer;datum;code;lesuur",
            [*(f"7;16-03-2026;Z;{n}" for n in range(3, 7)), "7;16-03-2026;Z;1-6"],
            [300],
        ),
        (
            "leerlingnummer;datum;code;lesuur",
            ["7;16-03-2026;Z;hele dag", "7;16-03-2026;Z;O", "7;16-03-2026;Z;m"],
            [165, 165],
        ),
        (
            "leerlingnummer;datum;code;begintijd;eindtijd",
            ["7;16-03-2026;Z;09:00;10:00", "7;16-03-2026;Z;08:30;14:00"],
            [330],
        ),
    ],
)
def test_what_was_exported_twice_counts_once(head: str, rows: list[str], minutes: list[int]) -> None:
    """Two exports pasted together are no sixteen hours; alike lines are several lessons while a day has room."""
    file = csv_absence.read("\n".join([head, *rows]).encode())
    assert [row.minutes for row in file.rows] == minutes
    told = [words for words in file.warnings if "dubbel" in words]
    assert bool(told) is (len(rows) > len(minutes))


def test_the_last_word_about_a_lesson_counts() -> None:
    """Absent without leave in the first export, ill in the second; other lessons of the day stay as they were."""
    head, rows = "leerlingnummer;datum;code;lesuur", ["A;1", "A;2", "Z;1"]
    file = csv_absence.read("\n".join([head, *(f"7;16-03-2026;{row}" for row in rows)]).encode())
    assert [(row.kind, row.minutes) for row in file.rows] == [("unauthorised", 50), ("sick", 50)]


@pytest.mark.parametrize(
    ("column", "rows", "left"),
    [
        ("geoorloofd", ["zz;nee", "zz;ja"], [("authorised", 330)]),
        ("geoorloofd", ["zz;ja", "zz;nee"], [("unauthorised", 330)]),
        ("lesuur", ["A;1", "A;2", "Z;hele dag"], [("sick", 330)]),
        ("lesuur", ["Z;1", "A;2", "Z;hele dag", "A;3"], [("sick", 50), ("sick", 230), ("unauthorised", 50)]),
        ("lesuur", ["A;hele dag", "Z;1-6"], [("unauthorised", 30), ("sick", 300)]),
        ("lesuur", ["A;1", "A;2", "PR;1"], [("unauthorised", 50)]),
        ("lesuur", ["A;1", "A;2", "PR;hele dag", "A;3"], [("unauthorised", 50)]),
        ("lesuur", ["PR;1", "A;1", "L;2"], [("unauthorised", 50)]),
        ("lesuur", ["A;hele dag", "L;"], [("unauthorised", 330)]),
        ("minuten", ["A;50", "L;"], [("unauthorised", 50)]),
        ("lesuur;minuten", ["A;1;50", "A;2;50", "A;1;0"], [("unauthorised", 50)]),
        ("lesuur", ["A;1-9", "Z;10-12"], [("unauthorised", 330), ("sick", 150)]),
        # days alone: at school is about the day, but a late lesson or one without a book says nothing of the others
        ("opmerking", ["A;", "PR;"], []),
        ("opmerking", ["A;", "aanwezig;", "Z;"], [("sick", 330)]),
        ("opmerking", ["A;", "L;", "BV;"], [("unauthorised", 330)]),
        ("minuten", ["A;50", "PR;", "PR;"], [("unauthorised", 50)]),  # three lessons
        # as well where some rows of the list tell a part of a day
        ("lesuur", ["A;", "PR;"], []),
        ("lesuur", ["A;hele dag", "PR;", "Z;1"], [("sick", 50)]),
        ("minuten", ["A;330", "PR;"], []),
        ("minuten", ["A;330", "PR;0"], []),
        # minutes alone: what fits only once in a day is one absence, which a 0 of its code puts right; no lesson does
        ("minuten", ["A;330", "A;0"], []),
        ("minuten", ["A;330", "Z;0"], [("unauthorised", 330)]),
        ("minuten", ["A;50", "A;50", "A;0"], [("unauthorised", 50)] * 2),
        ("minuten", ["A;50", "S;0", "A;50"], [("unauthorised", 50)] * 2),
        ("minuten", ["A;330", "A+;330"], [("authorised", 330)]),
        ("minuten", ["A;50", "A+;50"], [("unauthorised", 50), ("authorised", 50)]),
    ],
)
def test_the_last_word_about_a_day_counts(column: str, rows: list[str], left: list[tuple[str, int]]) -> None:
    """A whole day takes back what stood before it, also as 'aanwezig'; who came late may have been away besides."""
    lines = [f"leerlingnummer;datum;code;{column}", *(f"7;16-03-2026;{row}" for row in rows)]
    file = csv_absence.read("\n".join(lines).encode())
    assert [(row.kind, row.minutes) for row in file.rows] == left


def test_a_half_day_of_another_pupil_changes_nothing() -> None:
    """Who was at school after all was so, whatever the list tells of others."""
    rows = ["890;16-03-2026;ongeoorloofd;", "890;16-03-2026;aanwezig;", "891;17-03-2026;ziek;ochtend"]
    file = csv_absence.read("\n".join(["leerlingnummer;datum;code;dagdeel", *rows]).encode())
    assert [row.pupil_key for row in file.rows] == ["891"]


@pytest.mark.parametrize(
    ("column", "rows", "told"),
    [
        ("opmerking", ["A;", "PR;"], False),  # taken back
        ("opmerking", ["PR;", "A;"], False),
        ("opmerking", ["A;", "L;"], True),
        ("opmerking", ["A;", "eigen;"], True),
        ("minuten", ["A;50", "L;"], False),  # another lesson
        ("minuten", ["A;50", "PR;"], True),
        ("minuten", ["A;50", "A;0"], True),
        ("minuten", ["A;50", "Z;0"], False),
        ("lesuur", ["A;1", "PR;2"], False),
        ("lesuur", ["A;ochtend", "PR;"], True),
    ],
)
def test_an_absence_that_a_later_row_may_take_back_is_told(column: str, rows: list[str], told: bool) -> None:
    """It counts, because nobody can tell; so somebody looks."""
    lines = [f"leerlingnummer;datum;code;{column}", *(f"7;16-03-2026;{row}" for row in rows)]
    codes = absence_codes.shipped() | {"eigen": None}
    file = csv_absence.read("\n".join(lines).encode(), codes=codes)
    assert any("terwijl een latere regel" in words for words in file.warnings) is told


@pytest.mark.parametrize(
    ("rows", "minutes"),
    [
        (["08:30;100", "09:20;50"], [50, 50]),
        (["09:20;50", "08:30;100"], [100]),
        (["08:30;50", "09:20;50"], [50, 50]),
        (["08:30;0", "08:30;50"], [50]),
    ],
)
def test_stretches_told_by_their_begin_and_minutes_count_once(rows: list[str], minutes: list[int]) -> None:
    """As with an end: what overlaps is one absence, what follows on is two."""
    head = "leerlingnummer;datum;code;begintijd;minuten\n"
    file = csv_absence.read((head + "\n".join(f"7;16-03-2026;A;{row}" for row in rows)).encode())
    assert [row.minutes for row in file.rows] == minutes


@pytest.mark.parametrize(
    ("head", "rows", "minutes", "told"),
    [
        ("leerlingnummer;datum;code;begintijd", [f"7;16-03-2026;A;0{n}:30" for n in (7, 8, 9)], [50] * 3, ""),
        ("leerlingnummer;datum;code;uren", ["7;16-03-2026;A;24"], [480], "meer dan 480 minuten"),
        ("leerlingnummer;datum;code;lesuur", ["7;16-03-2026;A;1-12"], [480], "meer dan 480 minuten"),
        ("leerlingnummer;datum;code;minuten", ["7;16-03-2026;A;0", "7;16-03-2026;A;50"], [50], "niet als verzuim"),
        ("leerlingnummer;datum;code;lesuur", ["7;16-03-2026;A;hele dag", "7;16-03-2026;A;1"], [280, 50], ""),
    ],
)
def test_no_day_is_longer_than_a_school_day(head: str, rows: list[str], minutes: list[int], told: str) -> None:
    """A begin alone is one lesson; what would make a day longer than it can be doesn't count, and is told."""
    file = csv_absence.read("\n".join([head, *rows]).encode())
    assert [row.minutes for row in file.rows] == minutes
    assert told in " ".join(file.warnings)


def test_own_lengths() -> None:
    """A school's own lesson and half day replace the common ones."""
    own = Durations(lesson=45, half_day=150, day=300)
    file = csv_absence.read(MAGISTER, durations=own)
    assert [row.minutes for row in file.rows] == [45, 45, 270, 45]
    file = csv_absence.read((LISTS / "po-utf8bom-puntkomma.csv").read_bytes(), durations=own)
    assert [row.minutes for row in file.rows] == [150, 90, 300]


def test_own_columns_and_codes() -> None:
    """A mapping names the columns of an unknown system, a table its codes."""
    data = b"Wie,Wanneer,Wat,Hoelang\n7,03-11-2026,X 1,30\n8,03-11-2026,Y,10\n"
    mapping = {"pupil_key": "wie", "day": "WANNEER", "code": "Wat", "minutes": "Hoelang"}
    file = csv_absence.read(data, mapping, {"x1": "sick", "Y": None})
    assert [(row.pupil_key, row.kind, row.minutes) for row in file.rows] == [("7", "sick", 30)]
    assert (file.skipped, file.dropped_columns, len(file.warnings)) == (1, 0, 1)


def test_missing_columns_are_named() -> None:
    """What is looked for is named, not what the file holds."""
    with pytest.raises(MissingColumns) as refused:
        csv_absence.read(b"Kanarie;datum\n1;2\n")
    assert refused.value.facts == {"columns": "leerlingnummer, code"}
    with pytest.raises(MissingColumns) as refused:
        csv_absence.read(b"a;b\n1;2\n", {"pupil_key": "a", "day": "b", "code": "Soort", "hours": "Lengte"})
    assert refused.value.facts == {"columns": "Soort, Lengte"}


@pytest.mark.parametrize(
    "value",
    [
        "3-11-2026",
        "03-11-2026",
        "03/11/2026",
        "3.11.2026",
        "2026-11-03",
        "03-11-2026 00:00",
        "2026-11-03T08:30:00",
        "46329",
    ],
)
def test_dates_as_lists_write_them(value: str) -> None:
    """Dutch, ISO, with a time, and Excel's day number are one day."""
    assert one(f"1;{value};Z").day == date(2026, 11, 3)


@pytest.mark.parametrize(
    "value", ["31-11-2026", "03-11-26", "11/31/2026", "99999", "", "gisteren", "3-11-1026", "٣-11-2026"]
)
def test_impossible_dates(value: str) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        one(f"1;3-11-2026;Z\r\n1;{value};Z")
    assert refused.value.facts == {"row": 3, "column": "datum"}


def test_unknown_code_names_only_the_row() -> None:
    with pytest.raises(UnknownCode) as refused:
        one("1;3-11-2026;Kanarie")
    assert refused.value.facts == {"row": 2}


@pytest.mark.parametrize(
    ("head", "row", "column"),
    [
        (HEAD, ";3-11-2026;Z", "leerlingnummer"),
        (HEAD, "1;3-11-2026", ""),
        (HEAD, "1;3-11-2026;Z;en nog iets", ""),
        (HEAD, '1;3-11-2026;"Z', ""),
        ("leerlingnummer;datum;code;lesuur\n", "1;3-11-2026;Z;laatste", "lesuur"),
        ("leerlingnummer;datum;code;lesuur\n", "1;3-11-2026;Z;6-1", "lesuur"),
        ("leerlingnummer;datum;code;lesuur\n", "1;3-11-2026;Z;1-99", "lesuur"),
        ("leerlingnummer;datum;code;minuten\n", "1;3-11-2026;Z;veel", "minuten"),
        ("leerlingnummer;datum;code;minuten\n", "1;3-11-2026;Z;1441", "minuten"),
        ("leerlingnummer;datum;code;uren\n", "1;3-11-2026;Z;25", "uren"),
        ("leerlingnummer;datum;code;van;tot\n", "1;3-11-2026;Z;8:30;7:30", "eindtijd"),
        ("leerlingnummer;datum;code;van;tot\n", "1;3-11-2026;Z;24:00;25:00", "eindtijd"),
        ("leerlingnummer;datum;code;van;tot\n", "1;3-11-2026;Z;2-11-2026;23:00", "begintijd"),
    ],
)
def test_malformed_rows(head: str, row: str, column: str) -> None:
    """A row that cannot be right is named by its number and column; a moved cell makes the whole row unusable."""
    with pytest.raises(MalformedRow) as refused:
        one(row, head)
    assert refused.value.facts == {"row": 2, "column": column}


def test_blank_rows_and_empty_cells_after_the_last_column_are_passed_over() -> None:
    """Row numbers stay those of the spreadsheet."""
    file = csv_absence.read((HEAD + "\r\n;;\r\n1;3-11-2026;Z;;\r\n").encode())
    assert [row.row_number for row in file.rows] == [4]


def test_excel_separator_line() -> None:
    """Excel's own first line `sep=,` decides, and is not a header."""
    assert csv_absence.read(b"sep=,\nleerlingnummer,datum,code\n1,3-11-2026,Z\n").rows[0].row_number == 3


def test_leading_zeros_stay() -> None:
    assert one("00042;3-11-2026;Z").pupil_key == "00042"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", HEAD.encode()])
def test_empty(data: bytes) -> None:
    """A file without a single registration says so, and changes nothing."""
    with pytest.raises(EmptyFile):
        csv_absence.read(data)


@pytest.mark.parametrize("data", [b"\x81\x8d", b"\xff\xfea", b"a\x00;\x00"])
def test_no_text(data: bytes) -> None:
    """A workbook, a picture, or UTF-16 without its mark is not guessed at."""
    with pytest.raises(UnknownEncoding):
        csv_absence.read(data)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many bytes and too many rows are refused."""
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    with pytest.raises(FileTooLarge):
        csv_absence.read((HEAD + "1;3-11-2026;Z\n" * 2).encode())
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    with pytest.raises(FileTooLarge):
        csv_absence.read(HEAD.encode())


def test_endless_cell() -> None:
    """A cell larger than any list has is a malformed row, not a crash."""
    with pytest.raises(MalformedRow):
        one("1;3-11-2026;Z" + "Z" * 200_000)


KEYS = st.text(
    st.characters(whitelist_categories=("Lu", "Ll", "Nd"), max_codepoint=0xFF), min_size=1, max_size=12
).filter(lambda key: not label_in(key))
REMARKS = st.text(st.sampled_from("ab ;,\té\"'\n"), max_size=20)
ROWS = st.lists(st.tuples(KEYS, st.dates(date(2000, 1, 1), date(2090, 1, 1)), REMARKS), min_size=1, max_size=12)


@given(
    ROWS,
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"]),
)
@settings(max_examples=80)
def test_what_was_written_is_read(rows: list[tuple[str, date, str]], delimiter: str, encoding: str, form: str) -> None:
    """In every delimiter, encoding and date form, with any remark, the same days come back in order, each once."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Opmerking", "Stamnummer", "Datum", "Code"])
    writer.writerows([remark, key, day.strftime(form), "Z"] for key, day, remark in rows)
    read = csv_absence.read(out.getvalue().encode(encoding)).rows
    days = [(key, day) for key, day, _ in rows]
    last = [(place + 2, *one) for place, one in enumerate(days) if one not in days[place + 1 :]]
    assert [(row.row_number, row.pupil_key, row.day) for row in read] == last


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_random_bytes_never_crash(data: bytes) -> None:
    read_or_refuse(data)


@given(st.integers(0, len(MAGISTER) - 1), st.binary(max_size=12), st.integers(0, 40))
@settings(max_examples=120)
def test_damaged_lists_never_crash(place: int, inserted: bytes, removed: int) -> None:
    read_or_refuse(MAGISTER[:place] + inserted + MAGISTER[place + removed :])


def read_or_refuse(data: bytes) -> None:
    """Whatever the bytes, the answer is a file or an error that has a name and holds no name."""
    facts: dict[str, str | int] = {}
    try:
        csv_absence.read(data)
    except ThuisplanError as refused:
        facts = refused.facts
    assert "Wimpie" not in str(facts)


@pytest.mark.parametrize(("begin", "end"), [("1e uur", ""), ("08:30", "-"), ("?", "09:20"), ("25:00", "26:00")])
def test_a_time_is_not_needed_where_minutes_are_told(begin: str, end: str) -> None:
    """A begin or end that can't be read holds up no list: the minutes count, twice where two lessons were missed."""
    head = "leerlingnummer;datum;code;minuten;begintijd;eindtijd\n"
    rows = [f"7;16-03-2026;A;50;{begin};{end}"] * 2
    assert [row.minutes for row in csv_absence.read((head + "\n".join(rows)).encode()).rows] == [50, 50]


@pytest.mark.parametrize(("begin", "end", "column"), [("1e uur", "", "begintijd"), ("08:30", "-", "eindtijd")])
def test_an_unreadable_time_is_refused_at_its_own_row(begin: str, end: str, column: str) -> None:
    """Where only the time tells how long, the refusal names the row and the column to mend."""
    head = "leerlingnummer;datum;code;minuten;begintijd;eindtijd\n"
    rows = ["7;16-03-2026;A;50;1e uur;", f"7;17-03-2026;A;;{begin};{end}"]
    with pytest.raises(MalformedRow) as refused:
        csv_absence.read((head + "\n".join(rows)).encode())
    assert refused.value.facts == {"row": 3, "column": column}


@pytest.mark.parametrize(("begin", "end", "last"), [("08:30", "", 50), ("", "09:20", 50), ("", "", 330)])
def test_one_time_alone_tells_of_one_lesson(begin: str, end: str, last: int) -> None:
    """Who came in late has an end and no begin, and missed no whole day; twice it is the same lesson."""
    rows = ["leerlingnummer;datum;code;begintijd;eindtijd", *[f"7;16-03-2026;A;{begin};{end}"] * 2]
    assert [row.minutes for row in csv_absence.read("\n".join(rows).encode()).rows] == [last]


def test_an_end_alone_that_cannot_be_read_is_refused_at_its_row() -> None:
    with pytest.raises(MalformedRow) as refused:
        csv_absence.read(b"leerlingnummer;datum;code;begintijd;eindtijd\n7;16-03-2026;A;;later")
    assert refused.value.facts == {"row": 2, "column": "eindtijd"}


def test_a_list_of_minutes_alone_that_was_pasted_twice_is_told() -> None:
    """Alike lines may be several lessons, so they count; where all are alike somebody must look."""
    head, rows = "leerlingnummer;datum;code;minuten", [f"7;{day}-03-2026;A;50" for day in (16, 17, 18)]

    def told(lines: list[str]) -> bool:
        file = csv_absence.read("\n".join([head, *lines]).encode())
        return any("twee keer in dit bestand geplakt" in words for words in file.warnings)

    whole_days = [row.replace("50", "330") for row in rows]
    assert told(rows + rows)
    assert not told(whole_days + whole_days), "these count once"
    assert not told(rows)
    assert not told([*rows, rows[0]])
