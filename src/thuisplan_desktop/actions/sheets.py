"""From a note to an anonymous casusblad: find what identifies, let a person decide, print what he approved."""

from dataclasses import dataclass, field
from datetime import date

from thuisplan_desktop.actions import directory, texts, traceability
from thuisplan_desktop.actions.asking import ask_again, basis_of, record_sharing
from thuisplan_desktop.actions.changes import Changed, changed
from thuisplan_desktop.actions.meetings import draft_key
from thuisplan_desktop.actions.naming import known_of
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.ruling import Rules, rules_of
from thuisplan_desktop.actions.traceability import Kept, Remainder
from thuisplan_desktop.anonymise import redact as redacting
from thuisplan_desktop.anonymise.findings import Finding
from thuisplan_desktop.anonymise.memory import Memory, Recalled
from thuisplan_desktop.anonymise.redact import RedactedText, Review
from thuisplan_desktop.errors import AnonymousNotAllowed, InvalidCase, NotReviewed
from thuisplan_desktop.pdf import sheet
from thuisplan_desktop.register import gate, gate_words
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Route
from thuisplan_desktop.register.meeting import Discussion
from thuisplan_desktop.register.pointing import points_at
from thuisplan_desktop.store import cases, meetings, settings
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True)
class Draft:
    """A text with what was found in it. Nothing is final before a person has decided about each finding."""

    text: str
    findings: tuple[Finding, ...]
    before: Recalled = field(default_factory=Recalled)
    """What was decided about the same words of this case before."""
    where: str = ""
    """The discussion the text is for; empty for none."""

    def __repr__(self) -> str:
        return f"Draft({len(self.findings)} findings)"


def find(register: OpenRegister, case_id: str, text: str, discussion_id: str = "") -> Draft:
    """What may identify somebody in `text`: everyone in the register is looked for, this case first.

    What a reader left standing before is only decided again for the same discussion. Raises UnjudgedText before
    anybody starts to review what could not become a sheet.
    """
    with register.read() as connection:
        file = cases.load_case_file(connection, case_id)
        others = [other for other in cases.load_case_files(connection) if other.case.id != case_id]
        memory = Memory.load(case_id, settings.get(connection, review_key(case_id)))
        around = directory.load(connection)
    found = texts.proposals(text, known_of(register, file, others, around))
    return Draft(text, found, memory.recall(text, found, discussion_id), discussion_id)


def review_key(case_id: str) -> str:
    """Where the decisions about a case are kept; it goes with the case, as every key that ends in its id."""
    return f"draft:review:{case_id}"


def keep_decisions(register: OpenRegister, case_id: str, draft: Draft, review: Review) -> Changed:
    """Keep what was decided so far, encrypted with everything else. Raises NoSuchCase."""
    with register.change() as connection:
        cases.load_case_file(connection, case_id)
        _remember(connection, case_id, draft, review)
        register.log(connection, "draft_kept", case_id)
    return changed()


def _remember(connection: Connection, case_id: str, draft: Draft, review: Review) -> None:
    known = Memory.load(case_id, settings.get(connection, review_key(case_id)))
    settings.put(connection, review_key(case_id), known.learn(draft.text, draft.findings, review, draft.where).dump())


def preview(draft: Draft, review: Review) -> RedactedText:
    """The text as the sheet will show it. Raises NotReviewed while a finding is open, UnjudgedText."""
    return redacting.redact(draft.text, draft.findings, review)


def remaining(register: OpenRegister, discussion_id: str, draft: Draft, review: Review) -> tuple[Remainder, ...]:
    """What still points at the pupil on the sheet of this text, and how many pupils it fits.

    Raises NotReviewed while a finding is open, UnjudgedText, NoSuchDiscussion.
    """
    text = preview(draft, review)
    with register.read() as connection:
        discussion = meetings.load_discussion(connection, discussion_id)
        return _remaining(connection, discussion, text, _kept(draft, review), rules_of(register))


def _kept(draft: Draft, review: Review) -> tuple[Kept, ...]:
    """What the reader knowingly left standing, in words."""
    left = redacting.kept(draft.findings, review)
    return tuple(dict.fromkeys(Kept(one.kind, draft.text[one.start : one.end]) for one in left))


def _remaining(
    connection: Connection, discussion: Discussion, text: RedactedText, kept: tuple[Kept, ...], rules: Rules
) -> tuple[Remainder, ...]:
    on = meetings.load_meeting(connection, discussion.meeting_id).held_on
    files = cases.load_case_files(connection)
    mine = next(file for file in files if file.case.id == discussion.case_id)
    others = [file for file in files if file is not mine and file.case.closed_on is None]
    return traceability.remaining(text.text, mine, others, on, kept, away=lambda file: _away(rules, file, on))


def _away(rules: Rules, file: CaseFile, on: date) -> sheet.AwayBand | None:
    return sheet.AwayBand.of(rules.status(file, on).days)


def _judge_again(register: OpenRegister, discussion_id: str, draft: Draft, review: Review) -> None:
    """Raises NotReviewed where the finders, asked anew, find what was not judged: somebody was added since, perhaps."""
    with register.read() as connection:
        case_id = meetings.load_discussion(connection, discussion_id).case_id
    waiting = redacting.undecided(find(register, case_id, draft.text).findings, draft.findings, review)
    if waiting:
        raise NotReviewed(open_findings=waiting)


def _refuse_what_points(text: RedactedText, case: Case) -> None:
    """Raises InvalidCase where the words that will be printed hold the pupil's own name or number."""
    if points_at(text.text, case):
        raise InvalidCase(
            reason="de naam of het nummer van de leerling staat nog in de tekst; vervang dat of haal het weg"
        )


def make_sheet(
    register: OpenRegister, discussion_id: str, draft: Draft, review: Review, answered: frozenset[str] = frozenset()
) -> bytes:
    """The anonymous casusblad. The gate is asked once more: a case that stands or is known by name here can't become
    anonymous.

    The text is searched once more, whatever the caller says was found. `answered` are the ids of what remains that the
    reader answered for. Raises NotReviewed also while a new search finds what nobody judged, or something that fits
    fewer than five pupils has no answer; UnjudgedText, AnonymousNotAllowed; and InvalidCase where the pupil's own
    name still stands there in full, whatever the caller says was found. The text is forgotten with its draft;
    what was decided about which words is remembered with the case.
    """
    text = preview(draft, review)
    _judge_again(register, discussion_id, draft, review)
    rules = rules_of(register)
    with register.change() as connection:
        discussion = meetings.load_discussion(connection, discussion_id)
        meeting = meetings.load_meeting(connection, discussion.meeting_id)
        question = ask_again(register, connection, meeting, discussion)
        if discussion.route is Route.BY_NAME:
            raise AnonymousNotAllowed(reasons=gate_words.STANDS_BY_NAME)
        _refuse_what_points(text, question.file.case)
        left = _remaining(connection, discussion, text, _kept(draft, review), rules)
        if waiting := traceability.unanswered(left, answered):
            raise NotReviewed(open_findings=len(waiting))
        clearance = gate.clear(question, discussion.route)
        record_sharing(connection, discussion, meeting, register.today(), basis_of(clearance, register.role))
        settings.drop(connection, draft_key(discussion_id))
        _remember(connection, discussion.case_id, draft, review)
        register.log(connection, f"sheet_{discussion.route.value}", discussion.case_id)
    case = question.file.case
    return sheet.anonymous_sheet(
        text,
        code=discussion.sheet_code,
        kind=meeting.kind,
        on=meeting.held_on,
        age_band=sheet.AgeBand.of(case.birth_date, meeting.held_on) if case.birth_date else None,
        sector=case.school_type.sector,
        away=_away(rules, question.file, meeting.held_on),
    )
