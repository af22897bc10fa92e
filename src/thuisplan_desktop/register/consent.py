"""Consent as the law asks: who gave it, in which capacity, for whom, for what, from when, until when.

AVG article 4(11), 7 and 9(2)(a); ages in domain §2.1; gezag in BW 1:245, 1:253i.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.errors import InvalidConsent
from thuisplan_desktop.register import codes
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import Contact
from thuisplan_desktop.register.codes import ConsentState, DataCategory, Decision, GiverRole, Party
from thuisplan_desktop.register.spans import add_years, school_year_end

Pair = tuple[Party, DataCategory]
"""One party hearing one kind of data: the smallest thing that can be consented to."""

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


@dataclass(frozen=True)
class ConsentSettings:
    """`both_parents`: everyone with gezag must agree. Off: one is enough, unless another refuses (BW 1:253i)."""

    both_parents: bool = True


@dataclass(frozen=True)
class Giver:
    """Somebody whose consent is needed: in which capacity, and which contact (empty for the pupil).

    `one_is_enough`: any one of the holders of gezag will do, unless another refuses.
    """

    role: GiverRole
    contact_id: str = ""
    one_is_enough: bool = False


# --- what may be recorded


def check(consent: Consent, contacts: Sequence[Contact], birth_date: date | None, today: date) -> None:
    """Refuse a record that can't be true or can't count. InvalidConsent(reason: a Dutch clause without values)."""
    for reason in (
        _wrong_dates(consent, today),
        _wrong_answer(consent),
        _wrong_giver(consent, contacts),
        _wrong_age(consent, birth_date),
    ):
        if reason:
            raise InvalidConsent(reason=reason)


def _wrong_dates(consent: Consent, today: date) -> str:
    decided = consent.decided_on
    if any(day is not None and day > today for day in (consent.asked_on, decided, consent.withdrawn_on)):
        return "een van de datums ligt in de toekomst"
    if decided is not None and decided < consent.asked_on:
        return "er is beslist voordat erom gevraagd is"
    if consent.withdrawn_on is not None and decided is not None and consent.withdrawn_on < decided:
        return "de toestemming is ingetrokken voordat zij gegeven is"
    return _wrong_end(consent, decided)


def _wrong_end(consent: Consent, decided: date | None) -> str:
    end = consent.valid_until
    if end is None or decided is None:
        return ""
    if end < decided:
        return "de toestemming eindigt voordat zij begint"
    return "toestemming geldt ten hoogste één jaar" if end > add_years(decided, 1) else ""


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
    return "alleen gegeven toestemming kan worden ingetrokken" if consent.withdrawn_on else ""


def _wrong_giver(consent: Consent, contacts: Sequence[Contact]) -> str:
    if consent.giver.is_pupil:
        return "bij een antwoord van de leerling zelf hoort geen betrokkene" if consent.contact_id else ""
    contact = next((contact for contact in contacts if contact.id == consent.contact_id), None)
    if contact is None:
        return "kies de betrokkene die toestemming geeft"
    if not contact.role.has_gezag:
        return "deze betrokkene heeft geen gezag"
    if GIVER_OF_CONTACT[contact.role] is not consent.giver:
        return "de hoedanigheid past niet bij deze betrokkene"
    return ""


def _wrong_age(consent: Consent, birth_date: date | None) -> str:
    """Domain §2.1, judged on the day of the answer."""
    if birth_date is None:
        return "vul eerst de geboortedatum van de leerling in"
    age = age_on(birth_date, consent.decided_on or consent.asked_on)
    if consent.giver is GiverRole.PUPIL_16:
        return "de leerling was toen nog geen 16 jaar" if age < 16 else ""
    if consent.giver is GiverRole.PUPIL_12:
        return "" if 12 <= age < 16 else "de leerling was toen niet 12 tot en met 15 jaar"
    return "vanaf 16 jaar beslist de leerling zelf" if age >= 16 else ""


# --- what is needed on a day


def pairs_to_cover(
    parties: Iterable[Party], categories: Iterable[DataCategory], birth_date: date, on: date
) -> frozenset[Pair]:
    """Who may hear what only with consent.

    Own school staff need none (public task), nor does the family itself. From 16 a parent hears about health and help
    only with the pupil's consent (Jeugdwet 7.3.5, WGBO 7:447); at 18 parents are outsiders.
    """
    age = age_on(birth_date, on)
    return frozenset(
        (party, category)
        for party in parties
        for category in categories
        if not party.own_staff and not _own_family(party, category, age)
    )


def _own_family(party: Party, category: DataCategory, age: int) -> bool:
    if party is Party.PARENTS and age >= 16:
        return age < 18 and not category.needs_own_consent_from_12
    return party.is_family


def needs_own_consent(pair: Pair) -> bool:
    """From 12 to 15 the pupil decides too: health and help, and parties of care (Jeugdwet 7.3.4, WGBO 7:450)."""
    return pair[0].is_care or pair[1].needs_own_consent_from_12


def required_givers(
    birth_date: date | None,
    on: date,
    parties: Iterable[Party],
    categories: Iterable[DataCategory],
    contacts: Sequence[Contact],
    settings: ConsentSettings,
) -> tuple[Giver, ...]:
    """Whose consent counts on that day, by the pupil's age then (domain §2.1); none when nobody needs to be asked.

    Under 16 the holders of gezag, from 12 also the pupil where that is needed; from 16 the pupil alone.
    """
    if birth_date is None:
        return ()
    pairs = pairs_to_cover(parties, categories, birth_date, on)
    return Standing((), birth_date, tuple(contacts), on, settings).givers(pairs)


def state(
    consents: Iterable[Consent],
    birth_date: date | None,
    contacts: Sequence[Contact],
    on: date,
    parties: Iterable[Party],
    categories: Iterable[DataCategory],
    settings: ConsentSettings,
    *,
    meeting_id: str = "",
) -> ConsentState:
    """Where consent stands on a day for these parties and categories (domain §2.2). Only GIVEN opens anything."""
    if birth_date is None:
        return ConsentState.NOT_ASKED
    pairs = pairs_to_cover(parties, categories, birth_date, on)
    return Standing(tuple(consents), birth_date, tuple(contacts), on, settings, meeting_id).state(pairs)


def last_day(consent: Consent) -> date | None:
    """The last day a given consent holds: its own end, else the end of the schooljaar; one year at most (§2.3)."""
    if consent.decision is not Decision.GIVEN or consent.decided_on is None:
        return None
    return min(consent.valid_until or school_year_end(consent.decided_on), add_years(consent.decided_on, 1))


def in_force(consent: Consent, birth_date: date, on: date) -> ConsentState:
    """Where one record stands on that day by itself; GIVEN when it holds.

    A withdrawal, an end, a 12th or a 16th birthday end it at once (AVG article 7(3); domain §2.1: age on the day of
    the meeting, and to be confirmed again after those birthdays).
    """
    if consent.decision is not Decision.GIVEN:
        return ConsentState(consent.decision.value)
    if consent.decided_on is None or consent.decided_on > on:
        return ConsentState.ASKED
    if consent.withdrawn_on is not None and consent.withdrawn_on <= on:
        return ConsentState.WITHDRAWN
    if on > (last_day(consent) or date.min):
        return ConsentState.EXPIRED
    stage = _stage(birth_date, on)
    outgrown = stage != _stage(birth_date, consent.decided_on) or stage not in _STAGES_OF[consent.giver]
    return ConsentState.RECONFIRM if outgrown else ConsentState.GIVEN


_UNDER_12, _FROM_12, _FROM_16 = range(3)
_STAGES_OF = {
    GiverRole.PARENT: (_UNDER_12, _FROM_12),
    GiverRole.GUARDIAN: (_UNDER_12, _FROM_12),
    GiverRole.CERTIFIED_INSTITUTION: (_UNDER_12, _FROM_12),
    GiverRole.PUPIL_12: (_FROM_12,),
    GiverRole.PUPIL_16: (_FROM_16,),
}


def _stage(birth_date: date, on: date) -> int:
    age = age_on(birth_date, on)
    return (age >= 12) + (age >= 16)


@dataclass(frozen=True)
class Standing:
    """All answers of one case, seen from one day and, where given, one meeting."""

    consents: tuple[Consent, ...]
    birth_date: date
    contacts: tuple[Contact, ...]
    on: date
    settings: ConsentSettings
    meeting_id: str = ""

    def givers(self, pairs: frozenset[Pair]) -> tuple[Giver, ...]:
        stage = _stage(self.birth_date, self.on)
        if not pairs:
            return ()
        if stage == _FROM_16:
            return (Giver(GiverRole.PUPIL_16),)
        enough = not self.settings.both_parents
        holders = [Giver(GIVER_OF_CONTACT[who.role], who.id, enough) for who in self.contacts if who.role.has_gezag]
        own = stage == _FROM_12 and any(needs_own_consent(pair) for pair in pairs)
        return (*holders, Giver(GiverRole.PUPIL_12)) if own else tuple(holders)

    def covered(self, pairs: frozenset[Pair]) -> frozenset[Pair]:
        """The pairs that everyone needed agrees to on this day; none at all after an objection."""
        if self.objected():
            return frozenset()
        givers = self.givers(pairs)
        return frozenset(pair for pair in pairs if self._covers(givers, pair))

    def state(self, pairs: frozenset[Pair]) -> ConsentState:
        if pairs and self.objected():
            return ConsentState.BLOCKED
        if pairs and self.covered(pairs) == pairs:
            return ConsentState.GIVEN
        states = self.states(pairs).values()
        first = next((one for one in _CLOSING if one in states), None)
        return first or _open_state(frozenset(states))

    def states(self, pairs: frozenset[Pair]) -> dict[Giver, ConsentState]:
        """Where each giver stands on the pairs that are his to decide."""
        return {giver: self._state_of(giver, _own_pairs(giver, pairs)) for giver in self.givers(pairs)}

    def asked_in_vain(self, pairs: frozenset[Pair]) -> bool:
        """Consent was asked and not obtained: somebody said no, or everyone was asked and no more will come."""
        if self.objected():
            return True
        states = frozenset(self.states(pairs).values())
        if states & {ConsentState.REFUSED, ConsentState.WITHDRAWN}:
            return True
        answered = {ConsentState.GIVEN, ConsentState.PARTIAL, ConsentState.NO_RESPONSE}
        return bool(states) and states <= answered and self.covered(pairs) != pairs

    def objected(self) -> bool:
        """Does an objection stand of somebody who may decide at this age? It ends when that person agrees later."""
        return any(
            one.objection and _day(one) <= self.on and self._may_object(one) and not self._agreed_since(one)
            for one in self.consents
        )

    def _may_object(self, consent: Consent) -> bool:
        if _stage(self.birth_date, self.on) not in _STAGES_OF[consent.giver]:
            return False
        role = next((who.role for who in self.contacts if who.id == consent.contact_id), None)
        return consent.giver.is_pupil or role is None or role.has_gezag  # an unknown contact: stay on the safe side

    def _agreed_since(self, objection: Consent) -> bool:
        return any(
            one.decision is Decision.GIVEN
            and not one.objection
            and (one.giver.is_pupil, one.contact_id) == (objection.giver.is_pupil, objection.contact_id)
            and _day(objection) < _day(one) <= self.on
            for one in self.consents
        )

    def _covers(self, givers: tuple[Giver, ...], pair: Pair) -> bool:
        needed = [giver for giver in givers if _own_pairs(giver, frozenset({pair}))]
        holders = [giver for giver in needed if giver.one_is_enough]
        alone = [giver for giver in needed if not giver.one_is_enough]
        any_holder = any(self._grants(giver, pair) for giver in holders)
        if holders and (not any_holder or any(self._denies(giver, pair) for giver in holders)):
            return False
        decided = any_holder or any(giver.role is not GiverRole.PUPIL_12 for giver in alone)
        return decided and all(self._grants(giver, pair) for giver in alone)

    def _grants(self, giver: Giver, pair: Pair) -> bool:
        """The newest yes counts: a later form replaces an earlier one, a later no takes its pairs away."""
        answers = self._answers(giver)
        given = [one for one in answers if one.decision is Decision.GIVEN and one.decided_on is not None]
        newest = max((_day(one) for one in given if _day(one) <= self.on), default=None)
        if newest is None:
            return False
        yes = any(_day(one) == newest and self._in_force(one) and _concerns(one, pair) for one in given)
        return yes and not any(self._says_no(one, pair, newest) for one in answers)

    def _denies(self, giver: Giver, pair: Pair) -> bool:
        answers = self._answers(giver)
        return not self._grants(giver, pair) and any(self._says_no(one, pair, date.min) for one in answers)

    def _says_no(self, one: Consent, pair: Pair, since: date) -> bool:
        if not _concerns(one, pair):
            return False
        if one.decision is Decision.REFUSED:
            return since <= _day(one) <= self.on
        return one.withdrawn_on is not None and since < one.withdrawn_on <= self.on

    def _state_of(self, giver: Giver, pairs: frozenset[Pair]) -> ConsentState:
        granted = sum(self._grants(giver, pair) for pair in pairs)
        if granted:
            return ConsentState.GIVEN if granted == len(pairs) else ConsentState.PARTIAL
        answers = self._answers(giver)
        if not answers:
            handed_over = giver.role is GiverRole.PUPIL_16 and self._outgrown()
            return ConsentState.RECONFIRM if handed_over else ConsentState.NOT_ASKED
        latest = max(answers, key=lambda one: (_day(one), one.decision is Decision.REFUSED))
        own = in_force(latest, self.birth_date, self.on)
        return ConsentState.PARTIAL if own is ConsentState.GIVEN else own  # given, but for others or for other data

    def _answers(self, giver: Giver) -> list[Consent]:
        """What this giver answered for discussing, in general or for this meeting, up to this day."""
        return [
            one
            for one in self.consents
            if one.giver is giver.role
            and one.contact_id == giver.contact_id
            and codes.Purpose.DISCUSS in one.purposes
            and one.meeting_id in ("", self.meeting_id)
            and one.asked_on <= self.on
        ]

    def _in_force(self, consent: Consent) -> bool:
        return in_force(consent, self.birth_date, self.on) is ConsentState.GIVEN

    def _outgrown(self) -> bool:
        found = (in_force(one, self.birth_date, self.on) for one in self.consents)
        return any(one is ConsentState.RECONFIRM for one in found)


_CLOSING = (ConsentState.WITHDRAWN, ConsentState.REFUSED, ConsentState.RECONFIRM, ConsentState.EXPIRED)
"""One of these with any giver is what stands, the gravest first."""


def _open_state(states: frozenset[ConsentState]) -> ConsentState:
    if states & {ConsentState.GIVEN, ConsentState.PARTIAL}:
        return ConsentState.PARTIAL
    waiting = (ConsentState.NO_RESPONSE, ConsentState.ASKED)
    return next((one for one in waiting if one in states), ConsentState.NOT_ASKED)


def _own_pairs(giver: Giver, pairs: frozenset[Pair]) -> frozenset[Pair]:
    if giver.role is not GiverRole.PUPIL_12:
        return pairs
    return frozenset(pair for pair in pairs if needs_own_consent(pair))


def _concerns(consent: Consent, pair: Pair) -> bool:
    """A no without parties or categories is a no to everything; a yes names what it allows."""
    if consent.decision is not Decision.REFUSED:
        return pair[0] in consent.parties and pair[1] in consent.categories
    return (not consent.parties or pair[0] in consent.parties) and (
        not consent.categories or pair[1] in consent.categories
    )


def _day(consent: Consent) -> date:
    return consent.decided_on or consent.asked_on
