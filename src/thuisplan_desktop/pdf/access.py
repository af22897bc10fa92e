"""Inzage: everything the register holds on one pupil, on paper, for who is entitled to it (AVG article 15).

Every field of every part is printed from the field catalogue, so that a new field can't be forgotten. Three things stay
out: how others can be reached, who another pupil is (AVG article 15 lid 4), and which colleague looked when.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from reportlab.platypus import Flowable

from thuisplan_desktop.dutch import format_date, format_date_short, join_words, plural
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register.case import Absence, Case, CaseFile, Contact
from thuisplan_desktop.register.codes import Code, GiverRole
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.fields import Group, Privacy, fields_of
from thuisplan_desktop.register.log_words import log_line
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.register.pointing import ANOTHER, is_of_staff, is_typed
from thuisplan_desktop.register.rights import Correction, PaperLine
from thuisplan_desktop.register.talk import Talk

KIND = "Inzage in het dossier"

PARTS: Mapping[str, str] = {
    "absences": "Verzuimperioden",
    "contacts": "Mensen rond de leerling",
    "exemptions": "Vrijstellingen",
    "school_periods": "Eerdere inschrijvingen",
    "duo_reports": "Meldingen van verzuim bij DUO",
    "measures": "Schorsingen en verwijderingen",
    "plans": "Het plan",
    "agreements": "Afspraken",
    "talks": "Gesprekken",
    "in_view": "In beeld bij",
    "escalations": "Opschaling",
    "handovers": "Overdrachten",
    "requests": "Verzoeken over deze gegevens",
    "signal_marks": "Afgehandelde signalen",
}
"""The heading of each part of a CaseFile; a test fails when a part has none."""

_OF_OTHERS = frozenset({"phone", "email"})
_VOICE = frozenset({"voice", "voice_used"})
_HOME = frozenset({"postcode4", "home_municipality"})
_CONSENT_LABELS = {
    "giver": "Wie", "decision": "Antwoord", "asked_on": "Gevraagd op", "decided_on": "Antwoord van",
    "purposes": "Waarvoor", "purpose_note": "Toelichting", "parties": "Wie mogen het horen", "categories": "Wat",
    "form": "Vorm", "text_version": "Uitlegtekst", "informed_on": "Uitleg gegeven op", "language": "Taal",
    "pupil_heard_on": "Leerling gehoord op", "valid_until": "Geldt tot en met", "withdrawn_on": "Ingetrokken op",
    "withdrawn_by": "Ingetrokken door", "paper_place": "Plaats van het papier", "objection": "Bezwaar",
    "recorded_by": "Vastgelegd door",
}  # fmt: skip
_SHARING_LABELS = {
    "shared_on": "Dag", "recipients": "Met wie", "categories": "Welke gegevens", "purpose": "Waarvoor",
    "basis": "Grondslag", "route": "Hoe", "rule": "Deelregel", "note": "Toelichting",
}  # fmt: skip
_DISCUSSION_LABELS = {
    "route": "Hoe", "categories": "Welke gegevens", "sheet_code": "Code van het blad", "grave_concern": "Grote zorgen",
    "agreements": "Afspraken of advies", "recognised": "Iemand herkende de leerling",
    "left_out": "Wie dit niet hoorde",
}  # fmt: skip
_RIGHTS = (
    "Klopt er iets niet, dan kunt u vragen om <b>correctie</b>.",
    "U kunt vragen om gegevens te <b>wissen</b> of alleen nog te bewaren: <b>beperking</b>.",
    "U kunt <b>bezwaar</b> maken tegen het gebruik van de gegevens.",
    "Toestemming kunt u altijd <b>intrekken</b>; dat geldt vanaf dat moment.",
    "Komt u er niet uit, dan kunt u terecht bij de functionaris gegevensbescherming van het bestuur.",
    "U kunt ook een <b>klacht</b> indienen bij de Autoriteit Persoonsgegevens.",
)
_WHERE_FROM = (
    "De gegevens komen van de leerling en de ouders, uit de leerlingadministratie en de verzuimlijsten van de school, "
    "en uit gesprekken en overleg. Ze zijn er om de leerling te helpen en om weer onderwijs mogelijk te maken. Een "
    "burgerservicenummer, foto of diagnose staat er niet in."
)


class Typed(Enum):
    """What somebody typed: a text, a name or code, or the name of somebody who works with the case."""

    TEXT = auto()
    NAME = auto()
    STAFF = auto()


@dataclass(frozen=True)
class Holdings:
    """Everything that is printed. `log`: how often something happened on a day. What the pupil said and where he lives
    can stay out, with the reason.

    `drafts`: what was typed and not kept yet, with what it is. `veil` takes another pupil out of a text, and how to
    reach people: much of this is proof that nobody can change any more, so what stands in it must not stand in the way
    of inzage.
    """

    file: CaseFile
    consents: Sequence[Consent]
    discussions: Sequence[tuple[Discussion, Meeting]]
    sharings: Sequence[Sharing]
    corrections: Sequence[Correction]
    papers: Sequence[PaperLine]
    log: Mapping[tuple[date, str], int]
    retention: str
    place: str
    made_on: date
    asked_by: GiverRole
    leaves_out_voice: bool = False
    leaves_out_home: bool = False
    left_out_because: str = ""
    drafts: Sequence[tuple[str, str]] = ()
    veil: Callable[[str, Typed], str] = lambda text, _what: text

    def __repr__(self) -> str:
        return f"Holdings(id={self.file.case.id!r})"


def access(held: Holdings) -> bytes:
    """The PDF."""
    sheet = Sheet(
        kind=KIND,
        notice="Vertrouwelijk: alleen voor wie het vroeg",
        foot="Dit is een afdruk van één dag. Bewaar hem veilig.",
    )
    return render(sheet, lambda: list(_story(held)))


def _story(held: Holdings) -> Iterator[Flowable]:
    case = held.file.case
    made = f"Gemaakt op {format_date(held.made_on)} door {held.place}."
    yield from blocks.title("Wat er in het register staat", case.full_name, made, outline=KIND)
    yield blocks.facts(
        [("Leerling", case.full_name), ("Gegeven aan", held.asked_by.label), ("Op", format_date(held.made_on))]
    )
    yield blocks.gap(3)
    yield style.text(_WHERE_FROM)
    yield style.text(f"Hoe lang het bewaard blijft: {held.veil(held.retention, Typed.TEXT)}")
    yield from _left_out(held)
    yield from _fields_of_case(held)
    for field in dataclasses.fields(CaseFile):
        if field.name in PARTS:
            yield from _part(PARTS[field.name], getattr(held.file, field.name), held)
    yield from _part("Correcties", held.corrections, held)
    yield from _around(held)
    yield from _log(held.log)
    yield blocks.heading("Wat u kunt doen")
    yield from (blocks.bullet(line) for line in _RIGHTS)
    yield blocks.sources("avg-16", "avg-17", "avg-18-2", "avg-21", "avg-7-3", "avg-77")


def _left_out(held: Holdings) -> Iterator[Flowable]:
    yield blocks.heading("Wat er niet in staat")
    yield blocks.bullet(
        "Hoe andere mensen te bereiken zijn: dat zijn hun gegevens. Telefoonnummers, e-mailadressen, adressen, "
        "accounts en websites die het programma in een tekst herkende, zijn weggelaten, van wie ze ook zijn."
    )
    yield blocks.bullet("Wie een andere leerling is: daar staat {instead}.", instead=ANOTHER)
    yield blocks.bullet("Welke medewerker iets heeft bekeken; wel wat er op welke dag is gedaan.")
    if held.leaves_out_voice:
        yield blocks.bullet(
            "Wat de leerling in gesprekken heeft gezegd, en de tekst van concepten, waarin dat kan staan."
        )
    if held.leaves_out_home:
        yield blocks.bullet("Waar de leerling woont: de postcode, de woongemeente, en plaatsen die in teksten staan.")
    if held.leaves_out_voice or held.leaves_out_home:
        yield blocks.bullet("De reden daarvan: {why}", why=held.veil(held.left_out_because, Typed.TEXT))
        yield blocks.sources("avg-15-4", "hvj-inzage", "uavg-41")
    else:
        yield blocks.sources("avg-15-4", "hvj-inzage")


def _fields_of_case(held: Holdings) -> Iterator[Flowable]:
    for group in Group:
        rows = _rows(held.file.case, held, group)
        if rows:
            yield blocks.heading(group.value)
            yield blocks.pairs(rows)


def _rows(item: Any, held: Holdings, group: Group | None = None) -> list[tuple[str, str]]:
    """Label and value of every field that is filled; the program's own keys say nothing about anybody."""
    hidden = _hidden(item, held)
    wanted = (
        field
        for field in fields_of(type(item))
        if field.privacy is not Privacy.INTERNAL and group in (None, field.group) and field.name not in hidden
    )
    rows = ((field.label, _told(item, field.name, held, field.privacy)) for field in wanted)
    return [(label, told) for label, told in rows if told]


def _told(item: object, name: str, held: Holdings, privacy: Privacy = Privacy.SENSITIVE) -> str:
    """What a field says. Only words that somebody typed are veiled: a day or an amount says nothing of others."""
    value = getattr(item, name)
    if not is_typed(name, value):
        return _said(value)
    if is_of_staff(name):
        return held.veil(value, Typed.STAFF)
    return held.veil(value, Typed.NAME if privacy in (Privacy.IDENTIFYING, Privacy.COUNTABLE) else Typed.TEXT)


def _part(heading: str, items: Sequence[Any], held: Holdings) -> Iterator[Flowable]:
    if not items:
        return
    yield blocks.heading(heading)
    if isinstance(items[0], Absence):
        yield _absences(items)
        return
    for item in items:
        yield blocks.pairs(_rows(item, held) or [("", "–")])
        yield blocks.gap(2.5)


def _hidden(item: Any, held: Holdings) -> frozenset[str]:
    if isinstance(item, Contact):
        return _OF_OTHERS
    if isinstance(item, Case) and held.leaves_out_home:
        return _HOME
    return _VOICE if isinstance(item, Talk) and held.leaves_out_voice else frozenset()


def _absences(absences: Sequence[Absence]) -> Flowable:
    head = [style.text(words, style.HEAD_CELL) for words in ("Van", "Tot en met", "Soort", "Gemist", "Bron")]
    rows = [
        [
            style.text(format_date_short(one.starts_on), style.VALUE),
            style.text(format_date_short(one.ends_on) if one.ends_on else "duurt nog", style.VALUE),
            style.text(one.kind.label, style.VALUE),
            style.text(plural(round(one.minutes / 60), "uur", "uur") if one.minutes else "–", style.VALUE),
            style.text("verzuimlijst" if one.listed_until else "ingevuld", style.VALUE),
        ]
        for one in absences
    ]
    return blocks.grid(head, rows, [share * style.CONTENT_WIDTH for share in (0.18, 0.18, 0.32, 0.16, 0.16)])


def _around(held: Holdings) -> Iterator[Flowable]:
    """Consents, discussions, what waits for one, sharings and papers."""
    people = {contact.id: contact.full_name for contact in held.file.contacts}
    consents = [
        [("Naam", people.get(one.contact_id, "")), *_labelled(one, _CONSENT_LABELS, held)] for one in held.consents
    ]
    discussed = [
        [("Bijeenkomst", _said(meeting.kind)), ("Op", format_date(meeting.held_on)), ("Aan tafel",
         _said(meeting.participants)), *_labelled(one, _DISCUSSION_LABELS, held)]
        for one, meeting in held.discussions
    ]  # fmt: skip
    drafts = [[(what, _draft(text, held))] for what, text in held.drafts]
    shared = [_labelled(one, _SHARING_LABELS, held) for one in held.sharings]
    papers = [_rows(one, held) for one in held.papers]
    for heading, items in (
        ("Toestemming", consents), ("Besprekingen", discussed), ("Concepten", drafts),
        ("Met wie iets is gedeeld", shared), ("Bewaarde papieren", papers),
    ):  # fmt: skip
        if items:
            yield blocks.heading(heading)
        for rows in items:
            yield blocks.pairs([(label, said) for label, said in rows if said])
            yield blocks.gap(2.5)


def _draft(text: str, held: Holdings) -> str:
    """Nobody read through a draft yet: where the pupil's words stay out, so does all of it."""
    if held.leaves_out_voice:
        return f"Een tekst van {plural(len(text), 'teken', 'tekens')}, die wacht. Zie Wat er niet in staat."
    return held.veil(text, Typed.TEXT)


def _labelled(item: object, labels: Mapping[str, str], held: Holdings) -> list[tuple[str, str]]:
    return [(label, _told(item, name, held)) for name, label in labels.items()]


def _log(log: Mapping[tuple[date, str], int]) -> Iterator[Flowable]:
    if not log:
        return
    yield blocks.heading("Wat er met het dossier is gedaan")
    head = [style.text(words, style.HEAD_CELL) for words in ("Dag", "Wat", "Hoe vaak")]
    rows = [
        [
            style.text(format_date_short(day), style.VALUE),
            style.text(log_line(action), style.VALUE),
            style.text(f"{times}×", style.VALUE),
        ]
        for (day, action), times in sorted(log.items())
    ]
    yield blocks.grid(head, rows, [share * style.CONTENT_WIDTH for share in (0.2, 0.62, 0.18)])


def _said(value: Any) -> str:
    """A value as a person reads it; '' for what is not filled in."""
    if value is None or value == "" or value is False:
        return ""
    if value is True:
        return "ja"
    if isinstance(value, Code):
        return value.label
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, (frozenset, tuple)):
        return join_words(sorted(_said(one) for one in value))
    return str(value)
