"""The gate: may this case be discussed here, today, with these people, about these things? (decision 4)

One pure function, asked again inside every transaction; no verdict is stored, so a withdrawal or a birthday takes
effect at once. Consent first, anonymous second, learning third (Ingrado, De Boer: "om de leerling te bespreken moet
er toestemming komen van ouders"; domain §2.1, §2.2, §2.5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass
from datetime import date

from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.errors import AnonymousNotAllowed, ConsentMissing
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import (
    ConsentState,
    DataCategory,
    GiverRole,
    MeetingKind,
    Party,
    Route,
)
from thuisplan_desktop.register.consent import Consent, ConsentSettings, Giver, Pair, Standing, pairs_to_cover

GateSettings = ConsentSettings
"""The gate asks with the same settings that consent is judged with."""


@dataclass(frozen=True)
class Verdict:
    """What is allowed, why, and what would help. Sentences are Dutch and name nobody.

    `anonymous` and `learning` are options a person may choose, never taken by themselves. `covered_parties` may hear
    everything asked for; `covered_categories` may be told to everyone present.
    """

    by_name: bool
    anonymous: bool
    learning: bool
    reasons: tuple[str, ...]
    remedies: tuple[str, ...]
    covered_parties: tuple[Party, ...]
    covered_categories: frozenset[DataCategory]


_TOKEN = object()


@dataclass(frozen=True)
class Clearance:
    """Proof that the gate opened for exactly this; `clear` alone makes one, and a sheet by name asks for it."""

    case_id: str
    route: Route
    participants: tuple[Party, ...]
    categories: frozenset[DataCategory]
    on: date
    token: InitVar[object] = None

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("a Clearance is made by gate.clear")


def may_discuss(
    file: CaseFile,
    consents: Iterable[Consent],
    *,
    participants: Sequence[Party],
    categories: frozenset[DataCategory],
    on: date,
    settings: GateSettings,
    discussed_by_name_before: bool,
    grave_concern: str = "",
    kind: MeetingKind = MeetingKind.SUPPORT_TEAM,
    meeting_id: str = "",
) -> Verdict:
    """The verdict for one case at one meeting on day `on`, by the pupil's age on that day.

    `discussed_by_name_before` is about this same group. `meeting_id` lets consents for that one meeting count.
    """
    if kind is MeetingKind.LEARNING:
        return _learning(participants, discussed_by_name_before)
    question = _incomplete(file, participants, categories)
    birth_date = file.case.birth_date
    if question or birth_date is None:
        return _shut((question,), ())
    pairs = pairs_to_cover(participants, categories, birth_date, on)
    if not pairs:
        return _open(participants, categories, _INTERNAL)
    standing = Standing(tuple(consents), birth_date, file.contacts, on, settings, meeting_id)
    if standing.covered(pairs) == pairs:
        return _open(participants, categories, _CONSENTED)
    return _without_consent(standing, pairs, participants, categories, discussed_by_name_before, grave_concern)


def clear(
    file: CaseFile,
    consents: Iterable[Consent],
    *,
    participants: Sequence[Party],
    categories: frozenset[DataCategory],
    on: date,
    settings: GateSettings,
    discussed_by_name_before: bool,
    grave_concern: str = "",
    kind: MeetingKind = MeetingKind.SUPPORT_TEAM,
    meeting_id: str = "",
    route: Route,
) -> Clearance:
    """The same question, answered with proof. Raises ConsentMissing or AnonymousNotAllowed with the reasons."""
    verdict = may_discuss(
        file,
        consents,
        participants=participants,
        categories=categories,
        on=on,
        settings=settings,
        discussed_by_name_before=discussed_by_name_before,
        grave_concern=grave_concern,
        kind=kind,
        meeting_id=meeting_id,
    )
    _refuse_unless(verdict, route)
    return Clearance(file.case.id, route, tuple(participants), categories, on, _TOKEN)


def _refuse_unless(verdict: Verdict, route: Route) -> None:
    reasons = " ".join((*verdict.reasons, *verdict.remedies))
    if route is Route.BY_NAME and not verdict.by_name:
        raise ConsentMissing(reasons=reasons)
    allowed = verdict.anonymous if route is Route.ANONYMOUS else verdict.learning
    if route is not Route.BY_NAME and not allowed:
        raise AnonymousNotAllowed(reasons=_NOT_NEEDED if verdict.by_name else reasons)


_INTERNAL = (
    "Aan tafel zitten alleen eigen medewerkers en het gezin zelf. Daarvoor is geen toestemming nodig: "
    "de school bespreekt de leerling in haar eigen team (publieke taak)."
)
_CONSENTED = "Er is toestemming voor iedereen aan tafel en voor alle gekozen gegevens."
_NOT_NEEDED = "De leerling mag op naam besproken worden; anoniem bespreken is dan niet nodig."
_KNOWN_HERE = "Deze groep heeft de leerling eerder op naam besproken. Anoniem kan hier daarom niet meer."
_LEARNING_ONLY = "In een kenniskring of netwerkgroep komen nooit namen: een casus is daar om van te leren."


def _incomplete(file: CaseFile, participants: Sequence[Party], categories: frozenset[DataCategory]) -> str:
    """Without these three the question has no answer, so the gate stays shut."""
    if file.case.birth_date is None:
        return "De geboortedatum ontbreekt. Wie toestemming geeft, hangt af van de leeftijd: vul die eerst in."
    if not participants:
        return "Kies eerst wie er aan tafel zitten."
    return "" if categories else "Kies eerst welke gegevens u wilt bespreken."


def _open(participants: Sequence[Party], categories: frozenset[DataCategory], reason: str) -> Verdict:
    return Verdict(
        by_name=True,
        anonymous=False,
        learning=False,
        reasons=(reason,),
        remedies=(),
        covered_parties=tuple(participants),
        covered_categories=categories,
    )


def _shut(
    reasons: tuple[str, ...],
    remedies: tuple[str, ...],
    *,
    anonymous: bool = False,
    parties: tuple[Party, ...] = (),
    categories: frozenset[DataCategory] = frozenset(),
) -> Verdict:
    return Verdict(
        by_name=False,
        anonymous=anonymous,
        learning=False,
        reasons=reasons,
        remedies=remedies,
        covered_parties=parties,
        covered_categories=categories,
    )


def _learning(participants: Sequence[Party], discussed_by_name_before: bool) -> Verdict:
    """A group that doesn't know the case (decision 4; Noord-Kennemerland: kenniskring, netwerkgroep)."""
    reasons = [_LEARNING_ONLY]
    if discussed_by_name_before:
        reasons.append(_KNOWN_HERE)
    family = any(party.is_family for party in participants)
    if family:
        reasons.append("Het gezin zit zelf aan tafel en herkent de casus.")
    allowed = not discussed_by_name_before and not family
    return Verdict(
        by_name=False,
        anonymous=False,
        learning=allowed,
        reasons=tuple(reasons),
        remedies=("Maak een geanonimiseerd casusblad om van te leren.",) if allowed else (),
        covered_parties=(),
        covered_categories=frozenset(),
    )


def _without_consent(
    standing: Standing,
    pairs: frozenset[Pair],
    participants: Sequence[Party],
    categories: frozenset[DataCategory],
    discussed_by_name_before: bool,
    grave_concern: str,
) -> Verdict:
    covered = standing.covered(pairs)
    missing = pairs - covered
    parties = tuple(party for party in participants if party not in {pair[0] for pair in missing})
    told = categories - {pair[1] for pair in missing}
    asked = standing.asked_in_vain(pairs)
    return _shut(
        (*_why(standing, pairs, missing), *((_KNOWN_HERE,) if discussed_by_name_before else ())),
        (
            *_leave_out(parties, told, missing),
            *_ask(standing, pairs),
            *_other_ground(missing),
            *_go_anonymous(asked, discussed_by_name_before, grave_concern),
        ),
        anonymous=asked and not discussed_by_name_before and bool(grave_concern.strip()),
        parties=parties,
        categories=told,
    )


_WHO = {
    GiverRole.PARENT: "Een ouder met gezag",
    GiverRole.GUARDIAN: "De voogd",
    GiverRole.CERTIFIED_INSTITUTION: "De gecertificeerde instelling",
    GiverRole.PUPIL_12: "De leerling zelf (12 tot en met 15 jaar)",
    GiverRole.PUPIL_16: "De leerling zelf (16 jaar of ouder)",
}
_SAID = {
    ConsentState.NOT_ASKED: "is nog niet om toestemming gevraagd.",
    ConsentState.ASKED: "heeft nog niet geantwoord.",
    ConsentState.NO_RESPONSE: "heeft niet gereageerd. Dat is geen toestemming.",
    ConsentState.REFUSED: "heeft geen toestemming gegeven.",
    ConsentState.WITHDRAWN: "heeft de toestemming ingetrokken.",
    ConsentState.EXPIRED: "gaf toestemming, maar die is verlopen.",
    ConsentState.PARTIAL: "gaf toestemming, maar niet voor alles wat u nu kiest.",
}
_OUTGROWN = {
    GiverRole.PUPIL_16: "De leerling is 16 jaar of ouder en beslist nu zelf; eerdere toestemming telt niet meer.",
}
_OUTGROWN_12 = "De leerling is 12 jaar geworden. De toestemming van daarvoor moet worden bevestigd."


def _why(standing: Standing, pairs: frozenset[Pair], missing: frozenset[Pair]) -> tuple[str, ...]:
    if standing.objected():
        return ("Er is bezwaar gemaakt. De bespreking stopt totdat degenen met gezag het eens zijn (BW 1:253i).",)
    states = standing.states(pairs)
    reasons = [_said(giver, state) for giver, state in states.items()]
    if not any(giver.role is not GiverRole.PUPIL_12 for giver in states):
        reasons.append("In het register staat niemand met gezag. Alleen wie gezag heeft, kan toestemming geven.")
    reasons.append(f"Er is geen toestemming voor: {_listed(missing)}.")
    return tuple(dict.fromkeys(reason for reason in reasons if reason))


def _said(giver: Giver, state: ConsentState) -> str:
    if state is ConsentState.RECONFIRM:
        return _OUTGROWN.get(giver.role, _OUTGROWN_12)
    return f"{_WHO[giver.role]} {_SAID[state]}" if state in _SAID else ""


def _listed(missing: frozenset[Pair]) -> str:
    """'leerplichtambtenaar (gezondheid en hulpverlening); GGZ (verzuimgegevens)'"""
    parties = [party for party in Party if any(pair[0] is party for pair in missing)]
    return "; ".join(f"{party.label} ({join_words(_labels(missing, party))})" for party in parties)


def _labels(missing: frozenset[Pair], party: Party) -> list[str]:
    return [category.label for category in DataCategory if (party, category) in missing]


def _leave_out(parties: tuple[Party, ...], told: frozenset[DataCategory], missing: frozenset[Pair]) -> tuple[str, ...]:
    """Domain §2.2: with partial consent, drop the participant for this item or drop the category."""
    remedies = []
    if parties:
        out = [party.label for party in Party if any(pair[0] is party for pair in missing)]
        remedies.append(f"Laat bij dit agendapunt weg: {join_words(out)}. Dan kan het op naam.")
    if told:
        dropped = [category.label for category in DataCategory if any(pair[1] is category for pair in missing)]
        remedies.append(f"Bespreek deze gegevens niet: {join_words(dropped)}. Dan kan het op naam.")
    return tuple(remedies)


def _ask(standing: Standing, pairs: frozenset[Pair]) -> tuple[str, ...]:
    if standing.objected():
        return ("Ga in gesprek met wie bezwaar maakt, en leg vast als die alsnog toestemming geeft.",)
    states = standing.states(pairs)
    if not any(giver.role is not GiverRole.PUPIL_12 for giver in states):
        return ("Leg vast wie gezag heeft, en vraag toestemming.",)
    renew = {ConsentState.EXPIRED, ConsentState.RECONFIRM, ConsentState.NOT_ASKED, ConsentState.PARTIAL}
    ask = [giver.role for giver, state in states.items() if state in renew]
    waits = any(state is ConsentState.ASKED for state in states.values())
    sentences = [f"Vraag toestemming aan: {join_words(_roles(ask))}."] if ask else []
    if waits:
        sentences.append("Wacht op het antwoord, of leg vast dat er geen reactie kwam.")
    return tuple(sentences)


def _roles(roles: Sequence[GiverRole]) -> list[str]:
    return list(dict.fromkeys(role.label for role in roles))


def _other_ground(missing: frozenset[Pair]) -> tuple[str, ...]:
    """Consent must not be demanded where the law gives another ground; that sharing is not this meeting (§2.4)."""
    parties = {pair[0] for pair in missing}
    remedies = []
    if Party.LEERPLICHT in parties:
        remedies.append("Verzuim melden bij leerplicht mag zonder toestemming (Leerplichtwet 1969, artikel 18 en 21).")
    if Party.CONSULENT in parties:
        remedies.append(
            "Advies vragen aan het samenwerkingsverband mag zonder toestemming, buiten deze bijeenkomst "
            "(wettelijke taak, WPO 18a, WVO 17a oud)."
        )
    return tuple(remedies)


def _go_anonymous(asked: bool, discussed_by_name_before: bool, grave_concern: str) -> tuple[str, ...]:
    """Ingrado, De Boer: 'kan gekozen worden voor een anonieme bespreking als er grote zorgen zijn'."""
    if discussed_by_name_before:
        return ()
    if not asked:
        return ("Anoniem bespreken kan pas als toestemming gevraagd is en niet kwam.",)
    if not grave_concern.strip():
        return ("Zijn er grote zorgen? Schrijf op welke; dan kunt u de leerling anoniem bespreken.",)
    return ("U kunt de leerling anoniem bespreken: er zijn grote zorgen en er is om toestemming gevraagd.",)
