"""The list for the Inspectie as CSV: to take over in the recipient's own form. Rows under codes, no names, no dates."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from thuisplan_desktop.exchange.table_csv import safe
from thuisplan_desktop.register.inspection import InspectionList

_HEAD = (
    "lijst", "peildatum", "nr", "code", "leeftijd", "schoolsoort", "soort", "weken thuis", "gemeld bij leerplicht",
    "aanbod", "stand", "steekproef",
)  # fmt: skip


class Line(Protocol):
    """What a row of the list holds, whoever made it."""

    @property
    def number(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def age_band(self) -> str: ...
    @property
    def school_type(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def weeks(self) -> int: ...
    @property
    def reported(self) -> bool: ...
    @property
    def offer(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def sample(self) -> bool: ...


def encode(lists: Mapping[InspectionList, Sequence[Line]], peildatum: date) -> bytes:
    """Both lists, one row a pupil, as Dutch spreadsheets open them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for which in InspectionList:
        writer.writerows(_row(which, one, peildatum) for one in lists.get(which, ()))
    return out.getvalue().encode("utf-8-sig")


def _row(which: InspectionList, one: Line, peildatum: date) -> list[str]:
    return [
        which.label,
        peildatum.isoformat(),
        str(one.number),
        one.code,
        safe(one.age_band),
        safe(one.school_type),
        one.category,
        str(one.weeks),
        _yes(one.reported),
        one.offer,
        safe(one.state),
        _yes(one.sample),
    ]


def _yes(value: bool) -> str:
    return "ja" if value else "nee"
