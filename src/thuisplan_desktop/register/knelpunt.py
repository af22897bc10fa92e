"""What stands in the way of solutions, written down about no pupil at all, so that it may be learnt from."""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case_codes import KnelpuntKind
from thuisplan_desktop.register.case_dates import EARLIEST
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued

_GROUP = Group.ESCALATION


@catalogued
@dataclass(frozen=True, kw_only=True)
class Knelpunt:
    """One obstacle. It has no reference to a case, and its text names nobody (Noord-Kennemerland 2017, Doelen)."""

    id: str = about("Knelpunt", Privacy.INTERNAL, _GROUP)
    noted_on: date = about("Dag", Privacy.COUNTABLE, _GROUP)
    kind: KnelpuntKind = about("Soort knelpunt", Privacy.COUNTABLE, _GROUP)
    text: str = about(
        "Wat staat in de weg", Privacy.SENSITIVE, _GROUP,
        help="Zonder namen en zonder iets waaraan een leerling te herkennen is.",
    )  # fmt: skip
    area: str = about("Gebied", Privacy.COUNTABLE, _GROUP, default="", help="Een gemeente of regio, geen school.")


def check(one: Knelpunt, today: date) -> None:
    """Raise InvalidCase(field, reason) for one without words or of a day to come."""
    if not one.text.strip():
        raise InvalidCase(field="text", reason="er staat niet wat het knelpunt is")
    if one.noted_on > today:
        raise InvalidCase(field="noted_on", reason="het knelpunt ligt in de toekomst")
    if one.noted_on < EARLIEST:
        raise InvalidCase(field="noted_on", reason=f"het knelpunt ligt voor {EARLIEST.year}; kijk het jaartal na")
