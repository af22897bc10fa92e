"""A case that goes to another register: only what a rule allows, one row, one file for one key, one case there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from factories import make_absence, make_case, make_consent, make_contact
from regions import TODAY, Clock, Maker, keep_pupil, log_of, school
from thuisplan_desktop.actions import (
    backups,
    cases,
    consents,
    destroying,
    handing,
    parts,
    putting_back,
    rights,
    sharing,
    worklist,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import BrokenSeal, InvalidCase, NotForUs, OtherKindOfFile, SharingNotAllowed
from thuisplan_desktop.exchange import handover_v1, receiving_key_v1
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import ClosingReason, HandoverTo, RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    DataCategory,
    GiverRole,
    LegalBasis,
    Party,
    Purpose,
    Role,
    SchoolType,
)
from thuisplan_desktop.register.handing import EVERYTHING
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.store import cases as stored
from thuisplan_desktop.store import register_file

LAWFUL = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})


@pytest.fixture
def other(maker: Maker) -> OpenRegister:
    """The zorgcoördinator of the school where the pupil goes."""
    return maker.make(Role.SCHOOL, school(1, SchoolType.VO), "Bea Bedacht")


def handover(case_id: str, to: HandoverTo = HandoverTo.SCHOOL, **changes: object) -> Handover:
    return replace(Handover(id=cases.new_id(), case_id=case_id, to=to, handed_on=TODAY), **changes)


def key_of(register: OpenRegister) -> bytes:
    data: bytes = handing.receiving_key(register).value.data
    return data


def sealed(sender: OpenRegister, receiver: OpenRegister, case_id: str, told=LAWFUL, **changes: object) -> bytes:
    data: bytes = handing.seal(sender, handover(case_id, **changes), told, key_of(receiver)).value.data
    return data


def files_in(register: OpenRegister):
    with register.read() as connection:
        return stored.load_case_files(connection)


def agree(register: OpenRegister, file, party: Party) -> None:
    for who in file.contacts:
        one = make_consent(
            file.case, who, purposes=frozenset({Purpose.HANDOVER}), parties=frozenset({party}), categories=EVERYTHING,
            asked_on=TODAY, decided_on=TODAY,
        )  # fmt: skip
        consents.record_consent(register, one)


# --- giving


def test_a_hand_over_is_one_row_on_its_ground(register: OpenRegister) -> None:
    """To another school by the onderwijskundig rapport: what, why and on which rule stands with the case."""
    file = keep_pupil(register)
    told = handover(file.case.id, receiver="De Nieuwe Es", warm=True)
    assert handing.judge(register, told, LAWFUL).basis is LegalBasis.EDUCATION_REPORT
    handing.record(register, told, LAWFUL)
    view = cases.open_case(register, file.case.id)
    assert view.file.handovers == (told,)
    (row,) = view.sharings
    assert (row.recipients, row.categories, row.purpose) == ((Party.NEXT_SCHOOL,), LAWFUL, Purpose.HANDOVER)
    assert row.rule == "nieuwe-school, versie 1"


@pytest.mark.parametrize("to", [HandoverTo.RMC, HandoverTo.LEERPLICHT, HandoverTo.CARE, HandoverTo.WORK])
def test_without_consent_nothing_goes_to_others(register: OpenRegister, other: OpenRegister, to: HandoverTo) -> None:
    """Told or sealed: refused, and nothing is written down. With consent for exactly this it goes; withdrawn, not."""
    birth = make_case().birth_date.replace(year=2016)
    file = keep_pupil(register, birth_date=birth)
    key = key_of(other)
    before = log_of(register)
    for way in (lambda: handing.record(register, handover(file.case.id, to), LAWFUL),
                lambda: handing.seal(register, handover(file.case.id, to), LAWFUL, key)):  # fmt: skip
        with pytest.raises(SharingNotAllowed):
            way()
    assert log_of(register) == before
    assert cases.open_case(register, file.case.id).file.handovers == ()
    agree(register, file, handing.giving_of(register, handover(file.case.id, to), LAWFUL).party)
    handing.seal(register, handover(file.case.id, to), LAWFUL, key)
    given = cases.open_case(register, file.case.id).consents
    consents.withdraw_consent(register, given[0], TODAY)
    with pytest.raises(SharingNotAllowed):
        handing.seal(register, handover(file.case.id, to), LAWFUL, key)


def test_a_colleague_takes_over_within_the_organisation(register: OpenRegister, maker: Maker) -> None:
    """Same controller: all of it, without consent. For a samenwerkingsverband on the ground of its task."""
    file = keep_pupil(register)
    told = handover(file.case.id, HandoverTo.COLLEAGUE)
    assert handing.judge(register, told, EVERYTHING).rule == "opvolger-school"
    consulent = maker.make(Role.CONSULENT)
    theirs = keep_pupil(consulent)
    told = handover(theirs.case.id, HandoverTo.COLLEAGUE)
    assert handing.judge(consulent, told, EVERYTHING).rule == "opvolger-samenwerkingsverband"
    back = handover(theirs.case.id, HandoverTo.OWN_SCHOOL)
    assert handing.judge(consulent, back, EVERYTHING).rule == "terug-naar-school"
    away = handover(theirs.case.id, HandoverTo.SCHOOL)
    assert not handing.judge(consulent, away, frozenset({DataCategory.HEALTH})).allowed


def test_a_sealed_case_names_no_other_pupil(register: OpenRegister, other: OpenRegister) -> None:
    """In what was written about the one, nor in what the receiver must know; refused before anything is recorded."""
    cases.save_case(register, make_case(nickname="Pim", infix="", surname="Anderkind"))
    file = keep_pupil(register, note="Zat met Pim Anderkind op het dak.")
    told, key = handover(file.case.id, HandoverTo.COLLEAGUE), key_of(other)
    with pytest.raises(InvalidCase) as refused:
        handing.seal(register, told, EVERYTHING, key)
    assert "bij Notitie staat een andere leerling" in refused.value.facts["reason"]
    cases.save_case(register, replace(file.case, note=""))
    with pytest.raises(InvalidCase):
        handing.seal(register, replace(told, note="Let op Pim Anderkind."), EVERYTHING, key)
    view = cases.open_case(register, file.case.id)
    assert (view.sharings, view.file.handovers) == ((), ())
    handing.seal(register, told, EVERYTHING, key)


def test_a_restriction_stops_a_hand_over(register: OpenRegister) -> None:
    """AVG article 18: what is restricted goes nowhere, except by duty or for safety."""
    file = keep_pupil(register)
    asked = Request(
        id="r1", case_id=file.case.id, kind=RequestKind.RESTRICTION, asked_by=GiverRole.PARENT, asked_on=TODAY,
        decided_on=TODAY, outcome=RequestOutcome.GRANTED, reason="klopt niet",
    )  # fmt: skip
    rights.keep_request(register, asked)
    with pytest.raises(SharingNotAllowed):
        handing.record(register, handover(file.case.id), LAWFUL)


def test_no_hand_over_without_its_row(register: OpenRegister) -> None:
    """A hand-over can be put right or put back, but not begun or moved past what was shared."""
    file = keep_pupil(register)
    told = handover(file.case.id)
    with pytest.raises(InvalidCase):
        parts.keep(register, told)
    sharing.record_giving(
        register,
        Giving(case_id=file.case.id, party=Party.DUO, categories=frozenset({DataCategory.ABSENCE}),
               purpose=Purpose.REPORT, on=TODAY),
    )  # fmt: skip
    with pytest.raises(InvalidCase):
        parts.keep(register, told)
    handing.record(register, told, LAWFUL)
    parts.remove(register, told)
    parts.keep(register, told)
    parts.keep(register, replace(told, receiver="De Nieuwe Es", warm=True))
    for changed in ({"to": HandoverTo.RMC}, {"handed_on": TODAY - timedelta(days=1)}):
        with pytest.raises(InvalidCase):
            parts.keep(register, replace(told, **changed))


# --- sealed, from one register to the other


def test_the_case_stands_once_in_the_other_register(register: OpenRegister, other: OpenRegister) -> None:
    """At the new school, in its own name, with the first day of absence as it was; both logbooks have their line."""
    file = keep_pupil(register, note="notitie-kanarie")
    cases.save_absence(register, make_absence(file.case, kind=AbsenceKind.SICK))
    data = sealed(register, other, file.case.id)
    assert log_of(register)[-1] == "case_handed_over"
    arrival = handing.look(other, data)
    assert arrival.fingerprint == handing.receiving_key(register).value.fingerprint
    assert (arrival.sender, arrival.pupil, arrival.known) == ("School 99XA", "Femke van der Zandloper", False)
    assert "Zandloper" not in repr(arrival)
    for _ in range(3):
        handing.take_in(other, data)
    (landed,) = files_in(other)
    assert landed.case.first_absent_on == file.case.first_absent_on
    assert (landed.case.school_name, landed.case.owner) == ("School 99VB", "Bea Bedacht")
    assert [one.school_name for one in landed.school_periods] == ["De Verzonnen Boom"]
    assert [one.kind for one in landed.absences] == [AbsenceKind.AUTHORISED]
    assert landed.contacts == ()
    assert "notitie-kanarie" not in landed.case.note
    assert landed.case.note.count("Overgedragen door School 99XA") == 1
    assert [line for line in log_of(other) if line.startswith("handover")] == [
        "handover_looked_at", *["handover_received"] * 3,
    ]  # fmt: skip
    assert landed.case.id != file.case.id


def test_beside_the_case_that_was_there(register: OpenRegister, other: OpenRegister) -> None:
    """A pupil with a case gets no second; what that register says itself stays."""
    file = keep_pupil(register)
    there = keep_pupil(other, school_name="School 99VB", brin="99VB", year_group="1", first_absent_on=TODAY)
    data = sealed(register, other, file.case.id)
    assert handing.look(other, data).known
    assert handing.take_in(other, data).case_id == there.case.id
    (landed,) = files_in(other)
    assert landed.case.first_absent_on == file.case.first_absent_on
    assert landed.case.year_group == "1"
    assert len(landed.contacts) == 2


@pytest.mark.parametrize(
    "here",
    [
        {"birth_date": None},
        {"nickname": "Fem"},
        {"nickname": "F\u00e9mke"},
        {"infix": ""},
        {"infix": "", "surname": "van der Zandloper"},
        {"birth_date": date(2014, 3, 9)},
        {"birth_date": date(2014, 9, 4)},
        {"birth_date": date(2013, 9, 3)},
        {"surname": "Braambes"},
    ],
)
def test_who_may_be_here_already_is_asked_about(
    register: OpenRegister, other: OpenRegister, here: dict[str, Any]
) -> None:
    """As with a list: nothing comes in before a person says whether it is the same pupil, and then as he says."""
    file = keep_pupil(register, birth_date=date(2014, 9, 3))
    there = keep_pupil(other, brin="99VB", first_absent_on=None, **{"birth_date": date(2014, 9, 3), **here})
    data = sealed(register, other, file.case.id)
    arrival = handing.look(other, data)
    ((asked, words),) = arrival.doubles
    assert (arrival.known, asked) == (False, there.case.id)
    assert there.case.full_name in words
    for answer in ("", "verzonnen"):
        with pytest.raises(InvalidCase):
            handing.take_in(other, data, answer)
    assert handing.take_in(other, data, asked).case_id == there.case.id
    (landed,) = files_in(other)
    assert landed.case.nickname == there.case.nickname
    assert landed.case.first_absent_on == file.case.first_absent_on


def test_what_is_left_out_is_told_of_the_case_that_was_answered(register: OpenRegister, other: OpenRegister) -> None:
    """Two weeks that overlap with weeks here: nothing gets lost unsaid."""
    file = keep_pupil(register, first_absent_on=None)
    for start in (date(2026, 1, 12), date(2026, 2, 9)):
        ends_on = start + timedelta(days=4)
        cases.save_absence(register, make_absence(file.case, starts_on=start, ends_on=ends_on, minutes=600))
    there = keep_pupil(other, nickname="Fem", first_absent_on=None, school_name="", brin="")
    long = make_absence(there.case, starts_on=date(2026, 1, 12), ends_on=date(2026, 2, 13), kind=AbsenceKind.SICK)
    cases.save_absence(other, long)
    data = sealed(register, other, file.case.id)
    new = handing.look(other, data, handing.ANOTHER_PUPIL)
    assert (new.known, new.left_out, new.doubles) == (False, 0, ())
    same = handing.look(other, data, there.case.id)
    assert (same.known, same.doubles) == (True, ())
    assert (same.parts, same.left_out) == (0, 2)
    assert "2 onderdelen niet overgenomen" in handing.told_left_out(same)
    with pytest.raises(InvalidCase):
        handing.look(other, data, "verzonnen")
    handing.take_in(other, data, there.case.id)
    (landed,) = files_in(other)
    assert len(landed.absences) == 1


def test_a_case_that_may_only_be_kept_takes_nothing_in(register: OpenRegister, other: OpenRegister) -> None:
    """AVG article 18 lid 2, as with a list: said before, refused, and nothing has changed."""
    file = keep_pupil(register)
    there = keep_pupil(other, school_name="School 99VB", brin="99VB", first_absent_on=TODAY)
    cases.save_contact(other, make_contact(there.case))
    data = sealed(register, other, file.case.id)
    assert not handing.look(other, data).restricted
    asked = Request(
        id=cases.new_id(), case_id=there.case.id, kind=RequestKind.RESTRICTION, asked_by=GiverRole.PARENT,
        asked_on=TODAY, decided_on=TODAY, outcome=RequestOutcome.GRANTED,
    )  # fmt: skip
    rights.keep_request(other, asked)
    before = files_in(other)
    assert handing.look(other, data).restricted
    with pytest.raises(InvalidCase, match="InvalidCase") as refused:
        handing.take_in(other, data)
    assert "alleen bewaard" in str(refused.value.facts["reason"])
    assert files_in(other) == before


def test_another_pupil_gets_a_case_of_his_own(register: OpenRegister, other: OpenRegister) -> None:
    """Said once; a file that comes again finds that case."""
    file = keep_pupil(register)
    there = keep_pupil(other, brin="99VB", nickname="Fem")
    data = sealed(register, other, file.case.id)
    made = handing.take_in(other, data, handing.ANOTHER_PUPIL).case_id
    assert made != there.case.id
    assert handing.look(other, data).known
    assert handing.take_in(other, data).case_id == made


@pytest.mark.parametrize("now", [{"nickname": "Noor", "surname": "Braambes"}, {"birth_date": date(2012, 5, 5)}])
def test_a_case_that_comes_again_under_another_name_is_asked_about(
    register: OpenRegister, other: OpenRegister, now: dict[str, Any]
) -> None:
    """It may have become another child's at the sender; then it needs a case of its own there."""
    file = keep_pupil(register, birth_date=date(2014, 9, 3))
    made = handing.take_in(other, sealed(register, other, file.case.id)).case_id
    cases.save_case(register, replace(file.case, **now))
    data = sealed(register, other, file.case.id)
    arrival = handing.look(other, data)
    ((asked, words),) = arrival.doubles
    assert (arrival.known, asked) == (True, made)
    assert "Femke van der Zandloper" in words
    for answer in ("", handing.ANOTHER_PUPIL):
        with pytest.raises(InvalidCase):
            handing.take_in(other, data, answer)
    assert handing.look(other, data, made).doubles == ()
    assert handing.take_in(other, data, made).case_id == made
    assert [one.case.full_name for one in files_in(other)] == ["Femke van der Zandloper"]


def test_an_answer_that_fits_nobody_makes_no_second_case(register: OpenRegister, other: OpenRegister) -> None:
    """A case was named that can't be his, also where nobody was asked about, or where he has another: never ignored."""
    file = keep_pupil(register)
    sister = keep_pupil(other, brin="99VB", nickname="Ilse", birth_date=None)
    data = sealed(register, other, file.case.id)
    assert handing.look(other, data).doubles == ()
    with pytest.raises(InvalidCase):
        handing.take_in(other, data, sister.case.id)
    assert [one.case.id for one in files_in(other)] == [sister.case.id]
    made = handing.take_in(other, data, handing.ANOTHER_PUPIL).case_id
    for answer in (made, handing.ANOTHER_PUPIL):
        assert handing.take_in(other, data, answer).case_id == made
    with pytest.raises(InvalidCase):
        handing.take_in(other, data, sister.case.id)


@pytest.mark.parametrize(
    "here", [{"nickname": "Ilse", "birth_date": None}, {"surname": "Anders", "nickname": "Ilse"},
             {"birth_date": date(2013, 9, 4)}, {"surname": "Anders", "birth_date": None}],
)  # fmt: skip
def test_another_pupil_is_no_question(register: OpenRegister, other: OpenRegister, here: dict[str, Any]) -> None:
    """A sister, a namesake of another year: a case of his own, unasked."""
    file = keep_pupil(register, birth_date=date(2014, 9, 3))
    keep_pupil(other, brin="99VB", **{"birth_date": date(2014, 9, 3), **here})
    data = sealed(register, other, file.case.id)
    assert handing.look(other, data).doubles == ()
    handing.take_in(other, data)
    assert len(files_in(other)) == 2


def test_into_a_closed_case_reopens_nothing_and_is_told(register: OpenRegister, other: OpenRegister) -> None:
    """Said before it is taken in, and on Vandaag after it; an open case of the same pupil goes first."""
    file = keep_pupil(register)
    cases.save_absence(register, make_absence(file.case))
    ended = TODAY - timedelta(days=500)
    keep_pupil(other, brin="99VB", first_absent_on=ended, closed_on=ended, closing_reason=ClosingReason.OTHER)
    data = sealed(register, other, file.case.id)
    assert handing.look(other, data).closed_on == ended
    assert handing.take_in(other, data).value.closed_on == ended
    (line,) = [line for line in worklist.worklist(other) if line.case_id]
    assert line.kind == "reopen"
    open_again = keep_pupil(other, brin="99VB", first_absent_on=None)
    assert handing.look(other, sealed(register, other, file.case.id)).closed_on is None
    assert handing.take_in(other, sealed(register, other, file.case.id)).case_id == open_again.case.id


def test_only_the_receiver_opens_it(register: OpenRegister, other: OpenRegister, maker: Maker) -> None:
    """Not a third register, not one without a key, not the sender; and a file of another kind is named."""
    file = keep_pupil(register)
    data = sealed(register, other, file.case.id)
    third = maker.make(Role.CONSULENT)
    for wrong in (third, register):
        with pytest.raises(NotForUs):
            handing.look(wrong, data)
        with pytest.raises(NotForUs):
            handing.take_in(wrong, data)
    with pytest.raises(OtherKindOfFile):
        handing.look(other, key_of(other))
    with pytest.raises(NotForUs):
        handing.seal(register, handover(file.case.id), LAWFUL, key_of(register))
    with pytest.raises(InvalidCase):
        sealed(register, other, file.case.id, handed_on=TODAY - timedelta(days=1))


def test_nothing_outside_the_box_names_anybody(register: OpenRegister, other: OpenRegister, canary: str) -> None:
    """Neither pupil nor school nor code of the case; and two files of one case are of one length and nothing else."""
    file = keep_pupil(register, nickname=canary)
    data, again = (sealed(register, other, file.case.id) for _ in range(2))
    for word in (canary, "Zandloper", "99XA", "School", file.case.id, file.case.pupil_key, str(TODAY)):
        assert word.encode() not in data
    assert len(data) == len(again)
    assert data != again
    assert canary not in repr(handover_v1.look(data).header)


def test_a_key_of_somebody_else_in_its_place_is_seen(register: OpenRegister, other: OpenRegister) -> None:
    """Whoever exchanges the key on the way has other words, and can't sign in the receiver's name."""
    right = handing.read_key(key_of(other))
    wrong = handing.read_key(receiving_key_v1.encode(right.name, Identity.generate()))
    assert wrong.fingerprint != right.fingerprint
    assert wrong.name == right.name
    with pytest.raises(BrokenSeal):
        handing.read_key(key_of(other).replace(b"School 99VB", b"School 99VC"))


def test_a_case_that_cannot_be_is_refused_whole(register: OpenRegister, other: OpenRegister, clock: Clock) -> None:
    """A period to come, in the receiver's eyes: a reason, and nothing of it is kept."""
    file = keep_pupil(register)
    cases.save_absence(register, make_absence(file.case, starts_on=TODAY))
    data = sealed(register, other, file.case.id)
    clock.go_to(TODAY - timedelta(days=3))
    before = log_of(other)
    with pytest.raises(InvalidCase):
        handing.take_in(other, data)
    assert (files_in(other), log_of(other)) == ((), before)


@pytest.mark.parametrize(
    ("came", "landed", "unfit"),
    [
        ({"postcode4": "1811 AB", "brin": "99xa"}, ("1811", "99XA"), ()),
        ({"postcode4": "181", "brin": "99-XA"}, ("", ""), ("Postcode", "BRIN")),
    ],
)
def test_what_only_the_sender_can_mend_holds_nothing_up(
    register: OpenRegister, maker: Maker, came: dict[str, str], landed: tuple[str, str], unfit: tuple[str, ...]
) -> None:
    """Written as here where it is clear, else left out and told; all the rest of the case comes in."""
    file = keep_pupil(register)
    with register.change() as connection:
        stored.save_case(connection, replace(file.case, **came))  # of before it was looked at
    consulent = maker.make(Role.CONSULENT, replace(school(0), brin=""))
    data = sealed(register, consulent, file.case.id, EVERYTHING, to=HandoverTo.SWV)
    assert tuple(label.split()[0] for label in handing.look(consulent, data).unfit) == unfit
    case: Case = handing.take_in(consulent, data).value
    assert (case.postcode4, case.brin) == landed
    assert case.school_name == "De Verzonnen Boom"


def test_a_consulent_gets_all_of_it_for_her_task(register: OpenRegister, maker: Maker) -> None:
    """WPO 18a: advice and toewijzing need no consent; the school of the pupil stays with the case."""
    file = keep_pupil(register, note="thuis gaat het slecht")
    consulent = maker.make(Role.CONSULENT)
    data = sealed(register, consulent, file.case.id, EVERYTHING, to=HandoverTo.SWV, note="bel eerst")
    assert handing.look(consulent, data).note == "bel eerst"
    handing.take_in(consulent, data)
    (landed,) = files_in(consulent)
    case: Case = landed.case
    assert (case.school_name, case.brin, case.year_group) == ("De Verzonnen Boom", "99XA", "8")
    assert "thuis gaat het slecht" in case.note
    assert "bel eerst" in case.note
    assert {one.first_name for one in landed.contacts} == {"Roelof", "Jitske"}


def test_a_case_that_was_destroyed_and_comes_again_is_another_case(register: OpenRegister, other: OpenRegister) -> None:
    """The same file would give the same id: then every restore would take the case of now away as a destroyed one."""
    file = keep_pupil(register)
    data = sealed(register, other, file.case.id)
    first: Case = handing.take_in(other, data).value
    assert handing.take_in(other, data).value.id == first.id
    cases.save_case(other, replace(first, closed_on=TODAY, closing_reason=ClosingReason.BACK))
    destroying.destroy_case(other, first.id, "bewaartermijn verstreken")
    again: Case = handing.take_in(other, data).value
    assert handing.take_in(other, data).value.id == again.id
    row = backups.make(other).value
    assert putting_back.preview_restore(other, row.path).costs == ()
    folder, key, name = other.workspace.folder, other.workspace.data_key, other.workspace.register_id
    putting_back.restore(other, row.path)
    workspace = register_file.open_(folder, key, name)
    with workspace.read() as connection:
        assert [one.case.id for one in stored.load_case_files(connection)] == [again.id]
    workspace.close()
