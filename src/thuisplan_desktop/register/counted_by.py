"""Who counts a case, so that one child is counted once and none is left out (domain §5.3.10).

The school of inschrijving counts who is enrolled. Leerplicht counts who is enrolled nowhere and who is exempt; where
leerplicht has no register of its own in the region, the samenwerkingsverband does. Sums can't be freed of doubles
afterwards: no name travels. So the rule is checked here, before counting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Category, Code, CountingParty, Sector
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.register.status import Status

RULE = (
    "De school van inschrijving telt wie ingeschreven staat. Leerplicht telt wie nergens ingeschreven staat en wie een "
    "vrijstelling heeft; doet leerplicht niet mee, dan telt de consulent die leerlingen. Zo telt elk kind één keer."
)

_RESTRICTED = (
    "Er geldt een beperking of er wacht een bezwaar. Zolang dat zo is telt de leerling nergens mee. "
    f"Bron: {cite('avg-18-2', 'avg-21')}."
)
_UNCOUNTED = frozenset({Category.NONE, Category.NOT_OBLIGED, Category.CLOSED})
_WITH_LEERPLICHT = frozenset(
    {
        Category.ABSOLUUT,
        Category.ABSOLUUT_NOT_COUNTED,
        Category.EXEMPT_A,
        Category.EXEMPT_B,
        Category.EXEMPT_C,
        Category.EXEMPT_15,
    }
)


class DoubtKind(Code):
    TWICE = "twice", "mogelijk dubbel geteld"
    NOBODY = "nobody", "door niemand geteld"


@dataclass(frozen=True)
class Doubt:
    """A case that would be counted twice or not at all: why, in words, and who should count it if that can be said."""

    case_id: str
    kind: DoubtKind
    why: str
    proposal: CountingParty | None = None


def counts(status: Status) -> frozenset[CountingParty]:
    """Who may count a case with this status, the first choice of the rule among them."""
    if status.category in _WITH_LEERPLICHT:
        return frozenset({CountingParty.LEERPLICHT, CountingParty.SWV})
    return frozenset({CountingParty.SCHOOL})


def doubts(
    judged: Sequence[tuple[CaseFile, Status]], own: CountingParty, brin: str, sectors: frozenset[Sector], today: date
) -> tuple[Doubt, ...]:
    """Every case of a register that the rule does not fit. `own` counts in it; `brin` is its school, if it is one."""
    there = [(file, status) for file, status in judged if status.category not in _UNCOUNTED]
    kept_only = [file.case.id for file, _ in there if is_restricted(file.requests, today)]
    open_ = [(file.case, status) for file, status in there if file.case.id not in kept_only]
    found = [doubt for case, status in open_ for doubt in _about(case, status, own, brin, sectors)]
    restricted = (Doubt(one, DoubtKind.NOBODY, _RESTRICTED) for one in kept_only)
    return (*found, *restricted, *_same_child([case for case, _ in open_], own))


def _about(case: Case, status: Status, own: CountingParty, brin: str, sectors: frozenset[Sector]) -> Iterable[Doubt]:
    allowed = counts(status)
    if case.counted_by is own and case.school_type.sector not in sectors:
        yield Doubt(case.id, DoubtKind.NOBODY, "De schoolsoort hoort bij een andere sector dan dit register telt.")
    elif case.counted_by is own is CountingParty.SCHOOL and brin and case.brin not in ("", brin):
        why = "De leerling staat ingeschreven bij een andere school; die telt hem ook. Draag de casus over."
        yield Doubt(case.id, DoubtKind.TWICE, why)
    elif case.counted_by not in allowed:
        yield _wrong_party(case, allowed)


def _wrong_party(case: Case, allowed: frozenset[CountingParty]) -> Doubt:
    if CountingParty.SCHOOL in allowed:
        kind = DoubtKind.TWICE if case.counted_by is CountingParty.SWV else DoubtKind.NOBODY
        also = "telt de leerling ook" if kind is DoubtKind.TWICE else "is de enige die de leerling telt"
        return Doubt(case.id, kind, f"De leerling staat ingeschreven: de school {also}.", CountingParty.SCHOOL)
    why = "De leerling staat nergens ingeschreven of is vrijgesteld: leerplicht telt die leerlingen ook."
    return Doubt(case.id, DoubtKind.TWICE, why, CountingParty.LEERPLICHT)


def _same_child(cases: Sequence[Case], own: CountingParty) -> Iterable[Doubt]:
    """Two cases of one child in one register, by number at one school or by name and day of birth."""
    seen: set[tuple[str, ...]] = set()
    for case in cases:
        if case.counted_by is not own:
            continue
        keys = _keys(case)
        if keys & seen:
            yield Doubt(case.id, DoubtKind.TWICE, "Er is nog een casus van deze leerling in dit register.")
        seen |= keys


def _keys(case: Case) -> set[tuple[str, ...]]:
    keys: set[tuple[str, ...]] = set()
    if case.pupil_key:
        keys.add((case.brin, case.branch, case.pupil_key))
    if case.birth_date and case.surname:
        keys.add((case.birth_date.isoformat(), case.surname.casefold(), case.nickname.casefold()))
    return keys
