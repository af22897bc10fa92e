"""Ask for consent, record the answer, withdraw it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from thuisplan_desktop.actions import closing
from thuisplan_desktop.actions.cases import consent_settings
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.typed import holds_bsn
from thuisplan_desktop.errors import InvalidConsent
from thuisplan_desktop.pdf import consent_form, leaflet
from thuisplan_desktop.register import consent as rules
from thuisplan_desktop.register import standing
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, Decision, Party, Purpose
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.spans import school_year_end
from thuisplan_desktop.register.standing import ConsentSettings
from thuisplan_desktop.store import cases
from thuisplan_desktop.store import consents as store


def record_consent(register: OpenRegister, consent: Consent) -> Changed:
    """Keep a request or an answer. Raises InvalidConsent on the impossible: a giver without gezag, a future date.

    Also when an answer that is kept already would become another one: that takes a withdrawal or a new consent; and on
    a yes of before the case was opened again that would hold on after it.
    """
    with register.change() as connection:
        file = cases.load_case_file(connection, consent.case_id)
        kept = store.load_consent(connection, consent.id)
        _refuse_bsn(consent, kept)
        rules.check(consent, file.contacts, file.case.birth_date, register.today(), kept)
        complete = _complete(register, consent)
        rules.check_change(kept, complete)
        if kept is None or kept.decision is Decision.ASKED:
            closing.refuse_of_before(connection, complete)
        store.save_consent(connection, complete)
        register.log(connection, "consent_recorded", consent.case_id)
    return changed(Kind.CONSENTS, case_id=consent.case_id)


_TYPED = {
    "withdrawn_by": "Ingetrokken door", "recorded_by": "Gesprek gevoerd door",
    "purpose_note": "Toelichting op het doel", "paper_place": "Het papier ligt in",
}  # fmt: skip
"""The fields of the form in which somebody types, by their names there."""


def _refuse_bsn(consent: Consent, kept: Consent | None) -> None:
    """What stands in a kept answer already can't be changed, and must not stand in the way of what is added to it."""
    for field, label in _TYPED.items():
        typed = getattr(consent, field)
        if holds_bsn(typed) and (kept is None or typed != getattr(kept, field)):
            reason = f"bij '{label}' staat een getal dat een BSN kan zijn; haal het weg, bron: {cite('uavg-46')}"
            raise InvalidConsent(reason=reason)


def _complete(register: OpenRegister, consent: Consent) -> Consent:
    """Who recorded it, and which words the giver read (AVG article 7(1)): those of today unless it says otherwise."""
    words = consent.text_version or consent_form.text_version((consent.giver,), consent.language)
    return replace(consent, recorded_by=consent.recorded_by or register.settings.owner, text_version=words)


def withdraw_consent(register: OpenRegister, consent: Consent, on: date, by: str = "") -> Changed:
    """Withdraw, with who did so in words: sharing stops at once, what was shared stays lawful (AVG article 7(3)).

    Raises InvalidConsent for a day before the answer or in the future, and for what was never given. Nothing else may
    stand in the way, also when the giver has lost gezag since.
    """
    with register.change() as connection:
        kept = store.load_consent(connection, consent.id)
        if kept is None or kept.decision is not Decision.GIVEN:
            raise InvalidConsent(reason="alleen gegeven toestemming kan worden ingetrokken")
        _refuse_bsn(replace(kept, withdrawn_by=by), kept)
        if on > register.today() or on < (kept.decided_on or kept.asked_on):
            raise InvalidConsent(reason="de dag van intrekken ligt voor de toestemming of in de toekomst")
        store.save_consent(connection, _withdrawn(kept, on, by))
        register.log(connection, "consent_withdrawn", kept.case_id)
    return changed(Kind.CONSENTS, case_id=kept.case_id)


def left_standing(register: OpenRegister, consent: Consent) -> tuple[Consent, ...]:
    """Which other yes of the same person still opens something once this one is withdrawn today."""
    with register.read() as connection:
        case = cases.load_case(connection, consent.case_id)
        kept = store.load_consents(connection, consent.case_id)
        settings = consent_settings(register, connection)
    if case.birth_date is None:
        return ()
    return standing.left_standing(kept, consent, case.birth_date, register.today(), settings)


def _withdrawn(consent: Consent, on: date, by: str) -> Consent:
    return replace(consent, withdrawn_on=min(on, consent.withdrawn_on or on), withdrawn_by=consent.withdrawn_by or by)


def leaflet_pdf(register: OpenRegister, case_id: str, language: str = "nl") -> bytes:
    """The uitleg that goes with the form: to the parents, from 16 to the pupil. It names no pupil."""
    kept = register.settings
    with register.change() as connection:
        case = cases.load_case(connection, case_id)
        register.log(connection, "leaflet", case_id)
    grown = case.birth_date is not None and age_on(case.birth_date, register.today()) >= 16
    contacts = leaflet.Contacts(
        school=case.school_name or kept.title,
        asked_by=kept.owner,
        holder=register.role,
        contact=kept.contact,
        support_point=kept.support_point,
        officer=kept.privacy_officer,
    )
    return leaflet.leaflet(contacts, for_pupil=grown, language=language)


def consent_form_pdf(
    register: OpenRegister,
    case_id: str,
    parties: Sequence[Party],
    categories: frozenset[DataCategory],
    language: str = "nl",
    purposes: frozenset[Purpose] = frozenset({Purpose.DISCUSS}),
) -> bytes:
    """The toestemmingsformulier for this pupil, for whoever must be asked at his age. Its printing is logged.

    Raises InvalidConsent when nobody needs to be asked, or nobody with gezag is known.
    """
    with register.change() as connection:
        file = cases.load_case_file(connection, case_id)
        settings = consent_settings(register, connection)
        question = replace(_question(register, file, parties, categories, settings), purposes=purposes)
        register.log(connection, "consent_form", case_id)
    return consent_form.consent_form(question, language=language)


def _question(
    register: OpenRegister,
    file: CaseFile,
    parties: Sequence[Party],
    categories: frozenset[DataCategory],
    settings: ConsentSettings,
) -> consent_form.Question:
    today, case = register.today(), file.case
    givers = standing.required_givers(case.birth_date, today, parties, categories, file.contacts, settings)
    if not givers:
        raise InvalidConsent(reason="leg eerst de geboortedatum vast, en wie gezag heeft")
    return consent_form.Question(
        pupil_name=case.full_name,
        school_name=case.school_name or register.settings.title,
        asked_by=register.settings.owner,
        holder=register.role,
        contact=register.settings.contact,
        purposes=frozenset({Purpose.DISCUSS}),
        parties=tuple(parties),
        categories=categories,
        givers=tuple(giver.role for giver in givers),
        valid_until=school_year_end(today),
    )
