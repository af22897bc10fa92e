"""What a report is: its lines, its sums, what it counts by, and on which basis. `declaring` reads the files.

A cell id means the same in every report of one sector: `protect_together` relies on that when it treats the
published tables as one. An id is never given another meaning; a changed report gets a higher version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import UnknownLine
from thuisplan_desktop.register.codes import Category, Code, Sector

UNKNOWN = "onbekend"


class Only(Enum):
    """A further condition of a 'waarvan' line."""

    ALL = "all"
    WITHOUT_OFFER = "without_offer"
    MBO_FEBRUARY = "mbo_february"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class ReportKind(Code):
    """Who is there on a day, who came and went in a period, or what was done: never in one table or drawing."""

    STAND = "stand", "stand op de peildatum"
    STROOM = "stroom", "in- en uitstroom in een tijdvak"
    PROCES = "proces", "wat er gedaan is, op de peildatum"


class Basis(Code):
    """Where a pupil is counted. Gemeenten count by home, schools by school (Zuid-Limburg 2018, §5.1); never mixed."""

    SCHOOL = "schooladres", "naar schooladres"
    HOME = "woonplaats", "naar woonplaats"


class Rhythm(Code):
    """How often partners look, and who (Ingrado, Jeurissen)."""

    MONTH = "maand", "maandelijks: leerplicht en samenwerkingsverband"
    QUARTER = "kwartaal", "elk kwartaal: kernpartneroverleg"
    YEAR = "jaar", "jaarlijks: OOGO"


class Flow(StrEnum):
    """The three numbers of a stroom: who came, who went, and everyone who was there at some time in the period."""

    IN = "instroom"
    OUT = "uitstroom"
    ALL = "cumulatief"


@dataclass(frozen=True)
class Value:
    """One place in a dimension. `weeks` stands for a band in a mean; `open` has no upper end; `unknown` is no band."""

    id: str
    label: str
    weeks: int | None = None
    open: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Dimension:
    """What a table is divided by. Every pupil has exactly one of its values; of an `area` they come from the cases."""

    name: str
    label: str
    source: str
    values: tuple[Value, ...] = ()
    area: bool = False

    def label_of(self, value: str) -> str:
        return next((one.label for one in self.values if one.id == value), value)


_MARKS = frozenset("%,=+")  # of cell ids, and of this way of writing itself


def area_id(name: str) -> str:
    """A name that somebody typed as a part of cell ids. What has a meaning there, or can't be printed, becomes % and
    the six hexadecimal digits of its code point."""
    return "".join(f"%{ord(one):06x}" if one in _MARKS or not one.isprintable() else one for one in name)


def area_name(id_: str) -> str:
    """The name that `area_id` wrote."""
    return re.sub("%([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), id_)


@dataclass(frozen=True)
class Group:
    """A group whose stroom is counted; `stand` is the cell that holds its number on a day."""

    name: str
    label: str
    categories: frozenset[Category]
    stand: str


@dataclass(frozen=True)
class Line:
    """One row of a report. A line without categories is a total: the sum of its parts.

    In a table by dimensions `place` says which value of which dimension; in a stroom `flow` and its group.
    """

    id: str
    label: str
    categories: frozenset[Category] = frozenset()
    only: Only = Only.ALL
    place: Mapping[str, str] = field(default_factory=dict)
    flow: tuple[str, Flow] | None = None

    @property
    def is_sum(self) -> bool:
        return not self.categories


@dataclass(frozen=True)
class Report:
    """A report of one sector: its lines in printing order, and the totals among them."""

    id: str
    version: int
    title: str
    sector: Sector
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    kind: ReportKind = ReportKind.STAND
    basis: Basis = Basis.SCHOOL
    source: str = ""
    rhythm: frozenset[Rhythm] = frozenset()
    dimensions: tuple[Dimension, ...] = ()
    counted: frozenset[Category] = frozenset()
    groups: tuple[Group, ...] = ()
    period: Rhythm | None = None
    of: str = ""
    same_as: Mapping[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> tuple[str, ...]:
        """The cell ids in printing order: also the order in which they travel."""
        return tuple(line.id for line in self.lines)

    def label(self, cell: str) -> str:
        """The Dutch label of a cell of this report. Raises UnknownLine."""
        for line in self.lines:
            if line.id == cell:
                return line.label
        raise UnknownLine

    @property
    def areas(self) -> tuple[Dimension, ...]:
        """The dimensions whose values are known only when cases are counted."""
        return tuple(one for one in self.dimensions if one.area)

    def cell_at(self, place: Mapping[str, str]) -> str:
        """The cell of this group at a place; without a place, the whole group."""
        names = ",".join(f"{one.name}={place[one.name]}" for one in self.dimensions if one.name in place)
        return self.same_as.get(names, f"{self.of}:{names}")
