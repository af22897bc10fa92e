"""Workbooks for tests, as a school's own program would save them."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Rows = Iterable[Sequence[Any]]


def book(rows: Rows, shapes: Mapping[str, str] | None = None, *, from_1904: bool = False, **others: Rows) -> bytes:
    """One sheet 'Blad1' with these rows, then sheets by name; `shapes` gives a cell a number format."""
    made = Workbook()
    if from_1904:
        made.epoch = CALENDAR_MAC_1904
    first = made.active
    first.title = "Blad1"
    for row in rows:
        first.append(row)
    for cell, shape in (shapes or {}).items():
        first[cell].number_format = shape
    for name, more in others.items():
        sheet = made.create_sheet(name)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes, *, instead: bool = False) -> bytes:
    """The same archive with one part more, or with another content of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if not (instead and part.filename == name):
                new.writestr(part.filename, old.read(part))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a second part of one name is the point of one test
            new.writestr(name, content)
    return out.getvalue()
