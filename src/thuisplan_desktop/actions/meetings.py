"""Plan a meeting, put cases on its agenda through the gate, print what may be shared."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.actions.asking import ask, ask_again, basis_of, record_sharing
from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.naming import everybody, named_after_somebody
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.ruling import rules_of
from thuisplan_desktop.actions.typed import refuse_bsn_in
from thuisplan_desktop.errors import ConsentMissing, InvalidCase
from thuisplan_desktop.pdf import agenda, named_facts, sheet
from thuisplan_desktop.pdf.named_facts import Context
from thuisplan_desktop.register import case_dates, gate
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Route
from thuisplan_desktop.register.gate import Question, Verdict
from thuisplan_desktop.register.meeting import Discussion, Meeting
from thuisplan_desktop.register.meeting_types import every_type
from thuisplan_desktop.register.pointing import names_another
from thuisplan_desktop.store import cases, settings
from thuisplan_desktop.store import meetings as store
from thuisplan_desktop.store.register_file import Connection

_SHEET_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_NAMED_AFTER_SOMEBODY = (
    "in de naam van de bijeenkomst staat iemand; zet daar alleen de soort bijeenkomst of de groep, zoals kernteam Noord"
)
_AGREEMENTS_DRAFT = "draft:agreements:"


@dataclass(frozen=True)
class AgendaLine:
    """One case on an agenda. `name` is for the screen of the register's owner; paper gets it through the gate."""

    discussion: Discussion
    name: str
    stopped: tuple[str, ...] = ()
    """Why it may not be discussed as planned, and what would help; empty while it may, and of a meeting of the past."""
    by_code: tuple[str, ...] = ()
    """By name, yet by its code on the papers of the whole table: why, and what would change that."""
    draft: str = ""
    """Agreements that were typed and aren't kept: they were refused, or nobody could be asked. For the screen only."""

    def __repr__(self) -> str:
        return f"AgendaLine(id={self.discussion.id!r})"


@dataclass(frozen=True)
class MeetingView:
    meeting: Meeting
    agenda: tuple[AgendaLine, ...]
    candidates: tuple[tuple[str, str], ...]
    """Open cases that are not on the agenda yet: id and name."""

    def __repr__(self) -> str:
        return f"MeetingView(id={self.meeting.id!r})"


def plan_meeting(
    register: OpenRegister, kind: MeetingKind, held_on: date, participants: Sequence[Party], name: str = ""
) -> Changed:
    """A new meeting; its value is the meeting. Raises InvalidCase without participants, for a day that has passed, for
    participants who don't belong at this table, and for a name in which somebody is named."""
    _refuse_past(held_on, register.today())
    _check_participants(kind, participants)
    meeting = Meeting(id=new_id(), kind=kind, held_on=held_on, name=name, participants=tuple(participants))
    with register.change() as connection:
        _check_name(register, connection, name)
        store.save_meeting(connection, meeting)
        register.log(connection, "meeting_planned")
    return changed(Kind.MEETINGS, value=meeting)


def _refuse_past(held_on: date, today: date) -> None:
    """What was said without the gate can't be put through it afterwards; that it was said is recorded as a sharing."""
    if far := case_dates.too_far(held_on, today):
        raise InvalidCase(reason=f"de dag van de bijeenkomst {far}")
    if held_on < today:
        raise InvalidCase(
            reason="de dag van de bijeenkomst is al voorbij; leg wat toen is gedeeld vast in de casus, bij Delen"
        )


def _check_name(register: OpenRegister, connection: Connection, name: str) -> None:
    """The names that regions use are a fixed list; any other is looked at as all free text without a gate is."""
    if name in {one.name for one in every_type()}:
        return
    if named_after_somebody(name, everybody(register, connection)):
        raise InvalidCase(field="name", reason=_NAMED_AFTER_SOMEBODY)


def _check_participants(kind: MeetingKind, participants: Sequence[Party]) -> None:
    if not participants:
        raise InvalidCase(reason="er zijn geen deelnemers gekozen")
    if any(not party.at_table for party in participants):
        raise InvalidCase(reason="een van de deelnemers zit nooit in een bijeenkomst")
    if kind is not MeetingKind.LEARNING and any(party.learns_only for party in participants):
        raise InvalidCase(reason="een van de deelnemers zit alleen in een kenniskring of netwerkgroep, zonder namen")


def list_meetings(register: OpenRegister) -> tuple[Meeting, ...]:
    """Every meeting, the latest first."""
    with register.read() as connection:
        return store.load_meetings(connection)


def open_meeting(register: OpenRegister, meeting_id: str) -> MeetingView:
    """A meeting with its agenda and the cases that could be added."""
    with register.read() as connection:
        meeting = store.load_meeting(connection, meeting_id)
        names = {line.id: line for line in cases.load_lines(connection)}
        discussions = store.load_discussions(connection, meeting_id)
        asked = {one.id: ask_again(register, connection, meeting, one) for one in discussions}
        drafts = settings.get_all(connection, _AGREEMENTS_DRAFT)
    register.log_reading("meeting_opened")
    on_agenda = {discussion.case_id for discussion in discussions}
    return MeetingView(
        meeting=meeting,
        agenda=tuple(
            replace(
                _line(one, names[one.case_id].full_name, asked[one.id], over=meeting.held_on < register.today()),
                draft=drafts.get(one.id, ""),
            )
            for one in discussions
        ),
        candidates=tuple(
            (case.id, case.full_name)
            for case in sorted(names.values(), key=lambda case: case.full_name)
            if case.id not in on_agenda and case.closed_on is None
        ),
    )


def _line(discussion: Discussion, name: str, question: Question, *, over: bool) -> AgendaLine:
    by_code = gate.by_code(question) if discussion.route is Route.BY_NAME else ()
    verdict = gate.may_discuss(question)
    stopped = () if over or verdict.allows(discussion.route) else (*verdict.reasons, *verdict.remedies)
    return AgendaLine(discussion, name, stopped, by_code)


@dataclass(frozen=True)
class DiscussionView:
    """One case on an agenda, with its meeting. `name` and `draft` are for the screen of the register's owner only.

    `draft` is the text for an anonymous sheet as it was left, until the sheet is made.
    """

    discussion: Discussion
    meeting: Meeting
    name: str
    draft: str

    def __repr__(self) -> str:
        return f"DiscussionView(id={self.discussion.id!r})"


def open_discussion(register: OpenRegister, discussion_id: str) -> DiscussionView:
    """One case on an agenda. Raises NoSuchDiscussion. Who opened it is logged."""
    with register.read() as connection:
        discussion = store.load_discussion(connection, discussion_id)
        meeting = store.load_meeting(connection, discussion.meeting_id)
        name = cases.load_case(connection, discussion.case_id).full_name
        draft = settings.get(connection, draft_key(discussion_id))
    register.log_reading("discussion_opened", discussion.case_id)
    return DiscussionView(discussion, meeting, name, draft)


def draft_key(discussion_id: str) -> str:
    """Where the unfinished text for the sheet of one discussion is kept."""
    return f"draft:{discussion_id}"


def agreements_draft_key(discussion_id: str) -> str:
    """Where agreements wait that were typed and could not be kept."""
    return _AGREEMENTS_DRAFT + discussion_id


def drafts_of(connection: Connection, discussions: Sequence[Discussion]) -> tuple[tuple[str, str], ...]:
    """What was typed about a case and waits, each with what it is: it is kept, so it is part of what is held."""
    found = (
        (f"{what} {one.sheet_code}", settings.get(connection, key(one.id)))
        for one in discussions
        for what, key in (("Tekst voor casusblad", draft_key), ("Afspraken bij casusblad", agreements_draft_key))
    )
    return tuple((what, text) for what, text in found if text)


def keep_draft(register: OpenRegister, discussion_id: str, text: str) -> Changed:
    """Keep what was typed, encrypted with everything else, for after a lock; empty text forgets it (decision 10)."""
    with register.change() as connection:
        discussion = store.load_discussion(connection, discussion_id)
        if text.strip():
            settings.put(connection, draft_key(discussion_id), text)
        else:
            settings.drop(connection, draft_key(discussion_id))
        register.log(connection, "draft_kept", discussion.case_id)
    return changed()


def judge(
    register: OpenRegister,
    meeting_id: str,
    case_id: str,
    categories: frozenset[DataCategory],
    grave_concern: str = "",
    left_out: frozenset[Party] = frozenset(),
) -> Verdict:
    """What the gate says now: every reason why not, and what would help. `left_out` don't hear this case."""
    with register.read() as connection:
        meeting = store.load_meeting(connection, meeting_id)
        return gate.may_discuss(ask(register, connection, meeting, case_id, categories, grave_concern, left_out))


def put_on_agenda(
    register: OpenRegister,
    meeting_id: str,
    case_id: str,
    categories: frozenset[DataCategory],
    route: Route,
    grave_concern: str = "",
    left_out: frozenset[Party] = frozenset(),
) -> Changed:
    """Ask the gate again, inside the transaction, and plan the discussion; its value is the discussion.

    Raises ConsentMissing or AnonymousNotAllowed, and InvalidCase when the case stands there already. Nothing is shared
    yet: that is recorded when a sheet or agenda is made, and when the agreements of the meeting are. Without a name
    nobody is `left_out`: the whole table hears it.
    """
    left_out = left_out if route is Route.BY_NAME else frozenset()
    refuse_bsn_in({"grave_concern": grave_concern})
    with register.change() as connection:
        meeting = store.load_meeting(connection, meeting_id)
        _refuse_past(meeting.held_on, register.today())
        if any(one.case_id == case_id for one in store.load_discussions(connection, meeting_id)):
            raise InvalidCase(reason="deze casus staat al op de agenda van deze bijeenkomst")
        gate.clear(ask(register, connection, meeting, case_id, categories, grave_concern, left_out), route)
        discussion = Discussion(
            id=new_id(),
            meeting_id=meeting_id,
            case_id=case_id,
            route=route,
            sheet_code=new_sheet_code(),
            categories=categories,
            grave_concern=grave_concern,
            left_out=left_out,
        )
        store.save_discussion(connection, discussion)
        register.log(connection, f"agenda_{route.value}", case_id)
    return changed(Kind.MEETINGS, case_id=case_id, value=discussion)


def new_sheet_code() -> str:
    """A code by which a sheet is found back; new for each discussion, so that two sheets can't be joined."""
    return "".join(secrets.choice(_SHEET_ALPHABET) for _ in range(6))


def sheet_by_name_pdf(register: OpenRegister, discussion_id: str) -> bytes:
    """The casusblad by name. The gate is asked once more, so a withdrawal stops the printer too.

    Raises InvalidCase where its words name another pupil of the register.
    """
    rules = rules_of(register)
    with register.change() as connection:
        discussion = store.load_discussion(connection, discussion_id)
        meeting = store.load_meeting(connection, discussion.meeting_id)
        question = ask_again(register, connection, meeting, discussion)
        clearance = gate.clear(question, Route.BY_NAME)
        status = rules.status(question.file, meeting.held_on)
        told = [*named_facts.told(Context(question.file, meeting.held_on, status), clearance.categories)]
        if not clearance.on_list:
            told += [("de afspraken", discussion.agreements)]
        _check_names(told, question.file.case, cases.load_case_files(connection))
        record_sharing(connection, discussion, meeting, register.today(), basis_of(clearance, register.role))
        register.log(connection, "sheet_by_name", discussion.case_id)
    return sheet.named_sheet(clearance, question.file, meeting=meeting, item=discussion, status=status)


def _check_names(told: Iterable[tuple[str, str]], case: Case, files: Iterable[CaseFile]) -> None:
    if label := names_another(told, case, files):
        raise InvalidCase(reason=f"bij {label} staat een andere leerling; noem alleen om wie het gaat")


def agenda_pdf(register: OpenRegister, meeting_id: str) -> bytes:
    """The agenda: names only of cases that the gate clears now for everyone who reads it, else the code of the sheet.

    Raises ConsentMissing when one no longer is, with its number on the agenda and the code of its sheet; once it was
    discussed its name stays off and the code stands there, so that one withdrawal doesn't stop the list of everybody.
    """
    with register.change() as connection:
        meeting = store.load_meeting(connection, meeting_id)
        items = _items(register, connection, meeting)
        register.log(connection, "agenda")
    return agenda.agenda(meeting, items)


def agreements_pdf(register: OpenRegister, meeting_id: str) -> bytes:
    """The afsprakenlijst to write on: as `agenda_pdf`, with what was agreed about the cases by name.

    Raises InvalidCase where that names another pupil, who may have come since.
    """
    with register.change() as connection:
        meeting = store.load_meeting(connection, meeting_id)
        items = _items(register, connection, meeting)
        files = cases.load_case_files(connection)
        for number, one in enumerate(items, 1):
            if isinstance(one, agenda.NamedItem):
                _check_names([(f"de afspraken van punt {number}", one.agreements)], one.file.case, files)
        register.log(connection, "agreements_list")
    return agenda.agreements_list(meeting, items)


def _items(register: OpenRegister, connection: Connection, meeting: Meeting) -> list[agenda.Item]:
    items: list[agenda.Item] = []
    for number, one in enumerate(store.load_discussions(connection, meeting.id), 1):
        try:
            items.append(_item(register, connection, meeting, one))
        except ConsentMissing as refused:
            if _was_discussed(meeting, one, register.today()):
                items.append(agenda.AnonymousItem(one.sheet_code, Route.BY_NAME, stopped=True))
                continue
            place = f"Het gaat om punt {number} van de agenda, bladcode {one.sheet_code}."
            off = "Of haal dit punt van de agenda: dat kan tot en met de dag zelf."
            raise ConsentMissing(reasons=" ".join((place, str(refused.facts["reasons"]), off))) from None
    return items


def _was_discussed(meeting: Meeting, discussion: Discussion, today: date) -> bool:
    """From then on it can't be taken off, so the list of the others is made with this case by its code alone."""
    if meeting.held_on == today:
        return bool(discussion.agreements or discussion.recognised)
    return meeting.held_on < today


def _item(register: OpenRegister, connection: Connection, meeting: Meeting, discussion: Discussion) -> agenda.Item:
    """By the code of its sheet too where somebody who gets the list may not read the name: see `gate.by_code`."""
    if discussion.route is not Route.BY_NAME:
        return agenda.AnonymousItem(discussion.sheet_code, discussion.route)
    question = ask_again(register, connection, meeting, discussion)
    clearance = gate.clear(question, Route.BY_NAME)
    if not clearance.on_list:
        return agenda.AnonymousItem(discussion.sheet_code, Route.BY_NAME, without=tuple(discussion.left_out))
    record_sharing(connection, discussion, meeting, register.today(), basis_of(clearance, register.role))
    return agenda.NamedItem(clearance, question.file, discussion.agreements)


def mark_recognised(register: OpenRegister, discussion_id: str) -> Changed:
    """Somebody at the table knew who an anonymous case was about: the talk stops, and this group knows the name now.

    From then on anonymous is shut for it (domain §2.5). Raises InvalidCase for a case by name.
    """
    with register.change() as connection:
        discussion = store.load_discussion(connection, discussion_id)
        if discussion.route is Route.BY_NAME:
            raise InvalidCase(reason="deze casus staat op naam op de agenda")
        store.save_discussion(connection, replace(discussion, recognised=True))
        register.log(connection, "recognised", discussion.case_id)
    return changed(Kind.MEETINGS, case_id=discussion.case_id)


def take_off_agenda(register: OpenRegister, discussion_id: str) -> Changed:
    """Remove a case from an agenda, until the day of the meeting itself; the rows of what was shared stay.

    Raises InvalidCase after that day, and once its agreements are there: what was said can't be taken back.
    """
    with register.change() as connection:
        discussion = store.load_discussion(connection, discussion_id)
        meeting = store.load_meeting(connection, discussion.meeting_id)
        if meeting.held_on < register.today():
            raise InvalidCase(reason="de dag van de bijeenkomst is voorbij")
        if _was_discussed(meeting, discussion, register.today()):
            raise InvalidCase(reason="deze casus is al besproken: er staan afspraken bij, of de leerling is herkend")
        store.delete_discussion(connection, discussion_id)
        settings.drop(connection, draft_key(discussion_id))
        settings.drop(connection, agreements_draft_key(discussion_id))
        register.log(connection, "taken_off_agenda", discussion.case_id)
    return changed(Kind.MEETINGS, case_id=discussion.case_id)
