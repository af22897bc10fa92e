"""Who can give consent at this age: the choice in the dialog, and the rule in words (domain §2.1)."""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import GiverRole
from thuisplan_desktop.register.consent import GIVER_OF_CONTACT, Consent
from thuisplan_desktop.register.law import cite


@dataclass(frozen=True, repr=False)
class GiverChoice:
    """Somebody who may answer; `contact_id` is empty for the pupil himself."""

    words: str
    role: GiverRole
    contact_id: str = ""


def givers_on(file: CaseFile, on: date) -> tuple[GiverChoice, ...]:
    """Everyone who may answer on that day: the capacity follows from the contact and the age."""
    birth = file.case.birth_date
    if birth is None:
        return ()
    age = age_on(birth, on)
    if age >= 16:
        return (_pupil(file, GiverRole.PUPIL_16),)
    holders = tuple(
        GiverChoice(f"{contact.full_name} – {contact.role.label}", GIVER_OF_CONTACT[contact.role], contact.id)
        for contact in file.contacts
        if contact.role.has_gezag
    )
    return (*holders, _pupil(file, GiverRole.PUPIL_12)) if age >= 12 else holders


def giver_of(file: CaseFile, consent: Consent) -> GiverChoice:
    """Who gave an answer that is kept: in the capacity of then, whatever his role or the birth date is now."""
    return GiverChoice(giver_words(file, consent), consent.giver, consent.contact_id)


def _pupil(file: CaseFile, role: GiverRole) -> GiverChoice:
    return GiverChoice(f"{file.case.full_name} – {role.label}", role)


def giver_words(file: CaseFile, consent: Consent) -> str:
    """Who gave this answer, by name and capacity."""
    names = {contact.id: contact.full_name for contact in file.contacts}
    name = file.case.full_name if consent.giver.is_pupil else names.get(consent.contact_id, "onbekend")
    return f"{name} ({consent.giver.label})"


def rule_for_age(birth_date: date | None, on: date) -> str:
    """Who must agree at this age, in one sentence."""
    if birth_date is None:
        told = "Vul eerst de geboortedatum in: wie toestemming geeft, hangt af van de leeftijd"
        return f"{told}. Bron: {cite('uavg-5', 'jeugd-12')}."
    age = age_on(birth_date, on)
    if age >= 16:
        return f"De leerling is 16 jaar of ouder en beslist zelf. Bron: {cite('eigen-toestemming')}."
    if age >= 12:
        return (
            "De leerling is 12 tot en met 15 jaar: wie gezag heeft beslist en de leerling wordt gehoord. Gaat het over "
            "gezondheid of hulpverlening, of wordt het met hulpverleners gedeeld, dan moet de leerling zelf ook "
            f"instemmen. Bron: {cite('uavg-5', 'jeugd-12')}."
        )
    return f"De leerling is jonger dan 12 jaar: wie gezag heeft beslist. Bron: {cite('uavg-5', 'gezag')}."
