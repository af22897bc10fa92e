"""Rights of who is registered: requests and what was decided, corrections, and inzage on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from thuisplan_desktop.actions import closing, retaining, texts
from thuisplan_desktop.actions.cases import located, new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.meetings import drafts_of
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.short_days import follow_timetable
from thuisplan_desktop.actions.typed import refuse_bsn, refuse_bsn_in
from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.pdf import access
from thuisplan_desktop.pdf.access import Typed
from thuisplan_desktop.register import case_dates, fields, request_rules
from thuisplan_desktop.register.case import DECIDED, Case, CaseFile
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import GiverRole, Role
from thuisplan_desktop.register.pointing import names_another, texts_in, veil
from thuisplan_desktop.register.rights import Correction, PaperLine, Request
from thuisplan_desktop.store import cases as case_store
from thuisplan_desktop.store import consents, logbook, meetings, parts
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True)
class RightsView:
    """What the section Rechten of a case shows. `entitled` may ask on this day; `rule` says why, with its source."""

    requests: tuple[Request, ...]
    corrections: tuple[Correction, ...]
    papers: tuple[PaperLine, ...]
    entitled: tuple[GiverRole, ...]
    rule: str
    restricted: bool
    retention: str

    def __repr__(self) -> str:
        return f"RightsView(requests={len(self.requests)})"


@dataclass(frozen=True)
class Given:
    """How inzage was given: to whom, how it was made sure who that is, and what was left out and why.

    `leaves_out_voice`: what the pupil said in a talk stays out, because it was said in confidence; `leaves_out_home`:
    where the pupil lives, because it tells the address of somebody whom the asker may not find (AVG article 15 lid 4,
    UAVG article 41 lid 1 onder i). `left_out_because` is then needed.
    """

    asked_by: GiverRole
    asked_on: date
    checked_how: str
    leaves_out_voice: bool = False
    leaves_out_home: bool = False
    left_out_because: str = ""

    @property
    def left_out(self) -> str:
        """What stays out, in words; '' for nothing."""
        gone = {"wat de leerling zei": self.leaves_out_voice, "waar de leerling woont": self.leaves_out_home}
        return join_words([what for what, stays in gone.items() if stays])


def view(register: OpenRegister, case_id: str) -> RightsView:
    """The rights of one case. Raises NoSuchCase."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    today = register.today()
    with register.read() as connection:
        file = case_store.load_case_file(connection, case_id)
        return RightsView(
            requests=file.requests,
            corrections=parts.load(connection, Correction, case_id),
            papers=parts.load_papers(connection, case_id),
            entitled=request_rules.entitled(file, today),
            rule=request_rules.who_may_ask(file, today),
            restricted=request_rules.is_restricted(file.requests, today),
            retention=retaining.expiry_of(register, connection, file).why,
        )


def keep_request(register: OpenRegister, request: Request) -> Changed:
    """Keep a request, or what was decided about it. Raises InvalidCase(field, reason), NoSuchCase."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        file = case_store.load_case_file(connection, request.case_id)
        request_rules.check(request, file, register.today())
        case_dates.check_part(request, file.case, register.today())
        refuse_bsn(request)
        parts.save(connection, request)
        register.log(connection, "request_saved", request.case_id)
    return changed(Kind.CASES, Kind.CONSENTS, case_id=request.case_id, value=request)


def correct(
    register: OpenRegister, case_id: str, field: str, value: Any, reason: str, *, request_id: str = ""
) -> Changed:
    """Put one field of a case right, and note which, when, why and by whom; what stood there is not kept.

    What follows from it follows, as in the form. Raises InvalidCase without a reason, for a value that is the same or
    one that can't be, for what DUO's list says of the school, and for what somebody decided (`DECIDED`); NoSuchCase.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    label = fields.label(Case, field)
    if not reason.strip():
        raise InvalidCase(field="reason", reason="bij een correctie hoort een reden")
    if field in DECIDED:
        raise InvalidCase(field=field, reason="dit is een besluit; neem het bij de casus opnieuw, met de reden erbij")
    with register.change() as connection:
        before = case_store.load_case_file(connection, case_id)
        after = replace(before.case, **{field: value})
        if after == before.case:
            raise InvalidCase(field=field, reason="dit staat er al")
        after = located(after)
        if after == before.case:
            raise InvalidCase(field=field, reason="dit volgt uit de BRIN en vestiging; verbeter zo nodig die")
        case_dates.check(after, register.today(), before)
        refuse_bsn(after, before.case)
        after = follow_timetable(register, connection, before.case, after)
        closing.follow(register, connection, before.case, after)
        case_store.save_case(connection, after)
        note_correction(register, connection, case_id, label, reason, request_id)
        register.log(connection, "case_corrected", case_id)
    return changed(Kind.CASES, Kind.CONSENTS, case_id=case_id)


def note_correction(
    register: OpenRegister, connection: Connection, case_id: str, label: str, reason: str, request_id: str = ""
) -> None:
    """Remember that a field was put right: by its label on screen, never with what stood there. Raises InvalidCase."""
    refuse_bsn_in({"reason": reason})
    line = Correction(
        id=new_id(), case_id=case_id, request_id=request_id, corrected_on=register.today(), field=label,
        reason=reason.strip(), corrected_by=register.who,
    )  # fmt: skip
    parts.save(connection, line)


def give_access(register: OpenRegister, case_id: str, given: Given) -> Changed:
    """Print everything the register holds on a pupil, for who is entitled. Its value is the PDF.

    The request is kept with its answer: the one that waited, or a new one. Raises InvalidCase(field, reason) for who
    is not entitled on the day of asking and today, when nobody wrote how identity was checked or why something was
    left out, and where another pupil of the register is named in what a person can still put in other words (a line of
    Vandaag that was dealt with is not). Wherever else one is named, the paper says ANOTHER in that place (AVG article
    15 lid 4, recital 63: it is no reason to give nothing); how to reach somebody and a BSN are left out of texts as
    well, as far as the finders know them (`texts.unreachable`).
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    if not given.checked_how.strip():
        raise InvalidCase(field="reason", reason="er staat niet hoe u heeft vastgesteld wie het vraagt")
    if given.left_out and not given.left_out_because.strip():
        raise InvalidCase(field="reason", reason="er staat niet waarom u iets weglaat")
    with register.change() as connection:
        file = case_store.load_case_file(connection, case_id)
        request = _answered(file, given, register.today())
        request_rules.check(request, file, register.today())
        case_dates.check_part(request, file.case, register.today())
        refuse_bsn(request)
        if given.asked_by not in request_rules.entitled(file, register.today()):
            told = "deze persoon mag de rechten van de leerling nu niet meer gebruiken"
            raise InvalidCase(field="asked_by", reason=f"{told}; {request_rules.WHO_MAY_ASK}")
        everybody = case_store.load_case_files(connection)
        changeable = replace(file, signal_marks=())
        if label := names_another(texts_in(changeable), file.case, everybody):
            raise InvalidCase(
                reason=f"bij {label} staat een andere leerling; haal die naam of dat nummer daar eerst weg"
            )
        parts.save(connection, request)
        register.log(connection, "access_given", case_id)
        held = _holdings(register, connection, file, given)
        data = access.access(_veiled(held, everybody))
    return changed(Kind.CASES, case_id=case_id, value=data)


def _veiled(held: access.Holdings, everybody: Sequence[CaseFile]) -> access.Holdings:
    unnamed = {what: veil(held.file.case, everybody, in_full=what is Typed.STAFF) for what in Typed}

    def veiled(text: str, what: Typed) -> str:
        return texts.unreachable(unnamed[what](text), is_name=what is not Typed.TEXT, places=held.leaves_out_home)

    return replace(held, veil=veiled)


def _answered(file: CaseFile, given: Given, today: date) -> Request:
    asked = [one for one in file.requests if one.kind is RequestKind.ACCESS and one.decided_on is None]
    same = next((one for one in asked if one.asked_by is given.asked_by), None)
    fresh = Request(
        id=new_id(), case_id=file.case.id, kind=RequestKind.ACCESS, asked_by=given.asked_by, asked_on=given.asked_on
    )
    left_out = f" Weggelaten: {given.left_out}, want {given.left_out_because.strip()}" * bool(given.left_out)
    return replace(
        same or fresh,
        decided_on=today,
        outcome=RequestOutcome.PARTLY if given.left_out else RequestOutcome.GRANTED,
        reason=f"Vastgesteld wie het vroeg: {given.checked_how.strip()}.{left_out}",
    )


def _holdings(register: OpenRegister, connection: Connection, file: CaseFile, given: Given) -> access.Holdings:
    case_id = file.case.id
    known = {one.id: one for one in meetings.load_meetings(connection)}
    discussions = meetings.load_discussions_of_case(connection, case_id)
    return access.Holdings(
        file=case_store.load_case_file(connection, case_id),
        consents=consents.load_consents(connection, case_id),
        discussions=tuple((one, known[one.meeting_id]) for one in discussions),
        sharings=meetings.load_sharings(connection, case_id),
        corrections=parts.load(connection, Correction, case_id),
        papers=parts.load_papers(connection, case_id),
        log=_log(connection, case_id),
        retention=retaining.expiry_of(register, connection, file).why,
        place=register.settings.title,
        made_on=register.today(),
        asked_by=given.asked_by,
        drafts=drafts_of(connection, discussions),
        leaves_out_voice=given.leaves_out_voice,
        leaves_out_home=given.leaves_out_home,
        left_out_because=given.left_out_because.strip(),
    )


def _log(connection: Connection, case_id: str) -> Mapping[tuple[date, str], int]:
    """How often something happened on a day. Who did it is not the pupil's to know (HvJ EU C-579/21)."""
    counted: dict[tuple[date, str], int] = {}
    for entry in logbook.load_log_of_case(connection, case_id):
        about = (entry.at.astimezone().date(), entry.action)
        counted[about] = counted.get(about, 0) + 1
    return counted
