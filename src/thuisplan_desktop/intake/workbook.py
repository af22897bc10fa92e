"""Excel workbooks (.xlsx, .xlsm): the cells of one sheet as text, and nothing else that such a file can carry.

A workbook is an archive of XML parts. Only the parts that hold cells are unfolded, within a limit and without a
document type or entity; macros, links, pictures, remarks and their authors are never opened. Formulas are not worked
out: the value the school's own program left in the cell is read. openpyxl then reads a copy with those parts alone.
"""

import io
import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat

from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.errors import EmptyFile, HostileWorkbook, NotAWorkbook, ThuisplanError
from thuisplan_desktop.intake import limits

MAGIC = b"PK\x03\x04"
MAX_UNFOLDED = 200 * 1024 * 1024
"""Of all parts together: half a million rows of an absence list are about 120 MB of XML."""
MAX_PARTS = 2_000
MAX_COLUMNS = 256
_LAST_ROW = 1_048_576
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/sharedStrings\.xml"
    r"|xl/styles\.xml|xl/worksheets/[\w-]+\.xml",
    re.ASCII,
)
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
"""What the archive reader raises for a damaged, encrypted or strangely packed file."""
_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_ZEROS = re.compile(r"0{2,12}")
_PEEKED = 20


def is_workbook(data: bytes) -> bool:
    """Whether it is an archive, as every workbook since 2007 is."""
    return data.startswith(MAGIC)


def sheet_names(data: bytes) -> tuple[str, ...]:
    """The visible sheets, in order. Raises as `rows` does."""
    book = _open(data)
    return tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")


def counts_from_1904(data: bytes) -> bool:
    """Whether a day that stands there as a plain number is counted from 1904, as older programs of Apple did."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(_FROM_1904.search(_unfolded(archive, archive.getinfo("xl/workbook.xml"), MAX_UNFOLDED)))
    except (*_BROKEN, KeyError):
        raise NotAWorkbook from None


def rows(data: bytes, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """Every row of a sheet that is not blank, with its number in the sheet; without a name the first that holds two.

    Raises FileTooLarge, EmptyFile, NotAWorkbook, HostileWorkbook.
    """
    book = _open(data)
    shown = [one for one in book.worksheets if one.sheet_state == "visible" and sheet in ("", one.title)]
    for one in shown:
        lines = _lines(one)
        first = [line for line, _ in zip(lines, range(_PEEKED), strict=False)]
        if len(first) > 1 or (first and sheet):
            return _padded(first, lines)
    raise EmptyFile


def _padded(first: list[tuple[int, list[str]]], others: Iterator[tuple[int, list[str]]]) -> Iterator[Any]:
    """Rows end with their last filled cell; a table wants them all as wide as its head."""
    width = max(len(cells) for _, cells in first)
    for lines in (first, others):
        for number, cells in lines:
            yield number, cells + [""] * (width - len(cells))


def _open(data: bytes) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415  (a third of a second that other work need not wait for)

    limits.check_size(len(data))
    try:
        copy = _cells_only(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about styles and extensions that we don't read
            book = load_workbook(copy, read_only=True, data_only=True, keep_links=False)
    except ThuisplanError:
        raise
    except Exception:
        raise NotAWorkbook from None
    return book


def _cells_only(data: bytes) -> io.BytesIO:
    """A copy of the archive with the parts that hold cells, each of which was looked through."""
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(copy, "w") as kept:
            parts = [one for one in archive.infolist() if _PARTS.fullmatch(one.filename)]
            names = [one.filename for one in parts]
            if len(archive.filelist) > MAX_PARTS or len(set(names)) < len(names):
                raise HostileWorkbook
            if "xl/workbook.xml" not in names:
                raise NotAWorkbook
            left = MAX_UNFOLDED
            for part in parts:
                content = _unfolded(archive, part, left)
                left -= len(content)
                kept.writestr(part.filename, content)
    except _BROKEN:
        raise NotAWorkbook from None
    copy.seek(0)
    return copy


def _unfolded(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of a part, counted while they unfold: what the archive says about its own size may be a lie."""
    with archive.open(part) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise limits.too_large()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise NotAWorkbook from None
    return content


def _refuse(*_declaration: object) -> None:
    raise HostileWorkbook


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # exporters write a wrong size, and rows outside it would be lost
    filled = 0
    for number, row in enumerate(_rows_of(sheet), 1):
        if number > _LAST_ROW or len(row) > MAX_COLUMNS:
            raise limits.too_large()
        cells = [_text(cell) for cell in row]
        if any(cells):
            filled += 1
            if filled > limits.MAX_ROWS:
                raise limits.too_large()
            yield number, _without_tail(cells)


def _rows_of(sheet: Any) -> Iterator[Sequence[Any]]:
    rows = sheet.iter_rows()
    while True:
        try:
            row = next(rows, None)
        except Exception:
            raise NotAWorkbook from None
        if row is None:
            return
        yield row


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: Any) -> str:
    """A cell as a list writes it: days as 03-11-2026, times as 08:30, numbers as short as they are."""
    value = cell.value
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        day = format_date_short(value.date())
        return day if value.time() == time() else f"{day} {value.time().isoformat('minutes')}"
    if isinstance(value, date):
        return format_date_short(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return _clock(value)
    return _number(value, _format(cell))


def _format(cell: Any) -> str:
    """How the sheet shows its number; a damaged list of styles may not hold the style that a cell names."""
    try:
        return str(cell.number_format)
    except LookupError:
        raise NotAWorkbook from None


def _clock(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _number(value: Any, shape: str) -> str:
    """A pupil's number 00042 may be the number 42 that is shown in five digits."""
    if not math.isfinite(value):
        return ""
    if value == int(value):
        return str(int(value)).zfill(len(shape)) if _ZEROS.fullmatch(shape) else str(int(value))
    return repr(round(float(value), 6))
