"""Tables as office programs write them: a workbook, or a text with some encoding and delimiter; then rows of cells."""

import csv
import io
from collections.abc import Iterator

from thuisplan_desktop.errors import EmptyFile, MalformedRow, UnknownEncoding
from thuisplan_desktop.intake import limits, workbook

DELIMITERS = ";,\t"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TEXT_CONTROLS = frozenset("\t\r\n")


def table(data: bytes, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """The rows of a workbook's sheet or of a text. Raises as `workbook.rows`, `decode` and `rows` do."""
    return workbook.rows(data, sheet) if workbook.is_workbook(data) else rows(decode(data))


def sheet_names(data: bytes) -> tuple[str, ...]:
    """The sheets to choose from; none for a text."""
    return workbook.sheet_names(data) if workbook.is_workbook(data) else ()


def counts_from_1904(data: bytes) -> bool:
    """As `workbook.counts_from_1904`; a text never does. Raises NotAWorkbook, HostileWorkbook, FileTooLarge."""
    return workbook.is_workbook(data) and workbook.counts_from_1904(data)


def decode(data: bytes) -> str:
    """The text of a UTF-8, UTF-16 (with its mark) or Windows-1252 file.

    Raises FileTooLarge, EmptyFile, and UnknownEncoding for whatever holds control characters: a workbook, a picture.
    """
    limits.check_size(len(data))
    text = _decoded(data)
    if any(char < " " and char not in _TEXT_CONTROLS for char in text):
        raise UnknownEncoding
    if not text.strip():
        raise EmptyFile
    return text


def _decoded(data: bytes) -> str:
    marked = [name for mark, name in _BOMS if data.startswith(mark)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnknownEncoding


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first line into most cells; Excel's own `sep=;` line decides when it is there."""
    first = text.lstrip("\r\n").splitlines()[0]
    if first.lower().startswith("sep=") and first[4:5] in tuple(DELIMITERS):
        return first[4]
    return max(DELIMITERS, key=lambda delimiter: _cells(first, delimiter))


def _cells(line: str, delimiter: str) -> int:
    return len(next(csv.reader([line], delimiter=delimiter)))


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with its number as a spreadsheet shows it (the first row is 1).

    Raises MalformedRow for a quote that is not closed or a cell that is far too long.
    """
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise MalformedRow(row=number, column="") from None
        if cells is None:
            return
        if number > limits.MAX_ROWS:
            raise limits.too_large()
        if any(cell.strip() for cell in cells) and not _is_separator_line(number, cells):
            yield number, cells


def _is_separator_line(number: int, cells: list[str]) -> bool:
    return number == 1 and cells[0].strip().lower().startswith("sep=")
