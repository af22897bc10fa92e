"""Which region calls whom what, and why: decided by hand from the sources, kept in data/situaties.toml."""

import tomllib
from pathlib import Path

import pytest

from factories import make_absence, make_case, make_file
from thuisplan_desktop.register import codes, definitions
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case_codes import Diploma, VsoProfile
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.status import Category, classify

TABLE = tomllib.loads((Path(__file__).parent / "data" / "situaties.toml").read_text("utf-8"))["situatie"]
NAMES = {
    "landelijk": "landelijk",
    "nk2017": "noord-kennemerland-2017",
    "nk": "noord-kennemerland-nu",
    "zkij": "zuid-kennemerland-ijmond-2021",
    "zl": "zuid-limburg-2018",
}
NOORD = SchoolCalendar.load("noord")
CODES = {
    "school_type": codes.SchoolType,
    "enrolment": codes.Enrolment,
    "not_counted": codes.NotCounted,
    "offer_kind": codes.OfferKind,
    "diploma": Diploma,
    "vso_profile": VsoProfile,
}


def file_of(row):
    given = {key: CODES[key](value) if key in CODES else value for key, value in row.get("casus", {}).items()}
    case = make_case(**{"first_absent_on": None, **given})
    if row.get("zonder_geboortedatum"):
        case = make_case(first_absent_on=None, birth_date=None)
    absences = tuple(
        make_absence(
            case,
            kind=codes.AbsenceKind(period[0]),
            starts_on=period[1],
            ends_on=period[2] if len(period) > 2 else None,
            minutes=period[3] if len(period) > 3 else 0,
        )
        for period in row.get("verzuim", ())
    )
    held = row.get("vrijstelling")
    exemptions = (
        (Exemption(id="v", case_id=case.id, kind=codes.Vrijstelling(held[0]), starts_on=held[1], ends_on=held[2]),)
        if held
        else ()
    )
    return make_file(case, absences=absences, contacts=(), exemptions=exemptions)


@pytest.mark.parametrize("region", NAMES)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["wat"])
def test_a_region_calls_this_pupil_what_its_documents_say(row, region):
    """Category, a word of the explanation, DUO's strict figure and the offer, for one situation in one region."""
    found = classify(file_of(row), row["op"], definitions.load(NAMES[region]), NOORD)
    said = " ".join(found.why)
    assert found.category is Category(row["roept"].get(region, row["roept"]["alle"])), said
    assert row["waarom"].get(region, row["waarom"]["alle"]) in said
    assert found.strict is row.get("strikt", False)
    if "dagen" in row:
        assert found.days == row["dagen"]
    if "zonder_aanbod" in row:
        assert found.without_offer is row["zonder_aanbod"]


def test_the_table_is_as_broad_as_was_promised():
    """At least sixty situations a set, each with the reason of a person; every category and every set has its own."""
    assert len(TABLE) >= 60
    assert all(len(row["bron"]) > 10 for row in TABLE)
    seen = {value for row in TABLE for value in row["roept"].values()}
    assert seen == {category.value for category in Category}
    assert {key for row in TABLE for key in row["roept"]} >= {"zl", "zkij", "nk"}
    assert len({row["wat"] for row in TABLE}) == len(TABLE)
