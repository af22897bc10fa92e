"""Casusbladen: one anonymous, with nothing but reviewed text and rough facts, and one by name, behind the gate.

The anonymous sheet takes no free text of any other kind: every other parameter is a code, a number or a date of the
meeting itself, so nobody can be named by mistake (domain facts 2.5).
"""

from datetime import date
from enum import StrEnum

from reportlab.platypus import Flowable

from thuisplan_desktop.anonymise.redact import RedactedText
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.gated import check_clearance
from thuisplan_desktop.pdf.named_facts import Context, printed_facts
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Sector
from thuisplan_desktop.register.gate import Clearance
from thuisplan_desktop.register.meeting import Discussion, Meeting
from thuisplan_desktop.register.status import Status

ANONYMOUS = "Casusblad, anoniem"
BY_NAME = "Casusblad op naam"
_RECOGNISED = (
    "Zeg dat meteen tegen de voorzitter. Het gesprek over deze leerling stopt dan, tenzij er alsnog toestemming is. "
    "Vraag niet naar een naam en schrijf er geen op dit blad."
)
_TAKE_HOME = "Met de afspraken: alleen voor wie bij dit punt aan tafel zat. Niet kopiëren, mailen of fotograferen."
_DESTROY = "Na de bijeenkomst inleveren en vernietigen. Niet kopiëren, mailen of fotograferen."


class AgeBand(StrEnum):
    """An age rough enough for a sheet without a name."""

    UNDER_8 = "4 tot en met 7 jaar"
    UNDER_12 = "8 tot en met 11 jaar"
    UNDER_16 = "12 tot en met 15 jaar"
    FROM_16 = "16 jaar of ouder"

    @staticmethod
    def of(birth: date, on: date) -> "AgeBand":
        age = age_on(birth, on)
        return next((band for limit, band in _BANDS if age < limit), AgeBand.FROM_16)


class AwayBand(StrEnum):
    """How long somebody is away, as rough as an age: with the day of the meeting a number of weeks tells the first."""

    UNDER_4_WEEKS = "korter dan 4 weken"
    UNDER_3_MONTHS = "4 weken tot 3 maanden"
    UNDER_6_MONTHS = "3 tot 6 maanden"
    UNDER_A_YEAR = "6 maanden tot een jaar"
    OVER_A_YEAR = "een jaar of langer"

    @staticmethod
    def of(days: int) -> "AwayBand | None":
        """The band of so many days; None for who is not away."""
        if not days:
            return None
        return next((band for limit, band in _AWAY if days < limit), AwayBand.OVER_A_YEAR)


_AWAY = (
    (28, AwayBand.UNDER_4_WEEKS),
    (91, AwayBand.UNDER_3_MONTHS),
    (183, AwayBand.UNDER_6_MONTHS),
    (365, AwayBand.UNDER_A_YEAR),
)
_BANDS = ((8, AgeBand.UNDER_8), (12, AgeBand.UNDER_12), (16, AgeBand.UNDER_16))


def anonymous_sheet(
    text: RedactedText,
    *,
    code: str,
    kind: MeetingKind,
    on: date,
    age_band: AgeBand | None = None,
    sector: Sector | None = None,
    away: AwayBand | None = None,
) -> bytes:
    """The sheet of one case without a name. `code` is random and new for each meeting."""
    sheet = Sheet(kind=ANONYMOUS, notice=f"Blad {code}", foot=_DESTROY)
    pairs = [("Code van dit blad", code)]
    pairs += [("Leeftijd", age_band)] if age_band else []
    pairs += [("Onderwijs", sector.label)] if sector else []
    pairs += [("Afwezig", away)] if away else []

    def story() -> list[Flowable]:
        return [
            *blocks.title(kind.label, "Casusblad zonder naam", f"Bijeenkomst van {format_date(on)}"),
            blocks.facts(pairs, columns=len(pairs) if len(pairs) < 4 else 2),
            blocks.heading("Situatie"),
            *blocks.paragraphs(text.text),
            *_advice(),
            blocks.gap(5),
            blocks.box(
                [
                    style.text("Herkent u de leerling?", style.STRONG),
                    style.text(_RECOGNISED),
                ],
                warning=True,
            ),
        ]

    return render(sheet, story)


def named_sheet(
    clearance: Clearance,
    file: CaseFile,
    *,
    meeting: Meeting,
    item: Discussion | None = None,
    status: Status | None = None,
) -> bytes:
    """The sheet of one case by name: only what the cleared categories cover, and for whom it is stands on it.

    Where the agenda has this `item` by its code, the code stands here too, and what was agreed on: no list says that.
    Raises ConsentMissing when the clearance is for another case, route or day than these.
    """
    check_clearance(clearance, file, meeting.held_on)
    own = None if clearance.on_list else item
    foot = _TAKE_HOME if own and own.agreements else _DESTROY
    sheet = Sheet(kind=BY_NAME, notice="Vertrouwelijk: persoonsgegevens", foot=foot)
    return render(sheet, lambda: _named_story(clearance, file, meeting, own, status))


def _named_story(
    clearance: Clearance, file: CaseFile, meeting: Meeting, own: Discussion | None, status: Status | None
) -> list[Flowable]:
    context = Context(file, meeting.held_on, status)
    story = [
        *blocks.title(
            meeting.kind.label,  # the name of a meeting is free text and stays off paper
            file.case.full_name,
            f"Bijeenkomst van {format_date(meeting.held_on)}",
            outline="Leerling",
        ),
        blocks.facts(_pupil_facts(context), columns=3),
        blocks.gap(3),
        blocks.box([*_covered(clearance), *_code(own)]),
    ]
    for category in DataCategory:
        pairs = printed_facts(context, category, clearance.categories)
        if pairs:
            story += [blocks.heading(category.label.capitalize()), blocks.pairs(pairs)]
    return [*story, *_advice(own.agreements if own else "")]


def _pupil_facts(context: Context) -> list[tuple[str, str]]:
    """Who this is: without birth date, number or address, which nobody at the table needs."""
    case = context.file.case
    facts = [("School", case.school_name), ("Klas of groep", case.class_name)]
    if case.birth_date:
        facts.insert(0, ("Leeftijd", f"{age_on(case.birth_date, context.on)} jaar"))
    return [(label, value) for label, value in facts if value]


def _covered(clearance: Clearance) -> list[Flowable]:
    parties = join_words([party.label for party in clearance.participants])
    categories = join_words([category.label for category in DataCategory if category in clearance.categories])
    return [
        style.rich("<b>Voor:</b> {parties}.", parties=parties),
        style.rich("<b>Over:</b> {categories}. Wat hier niet staat, is niet gedeeld.", categories=categories),
    ]


def _code(own: Discussion | None) -> list[Flowable]:
    """Of a case that has this sheet for itself alone, by which the agenda says that it is there."""
    if own is None:
        return []
    return [style.rich("<b>Op de agenda en de afsprakenlijst:</b> blad {code}.", code=own.sheet_code)]


def _advice(agreed: str = "") -> list[Flowable]:
    return [blocks.heading("Advies en afspraken"), *(blocks.paragraphs(agreed) or [blocks.agreement_lines(4)])]
