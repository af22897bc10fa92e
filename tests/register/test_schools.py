"""The table of schools and postcodes."""

import re
from datetime import date

import pytest

from thuisplan_desktop.register.pupils import PupilTable
from thuisplan_desktop.register.schools import School, SchoolTable, is_brin


@pytest.fixture(scope="module")
def table() -> SchoolTable:
    return SchoolTable.load()


def test_a_real_primary_school_has_its_gemeente_bestuur_and_holiday_region(table: SchoolTable) -> None:
    found = table.find("32JK")

    assert isinstance(found, School)
    assert (found.municipality, found.board, found.sector, found.holiday_region) == (
        "Noordenveld", "20091", "po", "noord",
    )  # fmt: skip


def test_a_real_secondary_school_gets_its_holiday_region_from_its_gemeente(table: SchoolTable) -> None:
    found = table.find("18BR", "00")

    assert found is not None
    assert (found.municipality, found.sector, found.holiday_region) == ("Assen", "vo", "noord")


def test_an_empty_branch_is_the_main_location(table: SchoolTable) -> None:
    assert table.find("32JK", "") == table.find("32JK", "00")


def test_all_locations_of_the_published_lists_are_there(table: SchoolTable) -> None:
    assert sum(school.sector == "po" for school in table.schools.values()) == 6107
    assert sum(school.sector == "vo" for school in table.schools.values()) == 1619


def test_no_location_in_the_table_has_an_invented_brin(table: SchoolTable) -> None:
    assert not [school for school in table.schools.values() if school.brin.startswith("99")]


def test_an_invented_school_is_not_found_and_not_refused(table: SchoolTable) -> None:
    assert table.find("99XA") is None
    assert is_brin("99XA")


@pytest.mark.parametrize("text", ["", "9XA", "99xa", "99XA00", "AA99", "99X1", "٩٩XA\n"])
def test_what_is_not_two_digits_and_two_capitals_is_no_brin(text: str) -> None:
    assert not is_brin(text)


@pytest.mark.parametrize(
    ("postcode", "municipality", "po_swv", "vo_swv"),
    [
        ("1701", "Dijk en Waard", "PO2703", "VO2703"),
        ("1721", "Dijk en Waard", "PO2703", "VO2703"),
        ("1861", "Bergen (NH.)", "PO2703", "VO2703"),
        ("1811 AB", "Alkmaar", "PO2703", "VO2703"),
        ("2011", "Haarlem", "PO2704", "VO2705"),
        ("1941", "Beverwijk", "PO2711", "VO2704"),
    ],
)  # fmt: skip
def test_a_postcode_leads_to_its_gemeente_and_both_samenwerkingsverbanden(
    table: SchoolTable, postcode: str, municipality: str, po_swv: str, vo_swv: str
) -> None:
    area = table.area(postcode)

    assert area is not None
    assert (area.municipality, area.po_swv, area.vo_swv) == (municipality, po_swv, vo_swv)


def test_a_merged_gemeente_is_itself_until_the_day_it_merged(table: SchoolTable) -> None:
    """Heerhugowaard and Langedijk are Dijk en Waard since 2022; a telling of 2017 still names them."""
    assert table.municipality_on("Langedijk", date(2021, 12, 31)) == "Langedijk"
    assert table.municipality_on("Langedijk", date(2022, 1, 1)) == "Dijk en Waard"
    assert table.municipality_on("Alkmaar", date(2026, 1, 1)) == "Alkmaar"
    assert table.municipality_on("Verzonnendam", date(2026, 1, 1)) == "Verzonnendam"


def test_every_table_spells_a_gemeente_in_one_way(table: SchoolTable) -> None:
    """Otherwise a postcode and a school of one gemeente would count as two."""
    known = {school.municipality for school in table.schools.values() if school.sector == "po"}
    assert {area.municipality for area in table.areas.values()} <= known
    assert {school.municipality for school in table.schools.values()} <= known
    assert {merger.successor for merger in table.mergers.values()} <= known
    assert {town for town, _ in PupilTable.load().rows} <= known
    assert not known & set(table.mergers)


def test_a_school_belongs_to_the_samenwerkingsverband_of_its_sector(table: SchoolTable) -> None:
    """By its postcode; a few new streets are in no list."""
    codes = re.compile(r"(PO|VO)\d{4}")
    for school in table.schools.values():
        assert not school.swv or codes.fullmatch(school.swv)
        assert not school.swv or school.swv.startswith(school.sector.upper())
    assert sum(not school.swv for school in table.schools.values()) == 5
    found = table.find("05BM")
    assert found is not None
    assert (found.municipality, found.swv) == ("Dijk en Waard", "PO2703")
