"""What the gate is asked, loaded in the transaction that acts on the answer; and the row that every sharing leaves."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from thuisplan_desktop.actions.cases import consent_settings, new_id
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register import gate, sharing_rules
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, MeetingKind, Party, Purpose, Role, Route
from thuisplan_desktop.register.common_paper import Beside, may_matter
from thuisplan_desktop.register.gate import Clearance, Question, Verdict
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.register.standing import ConsentSettings
from thuisplan_desktop.register.talk import knowing
from thuisplan_desktop.store import cases, consents
from thuisplan_desktop.store import meetings as store
from thuisplan_desktop.store.register_file import Connection


def ask(
    register: OpenRegister,
    connection: Connection,
    meeting: Meeting,
    case_id: str,
    categories: frozenset[DataCategory],
    grave_concern: str = "",
    left_out: Collection[Party] = (),
) -> Question:
    """The question about one case at one meeting, for whoever hears it there.

    Age counts on the day of the meeting; what is printed after it is shared on the day of printing: that day counts.
    """
    settings = consent_settings(register, connection)
    file = cases.load_case_file(connection, case_id)
    heard = store.heard_by_name(connection, case_id, register.today(), meeting.id)
    if meeting.kind is MeetingKind.LEARNING:
        heard |= knowing(file.in_view, register.today())
    return Question(
        file=file,
        consents=consents.load_consents(connection, case_id),
        participants=meeting.without(left_out),
        categories=categories,
        on=max(meeting.held_on, register.today()),
        settings=settings,
        known_by_name=case_id in settings.doubts.maybe_known or _known_here(meeting, heard, settings),
        grave_concern=grave_concern,
        kind=meeting.kind,
        meeting_id=meeting.id,
        left_out=frozenset(left_out) & frozenset(meeting.participants),
        beside=_beside(register, connection, meeting, case_id),
    )


def _beside(register: OpenRegister, connection: Connection, meeting: Meeting, case_id: str) -> tuple[Beside, ...]:
    """The other cases by name on this agenda, where anybody at the table sits there for one of them alone."""
    if not may_matter(meeting.participants, register.role):
        return ()
    named = [one for one in store.load_discussions(connection, meeting.id) if one.route is Route.BY_NAME]
    return tuple(
        Beside(frozenset(meeting.without(one.left_out)), cases.load_case(connection, one.case_id).brin)
        for one in named
        if one.case_id != case_id
    )


def ask_again(register: OpenRegister, connection: Connection, meeting: Meeting, discussion: Discussion) -> Question:
    """The same question about a case that is on the agenda already, from what holds now."""
    asked = discussion.case_id, discussion.categories, discussion.grave_concern, discussion.left_out
    return ask(register, connection, meeting, *asked)


def _known_here(meeting: Meeting, heard: frozenset[Party], settings: ConsentSettings) -> bool:
    """Whether this group knows the case by name. The pupil's own team does as soon as anybody heard it by name; a
    group that meets to learn does when somebody of another organisation in it was among them, or has the pupil in
    view (decision 4)."""
    if meeting.kind is not MeetingKind.LEARNING:
        return bool(heard)
    own = sharing_rules.own_parties(settings.rules, settings.holder, meeting.held_on)
    return any(party in heard for party in meeting.participants if party not in own)


def record_sharing(
    connection: Connection, discussion: Discussion, meeting: Meeting, shared_on: date, basis: LegalBasis
) -> None:
    """One row for one actual sharing; the same paper printed twice on a day is still one (domain §2.3).

    The ground of the first stands: whatever is found out since, that was judged before it was said.
    """
    sharing = Sharing(
        id=new_id(),
        case_id=discussion.case_id,
        shared_on=shared_on,
        recipients=meeting.without(discussion.left_out),
        categories=discussion.categories,
        purpose=Purpose.DISCUSS,
        basis=basis,
        route=discussion.route,
        meeting_id=meeting.id,
    )
    known = {replace(one, id="", basis=basis) for one in store.load_sharings(connection, discussion.case_id)}
    if replace(sharing, id="") not in known:
        store.save_sharing(connection, sharing)


def basis_of(clearance: Clearance, holder: Role) -> LegalBasis:
    """On what ground a cleared case is shared."""
    if clearance.route is not Route.BY_NAME:
        return LegalBasis.ANONYMOUS
    return _by_name(holder, clearance.participants, needed_consent=clearance.with_consent)


def basis_then(register: OpenRegister, connection: Connection, meeting: Meeting, discussion: Discussion) -> LegalBasis:
    """On what ground a case was discussed at a meeting that has been held, judged on that day.

    A consent that was withdrawn on the day itself, or ended with the case, still carried what had been said.
    """
    if discussion.route is not Route.BY_NAME:
        return LegalBasis.ANONYMOUS
    question = ask_again(register, connection, meeting, discussion)
    then = tuple(
        replace(one, withdrawn_on=None if one.withdrawn_on == meeting.held_on else one.withdrawn_on)
        for one in question.consents
    )
    file = question.file
    if file.case.closed_on == meeting.held_on:
        file = replace(file, case=replace(file.case, closed_on=None))
    verdict: Verdict = gate.may_discuss(replace(question, file=file, on=meeting.held_on, consents=then))
    if not verdict.by_name:
        return LegalBasis.NONE
    return _by_name(register.role, question.participants, needed_consent=verdict.needed_consent)


def _by_name(holder: Role, heard: Collection[Party], *, needed_consent: bool) -> LegalBasis:
    """Whoever is farthest from the own staff gives the ground: parents hear by their gezag what the sharing rules
    `ouders-tot-16` and `ouders-16-17` let through, and no task of the school lets them."""
    if needed_consent:
        return LegalBasis.CONSENT
    if Party.PARENTS in heard:
        return LegalBasis.REPRESENTATIVE
    return LegalBasis.SWV_TASK if holder is Role.CONSULENT else LegalBasis.PUBLIC_TASK
