"""Closing a case, putting that day right, taking it back and opening it again: what its consents were worth when."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from factories import make_case, make_consent
from regions import TODAY, Clock, give_consent, keep_pupil, log_of
from thuisplan_desktop.actions import agreements, cases, consents, meetings, rights, sharing, worklist
from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.errors import InvalidCase, InvalidConsent, SharingNotAllowed
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.codes import (
    ConsentState,
    DataCategory,
    Enrolment,
    LegalBasis,
    MeetingKind,
    Party,
    Purpose,
    Route,
)
from thuisplan_desktop.register.consent import Consent, in_force, last_day
from thuisplan_desktop.store import cases as stored

DAY = timedelta(days=1)
ASKED = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})
TABLE = (Party.ZORGCOORDINATOR, Party.LEERPLICHT)


@pytest.fixture
def file(register: OpenRegister) -> CaseFile:
    """A pupil with a yes until the end of the school year, whose case is open."""
    kept = keep_pupil(register, first_absent_on=None)
    give_consent(register, kept)
    return kept


def close(register: OpenRegister, file: CaseFile, on: date) -> None:
    cases.save_case(register, replace(file.case, closed_on=on, closing_reason=ClosingReason.BACK))


def ends(register: OpenRegister, file: CaseFile) -> set[date | None]:
    return {one.valid_until for one in cases.open_case(register, file.case.id).consents}


def bases(register: OpenRegister, file: CaseFile) -> list[tuple[date, LegalBasis]]:
    return [(one.shared_on, one.basis) for one in cases.open_case(register, file.case.id).sharings]


def discussed(register: OpenRegister, file: CaseFile) -> str:
    """By name and on consent, today; the agenda was printed. The id of the discussion."""
    meeting = meetings.plan_meeting(register, MeetingKind.KNOOPPUNT, register.today(), TABLE).value
    found = meetings.put_on_agenda(register, meeting.id, file.case.id, ASKED, Route.BY_NAME).value
    meetings.agenda_pdf(register, meeting.id)
    return str(found.id)


@pytest.mark.parametrize("days", [0, 1, 40])
def test_a_closing_that_is_undone_at_once_ended_nothing(register: OpenRegister, file: CaseFile, days: int) -> None:
    """Whatever day of closing was written: the button under the notice puts everything back as it was."""
    before = ends(register, file)
    close(register, file, TODAY - days * DAY)
    close(register, file, TODAY - 9 * DAY)
    cases.save_case(register, file.case)
    assert ends(register, file) == before
    assert cases.open_case(register, file.case.id).consent_state is ConsentState.GIVEN
    assert not [line for line in worklist.worklist(register) if line.kind == "consent"]


@pytest.mark.parametrize("next_day", ["put right", "opened again"])
def test_the_end_of_a_yes_lies_behind_what_it_carried(
    register: OpenRegister, file: CaseFile, clock: Clock, next_day: str
) -> None:
    """A slip in the day of closing cuts no consent before a sharing that it carried: it is the school's own proof."""
    clock.go_to(shared := TODAY + 9 * DAY)
    discussed(register, file)
    clock.go_to(by_hand := TODAY + 20 * DAY)
    close(register, file, TODAY - 40 * DAY)
    clock.go_to(by_hand + DAY)
    if next_day == "put right":
        close(register, file, by_hand - DAY)
    cases.save_case(register, file.case)
    assert ends(register, file) == {by_hand}
    assert bases(register, file) == [(shared, LegalBasis.CONSENT)]
    assert cases.open_case(register, file.case.id).consent_state is ConsentState.EXPIRED


@pytest.mark.parametrize("after", [0, 5])
def test_agreements_of_a_discussion_before_the_closing(
    register: OpenRegister, file: CaseFile, clock: Clock, after: int
) -> None:
    """Written once the case is closed, they record no second sharing, and none without a ground."""
    discussion = discussed(register, file)
    clock.go_to(TODAY + after * DAY)
    close(register, file, TODAY + after * DAY)
    clock.go_to(TODAY + 6 * DAY)
    agreements.record(register, discussion, "School belt vrijdag.")
    assert bases(register, file) == [(TODAY, LegalBasis.CONSENT)]


def test_agreements_without_a_printed_agenda(register: OpenRegister, file: CaseFile, clock: Clock) -> None:
    """Of a meeting before the closing, and on the day itself: on consent. Of one after it: without a ground."""
    found = []
    for day in (TODAY, TODAY + DAY, TODAY + 2 * DAY):
        meeting = meetings.plan_meeting(register, MeetingKind.KNOOPPUNT, day, TABLE).value
        found.append(meetings.put_on_agenda(register, meeting.id, file.case.id, ASKED, Route.BY_NAME).value.id)
    clock.go_to(TODAY + DAY)
    close(register, file, TODAY + DAY)
    clock.go_to(TODAY + 3 * DAY)
    for one in found:
        agreements.record(register, one, "School belt vrijdag.")
    told = [basis for _day, basis in sorted(bases(register, file))]
    assert told == [LegalBasis.CONSENT, LegalBasis.CONSENT, LegalBasis.NONE]


def test_what_was_given_before_the_closing_may_be_written_down(register: OpenRegister, clock: Clock) -> None:
    """A telephone call of last week, on consent; from the day of closing there is none any more."""
    file = keep_pupil(register, first_absent_on=None)
    for parent in file.contacts:
        party = frozenset({Party.SOCIAL_WORKER, Party.LEERPLICHT})
        consents.record_consent(register, make_consent(file.case, parent, parties=party))
    clock.go_to(TODAY + 5 * DAY)
    close(register, file, TODAY + 5 * DAY)
    call = Giving(
        case_id=file.case.id, party=Party.SOCIAL_WORKER, categories=frozenset({DataCategory.EDUCATION}),
        purpose=Purpose.DISCUSS, on=TODAY, why="gebeld",
    )  # fmt: skip
    sharing.record_giving(register, call)
    with pytest.raises(SharingNotAllowed):
        sharing.record_giving(register, replace(call, on=TODAY + 5 * DAY))
    assert bases(register, file) == [(TODAY, LegalBasis.CONSENT)]


def test_a_yes_of_before_comes_too_late_for_the_new_traject(
    register: OpenRegister, file: CaseFile, clock: Clock
) -> None:
    """It is kept as what it was: a yes that ended with its case. What is given since holds."""
    clock.go_to(TODAY + DAY)
    close(register, file, TODAY + DAY)
    clock.go_to(TODAY + 4 * DAY)
    cases.save_case(register, file.case)
    late = make_consent(file.case, file.contacts[0], asked_on=TODAY, decided_on=TODAY, valid_until=None)
    with pytest.raises(InvalidConsent):
        consents.record_consent(register, late)
    consents.record_consent(register, replace(late, valid_until=TODAY + DAY))
    fresh = replace(late, id="fresh", asked_on=TODAY + 2 * DAY, decided_on=TODAY + 2 * DAY)
    consents.record_consent(register, fresh)


def test_a_closing_taken_back_at_once_makes_no_yes_late(register: OpenRegister, file: CaseFile, clock: Clock) -> None:
    """The same traject goes on."""
    close(register, file, TODAY)
    cases.save_case(register, file.case)
    clock.go_to(TODAY + DAY)
    consents.record_consent(
        register, make_consent(file.case, file.contacts[0], asked_on=TODAY, decided_on=TODAY, valid_until=None)
    )


def test_a_register_without_such_lines_goes_by_the_day_of_closing(
    register: OpenRegister, file: CaseFile, clock: Clock
) -> None:
    """A case that an earlier version closed, or whose line a salvage could not read."""
    with register.change() as connection:
        stored.save_case(connection, replace(file.case, closed_on=TODAY - DAY, closing_reason=ClosingReason.BACK))
        register.log(connection, "case_saved", file.case.id)
    rights.correct(register, file.case.id, "closed_on", None, "weer thuis")
    assert ends(register, file) == {TODAY - DAY}


def test_the_lines_of_closing(register: OpenRegister, file: CaseFile, clock: Clock) -> None:
    """Once for each closing, and for each opening on a later day; a day that is put right is neither."""
    before = len(log_of(register))
    close(register, file, TODAY)
    clock.go_to(TODAY + DAY)
    close(register, file, TODAY + DAY)
    cases.save_case(register, file.case)
    told = [line for line in log_of(register)[before:] if line != "case_saved"]
    assert told == ["case_closed", "case_reopened"]


def test_no_new_case_is_closed_over_who_stays_away(register: OpenRegister) -> None:
    """Closed from the start without an outcome, a pupil without a school would be in nobody's sight."""
    case = replace(make_case(enrolment=Enrolment.NOT_ENROLLED, first_absent_on=None), closed_on=TODAY - DAY)
    for keep in (cases.save_case, cases.start_case):
        with pytest.raises(InvalidCase):
            keep(register, case)
    cases.start_case(register, replace(case, closing_reason=ClosingReason.OTHER))


@pytest.mark.parametrize("seed", range(25))
def test_no_night_that_a_case_was_closed_leaves_its_consent(register: OpenRegister, clock: Clock, seed: int) -> None:
    """Whatever is made of the closing on which days: a yes of before such a night is over once the case is open again,
    one of a case that was only closed by day or of while it was closed is whole, and none ends before a day on which it
    was in force."""
    dice = Random(seed)
    file = keep_pupil(register, first_absent_on=None)
    over: set[str] = set()
    in_use: dict[str, date] = {}
    by_hand = date.min
    for number in range(8):
        today = register.today()
        if dice.random() < 0.5:
            yes = make_consent(file.case, file.contacts[number % 2], asked_on=today, decided_on=today, valid_until=None)
            consents.record_consent(register, yes)
        kept = cases.open_case(register, file.case.id)
        in_use |= {one.id: today for one in kept.consents if counts(one, kept, today)}
        for _step in range(dice.randrange(4)):
            if cases.open_case(register, file.case.id).file.case.closed_on is None:
                by_hand = today
            close(register, file, today - dice.choice([0, 0, 1, 9]) * DAY)
            if dice.random() < 0.6:
                cases.save_case(register, file.case)
        kept = cases.open_case(register, file.case.id)
        whole = {one.id for one in kept.consents if one.valid_until is None}
        if kept.file.case.closed_on is None:
            assert whole == {one.id for one in kept.consents} - over
        assert all((last_day(one) or date.min) >= in_use.get(one.id, date.min) for one in kept.consents)
        clock.go_to(today + dice.randrange(1, 4) * DAY)
        if kept.file.case.closed_on is not None:
            over |= {one.id for one in kept.consents if one.decided_on and one.decided_on <= by_hand}


def counts(one: Consent, kept: CaseView, today: date) -> bool:
    state = in_force(one, kept.file.case.birth_date, today)
    return kept.file.case.closed_on is None and state is ConsentState.GIVEN
