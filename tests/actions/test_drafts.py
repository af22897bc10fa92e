"""The text for an anonymous sheet waits inside the register until the sheet is made (decision 10)."""

from datetime import timedelta

import pytest

from factories import make_consent
from regions import TODAY, keep_pupil, log_of
from thuisplan_desktop.actions import consents, meetings, sheets
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.errors import AnonymousNotAllowed, NoSuchDiscussion
from thuisplan_desktop.register.codes import DataCategory, Decision, MeetingKind, Party, Route
from thuisplan_desktop.register.meeting import Discussion

NOTE = "Komt steeds minder op school en slaapt slecht."
CONCERN = "Al zes weken thuis en steeds verder teruggetrokken."


@pytest.fixture
def discussion(register: OpenRegister) -> Discussion:
    """A case on an agenda without its name: both parents refused."""
    file = keep_pupil(register)
    for parent in file.contacts:
        no = make_consent(file.case, parent, decision=Decision.REFUSED, parties=frozenset(), categories=frozenset())
        consents.record_consent(register, no)
    meeting = meetings.plan_meeting(
        register, MeetingKind.SUPPORT_TEAM, TODAY + timedelta(days=1), (Party.LEERPLICHT,)
    ).value
    found: Discussion = meetings.put_on_agenda(
        register, meeting.id, file.case.id, frozenset({DataCategory.ABSENCE}), Route.ANONYMOUS, CONCERN
    ).value
    return found


def draft_of(register: OpenRegister, discussion: Discussion) -> str:
    return meetings.open_discussion(register, discussion.id).draft


def test_what_was_typed_is_there_again(register: OpenRegister, discussion: Discussion) -> None:
    """The last text counts, and keeping it is one line in the logbook without a word of it."""
    meetings.keep_draft(register, discussion.id, "eerst")
    meetings.keep_draft(register, discussion.id, NOTE)

    assert draft_of(register, discussion) == NOTE
    assert log_of(register).count("draft_kept") == 2
    assert not [line for line in log_of(register) if "slaapt" in line]


def test_empty_text_forgets_it(register: OpenRegister, discussion: Discussion) -> None:
    meetings.keep_draft(register, discussion.id, NOTE)
    meetings.keep_draft(register, discussion.id, " \n")

    assert draft_of(register, discussion) == ""


def test_the_sheet_ends_the_draft(register: OpenRegister, discussion: Discussion) -> None:
    meetings.keep_draft(register, discussion.id, NOTE)
    found = sheets.find(register, discussion.case_id, NOTE)
    review = Review.accepting(found.findings)
    answered = frozenset(line.id for line in sheets.remaining(register, discussion.id, found, review))

    sheets.make_sheet(register, discussion.id, found, review, answered)

    assert draft_of(register, discussion) == ""


def test_a_refused_sheet_leaves_the_draft(register: OpenRegister, discussion: Discussion) -> None:
    """The gate says no because the parents now agree; what was typed is still there."""
    meetings.keep_draft(register, discussion.id, NOTE)
    with register.read() as connection:
        contacts = sheets.cases.load_case_file(connection, discussion.case_id)
    for parent in contacts.contacts:
        yes = make_consent(contacts.case, parent, asked_on=TODAY, decided_on=TODAY, valid_until=None)
        consents.record_consent(register, yes)
    found = sheets.find(register, discussion.case_id, NOTE)
    review = Review.accepting(found.findings)
    answered = frozenset(line.id for line in sheets.remaining(register, discussion.id, found, review))

    with pytest.raises(AnonymousNotAllowed):
        sheets.make_sheet(register, discussion.id, found, review, answered)
    assert draft_of(register, discussion) == NOTE


def test_a_draft_goes_with_its_discussion(register: OpenRegister, discussion: Discussion) -> None:
    meetings.keep_draft(register, discussion.id, NOTE)
    meetings.take_off_agenda(register, discussion.id)

    with pytest.raises(NoSuchDiscussion):
        meetings.keep_draft(register, discussion.id, NOTE)
    with register.read() as connection:
        assert meetings.settings.get(connection, meetings.draft_key(discussion.id)) == ""
