"""Agenda and afsprakenlijst: one paper for the whole table. Whose name may stand on it? (decision 4, domain §2.2)

The gate judges one case for whoever hears it. A paper for everybody is also read by who sits there for another pupil:
the family and gezinsvoogd of the next case and, at a consulent, the staff of the next pupil's school. No rule and no
consent lets a name reach them, so that case stands there by the code of its sheet. Where only staff of one school and
its partners sit, nothing changes.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from thuisplan_desktop.register.codes import Party, Role
from thuisplan_desktop.register.law import cite

LEFT_OUT = (
    "Iemand aan deze tafel hoort dit punt niet, en leest de agenda en de afsprakenlijst wel. Daar staat deze leerling "
    "met de code van zijn blad; op naam alleen op het casusblad, voor wie het punt wel hoort. "
    f"Bron: {cite('avg-5-c')}."
)
OTHER_FAMILY = (
    "Bij een ander punt op naam zit het gezin of de gezinsvoogd van een andere leerling. Op de agenda en de "
    "afsprakenlijst staat deze leerling daarom met de code van zijn blad; op naam alleen op zijn eigen casusblad. Laat "
    "bij dit punt alleen het eigen gezin aan tafel. Wilt u de naam op de lijst: plan een eigen bijeenkomst, of laat "
    f"bij de andere punten het gezin en de gezinsvoogd weg. Bron: {cite('avg-5-c')}."
)
OTHER_SCHOOL = (
    "Bij een ander punt op naam zit een medewerker van een andere school, of van een school die niet is ingevuld. Op "
    "de agenda en de afsprakenlijst staat deze leerling daarom met de code van zijn blad; op naam alleen op zijn eigen "
    "casusblad. Laat bij dit punt alleen medewerkers van de eigen school aan tafel. Wilt u de naam op de lijst: vul de "
    "school in, plan per school een bijeenkomst, of laat bij de andere punten de school weg. "
    f"Bron: {cite('wpo-18a')}."
)


@dataclass(frozen=True)
class Beside:
    """Another case by name on the same agenda: who hears it, and the BRIN of its school, empty when unknown."""

    heard_by: frozenset[Party]
    brin: str


def may_matter(participants: Iterable[Party], holder: Role) -> bool:
    """Whether anybody at this table sits there for one pupil or for one school, so that the other cases count."""
    return any(one.for_one_pupil or _for_one_school(one, holder) for one in participants)


def why_by_code(left_out: AbstractSet[Party], beside: Iterable[Beside], brin: str, holder: Role) -> tuple[str, ...]:
    """Why a case by name stands on the papers of the whole table by its code, and what would change that.

    Empty: its name may stand there. `left_out` sit at the table and don't hear it; `brin` is of its school.
    """
    found = [LEFT_OUT] if left_out else []
    others = tuple(beside)
    if any(party.for_one_pupil for other in others for party in other.heard_by):
        found.append(OTHER_FAMILY)
    if any(_of_another_school(other, brin, holder) for other in others):
        found.append(OTHER_SCHOOL)
    return tuple(found)


def _of_another_school(other: Beside, brin: str, holder: Role) -> bool:
    same = bool(brin) and other.brin == brin
    return not same and any(_for_one_school(party, holder) for party in other.heard_by)


def _for_one_school(party: Party, holder: Role) -> bool:
    """At a consulent these are of the pupil's school, which differs from pupil to pupil (WPO 18a lid 13)."""
    return holder is Role.CONSULENT and party.own_staff
