"""The knelpuntenlog: about no pupil, looked at when it is written and again when it leaves."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from factories import make_case
from regions import TODAY, Maker, keep_pupil
from thuisplan_desktop.actions import cases, knelpunten, quality
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidCase, WrongWorkspace
from thuisplan_desktop.exchange import knelpunten_csv
from thuisplan_desktop.register.case_codes import KnelpuntKind
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.quality import Issue
from thuisplan_desktop.store import logbook

LINE = Knelpunt(id="k1", noted_on=TODAY, kind=KnelpuntKind.WAITING_LIST, text="De wachtlijst duurt een half jaar.")


def log_of(register: OpenRegister) -> list[str]:
    with register.read() as connection:
        return [entry.action for entry in logbook.load_log(connection) if "knelpunt" in entry.action]


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_line_is_kept_changed_and_taken_away(register: OpenRegister) -> None:
    """And each of it is logged, without its words."""
    knelpunten.keep(register, LINE)
    knelpunten.keep(register, replace(LINE, area="Alkmaar"))
    assert [one.area for one in knelpunten.list_knelpunten(register)] == ["Alkmaar"]
    knelpunten.remove(register, LINE)
    assert knelpunten.list_knelpunten(register) == ()
    assert log_of(register) == ["knelpunt_saved", "knelpunt_saved", "knelpunt_deleted"]


@pytest.mark.parametrize(
    "text",
    [
        "Voor Femke Zandloper is geen plek.",
        "De moeder van Pieter Bakker wil niet.",
        "Bel 06-12345678 voor meer informatie.",
        "Mail naar roelof@voorbeeld.invalid over de wachtlijst.",
        "Het meisje uit groep 8b krijgt geen plek.",
        "F. uit de bovenbouw wacht al een half jaar.",
        "Geen plek voor wie op 3 september 2014 geboren is.",
        "zandloper komt niet",
        "Er is geen vervoer voor zandloper geregeld.",
        "De leerling uit klas H4A wacht al sinds december op een plek.",
        "Een leerling van 4havo2 wacht.",
        "Niemand van havo 4b heeft begeleiding.",
        "De jongen van 11 die in een rolstoel zit wacht op vervoer.",
        "Voor een 11-jarige is er geen plek.",
        "Op De Verzonnen Boom is geen begeleider.",
        "Op verzonnen boom is geen begeleider.",
        "De begeleiding van wie geboren is in het najaar stopt.",
        "Sinds september 2014 is er geen plek.",
        "Het zusje krijgt geen vervoer.",
        "In 3B is geen ruimte.",
        "Er komt geen verklaring zonder handtekening van vader.",
        "De jongen in de rolstoel wacht op vervoer.",
        "Leerling met het syndroom van Rett wacht op een plek.",
        "De dochter van de burgemeester krijgt geen vervoer.",
        "De zaak met de brand ligt stil.",
        "Voor 8b is geen ruimte.",
    ],
)
def test_a_line_that_names_somebody_is_refused(register: OpenRegister, text: str) -> None:
    """Known or not; nothing is kept, and the reason doesn't repeat the name."""
    keep_pupil(register)
    with pytest.raises(InvalidCase) as refused:
        knelpunten.keep(register, replace(LINE, text=text))
    assert refused.value.facts["field"] == "text"
    assert "Femke" not in str(refused.value.facts)
    assert knelpunten.list_knelpunten(register) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Wachtlijst van zes maanden bij de GGZ.",
        "Een aanvraag om vrijstelling 5b ligt te lang; de arts heeft 4 weken nodig.",
        "Geen plaats in groep 8 van het sbo, en vervoer wordt niet betaald.",
        "De zandloper van de vrijstelling 5b loopt: aanvragen duren 4 weken.",
        "Leerlingen van 10 tot 12 jaar wachten 40 weken bij Parlan.",
        "Sinds september 2025 is er geen vervoer vanuit de gemeente Bergen.",
        "Voor havo 4 en vmbo 3 is er geen tussenvoorziening.",
        "Leerlingen in een rolstoel wachten op vervoer; per leerling betaalt de gemeente iets anders.",
        "Elk kind heeft een plan, en geen kind heeft een plek.",
        "Privacyregels zijn onduidelijk voor jeugdarts en leerplicht.",
    ],
)
def test_what_stands_in_the_way_can_be_said(register: OpenRegister, text: str) -> None:
    """Waiting lists, school types, articles and terms point at nobody."""
    knelpunten.keep(register, replace(LINE, text=text))
    assert [one.text for one in knelpunten.list_knelpunten(register)] == [text]


@pytest.mark.parametrize("area", ["De Verzonnen Boom", "Verzonnen Boom", "groep 8b"])
def test_an_area_is_no_school_or_class(register: OpenRegister, area: str) -> None:
    """The table leaves with it; the reason says what may stand there."""
    keep_pupil(register)
    with pytest.raises(InvalidCase) as refused:
        knelpunten.keep(register, replace(LINE, area=area))
    assert refused.value.facts["field"] == "area"


def test_who_came_into_the_register_later_stops_the_line_from_leaving(register: OpenRegister) -> None:
    """A number was nobody's until a pupil had it."""
    knelpunten.keep(register, LINE)
    knelpunten.keep(register, replace(LINE, id="k2", text="Bij regeling 47a is een tekort."))
    keep_pupil(register, pupil_key="47a")
    for export in (knelpunten.export_pdf, knelpunten.export_csv):
        with pytest.raises(InvalidCase) as refused:
            export(register)
        assert "knelpunt van 24 maart 2026" in str(refused.value.facts["reason"])
    assert "knelpunten_exported" not in log_of(register)


def test_it_leaves_as_paper_and_as_a_table(register: OpenRegister) -> None:
    """Both say what, where and since when, and are logged."""
    knelpunten.keep(register, replace(LINE, area="Alkmaar"))
    said = words(knelpunten.export_pdf(register))
    assert "Nagekeken op namen, nummers, scholen en klassen" in said
    assert "De wachtlijst duurt een half jaar." in said
    rows = list(csv.reader(io.StringIO(knelpunten.export_csv(register).decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["dag", "soort", "gebied", "knelpunt"]
    assert rows[1][1:] == ["wachtlijst jeugdhulp of ggz", "Alkmaar", "De wachtlijst duurt een half jaar."]
    assert log_of(register)[-2:] == ["knelpunten_exported", "knelpunten_exported"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    """A spreadsheet would run it."""
    data = knelpunten_csv.encode([replace(LINE, text=f"{start}twee of meer\nregels")])
    assert data.decode("utf-8-sig").splitlines()[-1].endswith(f";'{start}twee of meer regels")


def test_a_region_has_no_such_log(maker: Maker) -> None:
    """It gets the table of its schools."""
    with pytest.raises(WrongWorkspace):
        knelpunten.list_knelpunten(maker.make(Role.REGION))


def test_what_is_to_mend_over_all_cases(register: OpenRegister, advance: Callable[[date], None]) -> None:
    """A fresh case isn't stale; looking at it doesn't keep it fresh."""
    file = keep_pupil(register, reported_on=None)
    other = cases.save_case(register, make_case(first_absent_on=None)).value
    found = {(row.case_id, row.finding.issue) for row in quality.quality(register)}
    assert (file.case.id, Issue.NO_REPORT) in found
    assert not [row for row in found if row[0] == other.id]
    advance(TODAY.replace(year=TODAY.year + 1))
    cases.open_case(register, other.id)
    stale = [row for row in quality.quality(register) if row.finding.issue is Issue.STALE]
    assert other.id in {row.case_id for row in stale}
    assert other.full_name not in repr(stale)


@pytest.fixture
def advance(maker: Maker) -> Callable[[date], None]:
    return maker.clock.go_to
