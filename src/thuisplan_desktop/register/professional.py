"""Wie is wie: the professionals around the pupils of a school or region, by role. No pupil stands here.

A procescoördinator per gemeente, the directeur of the samenwerkingsverband (Zuid-Limburg 2018, §3.4), the J&G-coach
between school and jeugdhulp (Noord-Kennemerland, activiteiten): data that a register keeps, not a list of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.codes import Party
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued

_NAMES, _SAYS, _COUNTS, _KEY = Privacy.IDENTIFYING, Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL


@catalogued
@dataclass(frozen=True, kw_only=True)
class Professional:
    """One person in one role; who has two roles stands there twice."""

    id: str = about("Wie", _KEY, Group.TEAM)
    party: Party = about("Rol", _COUNTS, Group.TEAM)
    name: str = about("Naam", _NAMES, Group.TEAM, default="")
    function: str = about(
        "Functie", _SAYS, Group.TEAM, default="",
        help="Zoals u die in uw regio noemt: procescoördinator, J&G-coach, verzuimcoördinator.",
    )  # fmt: skip
    organisation: str = about("Organisatie", _NAMES, Group.TEAM, default="")
    area: str = about(
        "Voor welke gemeente of school", _SAYS, Group.TEAM, default="", help="Leeg: voor het hele gebied."
    )
    phone: str = about("Telefoon", _NAMES, Group.TEAM, default="")
    email: str = about("E-mail", _NAMES, Group.TEAM, default="")


def check(one: Professional) -> None:
    """Raise InvalidCase(field, reason) for somebody without a name, or a role that is no professional's."""
    if not one.name.strip():
        raise InvalidCase(field="name", reason="de naam ontbreekt")
    if one.party.is_family or one.party is Party.PARENT_WITHOUT_GEZAG:
        raise InvalidCase(field="party", reason="ouders en leerlingen staan bij hun casus")


def in_role(people: Iterable[Professional], party: Party, areas: Iterable[str] = ()) -> tuple[Professional, ...]:
    """Who has this role: of these areas first, then without an area; of other areas if there is nobody else."""
    wanted = {area.casefold().strip() for area in areas if area.strip()}
    found = [one for one in people if one.party is party]
    near = [one for one in found if one.area.casefold().strip() in wanted]
    wide = [one for one in found if not one.area.strip()]
    return tuple(near + wide) or tuple(found)
