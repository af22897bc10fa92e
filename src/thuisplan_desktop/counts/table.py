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
class Told:
    """What readers know of a table because they have its definition set, whatever was counted.

    `threshold` is the smallest count that they are shown. `unregistered` are the lines of the sector's overview that
    count nobody, which this report need not have; in its own cells `no_one` nobody can be. After so many months without
    an offer somebody is over the `norm`; whether an offer without a place ends that tells `needs_place`.
    """

    threshold: int
    unregistered: frozenset[str] = frozenset()
    no_one: frozenset[str] = frozenset()
    norm: int = 3
    needs_place: bool = True


@dataclass(frozen=True)
class CountTable:
    """True counts of one report on one peildatum. None means 'niet geregistreerd': not zero, not hidden.

    `told` is None for a table of which the definition set is not known any more.
    """

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: Mapping[str, int | None]
    totals: tuple[Total, ...] = ()
    incomplete: tuple[str, ...] = ()
    told: Told | None = field(default=None, compare=False)  # the set tells it, no count does

    def __repr__(self) -> str:
        return f"CountTable(report={self.report!r}, peildatum={self.peildatum})"
