"""The list for the Inspectie: two lists under codes, a row at every case, and nothing that names anybody."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from factories import make_case
from regions import TODAY, Maker, keep_pupil, log_of, school
from thuisplan_desktop import messages
from thuisplan_desktop.actions import cases, destroying, inspecting
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidCase, WrongWorkspace
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import ClosingReason, RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import GiverRole, LegalBasis, Party, Purpose, Role, Route, SchoolType
from thuisplan_desktop.register.inspection import InspectionList
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.store import meetings, parts, settings


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def consulent(maker: Maker) -> OpenRegister:
    """A consulent with four pupils at home: three for two months, one for half a year."""
    register = maker.make(Role.CONSULENT, school(0))
    for number, days in enumerate((60, 61, 62, 200)):
        case = make_case(
            nickname=f"Wietske{number}", surname="Verzonnenstein", school_type=SchoolType.VO,
            birth_date=date(2011, 5, number + 1), first_absent_on=TODAY - timedelta(days=days),
        )  # fmt: skip
        cases.save_case(register, case)
    return register


def restrict(register: OpenRegister, case: Case) -> None:
    """As a parent asked, and it was granted."""
    asked = Request(
        id=f"r-{case.id}", case_id=case.id, kind=RequestKind.RESTRICTION, asked_by=GiverRole.PARENT, asked_on=TODAY,
        decided_on=TODAY, outcome=RequestOutcome.GRANTED,
    )  # fmt: skip
    with register.change() as connection:
        parts.save(connection, asked)


def test_two_lists_and_the_third_of_each(consulent: OpenRegister) -> None:
    """Korter and langer dan 3 maanden; the third of a list is the sample, and a list of one has none."""
    rows = rows_of(inspecting.list_csv(consulent, TODAY))
    assert [row["lijst"] for row in rows] == [InspectionList.SHORT.label] * 3 + [InspectionList.LONG.label]
    assert [row["steekproef"] for row in rows] == ["nee", "nee", "ja", "nee"]
    assert [row["nr"] for row in rows] == ["1", "2", "3", "1"]
    assert {row["leeftijd"] for row in rows} == {"12 t/m 15"}
    assert sorted(int(row["weken thuis"]) for row in rows) == [8, 8, 8, 28]


def test_nothing_names_a_pupil(consulent: OpenRegister) -> None:
    """No name, birth date, school, BRIN, gemeente, key or first day in either file, nor in the PDF's metadata."""
    pdf, data = inspecting.list_pdf(consulent, TODAY), inspecting.list_csv(consulent, TODAY)
    shown = text_of(pdf) + str(pypdf.PdfReader(io.BytesIO(pdf)).metadata) + data.decode("utf-8-sig")
    first_days = [(TODAY - timedelta(days=days)).isoformat() for days in (60, 61, 62, 200)]
    with consulent.read() as connection:
        files = cases.store.load_case_files(connection)
    secrets = {value for file in files for value in (file.case.id, file.case.pupil_key)}
    for secret in ("Wietske", "Verzonnenstein", "Alkmaar", "Verzonnen Boom", "2011", *first_days, *secrets):
        assert secret not in shown
    assert "99XA" not in data.decode("utf-8-sig")
    assert "persoonsgegevens" in text_of(pdf)


def test_every_case_keeps_a_row_of_the_sharing(consulent: OpenRegister) -> None:
    """To whom, what for, on what ground; PDF and CSV of one day are one sharing, and nobody knows the name by it."""
    inspecting.list_pdf(consulent, TODAY)
    inspecting.list_csv(consulent, TODAY)
    with consulent.read() as connection:
        for file in cases.store.load_case_files(connection):
            (row,) = meetings.load_sharings(connection, file.case.id)
            assert (row.recipients, row.purpose, row.basis) == (
                (Party.INSPECTORATE,), Purpose.SUPERVISION, LegalBasis.SUPERVISION,
            )  # fmt: skip
            assert row.route is Route.CODED
            assert row.rule.startswith("opgave-inspectie")
            assert meetings.heard_by_name(connection, file.case.id, TODAY) == frozenset()
    assert log_of(consulent)[-8:] == ["inspection_list"] * 8, "four cases, twice"


def test_a_code_stays_for_one_recipient_and_goes_with_the_case(consulent: OpenRegister) -> None:
    """The same next quarter, another for somebody else, and no key is left of a case that was destroyed."""
    first = {row["code"] for row in rows_of(inspecting.list_csv(consulent, TODAY))}
    assert {row["code"] for row in rows_of(inspecting.list_csv(consulent, TODAY))} == first
    with consulent.change() as connection:
        ids = [file.case.id for file in cases.store.load_case_files(connection)]
        other = inspecting._codes(connection, Party.CONSULENT, ids)
    assert not first & set(other.values())
    case = cases.open_case(consulent, ids[0]).file.case
    cases.save_case(consulent, replace(case, closed_on=TODAY, closing_reason=ClosingReason.BACK))
    destroying.destroy_case(consulent, ids[0], "bewaartermijn verstreken")
    with consulent.read() as connection:
        assert settings.get(connection, f"list-code:inspectorate:{ids[0]}") == ""
        assert settings.get(connection, f"list-code:inspectorate:{ids[1]}") in first


def test_who_may_only_be_stored_is_left_out_and_that_is_said(consulent: OpenRegister) -> None:
    """AVG article 18: by name on the own screen, as a number on paper; the others go along, and no row is left."""
    with consulent.read() as connection:
        everyone = [file.case for file in cases.store.load_case_files(connection)]
    held = next(case for case in everyone if case.nickname == "Wietske1")
    restrict(consulent, held)
    shown = inspecting.preview(consulent, TODAY)
    assert shown.left_out == (held.full_name,)
    assert held.nickname not in repr(shown)
    assert held.full_name not in {row.name for row in shown.rows}
    rows, words = rows_of(inspecting.list_csv(consulent, TODAY)), text_of(inspecting.list_pdf(consulent, TODAY))
    assert [row["lijst"] for row in rows] == [InspectionList.SHORT.label] * 2 + [InspectionList.LONG.label]
    assert "1 leerling ontbreekt op deze lijst: de gegevens mogen nu alleen bewaard worden" in words
    assert "Wietske" not in words
    with consulent.read() as connection:
        assert meetings.load_sharings(connection, held.id) == ()
    for case in everyone:
        if case is not held:
            restrict(consulent, case)
    assert len(inspecting.preview(consulent, TODAY).left_out) == 4
    with pytest.raises(InvalidCase) as refused:
        inspecting.list_csv(consulent, TODAY)
    assert "alleen bewaard" in messages.message_for(refused.value).text


def test_solved_rows_stay_for_a_quarter(consulent: OpenRegister) -> None:
    """Who was on the list before and is back, stays on it, and the list says so (Inspectie: verwijder geen rijen)."""
    with consulent.read() as connection:
        case = next(file.case for file in cases.store.load_case_files(connection) if file.case.nickname == "Wietske3")
    cases.save_case(consulent, replace(case, closed_on=TODAY, closing_reason=ClosingReason.BACK))
    rows = rows_of(inspecting.list_csv(consulent, TODAY))
    assert len(rows) == 4
    assert [row["stand"] for row in rows if row["stand"] != "thuis"] == ["opgelost: weer naar de eigen school"]


def test_looking_a_second_time_writes_nothing(register: OpenRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is on a list for the first time gets a code; who looks again waits for no disk, and the line for later."""
    keep_pupil(register, first_absent_on=TODAY - timedelta(days=60))
    first = inspecting.preview(register, TODAY)
    monkeypatch.setattr(register, "change", None)
    assert inspecting.preview(register, TODAY) == first


def test_a_school_delivers_to_its_samenwerkingsverband(register: OpenRegister) -> None:
    """On the rule for the samenwerkingsverband; the preview shows names and shares nothing."""
    file = keep_pupil(register, first_absent_on=TODAY - timedelta(days=60))
    (line,) = inspecting.preview(register, TODAY).rows
    assert (line.name, line.which) == (file.case.full_name, InspectionList.SHORT)
    assert file.case.nickname not in repr(line)
    with register.read() as connection:
        assert meetings.load_sharings(connection, file.case.id) == ()
    assert "consulent samenwerkingsverband" in text_of(inspecting.list_pdf(register, TODAY))
    with register.read() as connection:
        (row,) = meetings.load_sharings(connection, file.case.id)
    assert (row.recipients, row.basis) == ((Party.CONSULENT,), LegalBasis.SWV_TASK)


def test_only_from_a_case_register_and_only_with_somebody_on_it(maker: Maker, register: OpenRegister) -> None:
    """A region has no cases; an empty list is no file; a day to come is no peildatum."""
    with pytest.raises(WrongWorkspace):
        inspecting.list_pdf(maker.make(Role.REGION), TODAY)
    with pytest.raises(InvalidCase):
        inspecting.list_csv(register, TODAY)
    with pytest.raises(InvalidCase):
        inspecting.preview(register, TODAY + timedelta(days=1))
