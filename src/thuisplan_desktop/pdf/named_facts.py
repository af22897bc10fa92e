"""What a sheet by name may print, fact by fact, with the categories each fact needs.

A fact is printed only when every category it needs is cleared, and what is left out may not be inferred: without
'gezondheid' sick and other authorised absence read the same, and without 'hulpverlening' no kind of offer is named.
Free text can hold anything, so it needs all categories.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.dutch import format_date, format_date_short, format_duration, join_words, plural
from thuisplan_desktop.register.case import Absence, CaseFile
from thuisplan_desktop.register.codes import AbsenceKind, ContactRole, DataCategory, ObstaclePlace
from thuisplan_desktop.register.status import Status

ABSENCE, EDUCATION, HOME = DataCategory.ABSENCE, DataCategory.EDUCATION, DataCategory.HOME
HEALTH, HELP = DataCategory.HEALTH, DataCategory.HELP
_ALL = frozenset(DataCategory)
_AUTHORISED = "geoorloofd"
_MOST_PERIODS = 12


@dataclass(frozen=True)
class Context:
    """The case on the day of the meeting."""

    file: CaseFile
    on: date
    status: Status | None = None


@dataclass(frozen=True)
class Fact:
    """`home` is the section it stands in; `unless` is a category that makes place for a fuller fact."""

    home: DataCategory
    label: str
    needs: frozenset[DataCategory]
    value: Callable[[Context], str]
    unless: DataCategory | None = None


def printed_facts(context: Context, section: DataCategory, cleared: AbstractSet[DataCategory]) -> list[tuple[str, str]]:
    """Label and value of every fact of a section that is cleared and known."""
    allowed = (fact for fact in FACTS if fact.home is section and fact.needs <= cleared and fact.unless not in cleared)
    return [(fact.label, value) for fact in allowed if (value := fact.value(context))]


def told(context: Context, cleared: AbstractSet[DataCategory]) -> list[tuple[str, str]]:
    """Label and value of everything that `printed_facts` prints."""
    return [fact for section in DataCategory for fact in printed_facts(context, section, cleared)]


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _first_absent(context: Context) -> str:
    """Of the absence that goes on, from which the terms beside it run; who is back, as it was registered."""
    going_on = context.status.going_on if context.status else None
    first = (going_on.since if going_on else None) or context.file.case.first_absent_on
    if first is None or first > context.on:
        return _day(first)
    return f"{format_date(first)} ({format_duration((context.on - first).days)} geleden)"


def _three_months(context: Context) -> str:
    return _day(context.status.going_on.three_months_on if context.status else None)


def _category(context: Context) -> str:
    return context.status.category.label if context.status else ""


def _periods(context: Context, kind_of: Callable[[AbsenceKind], str]) -> str:
    past = [absence for absence in context.file.absences if absence.starts_on <= context.on]
    latest = sorted(past, key=lambda absence: absence.starts_on)[-_MOST_PERIODS:]
    lines = [_period(absence, kind_of(absence.kind)) for absence in latest]
    earlier = len(past) - len(latest)
    if earlier:
        lines.insert(0, f"en daarvoor {plural(earlier, 'periode', 'perioden')}")
    return "\n".join(lines)


def _period(absence: Absence, kind: str) -> str:
    until = f"tot en met {format_date_short(absence.ends_on)}" if absence.ends_on else "tot nu"
    missed = f", {plural(round(absence.minutes / 60), 'uur', 'uur')} gemist" if absence.minutes >= 60 else ""
    return f"{format_date_short(absence.starts_on)} {until}: {kind}{missed}"


def _veiled(kind: AbsenceKind) -> str:
    """Being ill is health data (AVG article 4(15)), so it reads as any other authorised absence."""
    return _AUTHORISED if kind in (AbsenceKind.SICK, AbsenceKind.AUTHORISED) else kind.label


def _full(kind: AbsenceKind) -> str:
    return kind.label


def _obstacle(place: ObstaclePlace) -> Callable[[Context], str]:
    return lambda context: "ja" if place in context.file.case.obstacles else ""


def _exempt(context: Context) -> str:
    return "ja" if context.file.exemption_on(context.on) else ""


def _exemption(context: Context) -> str:
    held = context.file.exemption_on(context.on)
    return held.kind.label if held else ""


def _offer_kind(context: Context) -> str:
    kind = context.file.case.offer_kind
    return kind.label if kind else ""


def _evaluation(context: Context) -> str:
    plan = context.file.plan
    return _day(plan.evaluate_on) if plan else ""


def _perspective(context: Context) -> str:
    plan = context.file.plan
    return plan.perspective if plan else ""


def _voice(context: Context) -> str:
    """What the pupil said last, and what was done with it."""
    said = [talk for talk in context.file.talks if talk.voice]
    return " ".join(part for part in (said[-1].voice, said[-1].voice_used) if part) if said else ""


def _people(roles: AbstractSet[ContactRole]) -> Callable[[Context], str]:
    def named(context: Context) -> str:
        people = (contact for contact in context.file.contacts if contact.role in roles)
        return join_words([f"{contact.full_name} ({contact.role.label})" for contact in people])

    return named


_PARENTAL = frozenset(set(ContactRole) - {ContactRole.STAFF, ContactRole.FAMILY})
_WITHOUT_HELP = _PARENTAL - {ContactRole.FAMILY_GUARDIAN}
"""That there is a gezinsvoogd says that there is an ondertoezichtstelling: help, not home."""


def _facts() -> Iterator[Fact]:
    def fact(
        home: DataCategory, label: str, value: Callable[[Context], str], *more: DataCategory,
        unless: DataCategory | None = None,
    ) -> Fact:  # fmt: skip
        return Fact(home, label, frozenset({home, *more}), value, unless)

    yield fact(ABSENCE, "Eerste afwezigheidsdag", _first_absent)
    yield fact(ABSENCE, "Drie maanden op", _three_months)
    yield fact(ABSENCE, "Stand", _category, HEALTH)
    yield fact(ABSENCE, "Perioden", lambda context: _periods(context, _veiled), unless=HEALTH)
    yield fact(ABSENCE, "Perioden", lambda context: _periods(context, _full), HEALTH)
    yield fact(ABSENCE, "Melding leerplicht", lambda context: _day(context.file.case.reported_on))
    yield fact(EDUCATION, "Leerjaar of jaargroep", lambda context: context.file.case.year_group)
    yield fact(EDUCATION, "Ingeschreven op", lambda context: _day(context.file.case.enrolled_on))
    yield fact(EDUCATION, "Belemmering gezien op", lambda context: _day(context.file.case.signalled_on))
    yield fact(EDUCATION, "Belemmering in de school", _obstacle(ObstaclePlace.SCHOOL))
    yield fact(EDUCATION, "Vrijstelling", _exempt, unless=HEALTH)
    yield fact(EDUCATION, "Vrijstelling", _exemption, HEALTH)
    yield fact(EDUCATION, "Aanbod gedaan op", lambda context: _day(context.file.case.offered_on))
    yield fact(EDUCATION, "Soort aanbod", _offer_kind, HELP)
    yield fact(HELP, "Wat is het aanbod", lambda context: context.file.case.offer_note, *_ALL)
    yield fact(EDUCATION, "Plaats beschikbaar op", lambda context: _day(context.file.case.place_available_on))
    yield fact(HOME, "Ouders en verzorgers", _people(_WITHOUT_HELP), unless=HELP)
    yield fact(HOME, "Ouders en verzorgers", _people(_PARENTAL), HELP)
    yield fact(HOME, "Woongemeente", lambda context: context.file.case.home_municipality)
    yield fact(HOME, "Belemmering thuis", _obstacle(ObstaclePlace.HOME))
    yield fact(HOME, "Belemmering in het sociale netwerk", _obstacle(ObstaclePlace.NETWORK))
    yield fact(HEALTH, "Belemmering bij het kind", _obstacle(ObstaclePlace.CHILD))
    yield fact(EDUCATION, "Evaluatie van het plan op", _evaluation)
    yield fact(HELP, "Perspectief van het plan", _perspective, *_ALL)
    yield fact(HELP, "Stem van de leerling", _voice, *_ALL)
    yield fact(HELP, "Overbrugging", lambda context: context.file.case.bridging, *_ALL)
    yield fact(HELP, "Notitie", lambda context: context.file.case.note, *_ALL)


FACTS = tuple(_facts())
"""In printing order. What is not in this list is never printed: birth date, pupil number, phone, e-mail, postcode."""
