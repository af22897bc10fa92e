"""Who stands on the list for the Inspectie: two lists, korter and langer dan 3 maanden thuis (Ingrado, inleiding).

Rows without a name are still personal data (domain §5.3.9): a random code for each recipient, an age band, whole weeks.
No diagnosis, no reason, no sex, no school, no gemeente.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register.absence import three_months_on
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Category, Code
from thuisplan_desktop.register.status import Status

SAMPLE = 3
"""The study that asked for these lists took the third case of each (Ingrado, verkenning thuiszitters)."""


class InspectionList(Code):
    SHORT = "short", "korter dan 3 maanden thuis"
    LONG = "long", "langer dan 3 maanden thuis"


@dataclass(frozen=True)
class Entry:
    """One line: which case (that stays here), on which list, and what goes along."""

    case_id: str
    which: InspectionList
    age_band: str
    school_type: str
    category: str
    weeks: int
    reported: bool
    offer: str
    state: str

    def __repr__(self) -> str:
        return f"Entry(id={self.case_id!r})"


_BANDS = ((8, "4 t/m 7"), (12, "8 t/m 11"), (16, "12 t/m 15"))
_OLDEST, _UNKNOWN = "16 of 17", "onbekend"


def entries(judged: Iterable[tuple[CaseFile, Status, Status]], on: date, months: int = 3) -> tuple[Entry, ...]:
    """Everyone at home on the peildatum, and who was on the last list and no longer is: solved rows stay.

    Each case comes with its status on the peildatum and on the peildatum of the list before. `months` is the norm.
    """
    found = []
    for file, now, before in judged:
        if now.category.is_thuiszitter:
            found.append(_entry(file.case, now, on, "thuis", months))
        elif before.category.is_thuiszitter:
            found.append(_entry(file.case, before, on, _solved(file.case, now), months))
    return tuple(found)


def _entry(case: Case, status: Status, on: date, state: str, months: int) -> Entry:
    over = status.category is Category.LRV_OVER_3M
    if status.category is Category.ABSOLUUT and status.since is not None:
        over = on > three_months_on(status.since, months)
    return Entry(
        case_id=case.id,
        which=InspectionList.LONG if over else InspectionList.SHORT,
        age_band=_band(case, on),
        school_type=case.school_type.value.upper(),
        category="absoluut" if status.category is Category.ABSOLUUT else "relatief",
        weeks=status.days // 7,
        reported=case.reported_on is not None and case.reported_on <= on,
        offer=_offer(case, on),
        state=state,
    )


def _solved(case: Case, now: Status) -> str:
    if now.category is Category.CLOSED and case.closing_reason is not None:
        return f"opgelost: {case.closing_reason.label}"
    return "niet meer thuis"


def _offer(case: Case, on: date) -> str:
    if case.offered_on is None or case.offered_on > on:
        return "geen"
    has_place = case.place_available_on is not None and case.place_available_on <= on
    return "aanbod en plaats" if has_place else "aanbod, nog geen plaats"


def _band(case: Case, on: date) -> str:
    if case.birth_date is None:
        return _UNKNOWN
    age = age_on(case.birth_date, on)
    return next((band for limit, band in _BANDS if age < limit), _OLDEST)
