"""Tables by duration, offer, school sort, gemeente and the rest; and stroom apart from stand."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counts.test_tally import CALENDAR, FILES, ON, away, exempt, missing
from factories import make_absence, make_case, make_file
from thuisplan_desktop.counts.declared import Report, area_id, area_name
from thuisplan_desktop.counts.protect import protect, protect_together, released
from thuisplan_desktop.counts.reports import all_reports, report, report_of
from thuisplan_desktop.counts.table import CountTable, Mark
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import CannotProtect, ChangedSinceBefore
from thuisplan_desktop.register import codes, definitions
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import (
    Category,
    ConsentState,
    CountingParty,
    ObstaclePlace,
    SchoolType,
    Sector,
    Vrijstelling,
)
from thuisplan_desktop.register.status import Status, classify


def counted(files: Iterable[CaseFile], name: str, on: date = ON, rules: str = "landelijk", **more: Any) -> CountTable:
    return tally(files, report(name), on, definitions.load(rules), CALENDAR, CountingParty.SCHOOL, **more)


def of(table: CountTable, **place: str) -> int | None:
    return table.cells[report_of(table).cell_at(place)]


def test_duration_by_offer() -> None:
    """One of each band and offer where it belongs, and every margin."""
    files = [
        away(date(2026, 1, 26)),
        away(date(2025, 12, 1), offered_on=date(2026, 3, 1)),
        away(date(2025, 9, 1), offered_on=date(2026, 3, 1), place_available_on=date(2026, 3, 20)),
        away(date(2025, 5, 1), offered_on=date(2026, 4, 1)),
        missing(),
    ]
    table = counted(files, "duur-aanbod-po")
    assert of(table, duur="4_weken_tot_3_maanden", aanbod="zonder_aanbod") == 1
    assert of(table, duur="3_tot_6_maanden", aanbod="aanbod_zonder_plaats") == 1
    assert of(table, duur="6_tot_10_maanden", aanbod="aanbod_en_plaats") == 1
    assert of(table, duur="langer_dan_10_maanden", aanbod="zonder_aanbod") == 1, "an offer that is yet to come"
    assert of(table, duur="6_tot_10_maanden") == 2, "who is not enrolled since August is among them"
    assert of(table, aanbod="zonder_aanbod") == 3
    assert of(table) == 5
    assert table.cells["thuiszitters_totaal"] == 5


@pytest.mark.parametrize(
    ("days", "band"),
    [(28, "4_weken_tot_3_maanden"), (91, "4_weken_tot_3_maanden"), (92, "3_tot_6_maanden"),
     (181, "3_tot_6_maanden"), (182, "6_tot_10_maanden"), (303, "6_tot_10_maanden"), (304, "langer_dan_10_maanden")],
)  # fmt: skip
def test_bands_begin_after_whole_months(days: int, band: str) -> None:
    """'Longer than three months', counted in calendar months from the first absent day (S3.15)."""
    first = date(2025, 9, 1)
    table = counted([missing(left_on=first - timedelta(days=1))], "duur-aanbod-po", first + timedelta(days=days))
    assert of(table, duur=band) == of(table)


def test_exemptions_by_kind_and_duration() -> None:
    """Tijdelijk and permanent, and what nobody wrote down; article 15 beside article 5."""
    table = counted([*FILES, exempt(Vrijstelling.ART15)], "vrijstellingen-po")
    assert of(table, vrijstelling="onder_a", vrijstellingsduur="tijdelijk") == 1
    assert of(table, vrijstelling="onder_a", vrijstellingsduur="onbekend") == 1
    assert of(table, vrijstelling="onder_a") == 3
    assert of(table, vrijstelling="artikel_15") == 1
    assert of(table) == 5


def test_home_and_school_are_two_tables() -> None:
    """A pupil of Bergen at a school in Alkmaar stands in one place in each, and never in both on one paper."""
    files = [
        away(date(2026, 1, 12), home_municipality="Bergen", school_municipality="Alkmaar"),
        away(date(2026, 1, 12)),
    ]
    home, school = counted(files, "woonplaats-po"), counted(files, "schooladres-po")
    assert of(home, woongemeente="Bergen") == of(home, woongemeente="Alkmaar") == 1
    assert of(school, schoolgemeente="Alkmaar") == 1
    assert of(school, schoolgemeente="onbekend") == 1, "a gemeente that nobody filled in is no gemeente"
    assert of(home) == of(school) == 2
    assert report("woonplaats-po").basis is not report("schooladres-po").basis


TOWNS = ("Alkmaar", "Bergen", "Heiloo", "Castricum", "Schagen", "Uitgeest", "Hoorn")


@pytest.mark.parametrize("name", ["woonplaats-po", "schooladres-po"])
def test_a_gemeente_is_listed_because_somebody_is_there(name: str) -> None:
    """So as many pupils as gemeenten are the least there can be: a small total has no room, and a larger one is
    hidden where it would tell that each has exactly one."""
    place = {"woonplaats-po": "home_municipality", "schooladres-po": "school_municipality"}[name]

    def table(*towns: str) -> CountTable:
        return counted([away(date(2026, 1, 12), **{place: town}) for town in towns], name)

    for towns in (TOWNS[:2], TOWNS[:4], TOWNS[:2] * 2):
        with pytest.raises(CannotProtect):
            protect(table(*towns))
    shown, total = protect(table(*TOWNS)), report_of(table(*TOWNS)).cell_at({})
    assert shown.cells[total] is Mark.HIDDEN
    assert shown.certificate.bounds[total] == (len(TOWNS), None)
    assert all(high is None or high > 4 for _, high in shown.certificate.bounds.values())
    shown = protect(table(*TOWNS[:3], *["Alkmaar"] * 20))
    assert not {cell for cell in shown.may_be_zero if cell.count("gemeente=") and "," not in cell}


def test_time_from_signal_to_offer() -> None:
    """In bands; an offer that is not made yet, and a signal that nobody dated, have their own place."""
    dates = [(date(2026, 1, 1), date(2026, 1, 29)), (date(2026, 1, 1), date(2026, 1, 30)),
             (date(2025, 9, 1), date(2026, 1, 2)), (date(2025, 5, 1), date(2026, 2, 1)),
             (date(2026, 1, 1), None), (None, date(2026, 2, 1))]  # fmt: skip
    files = [away(date(2025, 12, 1), signalled_on=signal, offered_on=offer) for signal, offer in dates]
    table = counted(files, "signaal-tot-aanbod-po")
    bands = report("signaal-tot-aanbod-po").dimensions[0].values
    assert [of(table, wachttijd=band.id) for band in bands] == [1, 1, 1, 1, 1, 1]


def test_outcomes_of_asking_for_consent() -> None:
    """A process count: what was asked and answered, each case once."""
    files = [away(date(2026, 1, 12)) for _ in ConsentState]
    states = {file.case.id: state for file, state in zip(files, ConsentState, strict=True)}
    table = counted(files, "toestemming-po", consent=states)
    assert {value.id: of(table, toestemming=value.id) for value in report("toestemming-po").dimensions[0].values} == {
        "niet_gevraagd": 1, "gevraagd": 1, "gegeven": 2, "geweigerd": 3, "geen_reactie": 1, "verlopen": 2,
    }  # fmt: skip


def test_mbo_counts_who_is_not_yet_eighteen() -> None:
    """S2.5: pupils of the mbo under 18; at 18 nobody is a thuiszitter."""
    mbo = {"school_type": SchoolType.MBO}
    files = [away(date(2026, 1, 12), birth_date=day, **mbo) for day in (date(2009, 1, 1), date(2008, 3, 1))]
    assert counted(files, "overzicht-mbo").cells["thuiszitters_totaal"] == 1


def test_worrying_and_suspended_have_their_lines() -> None:
    """The overview of Zuid-Kennemerland en IJmond: long authorised absence and suspension, outside the thuiszitters."""
    files = [
        away(date(2026, 1, 12), codes.AbsenceKind.AUTHORISED),
        away(date(2026, 3, 23), codes.AbsenceKind.SUSPENDED),
    ]
    cells = counted(files, "overzicht-po").cells
    assert (cells["zorgwekkend_geoorloofd"], cells["geschorst_of_verwijderd"], cells["thuiszitters_totaal"]) == (
        1,
        1,
        0,
    )


def test_not_registered_stays_so_in_every_table() -> None:
    """PO of 2017 did not register the long-term sick: None in the table too, and in no sum."""
    table = counted(FILES, "soort-schoolsoort-po", rules="noord-kennemerland-2017")
    assert of(table, soort="ziek") is None
    assert of(table, soort="ziek", schoolsoort="bao") is None
    assert of(table) == sum(of(table, soort=sort) or 0 for sort in ("thuiszitter", "nazorg", "vrijgesteld"))


# --- one id, one meaning


def anybody(chance: random.Random) -> CaseFile:
    """An invented pupil with anything that a report counts by."""
    first = ON - timedelta(days=chance.randint(0, 500))
    case = make_case(
        school_type=chance.choice(list(SchoolType)),
        birth_date=date(chance.randint(2009, 2020), 5, 1),
        enrolment=chance.choice(list(codes.Enrolment)),
        home_municipality=chance.choice(["Alkmaar", "Bergen", ""]),
        school_municipality=chance.choice(["Alkmaar", "Heiloo", ""]),
        first_absent_on=chance.choice([first, None]),
        signalled_on=chance.choice([first, None]),
        offered_on=chance.choice([ON - timedelta(days=9), None]),
        place_available_on=chance.choice([ON, None]),
        waits_for_mbo=chance.random() < 0.2,
        aftercare_from=chance.choice([None, None, ON - timedelta(days=30)]),
    )
    kind = chance.choice(list(codes.AbsenceKind))
    absences = (make_absence(case, starts_on=first, kind=kind),) if case.first_absent_on else ()
    exempt_by = (exempt(Vrijstelling.ART5_ONDER_A, chance.choice([None, *codes.ExemptionDuration])).exemptions[0],)
    return make_file(case, absences=absences, exemptions=exempt_by if chance.random() < 0.2 else ())


def everything(files: list[CaseFile], rules: str = "landelijk") -> list[CountTable]:
    """Every report of these cases; what a case is on a day is asked once, as the months of a year share its days."""
    of_id = {file.case.id: file for file in files}

    @cache
    def status_on(case: str, on: date) -> Status:
        return classify(of_id[case], on, definitions.load(rules), CALENDAR)

    return [
        counted(files, one.id, rules=rules, status_of=lambda file, on: status_on(file.case.id, on))
        for one in all_reports()
    ]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("rules", ["landelijk", "noord-kennemerland-2017", "zuid-limburg-2018"])
def test_a_cell_means_the_same_in_every_report(seed: int, rules: str) -> None:
    """Whatever the cases: one id has one number per sector, every sum adds up, and every pupil in view is in once."""
    chance = random.Random(seed)
    files = [anybody(chance) for _ in range(60)]
    known: dict[tuple[Sector, str], int | None] = {}
    for table in everything(files, rules):
        sector = report(table.report).sector
        for cell, value in table.cells.items():
            assert known.setdefault((sector, cell), value) == value
        for total in table.totals:
            parts = sum(table.cells[part] or 0 for part in total.parts)
            whole = table.cells[total.total] or 0
            assert parts <= whole if total.remainder else parts == whole


def test_every_category_is_counted_somewhere() -> None:
    """But for nobody to count: not obliged, closed, nothing the matter, or excluded by the region."""
    out = {Category.NONE, Category.NOT_OBLIGED, Category.CLOSED, Category.ABSOLUUT_NOT_COUNTED}
    for sector in Sector:
        lines = report(f"overzicht-{sector.value}").lines
        assert {category for line in lines for category in line.categories} == set(Category) - out


# --- stroom


def back(first: date, last: date) -> CaseFile:
    """Absent from one day to another."""
    case = make_case(first_absent_on=first)
    return make_file(case, absences=(make_absence(case, starts_on=first, ends_on=last),))


QUARTER_END, QUARTER_START = date(2026, 3, 15), date(2025, 12, 15)
FLOWING = [
    *(away(date(2025, 9, 1)) for _ in range(3)),  # there all along
    *(away(date(2025, 12, 8)) for _ in range(2)),  # four weeks are full within the quarter
    back(date(2025, 9, 1), date(2026, 1, 9)),  # there at the start, back at school
    back(date(2025, 12, 8), date(2026, 2, 6)),  # came and went
    back(date(2026, 2, 2), date(2026, 2, 6)),  # never long enough
]


def flow(table: CountTable, group: str, what: str) -> int | None:
    period = report(table.report).period
    return table.cells[f"stroom.{period.value if period else ''}.{group}.{what}"]


def test_who_came_and_who_went() -> None:
    """Came and went within the quarter counts in both; a pupil counts once; begin + in = everyone = end + out."""
    table = counted(FLOWING, "stroom-kwartaal-po", QUARTER_END)
    assert [flow(table, "thuiszitters", what) for what in ("cumulatief", "instroom", "uitstroom")] == [7, 3, 2]
    begin = counted(FLOWING, "overzicht-po", QUARTER_START).cells["thuiszitters_totaal"]
    end = counted(FLOWING, "overzicht-po", QUARTER_END).cells["thuiszitters_totaal"]
    assert (begin, end) == (4, 5)


def test_stroom_is_no_stand() -> None:
    """No cell of a stroom is a cell of a stand, and a period has its own cells."""
    flows = {cell for one in all_reports() if one.period for cell in one.cells}
    stands = {cell for one in all_reports() if not one.period for cell in one.cells}
    assert not flows & stands
    per_period = [set(one.cells) for one in all_reports() if one.period and one.sector is Sector.PO]
    assert len(per_period) == 3
    assert not set.intersection(*per_period)


def many(files: list[CaseFile], times: int) -> list[CaseFile]:
    return [file for file in files for _ in range(times)]


def test_stroom_is_protected_beside_the_stand() -> None:
    """With the stand shown before and now, a small stroom would be a difference: it stays uncomputable."""
    placed = away(date(2025, 9, 1), offered_on=date(2025, 10, 1), place_available_on=date(2025, 11, 1))
    short, gone = away(date(2025, 11, 10)), FLOWING[5]
    files = [*many(FLOWING[:1], 9), placed, *many([placed, short, missing(), FLOWING[3]], 7), *many([gone], 3)]
    begin, end, stroom = (
        counted(files, "overzicht-po", QUARTER_START),
        counted(files, "overzicht-po", QUARTER_END),
        counted(files, "stroom-kwartaal-po", QUARTER_END),
    )
    first = protect(begin)
    second, flows = protect_together([end, stroom], earlier=[first], beside=[begin])
    uitstroom = "stroom.kwartaal.thuiszitters.uitstroom"
    assert stroom.cells[uitstroom] == 3
    for true, table in ((end, second), (stroom, flows)):
        for cell, (low, high) in table.certificate.bounds.items():
            assert low != high
            if 0 < (true.cells[cell] or 0) < 5:
                assert low <= 1
                assert high is None or high >= 5
    both = (second.cells["thuiszitters_totaal"], flows.cells["stroom.kwartaal.thuiszitters.cumulatief"])
    assert Mark.HIDDEN in both, "or everyone less the stand at the end would be the uitstroom"


def test_numbers_that_changed_are_not_published_beside_the_old() -> None:
    """A case that is entered later belongs to the past too: its stroom does not fit what readers have."""
    begin = counted(FLOWING, "overzicht-po", QUARTER_START)
    later = counted([*FLOWING, away(date(2025, 9, 1))], "stroom-kwartaal-po", QUARTER_END)
    with pytest.raises(ChangedSinceBefore):
        protect(later, earlier=[protect(begin)], beside=[begin])


def test_released_tables_are_read_back_as_they_were() -> None:
    """What the register keeps of a release binds the next one as the table itself does."""
    table = counted(many(FILES, 4), "overzicht-po")
    first = protect(table)
    again = protect(table, earlier=[released(first)], beside=[table])
    assert again.cells == first.cells


def test_classify_is_what_is_counted() -> None:
    """The table by sort holds each case under what its own page says it is."""
    status = classify(FILES[0], ON, definitions.load("landelijk"), CALENDAR)
    assert of(counted(FILES[:1], "soort-schoolsoort-po"), soort=status.category.value) == 1


def names(declared: Report) -> list[str]:
    return [one.name for one in declared.dimensions]


def test_three_dimensions_hold_the_two() -> None:
    """The yearly table of three dimensions has the cells of the tables of two, with the same numbers."""
    files = [away(ON - timedelta(days=30 * number)) for number in range(1, 14)]
    deep, flat = counted(files, "duur-aanbod-schoolsoort-po"), counted(files, "duur-aanbod-po")
    assert names(report("duur-aanbod-schoolsoort-po")) == ["duur", "aanbod", "schoolsoort"]
    assert set(flat.cells) < set(deep.cells)
    assert all(deep.cells[cell] == value for cell, value in flat.cells.items())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_name_is_a_part_of_a_cell_id_and_back(name: str) -> None:
    """Ordinary names stay as they are; marks of cell ids and invisible characters never stand in one."""
    id_ = area_id(name)
    assert area_name(id_) == name
    assert id_.isprintable()
    assert not set(",=+") & set(id_)
    assert area_id("'s-Gravenhage (Súdwest)") == "'s-Gravenhage (Súdwest)"


def test_what_pupils_need_is_counted_by_where_the_obstacle_lies() -> None:
    """One value a case, so that it adds up: who has two places stands apart, and what nobody wrote down is unknown."""
    child, school = ObstaclePlace.CHILD, ObstaclePlace.SCHOOL
    for_each = [{child}, {child}, {school}, {child, school}, set()]
    files = [away(date(2026, 1, 12), obstacles=frozenset(places)) for places in for_each]
    table = counted(files, "belemmering-po")
    told = {value.id: of(table, belemmering=value.id) for value in report("belemmering-po").dimensions[0].values}
    assert told == {"kind": 2, "school": 1, "thuis": 0, "netwerk": 0, "meer_plaatsen": 1, "onbekend": 1}
