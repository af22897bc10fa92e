"""Herleidbaarheid: what remains on a casusblad, and how many pupils it fits. Below five somebody must answer for it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from thuisplan_desktop.anonymise.findings import LABELS, Kind
from thuisplan_desktop.anonymise.trace import SMALL, Item, Trace, load_checklist, traces
from thuisplan_desktop.pdf.sheet import AgeBand, AwayBand
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import SchoolType, Sector, Vrijstelling
from thuisplan_desktop.register.pupils import PupilTable

TOGETHER = "together"
# Words for a kind of school that mean the whole of it: only these can be counted, and only for a pupil of that kind.
_WHOLE_KINDS = {
    SchoolType.PRO: frozenset({"pro", "praktijkonderwijs", "praktijkschool"}),
    SchoolType.VSO: frozenset({"vso"}),
    SchoolType.SBO: frozenset({"sbo"}),
    SchoolType.SO: frozenset({"so"}),
}
Fact = Callable[[CaseFile], bool]
"""Whether another case has it in common with this one."""
Away = Callable[[CaseFile], AwayBand | None]
"""How long a pupil is away on the day of the meeting, as a sheet prints it."""

_AGES = {
    AgeBand.UNDER_8: (4, 7),
    AgeBand.UNDER_12: (8, 11),
    AgeBand.UNDER_16: (12, 15),
    AgeBand.FROM_16: (16, 19),
}
_SECTORS = {
    Sector.PO: (SchoolType.BAO, SchoolType.SBO, SchoolType.SO),
    Sector.VO: (SchoolType.VO, SchoolType.PRO, SchoolType.VSO),
    Sector.MBO: (),
}


@dataclass(frozen=True)
class Kept:
    """Words the reader knowingly left standing."""

    kind: Kind
    words: str

    def __repr__(self) -> str:
        return f"Kept({self.kind})"


@dataclass(frozen=True)
class Remainder:
    """One thing that remains. `register` and `outside` are None where the register or DUO can't count it."""

    id: str
    label: str
    found: tuple[str, ...]
    advice: str
    register: int | None = None
    outside: int | None = None

    @property
    def must_be_answered(self) -> bool:
        """Fewer than five pupils fit, or nobody can say how many: the reader decides knowingly."""
        counted = [n for n in (self.register, self.outside) if n is not None]
        return not counted or min(counted) < SMALL

    def __repr__(self) -> str:
        return f"Remainder({self.id!r})"


@cache
def _checklist() -> tuple[Item, ...]:
    return load_checklist()


def remaining(
    text: str, file: CaseFile, others: Sequence[CaseFile], on: date, kept: Sequence[Kept] = (), *, away: Away
) -> tuple[Remainder, ...]:
    """What of the checklist is in the replaced text, what the reader left standing, then all of it taken together.

    `others` are the open cases of the register. The age band, the sector and how long the pupil is away stand on
    every sheet, so they always count.
    What was left standing and can't be counted is taken to fit this pupil alone.
    """
    case, found = file.case, _with_sex(traces(text, _checklist()), kept)
    told = {trace.item.id for trace in found if trace.item.id != "school_type" or _is_of(case, trace)}
    towns = tuple(filter(None, (case.home_municipality if _stands(case.home_municipality, text) else "",)))
    left = [one for one in kept if one.kind is not Kind.GENDER and one.words.lower() not in map(str.lower, towns)]
    facts = _facts(file, on, told, towns)
    lines = [_of_checklist(trace, case, others, facts) for trace in found]
    lines += [_left_standing(number, one) for number, one in enumerate(left, 1)]
    lines += [_of_town(town, case, others) for town in towns]
    if left:
        facts["kept"] = lambda _other: False
    gone = away(file)
    if gone:
        facts["away"] = lambda other: away(other) is gone
    count = 1 + sum(all(fact(other) for fact in facts.values()) for other in others)
    outside = None if left else _outside(case, on, told, towns)  # nobody counts a name or a day
    said = (*_said(case, on, told, towns), *((f"{gone} afwezig",) if gone else ()), *(one.words for one in left))
    advice = "Laat een kenmerk weg, of bevestig dat de deelnemers de leerling hieraan niet herkennen."
    return (*lines, Remainder(TOGETHER, "Alles samen", said, advice, count, outside))


def _stands(town: str, text: str) -> bool:
    """Whether a gemeente is named as a word of its own: 'Ede' is not in 'brede'."""
    return bool(town) and re.search(rf"(?<!\w){re.escape(town)}(?!\w)", text, re.IGNORECASE) is not None


def _is_of(case: Case, trace: Trace) -> bool:
    """Whether the words for a kind of school mean the pupil's own, and the whole of it: no gymnasium in a vo."""
    return _WHOLE_KINDS.get(case.school_type, frozenset()).issuperset(trace.found)


def _with_sex(found: Sequence[Trace], kept: Sequence[Kept]) -> tuple[Trace, ...]:
    """What the reader kept of the words for boys and girls: only there it is known that 'zijn' is no verb."""
    words = tuple(dict.fromkeys(one.words.lower() for one in kept if one.kind is Kind.GENDER))
    if not words:
        return tuple(found)
    item = next(item for item in _checklist() if item.id == "sex")
    already = next((trace for trace in found if trace.item.id == "sex"), Trace(item, (), ()))
    rest = tuple(trace for trace in found if trace.item.id != "sex")
    return (Trace(item, tuple(dict.fromkeys((*already.found, *words))), already.places), *rest)


_ADVICE_LEFT = "U liet dit staan. Vervang het alsnog, of bevestig dat het niemand naar de leerling leidt."


def _left_standing(number: int, one: Kept) -> Remainder:
    """Nobody can count how many pupils a name, a day or a phrase fits, so it is answered."""
    return Remainder(
        f"kept_{number}_{one.kind.lower()}", f"Blijft staan: {LABELS[one.kind]}", (one.words,), _ADVICE_LEFT
    )


def _of_town(town: str, case: Case, others: Sequence[CaseFile]) -> Remainder:
    """The gemeente of the pupil: how many of the register live there, and of how many pupils DUO knows there."""
    count = 1 + sum(other.case.home_municipality == case.home_municipality for other in others)
    table, kinds = PupilTable.load(), _SECTORS[case.school_type.sector]
    known = [found.pupils for kind in kinds if (found := table.of(kind, town)) is not None]
    advice = "Laat de gemeente weg, of bevestig dat er genoeg leerlingen wonen."
    return Remainder("town", "Gemeente", (town,), advice, count, sum(known) if known else None)


def unanswered(lines: Sequence[Remainder], answered: frozenset[str]) -> tuple[str, ...]:
    """The ids that still need an answer before the sheet may be made."""
    return tuple(line.id for line in lines if line.must_be_answered and line.id not in answered)


def _band(case: Case, on: date) -> AgeBand | None:
    return AgeBand.of(case.birth_date, on) if case.birth_date and age_on(case.birth_date, on) >= 0 else None


def _age(case: Case, on: date) -> int | None:
    return age_on(case.birth_date, on) if _band(case, on) and case.birth_date else None


def _facts(file: CaseFile, on: date, told: set[str], towns: tuple[str, ...]) -> dict[str, Fact]:
    """What another case must have in common with this one, by the id of the fact."""
    case, band = file.case, _band(file.case, on)
    facts: dict[str, Fact] = {
        "age": lambda other: band is None or _band(other.case, on) == band,
        "sector": lambda other: other.case.school_type.sector is case.school_type.sector,
    }
    if "exact_age" in told:
        facts["exact_age"] = lambda other: _age(other.case, on) == _age(case, on)
    if "school_type" in told:
        facts["school_type"] = lambda other: other.case.school_type is case.school_type
    if "exemption" in told:
        facts["exemption"] = lambda other: _exempt(other, on) is _exempt(file, on)
    if towns:
        facts["town"] = lambda other: other.case.home_municipality == case.home_municipality
    return facts


def _exempt(file: CaseFile, on: date) -> Vrijstelling | None:
    held = file.exemption_on(on)
    return held.kind if held else None


def _of_checklist(trace: Trace, case: Case, others: Sequence[CaseFile], facts: dict[str, Fact]) -> Remainder:
    same = facts.get(trace.item.id)
    count = None if same is None else 1 + sum(same(other) for other in others)
    kind_told = trace.item.id == "school_type" and same is not None
    outside = PupilTable.load().of(case.school_type) if kind_told else None
    return Remainder(
        trace.item.id, trace.item.label, trace.found, trace.item.advice, count, outside.pupils if outside else None
    )


def _said(case: Case, on: date, told: set[str], towns: tuple[str, ...]) -> tuple[str, ...]:
    band = _band(case, on)
    kind = case.school_type.label if "school_type" in told else case.school_type.sector.label
    exempt = ("vrijstelling",) if "exemption" in told else ()
    return (*((band.value,) if band else ()), kind, *towns, *exempt)


def _outside(case: Case, on: date, told: set[str], towns: tuple[str, ...]) -> int | None:
    """Roughly how many pupils of such a school have this age: in the gemeente if it is told, else in the country."""
    band = _band(case, on)
    ages = _AGES[band] if band else (4, 19)
    if "exact_age" in told and (years := _age(case, on)) is not None:
        ages = (years, years)
    kinds = (case.school_type,) if "school_type" in told else _SECTORS[case.school_type.sector]
    table = PupilTable.load()
    counts = [n for kind in kinds if (n := table.estimate(kind, ages, towns[0] if towns else "")) is not None]
    return sum(counts) if counts else None
