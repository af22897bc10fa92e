"""Meetings, the cases discussed there, and every actual sharing."""

from datetime import date

from sqlalchemy import Connection, delete

from thuisplan_desktop.errors import NoSuchCase, NoSuchDiscussion, NoSuchMeeting
from thuisplan_desktop.register.codes import Party, Route
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.store import rows, schema


def save_meeting(connection: Connection, meeting: Meeting) -> None:
    """Add the meeting, or replace its fields; its discussions stay."""
    rows.save(connection, schema.meetings, meeting)


def load_meeting(connection: Connection, meeting_id: str) -> Meeting:
    """One meeting; raises NoSuchMeeting."""
    found = rows.load_by(connection, schema.meetings, Meeting, "id", meeting_id)
    if not found:
        raise NoSuchMeeting
    return found[0]


def load_meetings(connection: Connection) -> tuple[Meeting, ...]:
    """Every meeting, the latest day first."""
    found = rows.load(connection, schema.meetings, Meeting)
    return tuple(sorted(found, key=lambda meeting: meeting.held_on, reverse=True))


def save_discussion(connection: Connection, discussion: Discussion) -> None:
    """Put a case on the agenda, or record what came of it; raises NoSuchMeeting, NoSuchCase.

    A sheet code that another discussion already has raises StoreRefused.
    """
    load_meeting(connection, discussion.meeting_id)
    _require_case(connection, discussion.case_id)
    rows.save(connection, schema.discussions, discussion)


def load_discussion(connection: Connection, discussion_id: str) -> Discussion:
    """One discussion; raises NoSuchDiscussion."""
    found = rows.load_by(connection, schema.discussions, Discussion, "id", discussion_id)
    if not found:
        raise NoSuchDiscussion
    return found[0]


def load_discussions(connection: Connection, meeting_id: str) -> tuple[Discussion, ...]:
    """The agenda of one meeting, in the order in which the cases were put on it."""
    return rows.load_by(connection, schema.discussions, Discussion, "meeting_id", meeting_id)


def load_discussions_of_case(connection: Connection, case_id: str) -> tuple[Discussion, ...]:
    """Every discussion of one case, in the order in which they were planned."""
    return rows.load_by(connection, schema.discussions, Discussion, "case_id", case_id)


def heard_by_name(connection: Connection, case_id: str, today: date, planned: str = "") -> frozenset[Party]:
    """Everyone who knows whom the case is about: at the table of a meeting by name or where the pupil was recognised,
    or as reader of a sheet or agenda.

    A meeting counts from its day, while the case is on its agenda: nobody has heard what is only planned. `planned` is
    the meeting about which it is asked: that one counts by what was shared there.
    """
    heard = {
        party for one in load_sharings(connection, case_id) if one.route is Route.BY_NAME for party in one.recipients
    }
    for one in load_discussions_of_case(connection, case_id):
        meeting = load_meeting(connection, one.meeting_id)
        held = one.route is Route.BY_NAME and meeting.held_on <= today and meeting.id != planned
        heard.update(meeting.without(one.left_out) if held or one.recognised else ())
    return frozenset(heard)


def delete_discussion(connection: Connection, discussion_id: str) -> None:
    """Take a case off an agenda; one that is already gone is fine."""
    connection.execute(delete(schema.discussions).where(schema.discussions.c.id == discussion_id))


def save_sharing(connection: Connection, sharing: Sharing) -> None:
    """Record one actual sharing; raises NoSuchCase."""
    _require_case(connection, sharing.case_id)
    rows.add(connection, schema.sharings, [sharing])


def load_sharings(connection: Connection, case_id: str) -> tuple[Sharing, ...]:
    """Everything shared about one case, in the order in which it was recorded."""
    return rows.load_by(connection, schema.sharings, Sharing, "case_id", case_id)


def _require_case(connection: Connection, case_id: str) -> None:
    if not rows.is_there(connection, schema.cases, schema.cases.c.id == case_id):
        raise NoSuchCase
