"""Who came and who went between two tellingen, and what may still be answered then (decision 2).

The difference of two sums over nearly the same senders is nearly the count of those that came or went. So when the
set of senders of a sector changes by fewer besturen than a profile asks, only that sector's totals are answered.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.region.contributing import is_school, of_kinds
from thuisplan_desktop.region.telling import Profile, ReportLayout, Telling
from thuisplan_desktop.register.spans import school_year_end

UNKNOWN_BOARD = ""
"""The bestuur of a sender that is no longer enrolled. All of those together count as one: the stricter guess."""

COMPARED_FOR = timedelta(days=3 * 366)
"""How far apart two tellingen must be before one school's count no longer follows from their difference."""


@dataclass(frozen=True)
class Member:
    """A sender in a sum: its key, its bestuur (a name, in any case of letters) and its sectors."""

    signing: bytes
    board: str
    sectors: frozenset[str]


@dataclass(frozen=True)
class SetChange:
    """One sector: how many besturen came and went among the senders since an earlier telling."""

    sector: str
    joined: int
    left: int
    different: int
    """Besturen that came or went; one that did both counts once."""
    fewest: int = 0
    """The same of those who can contribute to one cell, and of whom that is sure (`_different`)."""

    def is_small(self, least: int) -> bool:
        """Few enough to tell their counts apart from the rest."""
        return 0 < (self.fewest or self.different) < least


NOT_SUMMED = "-"
"""What stands for each sector of a member of which there was no sum: who had more than one still shows it."""


def as_summed(members: Iterable[Member], sectors: Collection[str]) -> tuple[Member, ...]:
    """Who was in a sum of these sectors, without the others: of a sum that never was nobody comes or goes."""
    return tuple(
        replace(one, sectors=frozenset(each if each in sectors else NOT_SUMMED for each in one.sectors))
        for one in members
        if not one.sectors.isdisjoint(sectors)
    )


def set_changes(now: Iterable[Member], before: Iterable[Member], profile: Profile) -> tuple[SetChange, ...]:
    """Each sector of the profile in which senders came or went."""
    present, earlier = tuple(now), tuple(before)
    sectors = sorted({layout.sector for layout in profile.layouts})
    found = (_change(sector, present, earlier) for sector in sectors)
    return tuple(change for change in found if change.different)


def _change(sector: str, now: Sequence[Member], before: Sequence[Member]) -> SetChange:
    joined, left = (_boards(sector, _moved(sector, *pair)) for pair in ((now, before), (before, now)))
    return SetChange(sector, len(joined), len(left), len(joined | left), _fewest(sector, now, before))


def _fewest(sector: str, now: Sequence[Member], before: Sequence[Member]) -> int:
    """The smallest change among all, among schools, and among those who count for leerplicht; none of these is 0.

    One bestuur that counts for leerplicht alone, then and now, is no change among few: that is 'eigen opgave'.
    """
    (schools, others), (had_schools, had_others) = of_kinds(now), of_kinds(before)
    found = [_different(sector, now, before), _different(sector, schools, had_schools)]
    if max(len(_boards(sector, one)) for one in (others, had_others)) > 1:
        found.append(_different(sector, others, had_others))
    return min((number for number in found if number), default=0)


def _different(sector: str, now: Sequence[Member], before: Sequence[Member]) -> int:
    """The besturen that surely came or went; at least 1 when any key did.

    A school with a new key is a newcomer by its key and yet the same children: it hides nobody who stays away. So a
    bestuur of which one key came and another went counts for nothing, whatever its schools are called by now; and each
    key that went of which the bestuur isn't known any more may be any newcomer's.
    """
    joined, left = _moved(sector, now, before), _moved(sector, before, now)
    came, went = (Counter(one.board.casefold() for one in ones) for ones in (joined, left))
    sure = _unmatched(came, went) + _unmatched(went, came)
    return max(sure, 1 if came or went else 0)


def _unmatched(here: Mapping[str, int], there: Mapping[str, int]) -> int:
    """How many besturen are here that can't be there as well."""
    alone = len(here.keys() - there.keys() - {UNKNOWN_BOARD})
    return max(0, alone - there.get(UNKNOWN_BOARD, 0))


def _moved(sector: str, here: Sequence[Member], there: Sequence[Member]) -> tuple[Member, ...]:
    """Who is here and not there, by key."""
    known = {one.signing for one in there if sector in one.sectors}
    return tuple(one for one in here if sector in one.sectors and one.signing not in known)


def _boards(sector: str, members: Sequence[Member]) -> frozenset[str]:
    return frozenset(one.board.casefold() for one in members if sector in one.sectors)


def totals_only(changes: Iterable[Iterable[SetChange]], profile: Profile) -> frozenset[str]:
    """The reports of which no more than the totals may be answered.

    `changes` are those since each earlier telling that has to be compared with.
    """
    small = {change.sector for each in changes for change in each if change.is_small(profile.min_senders)}
    return frozenset(layout.report for layout in profile.layouts if layout.sector in small)


@dataclass(frozen=True)
class Cells:
    """A report as it was counted: two answers with the same one over the same senders are answers to one question."""

    definitions: str
    definitions_version: str
    layout: ReportLayout


def cells_of(profile: Profile, coarse: Collection[str] = ()) -> frozenset[Cells]:
    """The reports that are answered in full under a profile: all but those in `coarse`."""
    whole = (layout for layout in profile.layouts if layout.report not in coarse)
    return frozenset(Cells(profile.definitions, profile.definitions_version, layout) for layout in whole)


@dataclass(frozen=True)
class Earlier:
    """An earlier telling that was answered: its day, who was summed, and what was answered in full, as far as known."""

    peildatum: date
    members: tuple[Member, ...]
    cells: frozenset[Cells] = frozenset()


def to_compare(peildatum: date, answered: Sequence[Earlier]) -> tuple[Earlier, ...]:
    """The tellingen whose senders count when this one is answered, the last first; `answered` is in order of answering.

    The last one answered, as decision 2 says; and every other within `COMPARED_FOR` of this day, of whatever
    schooljaar and also of totals alone: sets that drift, or a telling in between, are no way round.
    """
    last = answered[-1:]
    near = [one for one in answered if abs(one.peildatum - peildatum) <= COMPARED_FOR]
    return tuple(dict.fromkeys([*last, *reversed(near)]))


def repeated(
    members: Collection[Member], peildatum: date, answered: Sequence[Earlier], profile: Profile
) -> frozenset[str]:
    """The sectors of which these very senders had every report in full, in tellingen within `COMPARED_FOR` of this day.

    Such an answer needs no comparing. While nothing changed at a school it says what was said before, word for word:
    whatever was answered in between, nobody can make more of it. So one school that is late once costs one telling.
    That holds of an answer that is itself within `COMPARED_FOR` of everything this one is held against: an older one
    was never held against those.
    """
    against = to_compare(peildatum, answered)
    near = [one for one in against if abs(one.peildatum - peildatum) <= COMPARED_FOR]
    held = [one for one in near if all(abs(one.peildatum - other.peildatum) <= COMPARED_FOR for other in against)]
    sectors = {layout.sector for layout in profile.layouts}
    return frozenset(sector for sector in sectors if _is_repeated(sector, members, held, profile))


def _is_repeated(sector: str, members: Iterable[Member], near: Iterable[Earlier], profile: Profile) -> bool:
    senders = _senders(sector, members)
    wanted = {one for one in cells_of(profile) if one.layout.sector == sector}
    had: set[Cells] = set()
    for one in near:
        if not wanted.isdisjoint(one.cells) and _senders(sector, one.members) == senders:
            had |= one.cells
    return wanted <= had


def _senders(sector: str, members: Iterable[Member]) -> frozenset[tuple[bytes, bool]]:
    """By key, and by whom it counts."""
    return frozenset((one.signing, is_school(one)) for one in members if sector in one.sectors)


def held_back(
    enrolled: Collection[Member], last: Telling | None, peildatum: date, profile: Profile
) -> frozenset[bytes]:
    """The newcomers that wait: during a schooljaar they come in by groups of at least `min_senders` besturen.

    `last` is the telling that was answered last; whoever stood on its roster is no newcomer, also when its file came
    too late. At the first telling of a schooljaar everybody may come in.
    """
    if last is None or school_year_end(last.peildatum) != school_year_end(peildatum):
        return frozenset()
    known = {line.signing for line in last.roster}
    newcomers = [one for one in enrolled if one.signing not in known]
    small = {
        sector
        for sector in {layout.sector for layout in profile.layouts}
        if 0 < len({one.board.casefold() for one in newcomers if sector in one.sectors}) < profile.min_senders
    }
    return frozenset(one.signing for one in newcomers if one.sectors & small)


# --- what is left of a report when only its totals are answered


def total_cells(layout: ReportLayout) -> tuple[str, ...]:
    """The totals of a report that are no part of another one, in its own order; they may be none."""
    sums = [total for total in report(layout.report).totals if not total.remainder]
    parts = {part for total in sums for part in total.parts}
    whole = {total.total for total in sums} - parts
    return tuple(cell for cell in layout.cells if cell in whole)


def answered_layouts(layouts: Sequence[ReportLayout], coarse: Collection[str]) -> tuple[ReportLayout, ...]:
    """What an answer holds: whole reports, and of those in `coarse` the totals."""
    return tuple(
        replace(layout, cells=total_cells(layout)) if layout.report in coarse else layout for layout in layouts
    )
