"""Counts: a number, zero, or not registered; and what of them may be read.

Two types carry permission. A `CountTable` holds true counts and never becomes text. A `ProtectedTable` is made
only by `counts.protect` and is the only thing a screen, PDF or file for readers accepts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

MAX_COUNT = 10_000
"""More children than this in one cell of one register is a mistake: it can't become part of a sum."""


class Mark(Enum):
    """The one mark of a hidden cell: whether it is small or merely protects a small one is not told."""

    HIDDEN = "afgeschermd"


@dataclass(frozen=True)
class Total:
    """`total` is the sum of `parts`; with `remainder` the parts are 'waarvan' lines and may add up to less."""

    total: str
    parts: tuple[str, ...]
    remainder: bool = False


@dataclass(frozen=True)
class CountTable:
    """True counts of one report on one peildatum. None means 'niet geregistreerd': not zero, not hidden.

    `unregistered`: the lines of the sector's overview that the definition set does not register. Readers have the set,
    so they know it of lines that this report doesn't have too.
    """

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: Mapping[str, int | None]
    totals: tuple[Total, ...] = ()
    incomplete: tuple[str, ...] = ()
    unregistered: frozenset[str] = field(default=frozenset(), compare=False)  # the set tells it, no count does

    def __repr__(self) -> str:
        return f"CountTable(report={self.report!r}, peildatum={self.peildatum})"
