"""Consent as the law asks: who gave it, in which capacity, for whom, for what, from when, until when.

AVG article 4(11), 7 and 9(2)(a); ages in domain §2.1; gezag in BW 1:245, 1:253i. Whose consent is needed on a day, and
where all answers together stand, is in `standing.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.errors import InvalidConsent
from thuisplan_desktop.register import codes
from thuisplan_desktop.register.ages import age_on, birthday
from thuisplan_desktop.register.case import Contact
from thuisplan_desktop.register.codes import ConsentState, Decision, GiverRole
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.spans import school_year_end

GIVER_OF_CONTACT = {
    codes.ContactRole.PARENT: GiverRole.PARENT,
    codes.ContactRole.GUARDIAN: GiverRole.GUARDIAN,
    codes.ContactRole.CERTIFIED_INSTITUTION: GiverRole.CERTIFIED_INSTITUTION,
}
"""Who holds gezag and so gives consent for a child under 16 (BW 1:245)."""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One answer of one giver. Withdrawal keeps the record and its proof (AVG article 7(3))."""

    id: str
    case_id: str
    giver: codes.GiverRole
    contact_id: str = ""  # empty when the pupil is the giver
    decision: codes.Decision = codes.Decision.ASKED
    asked_on: date
    decided_on: date | None = None
    purposes: frozenset[codes.Purpose] = frozenset({codes.Purpose.DISCUSS})
    parties: frozenset[codes.Party] = frozenset()
    categories: frozenset[codes.DataCategory] = frozenset()
    form: codes.ConsentForm = codes.ConsentForm.WRITTEN
    recorded_by: str = ""
    text_version: str = ""
    language: str = "nl"
    valid_until: date | None = None
    meeting_id: str = ""  # set when the consent holds for one meeting alone
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    purpose_note: str = ""
    informed_on: date | None = None  # what was told: `text_version` and `language`
    pupil_heard_on: date | None = None  # of a pupil of 12 to 15 for whom a holder of gezag decides
    paper_place: str = ""  # where the signed paper lies, when it is not scanned
    objection: bool = False  # a holder of gezag objects: processing stops until they agree (BW 1:253i)

    def __repr__(self) -> str:
        return f"Consent(id={self.id!r})"


# --- what may be recorded


def check(
    consent: Consent, contacts: Sequence[Contact], birth_date: date | None, today: date, kept: Consent | None = None
) -> None:
    """Refuse a record that can't be true or can't count. InvalidConsent(reason: a Dutch clause without values).

    Who gave it, and at which age, is judged when the answer is first kept: where his role or the birth date was put
    right since, `check_change` says what may be added to the answer that is `kept`.
    """
    answered = kept is not None and kept.decision is not Decision.ASKED
    for reason in (
        _wrong_dates(consent, today),
        _wrong_answer(consent),
        "" if answered else _wrong_giver(consent, contacts) or _wrong_age(consent, birth_date),
    ):
        if reason:
            raise InvalidConsent(reason=reason)


def check_change(kept: Consent | None, consent: Consent) -> None:
    """Refuse another version of an answer that is kept: it is the proof (AVG article 5(2) and 7(1)).

    What may still be added is where the paper lies, and an objection. Raises InvalidConsent; withdrawal goes its own
    way (`withdraw_consent`), and what is only asked may still become anything.
    """
    if kept is None or kept.decision is Decision.ASKED:
        return
    same = replace(consent, paper_place=kept.paper_place, objection=kept.objection) == kept
    if not same or (kept.objection and not consent.objection):
        raise InvalidConsent(
            reason="een vastgelegd antwoord verandert niet meer; trek deze toestemming in of leg een nieuwe vast"
        )


def _wrong_dates(consent: Consent, today: date) -> str:
    decided = consent.decided_on
    days = consent.asked_on, decided, consent.withdrawn_on, consent.informed_on, consent.pupil_heard_on
    if any(day is not None and day > today for day in days):
        return "een van de datums ligt in de toekomst"
    if decided is not None and decided < consent.asked_on:
        return "er is beslist voordat erom gevraagd is"
    if consent.decision is Decision.GIVEN and consent.informed_on and decided and consent.informed_on > decided:
        return "de uitleg is pas na de toestemming gegeven"
    if consent.decision is Decision.NO_RESPONSE and consent.asked_on >= today:
        return "er is vandaag pas om gevraagd; leg 'geen reactie' vast als er tijd was om te antwoorden"
    if consent.withdrawn_on is not None and decided is not None and consent.withdrawn_on < decided:
        return "de toestemming is ingetrokken voordat zij gegeven is"
    return _wrong_end(consent, decided)


def _wrong_end(consent: Consent, decided: date | None) -> str:
    end = consent.valid_until
    if end is None or decided is None:
        return ""
    if end < decided:
        return "de toestemming eindigt voordat zij begint"
    longest = f"toestemming geldt ten hoogste tot het einde van het schooljaar; bron: {cite('geldigheid')}"
    return longest if end > school_year_end(decided) else ""


def _wrong_answer(consent: Consent) -> str:
    answered = consent.decision in (Decision.GIVEN, Decision.REFUSED)
    if answered and consent.decided_on is None:
        return "de datum van de beslissing ontbreekt"
    if consent.decision is Decision.ASKED and consent.decided_on is not None:
        return "er is een datum van beslissing, maar geen beslissing"
    return _wrong_yes(consent) if consent.decision is Decision.GIVEN else _wrong_no(consent)


def _wrong_yes(consent: Consent) -> str:
    """AVG article 4(11): specific; article 7(1): the school can prove it, also when it was said aloud."""
    if not (consent.parties and consent.categories and consent.purposes):
        return "kies met wie, waarvoor en welke gegevens gedeeld mogen worden"
    if consent.objection:
        return "toestemming en bezwaar gaan niet samen"
    if consent.form is codes.ConsentForm.ORAL and not consent.recorded_by.strip():
        return "leg bij mondelinge toestemming vast wie het gesprek heeft gevoerd"
    return ""


def _wrong_no(consent: Consent) -> str:
    if consent.decision is Decision.REFUSED and consent.meeting_id:
        return "een weigering geldt niet voor één bijeenkomst alleen, maar tot er toestemming komt"
    return "alleen gegeven toestemming kan worden ingetrokken" if consent.withdrawn_on else ""


def _wrong_giver(consent: Consent, contacts: Sequence[Contact]) -> str:
    if consent.giver.is_pupil:
        return "bij een antwoord van de leerling zelf hoort geen betrokkene" if consent.contact_id else ""
    contact = next((contact for contact in contacts if contact.id == consent.contact_id), None)
    if contact is None:
        return "kies de betrokkene die toestemming geeft"
    if not contact.role.has_gezag:
        return f"deze betrokkene heeft geen gezag; bron: {cite('gezag')}"
    if GIVER_OF_CONTACT[contact.role] is not consent.giver:
        return "de hoedanigheid past niet bij deze betrokkene"
    return ""


def _wrong_age(consent: Consent, birth_date: date | None) -> str:
    """Domain §2.1, judged on the day of the answer."""
    if birth_date is None:
        return "vul eerst de geboortedatum van de leerling in"
    days = consent.asked_on, consent.decided_on, consent.informed_on, consent.pupil_heard_on
    if min(filter(None, days)) < birth_date:
        return "een van de datums ligt voor de geboortedatum van de leerling; kijk na welke van de twee klopt"
    if consent.pupil_heard_on and not 12 <= age_on(birth_date, consent.pupil_heard_on) < 16:
        told = "gehoord wordt een leerling van 12 tot en met 15 jaar; vanaf 16 jaar beslist die zelf"
        return f"{told}; bron: {cite('hoorrecht', 'eigen-toestemming')}"
    age = age_on(birth_date, consent.decided_on or consent.asked_on)
    if consent.giver is GiverRole.PUPIL_16:
        young = f"de leerling was toen nog geen 16 jaar; bron: {cite('uavg-5')}"
        return young if age < 16 else ""
    if consent.giver is GiverRole.PUPIL_12:
        other = f"de leerling was toen niet 12 tot en met 15 jaar; bron: {cite('jeugd-12')}"
        return "" if 12 <= age < 16 else other
    own = f"vanaf 16 jaar beslist de leerling zelf; bron: {cite('eigen-toestemming')}"
    return own if age >= 16 else ""


# --- how long it holds


def last_day(consent: Consent) -> date | None:
    """The last day a given consent holds: its own end, and never past the schooljaar in which it was given (§2.3)."""
    if consent.decision is not Decision.GIVEN or consent.decided_on is None:
        return None
    end = school_year_end(consent.decided_on)
    return min(consent.valid_until or end, end)


def in_force(consent: Consent, birth_date: date, on: date) -> ConsentState:
    """Where one record stands on that day by itself; GIVEN when it holds.

    A withdrawal, an end, a 12th or a 16th birthday end it at once (AVG article 7(3); domain §2.1: age on the day of
    the meeting, and to be confirmed again after those birthdays).
    """
    if consent.decided_on is not None and consent.decided_on > on:
        return ConsentState.ASKED
    if consent.decision is not Decision.GIVEN:
        return ConsentState(consent.decision.value)
    if consent.decided_on is None:
        return ConsentState.ASKED
    if consent.withdrawn_on is not None and consent.withdrawn_on <= on:
        return ConsentState.WITHDRAWN
    if on > (last_day(consent) or date.min):
        return ConsentState.EXPIRED
    stage = stage_on(birth_date, on)
    outgrown = stage != stage_on(birth_date, consent.decided_on) or stage not in STAGES_OF[consent.giver]
    return ConsentState.RECONFIRM if outgrown else ConsentState.GIVEN


UNDER_12, FROM_12, FROM_16 = range(3)
"""The three stages of domain §2.1: the parents alone, the parents with the pupil, the pupil alone."""

STAGES_OF = {
    GiverRole.PARENT: (UNDER_12, FROM_12),
    GiverRole.GUARDIAN: (UNDER_12, FROM_12),
    GiverRole.CERTIFIED_INSTITUTION: (UNDER_12, FROM_12),
    GiverRole.PUPIL_12: (FROM_12,),
    GiverRole.PUPIL_16: (FROM_16,),
}


def stage_on(birth_date: date, on: date) -> int:
    """The stage by the age on that day."""
    age = age_on(birth_date, on)
    return (age >= 12) + (age >= 16)


PARENTS = frozenset({codes.Party.PARENTS, codes.Party.PARENT_WITHOUT_GEZAG})
"""At 18 they drop out, as givers and as who hears something (domain §2.1)."""


def parents_dropped_out(consents: Iterable[Consent], birth_date: date | None, on: date) -> date | None:
    """The 18th birthday, when the yes that still stands was given before it and names the parents; else None.

    It goes on for the others it names; only a yes of the adult lets the parents hear something again.
    """
    if birth_date is None or on < (adult := birthday(birth_date, 18)):
        return None
    standing = [one for one in consents if _general_yes(one) and in_force(one, birth_date, on) is ConsentState.GIVEN]
    last = max((day_of(one) for one in standing), default=adult)
    named = any(day_of(one) == last and one.parties & PARENTS for one in standing)
    return adult if last < adult and named else None


def _general_yes(one: Consent) -> bool:
    """Of the pupil himself, about any meeting."""
    return one.giver is GiverRole.PUPIL_16 and not one.meeting_id and codes.Purpose.DISCUSS in one.purposes


def day_of(consent: Consent, on: date = date.max) -> date:
    """The day on which it was answered, else asked; an answer after `on` was no answer yet."""
    if consent.decided_on is None or consent.decided_on > on:
        return consent.asked_on
    return consent.decided_on
