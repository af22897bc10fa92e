"""Which days of a case and of what hangs on it can't be: refused where they come in, so that no figure counts on them.

One rule for every day of every form and list: it has come already unless it stands in `_AHEAD`, it isn't before the
pupil was born, and its year is no slip of the keyboard. What must come after what within one part, that part says
itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.absence import SCHOOL_DAY_MINUTES
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import Absence, Case, CaseFile
from thuisplan_desktop.register.codes import Enrolment
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.fields import fields_of
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod, SignalMark
from thuisplan_desktop.register.schools import is_brin

EARLIEST = date(1980, 1, 1)
OLDEST = 30
"""Years. Nobody of that age is on the roll of a school: such a birth date is a slip of the keyboard."""
FARTHEST = 20
"""Years ahead. A school takes pupils from four until at most twenty: no term lies farther away."""

_AHEAD: Mapping[type[Any], frozenset[str]] = {
    Case: frozenset({"enrolled_on", "left_on", "place_available_on", "aftercare_from", "aftercare_until"}),
    Absence: frozenset({"ends_on", "listed_until"}),
    Exemption: frozenset({"starts_on", "ends_on"}),
    SchoolPeriod: frozenset({"ends_on"}),
    DuoReport: frozenset({"ends_on"}),
    Measure: frozenset({"starts_on", "ends_on"}),
    Plan: frozenset({"evaluate_on"}),
    Agreement: frozenset({"due_on"}),
    Request: frozenset({"extended_until"}),
}
"""Days that may lie ahead. Every other one is written down after it has come."""


def check(case: Case, today: date, before: CaseFile | None = None) -> None:
    """Raise InvalidCase (field, reason without the value) for a case without a name, or with days that can't be.

    `before` is what the register has of this pupil: where his birth date changes, what hangs on the case must still
    be after it, and no case is closed over an absence that goes on: closed, it counts nowhere.
    """
    for field, reason in (*wrong(case, today), *_misshapen(case, before.case if before else None, today)):
        raise InvalidCase(field=field, reason=reason)
    if _closes(case, before.case if before else None):
        _check_nobody_away(before or CaseFile(case), case)
    if before is not None and case.birth_date and case.birth_date != before.case.birth_date:
        _check_born(before, case.birth_date)


def _closes(case: Case, before: Case | None) -> bool:
    """Whether this closes the case, a new one too, or takes away the outcome that says where the pupil is."""
    if case.closed_on is None or before is None:
        return case.closed_on is not None
    return case.closed_on != before.closed_on or (before.closing_reason is not None and case.closing_reason is None)


def check_part(part: Any, case: Case, today: date) -> None:
    """Raise InvalidCase (field, reason without the value) for a part of a case with days that can't be."""
    for field, reason in _impossible(part, case.birth_date, today):
        raise InvalidCase(field=field, reason=reason)


def too_far(day: date, today: date) -> str:
    """Why a day can't be whatever it is about; '' for one that can."""
    if day < EARLIEST:
        return f"ligt voor {EARLIEST.year}; kijk het jaartal na"
    return f"ligt meer dan {FARTHEST} jaar vooruit; kijk het jaartal na" if day.year > today.year + FARTHEST else ""


def wrong(case: Case, today: date) -> Iterator[tuple[str, str]]:
    """Each field that can't be, with the reason, in the words of `check`."""
    if not (case.nickname or case.surname):
        yield "nickname", "de naam van de leerling ontbreekt"
    birth = case.birth_date
    if birth and (birth < EARLIEST or (birth <= today and age_on(birth, today) > OLDEST)):
        yield "birth_date", f"volgens de geboortedatum is de leerling ouder dan {OLDEST} jaar"
    yield from _impossible(case, birth, today)
    for start, end, field, label in _spans(case):
        if start and end and end < start:
            yield field, f"{label} eindigt eerder dan het begint"
    yield from _wrong_place(case)
    if not 0 <= case.timetable_minutes <= SCHOOL_DAY_MINUTES:
        yield (
            "timetable_minutes",
            f"een eigen rooster is korter dan een schooldag: hooguit {SCHOOL_DAY_MINUTES} minuten",
        )


def _impossible(one: Any, birth: date | None, today: date) -> Iterator[tuple[str, str]]:
    """The days of one part that can't be, in the order of its fields."""
    ahead = _AHEAD.get(type(one), frozenset())
    for name, label, day in _days(one):
        if far := too_far(day, today):
            yield name, f"'{label}' {far}"
        elif day > today and name not in ahead:
            yield name, f"'{label}' ligt in de toekomst"
        elif birth and day < birth:
            yield name, f"'{label}' ligt voor de geboortedatum van de leerling; kijk na welke van de twee klopt"


def _days(one: Any) -> Iterator[tuple[str, str, date]]:
    for field in fields(one):
        day = getattr(one, field.name)
        if isinstance(day, date):
            yield field.name, field.metadata["label"], day


_POSTCODE4 = re.compile(r"\d{4}", re.ASCII)
_POSTCODE = re.compile(r"\s*(\d{4})\s*[A-Za-z]{2}\s*", re.ASCII)
_YOUNGEST_MBO = 15
"""Years. Nobody begins at the mbo sooner."""


def _misshapen(case: Case, before: Case | None, today: date) -> Iterator[tuple[str, str]]:
    """What was typed now and is no postcode, BRIN or pupil of the mbo; what stood there already is let be."""
    postcode, brin, waits = (
        getattr(case, name) if before is None or getattr(case, name) != getattr(before, name) else ""
        for name in ("postcode4", "brin", "waits_for_mbo")
    )
    if postcode and not _POSTCODE4.fullmatch(postcode):
        yield "postcode4", "vul van de postcode alleen de vier cijfers in, zoals 1811"
    if brin and not is_brin(brin):
        yield "brin", "een BRIN heeft twee cijfers en twee hoofdletters, zoals 99XA"
    if waits and case.birth_date and age_on(case.birth_date, today) < _YOUNGEST_MBO:
        yield "waits_for_mbo", f"naar het mbo gaat niemand voor zijn {_YOUNGEST_MBO}e"


def fitting(case: Case, birth: date | None, today: date) -> tuple[Case, tuple[str, ...]]:
    """A case of another register with nothing misshapen in it, and the labels of what was left out for that.

    Who receives it can't mend it: a postcode with its letters and a BRIN in small letters are written as here, what is
    still none goes. `birth` is the birth date that will stand with it.
    """
    whole = _POSTCODE.fullmatch(case.postcode4)
    written = replace(case, postcode4=whole[1] if whole else case.postcode4, brin=case.brin.strip().upper())
    gone = {name for name, _reason in _misshapen(replace(written, birth_date=birth), None, today)}
    left: dict[str, Any] = {field.name: field.default for field in fields(Case) if field.name in gone}
    return replace(written, **left), tuple(field.metadata["label"] for field in fields(Case) if field.name in gone)


def _check_nobody_away(before: CaseFile, case: Case) -> None:
    closed = case.closed_on or date.max
    if case.closing_reason is None and (away := stands_away(case, before)):
        reason = f"{away}; kies bij Uitkomst waar de leerling nu is, anders raakt die uit beeld"
        raise InvalidCase(field="closed_on", reason=reason)
    if any((one.ends_on or date.max) > closed for one in before.absences):
        reason = (
            "er loopt nog verzuim op die dag; vul eerst bij Verzuim de laatste dag in: van voor de leerling terugkwam, "
            "of waarop een ander het overnam"
        )
        raise InvalidCase(field="closed_on", reason=reason)


def stands_away(case: Case, file: CaseFile) -> str:
    """What says, without any period, that the pupil is not at school, as a Dutch clause; '' where nothing does."""
    if case.enrolment is Enrolment.NOT_ENROLLED:
        return "de leerling is niet ingeschreven"
    first = case.first_absent_on
    if first and not any((one.ends_on or date.max) >= first for one in file.absences):
        return "de leerling is thuis sinds de eerste afwezigheidsdag, en er is geen verzuim met een laatste dag"
    return ""


def _check_born(before: CaseFile, birth: date) -> None:
    for part in _parts(before):
        for name, label, day in _days(part):
            if day < birth:
                group = next(field.group.value for field in fields_of(type(part)) if field.name == name)
                reason = f"bij {group} ligt '{label}' voor deze geboortedatum; kijk na welke van de twee klopt"
                raise InvalidCase(field="birth_date", reason=reason)


def _parts(file: CaseFile) -> Iterator[Any]:
    for field in fields(file):
        found = getattr(file, field.name)
        yield from (part for part in (found if isinstance(found, tuple) else ()) if not isinstance(part, SignalMark))


def _wrong_place(case: Case) -> Iterator[tuple[str, str]]:
    """A place follows from an offer: without the day of the offer nobody can tell how long the pupil waited."""
    if case.place_available_on is None:
        return
    if case.offered_on is None:
        yield "place_available_on", "er is een plaats beschikbaar, maar niet bekend is wanneer het aanbod is gedaan"
    elif case.place_available_on < case.offered_on:
        yield "place_available_on", "de plaats is eerder beschikbaar dan het aanbod is gedaan"


def _spans(case: Case) -> tuple[tuple[date | None, date | None, str, str], ...]:
    return (
        (case.enrolled_on, case.left_on, "left_on", "de inschrijving"),
        (case.aftercare_from, case.aftercare_until, "aftercare_until", "de nazorg"),
        (case.first_absent_on, case.closed_on, "closed_on", "de casus"),
    )
