"""What stands on the agenda of a meeting to come and may not be discussed there as planned: asked while there is time.

The gate judges again for every paper; this only says it before the day, so that nobody finds out at the table.
"""

from collections import defaultdict

from thuisplan_desktop.actions.asking import ask_again
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register import gate, law
from thuisplan_desktop.register.case_codes import Organisation
from thuisplan_desktop.register.gate import Verdict
from thuisplan_desktop.register.meeting import Discussion, Meeting
from thuisplan_desktop.register.signal import Setting, Signal, SignalKind
from thuisplan_desktop.store import meetings
from thuisplan_desktop.store.register_file import Connection


def stopped(register: OpenRegister, connection: Connection, setting: Setting) -> dict[str, list[Signal]]:
    """By case, of every meeting from today to the horizon; nothing about who may be discussed as planned."""
    found: dict[str, list[Signal]] = defaultdict(list)
    for meeting in meetings.load_meetings(connection):
        if setting.today <= meeting.held_on <= setting.horizon:
            for discussion in meetings.load_discussions(connection, meeting.id):
                verdict = gate.may_discuss(ask_again(register, connection, meeting, discussion))
                if not verdict.allows(discussion.route):
                    found[discussion.case_id].append(_signal(meeting, discussion, verdict))
    return found


def _signal(meeting: Meeting, discussion: Discussion, verdict: Verdict) -> Signal:
    day = meeting.held_on
    how = f"Staat op de agenda van {format_date(day)}, maar mag daar niet {discussion.route.label} besproken worden"
    why = " ".join((*verdict.reasons, *verdict.remedies, f"Bron: {law.cite('uavg-5', 'jeugd-12')}."))
    return Signal(
        SignalKind.AGENDA, day, how, why, day, "Toestemming vragen", "Toestemming", Organisation.SCHOOL, meeting.id
    )
