"""No BSN reaches the register, however it is typed, sent or imported: refused or left out, with the way out."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from factories import make_case, make_exemption
from regions import TODAY, Maker, give_consent, keep_pupil, school
from thuisplan_desktop.actions import (
    absence_lists,
    agreements,
    cases,
    consents,
    deciding,
    directory,
    handing,
    importing,
    lists,
    meetings,
    parts,
    retaining,
    rights,
    sharing,
    worklist,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidCase, InvalidConsent, ThuisplanError
from thuisplan_desktop.intake import elfproef
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import (
    Addressee,
    EscalationTrigger,
    HandoverTo,
    ListReview,
    Organisation,
    RequestKind,
    TalkPartner,
)
from thuisplan_desktop.register.codes import Category, DataCategory, MeetingKind, Party, Purpose, Role, Route
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.handing import EVERYTHING
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.schooling import SchoolPeriod
from thuisplan_desktop.register.talk import Handover, Talk
from thuisplan_desktop.store import cases as stored

BSN = "123456782"
WRITTEN = f"zie {BSN}"
CATEGORIES = frozenset({DataCategory.ABSENCE})


def dump(register: OpenRegister) -> str:
    """Every cell of every table of the decrypted database."""
    raw = register.workspace.raw
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "\n".join(str(cell) for table in tables for row in raw.execute(f"SELECT * FROM {table}") for cell in row)


def words_of(one: Any) -> list[str]:
    """The fields of a part in which a person writes."""
    return [
        field.name
        for field in fields(one)
        if field.type is str and field.name != "id" and not field.name.endswith("_id")
    ]


def hanging(case_id: str) -> list[Any]:
    """One of each kind that hangs on a case and holds words."""
    return [
        Talk(id="t1", case_id=case_id, held_on=TODAY, present=frozenset({TalkPartner.PARENTS})),
        Plan(id="p1", case_id=case_id, owner=Organisation.SCHOOL, made_on=TODAY, evaluate_on=TODAY),
        Agreement(id="a1", case_id=case_id, text="Bellen.", due_on=TODAY),
        SchoolPeriod(id="s1", case_id=case_id, school_name="School", starts_on=date(2025, 1, 1), ends_on=TODAY),
        replace(make_exemption(make_case()), case_id=case_id),
        Escalation(
            id="e1", case_id=case_id, trigger=EscalationTrigger.NO_PLACE, addressee=Addressee.SWV_BOARD,
            escalated_on=TODAY,
        ),
        Handover(id="o1", case_id=case_id, to=HandoverTo.SCHOOL, handed_on=TODAY),
    ]  # fmt: skip


def test_no_field_of_a_case_takes_one(register: OpenRegister) -> None:
    """Each field in which a person writes, of the case and of all that hangs on it; the reason says what to do."""
    file = keep_pupil(register)
    tried = 0
    for part in (file.case, file.contacts[0], *hanging(file.case.id)):
        for name in words_of(part):
            with pytest.raises(InvalidCase) as refused:
                _keep(register, replace(part, **{name: WRITTEN}), file)
            if refused.value.facts["field"] == name:
                tried += 1
                assert "BSN" in refused.value.facts["reason"]
                assert "UAVG artikel 46" in refused.value.facts["reason"]
            assert BSN not in str(refused.value.facts)
    assert tried > 35
    assert BSN not in dump(register)


def _keep(register: OpenRegister, part: Any, file: CaseFile) -> None:
    if part.id == file.case.id:
        cases.save_case(register, part)
    elif part.id == file.contacts[0].id:
        cases.save_contact(register, part)
    else:
        parts.check(part, file, TODAY)


def test_no_other_words_about_a_case_take_one(register: OpenRegister) -> None:
    """Reasons, remarks, what a table agreed, who withdrew: everything else that is written about somebody."""
    file = keep_pupil(register)
    case_id = file.case.id
    consent = give_consent(register, file)[0]
    meeting = meetings.plan_meeting(register, MeetingKind.ZAT, TODAY, (Party.LEERPLICHT,)).value
    put = meetings.put_on_agenda(register, meeting.id, case_id, CATEGORIES, Route.BY_NAME).value
    line = next(one for one in worklist.worklist(register) if one.case_id == case_id)
    giving = sharing.Giving(
        case_id=case_id, party=Party.LEERPLICHT, categories=CATEGORIES, purpose=Purpose.REPORT, on=TODAY, why=WRITTEN
    )
    ways: list[Callable[[], object]] = [
        lambda: deciding.confirm_category(register, case_id, Category.LONG_TERM_SICK, WRITTEN),
        lambda: deciding.review_list(register, case_id, ListReview.WRONGLY, WRITTEN),
        lambda: rights.correct(register, case_id, "note", "anders", WRITTEN),
        lambda: rights.correct(register, case_id, "note", WRITTEN, "anders"),
        lambda: rights.keep_request(
            register,
            Request(
                id="r", case_id=case_id, kind=RequestKind.ERASURE, asked_by=consent.giver, asked_on=TODAY,
                subject=WRITTEN,
            ),
        ),
        lambda: retaining.postpone(register, case_id, date(2026, 12, 1), WRITTEN),
        lambda: worklist.mark_handled(register, line, WRITTEN),
        lambda: directory.keep(register, Professional(id="p1", party=Party.LEERPLICHT, name=WRITTEN)),
        lambda: directory.keep(register, Professional(id="p1", party=Party.LEERPLICHT, name="Ruud", phone=BSN)),
        lambda: meetings.plan_meeting(register, MeetingKind.ZAT, TODAY, (Party.LEERPLICHT,), WRITTEN),
        lambda: agreements.record(register, put.id, WRITTEN),
        lambda: meetings.put_on_agenda(register, meeting.id, case_id, CATEGORIES, Route.BY_NAME, WRITTEN),
        lambda: sharing.record_giving(register, giving),
        lambda: handing.record(
            register, Handover(id="o", case_id=case_id, to=HandoverTo.SCHOOL, handed_on=TODAY, note=WRITTEN), CATEGORIES
        ),
        lambda: consents.record_consent(register, replace(consent, id="c2", paper_place=WRITTEN)),
        lambda: consents.withdraw_consent(register, consent, TODAY, WRITTEN),
        lambda: lists.keep_codes(register, {BSN: "sick"}),
    ]  # fmt: skip
    for way in ways:
        with pytest.raises((InvalidCase, InvalidConsent)) as refused:
            way()
        assert BSN not in str(refused.value.facts)
    assert BSN not in dump(register)


def test_who_is_sure_of_another_number_says_so(register: OpenRegister) -> None:
    """A hyphen in it is the answer; a telephone number and a number that fails are not asked about."""
    file = keep_pupil(register)
    for note in ("zaak 12345-6782", "bel 06-12345678", "zaak 123456783"):
        assert cases.save_case(register, replace(file.case, note=note)).value.note == note
    with pytest.raises(InvalidCase) as refused:
        cases.save_case(register, replace(file.case, note=WRITTEN))
    assert "zet er dan een streepje in" in refused.value.facts["reason"]


def test_what_another_register_sends_comes_without_one(
    register: OpenRegister, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words come in with the number left out, and say so; the case is not refused for it."""
    other = maker.make(Role.CONSULENT, school(1), "Bea Bedacht")
    file = keep_pupil(register)
    monkeypatch.setattr(elfproef, "stands_in", lambda _text: False)  # a sender that doesn't look
    cases.save_case(register, replace(file.case, note=f"moeder: {WRITTEN}, bel 06-12345678"))
    parts.keep(register, Talk(id="t1", case_id=file.case.id, held_on=TODAY, present=frozenset({TalkPartner.PARENTS}),
                              note=WRITTEN))  # fmt: skip
    given = Handover(id="o1", case_id=file.case.id, to=HandoverTo.SWV, handed_on=TODAY)
    data = handing.seal(register, given, EVERYTHING, handing.receiving_key(other).value.data).value.data
    assert BSN in dump(register)
    monkeypatch.undo()
    handing.take_in(other, data)
    with other.read() as connection:
        (landed,) = stored.load_case_files(connection)
    assert f"moeder: zie {elfproef.LEFT_OUT}, bel 06-12345678" in landed.case.note
    assert landed.talks[0].note == f"zie {elfproef.LEFT_OUT}"
    assert BSN not in dump(other)


@pytest.mark.parametrize("phone", ["123/456/782", "12-34-56-78-2"])
def test_a_bsn_for_a_telephone_number_comes_without_it(
    register: OpenRegister, maker: Maker, monkeypatch: pytest.MonkeyPatch, phone: str
) -> None:
    """However the sender spelt it; whose number it was is still known here, and his own texts stay to the letter."""
    other = maker.make(Role.CONSULENT, school(1), "Bea Bedacht")
    file = keep_pupil(register)
    own = f"gemeente: {WRITTEN}"
    monkeypatch.setattr(elfproef, "stands_in", lambda _text: False)
    there = keep_pupil(other, note=own)
    monkeypatch.setattr(elfproef, "stands_for_phone", lambda _text: False)
    cases.save_contact(register, replace(file.contacts[0], first_name="Okke", phone=phone))
    given = Handover(id="o1", case_id=file.case.id, to=HandoverTo.SWV, handed_on=TODAY)
    data = handing.seal(register, given, EVERYTHING, handing.receiving_key(other).value.data).value.data
    monkeypatch.undo()
    handing.take_in(other, data)
    with other.read() as connection:
        landed = stored.load_case_file(connection, there.case.id)
    assert [one.phone for one in landed.contacts if one.first_name == "Okke"] == [elfproef.LEFT_OUT]
    assert landed.case.note.startswith(own)


SERIES = [str(number) for number in range(90000101, 90000121)]
HEADS = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Klas;Leerjaar;Ouder 1;Telefoon ouder 1;Adres;Opmerking"


def row(number: str, last: str, **other: str) -> str:
    cells = {"class": "8b", "year": "8", "phone": "06-12345678", "address": "", "remark": ""} | other
    return (
        f"{number};Femke;Zandloper{last};3-9-2014;{cells['class']};{cells['year']};Roelof Zandloper;{cells['phone']};"
        f"{cells['address']};{cells['remark']}"
    )


def test_whatever_the_column_of_a_list(register: OpenRegister) -> None:
    """Among long numbers, as a telephone number, in an address or remark: left out, counted and told; a list brings
    its pupils in all the same."""
    rows = [row(number, f"a{number[-2:]}") for number in SERIES]
    rows += [row(BSN, "b"), row("90000130", "c", phone="123 456 782"), row("90000131", "d", phone=BSN, remark=BSN)]
    rows += [row("90000132", "e", address=f"{BSN} Alkmaar")]
    data = "\r\n".join([HEADS, *rows]).encode()
    shown = importing.preview_pupils(register, data)
    report = importing.import_pupils(register, data, {pupil.key for pupil in shown.pupils}).value
    assert report.added == 24
    assert report.dropped["bsn"] >= 3
    assert any("1 leerlingnummer is niet ingelezen: het kan een BSN zijn" in told for told in report.warnings)
    assert not [text for text in (BSN, "123 456 782") if text in dump(register)]
    assert importing.import_pupils(register, data, {pupil.key for pupil in shown.pupils}).value.updated == 24


@pytest.mark.parametrize("column", ["class", "year"])
def test_a_class_that_is_one_is_refused_with_its_row(register: OpenRegister, column: str) -> None:
    """So that it can be mended in the school's own system."""
    data = "\r\n".join([HEADS, row("1", "a"), row("2", "b", **{column: BSN})]).encode()
    with pytest.raises(ThuisplanError) as refused:
        importing.preview_pupils(register, data)
    assert refused.value.facts["row"] == 3


def test_an_absence_list_brings_none(register: OpenRegister) -> None:
    """As a pupil's number it meets no case and is counted; as a code it is refused before anybody could explain it."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    heads = "leerlingnummer;datum;code\r\n"
    lines = "\r\n".join(["40001;23-03-2026;A", "40002;23-03-2026;A", f"{BSN};23-03-2026;A"])
    report = absence_lists.import_absences(register, (heads + lines).encode()).value
    assert (report.updated, report.dropped) == (1, {"bsn": 1})
    with pytest.raises(ThuisplanError):
        lists.codes_of(register, f"{heads}40001;23-03-2026;A\r\n40002;23-03-2026;{BSN}".encode(), None)
    assert BSN not in dump(register)
