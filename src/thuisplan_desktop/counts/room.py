"""Whom each cell of a report has room for under a definition set: someone, no one, or only who is not registered.

A reader has the set. Where by its words nobody can be there is no number to guess, so such a cell hides nothing. What
is said here follows `register/judging.py` and `placing.py`; a test holds it against pupils who were judged and placed.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import cache
from math import inf

from thuisplan_desktop.counts.declared import Line, Only, Report
from thuisplan_desktop.counts.placing import categories_at
from thuisplan_desktop.counts.reports import overview
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.register.codes import Category, MboFebruary, Sector
from thuisplan_desktop.register.rules import AbsenceRule, DefinitionSet, Norm, RiskRule

_EVERYONE = frozenset(Category)
_BANDS = {
    "4_weken_tot_3_maanden": (0, 3),
    "3_tot_6_maanden": (3, 6),
    "6_tot_10_maanden": (6, 10),
    "langer_dan_10_maanden": (10, inf),
}
"""From and until how many months."""


class Room(Enum):
    """Who can be counted in a cell."""

    SOMEONE = auto()
    NO_ONE = auto()
    UNREGISTERED = auto()


def rooms(report: Report, rules: DefinitionSet, counted: Mapping[str, int]) -> Mapping[str, Room]:
    """The room of every cell. Where somebody was counted there is room, whatever the words say."""
    here = _Here(report, rules)
    found = {line.id: Room.SOMEONE if counted.get(line.id) else here.room_of(line) for line in report.lines}
    found |= {line.id: Room.UNREGISTERED for line in report.lines if here.is_named(line)}
    for total in in_order(report):
        if not total.remainder:
            found[total.total] = _of_all([found[part] for part in total.parts])
        elif found[total.total] is not Room.SOMEONE:
            found |= dict.fromkeys(total.parts, found[total.total])
    return found


def _of_all(parts: Sequence[Room]) -> Room:
    """Of a sum: what one of its parts has room for."""
    return next((room for room in (Room.SOMEONE, Room.UNREGISTERED) if room in parts), Room.NO_ONE)


def unregistered(sector: Sector, rules: DefinitionSet) -> frozenset[str]:
    """The lines of the sector's overview in which this set counts nobody. A sum is registered as far as its parts."""
    named = rules.not_registered.get(sector, frozenset())
    lines = [line for line in overview(sector).lines if not line.is_sum]
    return frozenset(line.id for line in lines if line.id in named or not _by_words(line, line.categories, rules))


def not_registered(sector: Sector, rules: DefinitionSet) -> frozenset[Category]:
    """What the sector does not register is in no table, nor in the total of any. Of whom only a 'waarvan' is not
    registered the rest is."""
    named = rules.not_registered.get(sector, frozenset())
    lines = (one for one in overview(sector).lines if one.id in named and one.only is Only.ALL)
    return frozenset(category for line in lines for category in line.categories)


class _Here:
    """What a definition set says of the lines of one report."""

    def __init__(self, report: Report, rules: DefinitionSet) -> None:
        self._report, self._rules = report, rules
        self._named = rules.not_registered.get(report.sector, frozenset())
        self._gone = not_registered(report.sector, rules)

    def is_named(self, line: Line) -> bool:
        """A cell under one that is not registered is not registered either, nor who came to it and left it."""
        if not self._named:
            return False
        above = [self._report.cell_at({name: value}) for name, value in line.place.items()]
        group = next((one for one in self._report.groups if line.flow and one.name == line.flow[0]), None)
        return bool(self._named & {line.id, *above, *({group.stand} if group else ())})

    def room_of(self, line: Line) -> Room:
        """By the words. Of a sum in a list its parts tell."""
        counted = line.categories or self._report.counted
        there = _by_words(line, counted, self._rules)
        if counted and there <= self._gone:
            return Room.UNREGISTERED if there else Room.NO_ONE
        return Room.SOMEONE


def _by_words(line: Line, counted: frozenset[Category], rules: DefinitionSet) -> frozenset[Category]:
    """Of which of these categories somebody can be on this line."""
    if line.only is Only.MBO_FEBRUARY and rules.absoluut.mbo_february is MboFebruary.EXCLUDED:
        return frozenset()
    there = counted - _without_kinds(rules.dreigend, rules.lrv, rules.long_term_sick, rules.authorised)
    for dimension, value in line.place.items():
        there &= _who(dimension, value, rules.norm)
    return there


@cache
def _without_kinds(
    dreigend: RiskRule, lrv: AbsenceRule, sick: AbsenceRule, authorised: AbsenceRule
) -> frozenset[Category]:
    """Nobody is what no kind of absence makes one, nor what a rule that is asked first takes all of."""
    gone = {
        Category.DREIGEND: not dreigend.kinds,
        Category.LRV_4W_3M: not lrv.kinds,
        Category.LRV_OVER_3M: not lrv.kinds,
        Category.LONG_TERM_SICK: not sick.kinds or _takes_all(lrv, sick),
        Category.WORRYING_AUTHORISED: not authorised.kinds or any(_takes_all(one, authorised) for one in (lrv, sick)),
    }
    return frozenset(category for category, nobody in gone.items() if nobody)


def _takes_all(first: AbsenceRule, later: AbsenceRule) -> bool:
    """Whether who is away so long by the later rule is so by the first one (`register/judging.py`, the order of the
    rules)."""
    sooner = (first.weeks, not first.at_least) <= (later.weeks, not later.at_least)
    return later.kinds <= first.kinds and first.unit is later.unit and sooner


@cache
def _who(dimension: str, value: str, norm: Norm) -> frozenset[Category]:
    """Who can have this value, whether or not something else decides who of them has."""
    decided = categories_at(dimension, value)
    if decided is not None:
        return decided
    if dimension == "duur":
        return _within(value, norm)
    if (dimension, value) == ("vrijstellingsduur", "permanent"):
        return frozenset({Category.EXEMPT_A})  # `register/exemption.py`
    return _EVERYONE


def _within(band: str, norm: Norm) -> frozenset[Category]:
    """Who can be away so long: until the norm, past it, or not enrolled, for any time or since an unknown day: who has
    no known day of leaving is not too short away in any set."""
    there = {Category.ABSOLUUT}
    if band in bands_until(norm.months):
        there.add(Category.LRV_4W_3M)
    if band in bands_past(norm.months):
        there.add(Category.LRV_OVER_3M)
    return frozenset(there)


def bands_until(norm: int) -> list[str]:
    """The bands of 'duur' in which a thuiszitter can be who is not past so many months. A norm may part a band."""
    return [band for band, (since, _) in _BANDS.items() if since < norm]


def bands_past(norm: int) -> list[str]:
    """The same of who is past it."""
    return [band for band, (_, until) in _BANDS.items() if until > norm]


def in_order(report: Report) -> Sequence[Total]:
    """The sums of a report; of a table by dimensions those first whose parts are leaves, so that each is filled before
    it is a part."""
    if not report.dimensions:
        return report.totals
    wholes = {total.total for total in report.totals}
    waiting, done, filled = list(report.totals), list[Total](), set[str]()
    while waiting:
        ready, later = list[Total](), list[Total]()
        for total in waiting:
            is_ready = all(part in filled or part not in wholes for part in total.parts)
            (ready if is_ready else later).append(total)
        done += ready
        filled.update(total.total for total in ready)
        waiting = later
    return done
