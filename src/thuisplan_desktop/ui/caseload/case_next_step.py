"""The one obvious next step of a case, worst first."""

from dataclasses import dataclass

from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.register.codes import Category, ConsentState
from thuisplan_desktop.register.gate_words import ONLY_WITH_GEZAG
from thuisplan_desktop.register.law import cite


@dataclass(frozen=True)
class NextStep:
    """What to do, why, and in which section of the page."""

    words: str
    why: str
    section: str


_DONE = (Category.CLOSED, Category.NOT_OBLIGED)
_ASK = (ConsentState.NOT_ASKED, ConsentState.EXPIRED, ConsentState.RECONFIRM)
_WAIT = (ConsentState.ASKED, ConsentState.PARTIAL)


def next_step(view: CaseView) -> NextStep | None:
    """The first thing that is missing; None when there is nothing to do."""
    if view.status.going_on.category is Category.CLOSED:
        return _closed(view)
    if view.status.going_on.category in _DONE:
        return None
    return _facts(view) or _talk(view) or _offer(view) or _plan(view) or _consent(view)


def _closed(view: CaseView) -> NextStep | None:
    """What waits in a closed case is new absence, or a retention period that is over."""
    waits = next((one for one in view.ahead if one.due <= view.today or one.now), None)
    return NextStep(waits.step, f"{waits.what}.".replace("?.", "?"), waits.section) if waits else None


def _facts(view: CaseView) -> NextStep | None:
    if view.file.case.birth_date is None:
        told = f"Wie toestemming geeft, hangt af van de leeftijd. Bron: {cite('uavg-5', 'jeugd-12')}."
        return NextStep("Geboortedatum invullen", told, "Leerling")
    if not any(contact.role.has_gezag for contact in view.file.contacts):
        return NextStep("Gezagdragers vastleggen", ONLY_WITH_GEZAG, "Betrokkenen")
    return None


def _talk(view: CaseView) -> NextStep | None:
    """Registering absence is a means to get to talk in time (Noord-Kennemerland, activiteiten)."""
    since = view.status.going_on.since
    if since is None or any(talk.held_on >= since for talk in view.file.talks):
        return None
    return NextStep("Gesprek vastleggen", "Er is nog niet gesproken met de leerling en de ouders.", "Gesprekken")


def _plan(view: CaseView) -> NextStep | None:
    if view.status.going_on.category.is_thuiszitter and view.file.plan is None:
        return NextStep("Plan maken", "Eén kind, één plan: waar werken we naartoe, en wie doet wat?", "Plan")
    return None


def _offer(view: CaseView) -> NextStep | None:
    if view.status.going_on.category.is_thuiszitter and view.status.going_on.without_offer:
        return NextStep("Aanbod vastleggen", "De leerling zit thuis zonder passend aanbod met een plaats.", "Aanbod")
    return None


def _consent(view: CaseView) -> NextStep | None:
    if view.consent_state in _ASK:
        told = f"Zonder toestemming kan de casus niet op naam besproken worden. Bron: {cite('avg-4-7', 'uavg-5')}."
        return NextStep("Toestemming vragen", told, "Toestemming")
    if view.consent_state in _WAIT:
        return NextStep("Antwoord vastleggen", "Nog niet iedereen met gezag heeft geantwoord.", "Toestemming")
    return None
