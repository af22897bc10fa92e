"""Which cells have room for nobody: held against pupils of every kind, judged and placed under many definition sets."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations

import pytest

from counts.test_null_space import pupil
from counts.test_tally import CALENDAR, ON
from factories import make_absence, make_file
from thuisplan_desktop.counts.reports import all_reports, report, report_of
from thuisplan_desktop.counts.room import Room, rooms
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register import definitions, exemption
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import AbsenceKind, CountingParty, Enrolment, Sector
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.status import classify

NATIONAL = definitions.load("landelijk")
NONE = frozenset[str]()
AWAY = ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden", "niet_ingeschreven_leerplichtig")
EXEMPT = (
    "vrijstelling_5_onder_a_permanent", "vrijstelling_5_onder_a", "vrijstelling_5_onder_b", "vrijstelling_15",
)  # fmt: skip
OTHERS = ("dreigend_thuiszittend", "langdurig_ziek", "nazorg", "wacht_op_mbo_februari")
SETS = {
    **{name: definitions.load(name) for name in definitions.names()},
    "a norm of a month": replace(NATIONAL, lrv=replace(NATIONAL.lrv, weeks=1), norm=replace(NATIONAL.norm, months=1)),
    "a norm of six months": replace(NATIONAL, norm=replace(NATIONAL.norm, months=6)),
    "a norm of a year": replace(NATIONAL, norm=replace(NATIONAL.norm, months=12)),
    "dreigend by no kind": replace(NATIONAL, dreigend=replace(NATIONAL.dreigend, kinds=frozenset())),
    "every kind is verzuim": replace(NATIONAL, lrv=replace(NATIONAL.lrv, kinds=frozenset(AbsenceKind))),
    "all who are ill too long": replace(
        NATIONAL, authorised=replace(NATIONAL.authorised, kinds=NATIONAL.long_term_sick.kinds)
    ),
    "ill for two weeks": replace(
        NATIONAL,
        lrv=replace(NATIONAL.lrv, kinds=frozenset(AbsenceKind)),
        long_term_sick=replace(NATIONAL.long_term_sick, weeks=2),
    ),
    "no long absence": replace(NATIONAL, lrv=replace(NATIONAL.lrv, kinds=frozenset())),
}
PUPILS, UNKNOWN = 2500, 250
RARE = ("toestemming=", "geoorloofd", "geschorst")
"""What none of these pupils is, or few: they have one kind of absence each, and nobody was asked."""


def leaving_out(rules: DefinitionSet, *lines: str) -> DefinitionSet:
    return replace(rules, not_registered={Sector.VO: frozenset(lines)})


def is_allowed(file: CaseFile) -> bool:
    """Whether the register takes such an exemption: none but under a is for good."""
    try:
        for one in file.exemptions:
            exemption.check(one, (), ON)
    except InvalidCase as error:
        return error.facts.get("field") != "duration"
    return True


def left_on_an_unknown_day(file: CaseFile) -> CaseFile:
    """Not enrolled and away for days, which is not too short for any set where nobody knows since when."""
    first = ON - timedelta(days=10)
    case = replace(
        file.case, enrolment=Enrolment.NOT_ENROLLED, left_on=None, first_absent_on=None, id=f"{file.case.id}-left"
    )
    offered = case.offered_on and ON - timedelta(days=3)
    case = replace(case, offered_on=offered, place_available_on=case.place_available_on and offered)
    return make_file(case, absences=(make_absence(case, starts_on=first),))


@pytest.mark.parametrize("name", SETS)
def test_there_is_room_wherever_somebody_is_counted_and_nowhere_else(name: str) -> None:
    """By the words alone, whatever lines are left out of the set, in every report with enough pupils to a cell."""
    rules, chance = SETS[name], random.Random(1)
    files = [file for file in (pupil(chance, Sector.VO) for _ in range(PUPILS)) if is_allowed(file)]
    files += map(left_on_an_unknown_day, files[:UNKNOWN])
    known = {file.case.id: classify(file, ON, rules, CALENDAR) for file in files}
    left_out = [*chain(*(combinations(AWAY, number) for number in range(4))), EXEMPT[:1], EXEMPT[1:2], EXEMPT, OTHERS]
    for lines in left_out:
        own = leaving_out(rules, *lines)
        for declared in (
            one for one in all_reports() if one.sector is Sector.VO and one.period is None and len(one.dimensions) < 3
        ):
            table = tally(
                files, declared, ON, own, CALENDAR, CountingParty.SCHOOL, {}, lambda file, _: known[file.case.id]
            )
            found = {cell: _room(value) for cell, value in table.cells.items()}
            by_words = rooms(report_of(table), own, {})
            told = [(cell, found[cell], by_words[cell]) for cell in found if found[cell] is not by_words[cell]]
            assert [one for one in told if not any(rare in one[0] for rare in RARE)] == [], (declared.id, lines)


@pytest.mark.parametrize(
    ("name", "room"),
    [("landelijk", Room.SOMEONE), ("every kind is verzuim", Room.NO_ONE), ("all who are ill too long", Room.NO_ONE)],
)
def test_a_rule_that_is_asked_first_may_leave_nobody_to_the_next(name: str, room: Room) -> None:
    """Too few of the pupils above are away with leave to hold this against them."""
    assert rooms(report("overzicht-vo"), SETS[name], {})["zorgwekkend_geoorloofd"] is room


def _room(value: int | None) -> Room:
    if value is None:
        return Room.UNREGISTERED
    return Room.SOMEONE if value else Room.NO_ONE
