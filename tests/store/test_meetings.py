"""Consents, meetings, discussions and sharings in a real register."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest

from factories import make_case, make_consent, make_contact, make_file
from thuisplan_desktop.errors import NoSuchCase, NoSuchDiscussion, NoSuchMeeting, StoreRefused
from thuisplan_desktop.register import codes
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.store import cases, consents, logbook, meetings
from thuisplan_desktop.store.register_file import Workspace

_numbers = count(1)
CATEGORIES = frozenset({codes.DataCategory.ABSENCE, codes.DataCategory.HOME})


def make_meeting(**changes: Any) -> Meeting:
    """A support team meeting; the order of participants is that of the table."""
    parties = (codes.Party.ZORGCOORDINATOR, codes.Party.CONSULENT, codes.Party.LEERPLICHT)
    kind = codes.MeetingKind.SUPPORT_TEAM
    meeting = Meeting(id=f"m{next(_numbers)}", kind=kind, held_on=date(2026, 11, 3), participants=parties)
    return replace(meeting, **changes)


def make_discussion(meeting: Meeting, case: Case, **changes: Any) -> Discussion:
    """A case on the agenda by name."""
    number = next(_numbers)
    discussion = Discussion(
        id=f"d{number}", meeting_id=meeting.id, case_id=case.id, route=codes.Route.BY_NAME,
        sheet_code=f"K{number}", categories=CATEGORIES,
    )  # fmt: skip
    return replace(discussion, **changes)


def make_sharing(case: Case, **changes: Any) -> Sharing:
    """One sharing with the leerplichtambtenaar."""
    sharing = Sharing(
        id=f"v{next(_numbers)}", case_id=case.id, shared_on=date(2026, 11, 3), recipients=(codes.Party.LEERPLICHT,),
        categories=CATEGORIES, purpose=codes.Purpose.DISCUSS, basis=codes.LegalBasis.CONSENT,
        route=codes.Route.BY_NAME,
    )  # fmt: skip
    return replace(sharing, **changes)


def test_consents_are_read_back_per_case(workspace: Workspace) -> None:
    """In the order of recording; a case without any has no entry in the whole list."""
    case, other, none = make_case(), make_case(), make_case()
    contact, meeting = make_contact(case), make_meeting()
    given = make_consent(case, contact, meeting_id=meeting.id)
    own = make_consent(case, giver=codes.GiverRole.PUPIL_16, objection=True)
    elsewhere = make_consent(other)
    with workspace.change() as connection:
        for each in (case, other, none):
            cases.save_case(connection, each)
        cases.save_contact(connection, contact)
        meetings.save_meeting(connection, meeting)
        for consent in (given, own, elsewhere):
            consents.save_consent(connection, consent)
        withdrawn = replace(given, withdrawn_on=date(2026, 3, 1))
        consents.save_consent(connection, withdrawn)
    with workspace.read() as connection:
        assert consents.load_consents(connection, case.id) == (withdrawn, own)
        assert consents.load_consents(connection, none.id) == ()
        assert consents.load_all_consents(connection) == {case.id: (withdrawn, own), other.id: (elsewhere,)}


def test_a_consent_of_somebody_who_is_not_there_is_refused(workspace: Workspace) -> None:
    """The giver must be a contact of the register, or the pupil himself."""
    case = make_case()

    def attempt() -> None:
        with workspace.change() as connection:
            cases.save_case(connection, case)
            consents.save_consent(connection, make_consent(case, contact_id="niemand"))

    with pytest.raises(StoreRefused):
        attempt()


def test_meetings_are_read_back_the_latest_first(workspace: Workspace) -> None:
    """With the participants in their own order."""
    early, late = make_meeting(held_on=date(2026, 9, 1), name="kernteam Verzonnen"), make_meeting()
    with workspace.change() as connection:
        for meeting in (early, late):
            meetings.save_meeting(connection, meeting)
    with workspace.read() as connection:
        assert meetings.load_meetings(connection) == (late, early)
        assert meetings.load_meeting(connection, early.id) == early
        with pytest.raises(NoSuchMeeting):
            meetings.load_meeting(connection, "m-weg")


def test_an_agenda_is_read_back(workspace: Workspace) -> None:
    """Per meeting and per case; what came of a discussion is added later."""
    case, other, meeting, later = make_case(), make_case(), make_meeting(), make_meeting()
    first, second = make_discussion(meeting, case), make_discussion(meeting, other)
    third = make_discussion(later, case, route=codes.Route.BY_NAME)
    with workspace.change() as connection:
        for each in (case, other):
            cases.save_case(connection, each)
        for each_meeting in (meeting, later):
            meetings.save_meeting(connection, each_meeting)
        for discussion in (first, second, third):
            meetings.save_discussion(connection, discussion)
        agreed = replace(first, agreements="Volgende week bellen.")
        meetings.save_discussion(connection, agreed)
        meetings.save_meeting(connection, replace(meeting, name="ander lokaal"))
        assert meetings.load_discussions(connection, meeting.id) == (agreed, second)
        assert meetings.load_discussions_of_case(connection, case.id) == (agreed, third)
        meetings.delete_discussion(connection, second.id)
        meetings.delete_discussion(connection, second.id)
        with pytest.raises(NoSuchDiscussion):
            meetings.load_discussion(connection, second.id)
        assert meetings.load_discussion(connection, first.id) == agreed


@pytest.mark.parametrize("route", list(codes.Route))
def test_only_a_discussion_by_name_makes_a_case_known(workspace: Workspace, route: codes.Route) -> None:
    """What the gate asks before it allows a case to be anonymous."""
    case, other, meeting = make_case(), make_case(), make_meeting()
    with workspace.change() as connection:
        for each in (case, other):
            cases.save_case(connection, each)
        meetings.save_meeting(connection, meeting)
        meetings.save_discussion(connection, make_discussion(meeting, case, route=route))
        at_the_table = frozenset(meeting.participants) if route is codes.Route.BY_NAME else frozenset()
        assert meetings.heard_by_name(connection, case.id, date(2026, 11, 3)) == at_the_table
        assert meetings.heard_by_name(connection, other.id, date(2026, 11, 3)) == frozenset()


def test_who_read_a_sheet_by_name_knows_the_case(workspace: Workspace) -> None:
    """Also when the case left the agenda afterwards."""
    case = make_case()
    with workspace.change() as connection:
        cases.save_case(connection, case)
        meetings.save_sharing(connection, make_sharing(case))
        assert meetings.heard_by_name(connection, case.id, date(2026, 11, 3)) == frozenset(
            make_sharing(case).recipients
        )


def test_a_sheet_code_is_used_once(workspace: Workspace) -> None:
    """A code on paper leads to one discussion."""
    case, meeting = make_case(), make_meeting()
    with workspace.change() as connection:
        cases.save_case(connection, case)
        meetings.save_meeting(connection, meeting)
        meetings.save_discussion(connection, make_discussion(meeting, case, sheet_code="K7Q2"))
        with pytest.raises(StoreRefused):
            meetings.save_discussion(connection, make_discussion(meeting, case, sheet_code="K7Q2"))


def test_a_discussion_needs_its_meeting_and_case(workspace: Workspace) -> None:
    """Each is named when it isn't there."""
    case, meeting = make_case(), make_meeting()
    with workspace.change() as connection:
        with pytest.raises(NoSuchMeeting):
            meetings.save_discussion(connection, make_discussion(meeting, case))
        meetings.save_meeting(connection, meeting)
        with pytest.raises(NoSuchCase):
            meetings.save_discussion(connection, make_discussion(meeting, case))
        with pytest.raises(NoSuchCase):
            meetings.save_sharing(connection, make_sharing(case))


def test_sharings_are_kept_one_by_one(workspace: Workspace) -> None:
    """One row per actual sharing; a row is not replaced by another."""
    case = make_case()
    first, second = make_sharing(case), make_sharing(case, route=codes.Route.ANONYMOUS, categories=frozenset())
    with workspace.change() as connection:
        cases.save_case(connection, case)
        meetings.save_sharing(connection, first)
        meetings.save_sharing(connection, second)
        with pytest.raises(StoreRefused):
            meetings.save_sharing(connection, first)
        assert meetings.load_sharings(connection, case.id) == (first, second)


def test_everything_goes_with_its_case(workspace: Workspace) -> None:
    """When the row of a case goes, so does all that hangs on it, and the logbook's line leads nowhere."""
    file, meeting = make_file(), make_meeting()
    with workspace.change() as connection:
        cases.save_case(connection, file.case)
        cases.replace_absences(connection, file.case.id, file.absences)
        for contact in file.contacts:
            cases.save_contact(connection, contact)
        meetings.save_meeting(connection, meeting)
        consents.save_consent(connection, make_consent(file.case, file.contacts[0], meeting_id=meeting.id))
        meetings.save_discussion(connection, make_discussion(meeting, file.case))
        meetings.save_sharing(connection, make_sharing(file.case))
        logbook.add(connection, datetime(2026, 11, 3, tzinfo=UTC), "Anja Voorbeeld", "casus_geopend", file.case.id)
        connection.exec_driver_sql("DELETE FROM cases")
        for table in ("absences", "contacts", "consents", "discussions", "sharings", "log_cases"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
        (entry,) = logbook.load_log(connection)
        assert entry.case_ref
        assert file.case.id not in entry.case_ref
        assert logbook.load_log_of_case(connection, file.case.id) == ()
    assert workspace.check() == ()
