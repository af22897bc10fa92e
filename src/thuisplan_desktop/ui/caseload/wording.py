"""Words and tones that several pages of the caseload share: how far a case is, where consent stands."""

from datetime import date

from thuisplan_desktop.actions.cases import CaseRow
from thuisplan_desktop.dutch import format_date, format_duration, plural
from thuisplan_desktop.register.codes import Category, ConsentState
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.ui.widgets.text import Tone

RESTRICTED = (
    f"Alleen bewaren: delen, bespreken, inlezen en tellen kan nu niet. Bron: {cite('beperking')}. Welk verzoek dat is, "
    "en hoe het eindigt, staat bij Rechten."
)
_STATUS_TONES: dict[Category, Tone] = {
    Category.DREIGEND: "warn",
    Category.LRV_4W_3M: "bad",
    Category.LRV_OVER_3M: "bad",
    Category.ABSOLUUT: "bad",
    Category.ABSOLUUT_NOT_COUNTED: "warn",
    Category.LONG_TERM_SICK: "warn",
    Category.WORRYING_AUTHORISED: "warn",
    Category.SUSPENDED: "warn",
    Category.AFTERCARE: "good",
}
_CONSENT_TONES: dict[ConsentState, Tone] = {
    ConsentState.GIVEN: "good",
    ConsentState.PARTIAL: "warn",
    ConsentState.ASKED: "info",
    ConsentState.NO_RESPONSE: "warn",
    ConsentState.REFUSED: "bad",
    ConsentState.WITHDRAWN: "bad",
    ConsentState.EXPIRED: "warn",
    ConsentState.RECONFIRM: "warn",
    ConsentState.BLOCKED: "bad",
}


def status_tone(status: Status) -> Tone:
    return _STATUS_TONES.get(status.category, "info")


def consent_tone(state: ConsentState) -> Tone | None:
    """None while nobody was asked: nothing to say yet, so no colour."""
    return _CONSENT_TONES.get(state)


def consent_words(row: CaseRow) -> str:
    """Where consent stands; a case that may only be kept is discussed with nobody, whatever was agreed to."""
    return "alleen bewaren" if row.restricted else row.consent.label


def consent_explained(row: CaseRow) -> str:
    return RESTRICTED if row.restricted else ""


def row_tone(row: CaseRow) -> Tone | None:
    return "bad" if row.restricted else consent_tone(row.consent)


def days_absent(status: Status) -> str:
    """'45 dagen', or a dash when nobody is absent."""
    return plural(status.days, "dag", "dagen") if status.since else "–"


def until_three_months(status: Status, today: date) -> str:
    """How long until three months, or how long ago that was."""
    day = status.three_months_on
    if day is None:
        return "–"
    left = (day - today).days
    if left > 0:
        return f"over {format_duration(left)}"
    return "vandaag" if left == 0 else f"{format_duration(-left)} voorbij"


def explain_three_months(status: Status) -> str:
    day = status.three_months_on
    return f"Drie maanden na de eerste afwezigheidsdag: {format_date(day)}" if day else ""
