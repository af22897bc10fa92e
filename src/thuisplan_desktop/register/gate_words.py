"""What the gate says: why not, and what would help. Dutch sentences that name nobody; every article with its date."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.register.answers import Pair
from thuisplan_desktop.register.case import Contact
from thuisplan_desktop.register.codes import ConsentState, ContactRole, DataCategory, GiverRole, Party, Role
from thuisplan_desktop.register.consent import FROM_12, stage_on
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.standing import Giver, Standing

CONSENTED = (
    f"Er is toestemming voor iedereen aan tafel en voor alle gekozen gegevens. Bron: {cite('avg-4-7', 'uavg-5')}."
)
CONSENTED_ONE = f"Er is toestemming om deze gegevens aan deze ontvanger te geven. Bron: {cite('avg-4-7', 'uavg-5')}."
STANDS_BY_NAME = (
    "De leerling staat op naam op deze agenda. Haal het punt eraf en zet het er anoniem op: dan is te zien of dat kan."
)
NOT_NEEDED = "De leerling mag op naam besproken worden; anoniem bespreken is dan niet nodig."
KNOWN_HERE = (
    "Deze groep heeft de leerling eerder op naam besproken, of iemand hier heeft de leerling in beeld. "
    "Anoniem kan hier daarom niet meer."
)
LEARNING_ONLY = (
    f"In een kenniskring of netwerkgroep komen nooit namen: een casus is daar om van te leren. Bron: {cite('leren')}."
)
NO_LEARNING_RULE = "De deelregels van deze organisatie staan leren van een casus niet toe."
FAMILY_HERE = "Het gezin of de gezinsvoogd zit zelf aan tafel en herkent de casus."
NOBODY_HERE = "Kies eerst wie er aan tafel zitten."
OWN_TEAM = (
    "Hier zit alleen het eigen team van de leerling. Leren van een casus is voor een groep die de leerling niet kent."
)
MAKE_SHEET = "Maak een geanonimiseerd casusblad om van te leren."
STOPPED = (
    "Er is een beperking van kracht, of er is bezwaar gemaakt waarop nog niet is beslist. Bewaren mag, delen niet. "
    f"Bron: {cite('beperking')}."
)
DECIDE = "Beslis op het verzoek of hef de beperking op (bij Verzoeken in de casus)."
CLOSED = "Deze casus is afgesloten. De toestemming gold voor het traject en is daarmee voorbij."
OTHER_TABLE = "Kies andere deelnemers, of neem de casus geanonimiseerd mee naar een kenniskring."

_INTERNAL = {
    Role.SCHOOL: (
        "Aan tafel zitten alleen eigen medewerkers en het gezin zelf. Daarvoor is geen toestemming nodig: "
        f"de school bespreekt de leerling in haar eigen team. Bron: {cite('publieke-taak')}."
    ),
    Role.CONSULENT: (
        "Aan tafel zitten alleen het samenwerkingsverband, de school van de leerling en het gezin zelf. Daarvoor is "
        f"geen toestemming nodig. Bron: {cite('wpo-18a')}."
    ),
}


def internal(holder: Role) -> str:
    """Why nobody at this table needs consent."""
    return _INTERNAL[holder]


def incomplete(knows_age: object, participants: Sequence[Party], categories: AbstractSet[DataCategory]) -> str:
    """Without these three the question has no answer, so the gate stays shut."""
    if not knows_age:
        return (
            "De geboortedatum ontbreekt. Wie toestemming geeft, hangt af van de leeftijd: vul die eerst in. "
            f"Bron: {cite('uavg-5', 'jeugd-12')}."
        )
    if not participants:
        return NOBODY_HERE
    return "" if categories else "Kies eerst welke gegevens u wilt bespreken."


def forbidden(pairs: AbstractSet[Pair]) -> str:
    """No rule allows this by name."""
    return f"Volgens de deelregels komt dit niet op naam aan tafel, ook niet met toestemming: {_listed(pairs)}."


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
    GiverRole.PUPIL_16: (
        "De leerling is 16 jaar of ouder en beslist nu zelf; eerdere toestemming telt niet meer. "
        f"Bron: {cite('eigen-toestemming')}."
    ),
}
_OUTGROWN_12 = (
    "De leerling is 12 jaar geworden. De toestemming van daarvoor moet worden bevestigd. "
    f"Bron: {cite('uavg-5', 'jeugd-12')}."
)
_SALVAGED = (
    "Bij het redden van het beschadigde register waren toestemmingen of betrokkenen van deze casus niet te lezen. Er "
    "kan iets zijn ingetrokken. Wat daarvoor is vastgelegd telt daarom niet meer: vraag opnieuw toestemming."
)
ONLY_WITH_GEZAG = f"Alleen wie gezag heeft, kan toestemming geven. Bron: {cite('gezag')}."
_NOBODY_WITH_GEZAG = f"In het register staat niemand met gezag. {ONLY_WITH_GEZAG}"
NO_PARENT_WITH_GEZAG = (
    "Ouders horen wat er over hun kind is omdat zij gezag hebben. In het register staat geen ouder of voogd met gezag: "
    "leg bij Betrokkenen vast wie dat is. Een ouder zonder gezag krijgt informatie alleen als hij erom vraagt. "
    f"Bron: {cite('gezag', 'informatie-ouder')}."
)
_BESIDE_ONE_WITH_GEZAG = (
    "Bij deze leerling staat ook een ouder zonder gezag. Die hoort niet bij 'ouders' aan deze tafel: nodig alleen uit "
    f"wie gezag heeft. Bron: {cite('informatie-ouder')}."
)
_FAMILY_AT_THE_TABLE = (
    "Anoniem kan niet waar een gezin of gezinsvoogd aan tafel zit, van deze leerling of van een andere: kies een "
    f"bijeenkomst zonder ouders, leerling en gezinsvoogd. Bron: {cite('anoniem')}."
)
_OBJECTION = (
    "Er is bezwaar gemaakt. De bespreking stopt totdat degenen met gezag het eens zijn. "
    f"Bron: {cite('bezwaar', 'gescheiden')}."
)


def why(standing: Standing, pairs: frozenset[Pair], missing: frozenset[Pair]) -> tuple[str, ...]:
    """Why consent isn't there, giver by giver."""
    if standing.objected(pairs):
        return (_OBJECTION,)
    states = standing.states(pairs)
    reasons = [_said(giver, state, doubted=standing.doubted()) for giver, state in states.items()]
    if not _someone_decides(states):
        reasons.append(_NOBODY_WITH_GEZAG)
    reasons.append(f"Er is geen toestemming voor: {_listed(missing)}.")
    return tuple(dict.fromkeys(reason for reason in reasons if reason))


def _someone_decides(states: dict[Giver, ConsentState]) -> bool:
    return any(giver.role is not GiverRole.PUPIL_12 for giver in states)


def _said(giver: Giver, state: ConsentState, *, doubted: bool) -> str:
    if state is ConsentState.RECONFIRM and doubted:
        return _SALVAGED
    if state is ConsentState.RECONFIRM:
        return _OUTGROWN.get(giver.role, _OUTGROWN_12)
    return f"{_WHO[giver.role]} {_SAID[state]}" if state in _SAID else ""


def _listed(missing: AbstractSet[Pair]) -> str:
    """'leerplichtambtenaar en GGZ (verzuimgegevens); jeugdarts (gezondheid)': who lack the same stand together."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for party in Party:
        labels = tuple(category.label for category in DataCategory if (party, category) in missing)
        if labels:
            lacking.setdefault(labels, []).append(party.label)
    return "; ".join(f"{join_words(parties)} ({join_words(labels)})" for labels, parties in lacking.items())


def leave_out(parties: tuple[Party, ...], told: frozenset[DataCategory], missing: AbstractSet[Pair]) -> tuple[str, ...]:
    """Domain §2.2: with partial consent, drop the participant for this item or drop the category."""
    remedies = []
    if parties:
        out = [party.label for party in Party if any(pair[0] is party for pair in missing)]
        remedies.append(f"Laat bij dit agendapunt weg: {join_words(out)}. Dan kan het op naam.")
    if told:
        dropped = [category.label for category in DataCategory if any(pair[1] is category for pair in missing)]
        remedies.append(f"Bespreek deze gegevens niet: {join_words(dropped)}. Dan kan het op naam.")
    return tuple(remedies)


def ask(standing: Standing, pairs: frozenset[Pair]) -> tuple[str, ...]:
    """Whom to ask, or what to wait for."""
    if standing.objected(pairs):
        return ("Ga in gesprek met wie bezwaar maakt, en leg vast als die alsnog toestemming geeft.",)
    states = standing.states(pairs)
    if not _someone_decides(states):
        return ("Leg vast wie gezag heeft, en vraag toestemming.",)
    renew = {ConsentState.EXPIRED, ConsentState.RECONFIRM, ConsentState.NOT_ASKED, ConsentState.PARTIAL}
    asked = [giver.role for giver, state in states.items() if state in renew]
    waits = any(state is ConsentState.ASKED for state in states.values())
    sentences = [f"Vraag toestemming aan: {join_words(_roles(asked))}."] if asked else []
    if waits:
        sentences.append("Wacht op het antwoord, of leg vast dat er geen reactie kwam.")
    return tuple(sentences)


def _roles(roles: Sequence[GiverRole]) -> list[str]:
    return list(dict.fromkeys(role.label for role in roles))


def other_ground(missing: AbstractSet[Pair]) -> tuple[str, ...]:
    """Consent must not be demanded where the law gives another ground; that sharing is not this meeting (§2.4)."""
    parties = {pair[0] for pair in missing}
    remedies = []
    if Party.LEERPLICHT in parties:
        remedies.append(f"Verzuim melden bij leerplicht mag zonder toestemming. Bron: {cite('lpw-18', 'lpw-21')}.")
    if Party.CONSULENT in parties:
        remedies.append(
            "Advies vragen aan het samenwerkingsverband mag zonder toestemming, buiten deze bijeenkomst. "
            f"Bron: {cite('wpo-18a')}."
        )
    return tuple(remedies)


def go_anonymous(*, asked: bool, known: bool, concern: str, ruled: bool, family: bool) -> tuple[str, ...]:
    """Ingrado, De Boer: 'kan gekozen worden voor een anonieme bespreking als er grote zorgen zijn'."""
    if known:
        return ()
    if not ruled:
        return ("De deelregels van deze organisatie staan anoniem bespreken niet toe.",)
    if family:
        return (_FAMILY_AT_THE_TABLE,)
    if not asked:
        first = "Anoniem bespreken kan pas als toestemming dit schooljaar gevraagd is en niet kwam"
        return (f"{first}. Bron: {cite('anoniem')}.",)
    if not concern.strip():
        return ("Zijn er grote zorgen? Schrijf op welke; dan kunt u de leerling anoniem bespreken.",)
    return ("U kunt de leerling anoniem bespreken: er zijn grote zorgen en er is om toestemming gevraagd.",)


def whom_to_invite(table: Sequence[Party], contacts: Sequence[Contact]) -> tuple[str, ...]:
    """A parent without gezag hears nothing because the other parent may (BW 1:377c)."""
    without = any(one.role is ContactRole.PARENT_WITHOUT_GEZAG for one in contacts)
    return (_BESIDE_ONE_WITH_GEZAG,) if without and Party.PARENTS in table else ()


def reminders(standing: Standing) -> tuple[str, ...]:
    """What does not close the gate but must not be forgotten: hear the pupil of 12 to 15, check who has gezag."""
    found = []
    if stage_on(standing.birth_date, standing.on) == FROM_12:
        if not standing.heard():
            found.append(
                "De ouders beslissen, maar de leerling is nog niet gehoord. Vraag wat die ervan vindt en leg dat "
                f"vast bij Toestemming. Bron: {cite('hoorrecht')}."
            )
        if standing.pupil_disagrees():
            found.append("De leerling is het er niet mee eens. Weeg dat, en bespreek het met de ouders.")
    holders = [who for who in standing.contacts if who.role.has_gezag]
    if any(who.gezag_checked_on is None for who in holders) and stage_on(standing.birth_date, standing.on) <= FROM_12:
        found.append("Van een ouder of voogd is niet vastgelegd hoe het gezag is gecontroleerd (bij Betrokkenen).")
    return tuple(found)
