"""The knelpuntenlog as a table that a region opens in a spreadsheet. Without personal data."""

import csv
import io
from collections.abc import Iterable

from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.register.knelpunt import Knelpunt

HEAD = ("dag", "soort", "gebied", "knelpunt")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula when a cell begins with it."""


def encode(knelpunten: Iterable[Knelpunt]) -> bytes:
    """UTF-8 with a byte order mark and semicolons, as a Dutch spreadsheet expects; no cell is a formula."""
    told = io.StringIO(newline="")
    writer = csv.writer(told, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in knelpunten:
        writer.writerow(map(_plain, (format_date_short(one.noted_on), one.kind.label, one.area, one.text)))
    return told.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    line = " ".join(cell.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
