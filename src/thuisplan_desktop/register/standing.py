"""Whose consent is needed on a day, and where all answers of a case together stand (domain §2.1, §2.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import product
from typing import NamedTuple

from thuisplan_desktop.register.ages import age_on, birthday
from thuisplan_desktop.register.answers import Pair, concerns, may_say_no, put_to, refuses_all, same_person
from thuisplan_desktop.register.case import Contact
from thuisplan_desktop.register.codes import (
    ConsentState,
    ContactRole,
    DataCategory,
    Decision,
    GiverRole,
    Party,
    Purpose,
    Role,
)
from thuisplan_desktop.register.consent import (
    FROM_12,
    FROM_16,
    GIVER_OF_CONTACT,
    PARENTS,
    STAGES_OF,
    Consent,
    day_of,
    in_force,
    stage_on,
)
from thuisplan_desktop.register.salvaged import Doubts
from thuisplan_desktop.register.sharing_rules import RuleSet, national, pairs_by_ground
from thuisplan_desktop.register.spans import school_year_end


@dataclass(frozen=True)
class ConsentSettings:
    """`both_parents`: everyone with gezag must agree. Off: one is enough, unless another refuses (BW 1:253i).

    `holder` is whose register it is, `rules` the sharing rules that hold there; `doubts` what a salvage left uncertain.
    """

    both_parents: bool = True
    holder: Role = Role.SCHOOL
    rules: RuleSet = field(default_factory=national)
    doubts: Doubts = field(default_factory=Doubts)


@dataclass(frozen=True)
class Giver:
    """Somebody whose consent is needed: in which capacity, and which contact (empty for the pupil).

    `one_is_enough`: any one of the holders of gezag will do, unless another refuses.
    """

    role: GiverRole
    contact_id: str = ""
    one_is_enough: bool = False


# --- what is needed on a day


def represented(contacts: Iterable[Contact]) -> bool:
    """Whether a person among these holds gezag, and so hears of the pupil as 'ouders' do (BW 1:245).

    A gecertificeerde instelling holds voogdij and is no parent; who has no gezag hears what he asks for (BW 1:377c).
    """
    return any(one.role in (ContactRole.PARENT, ContactRole.GUARDIAN) for one in contacts)


def pairs_to_cover(
    parties: Iterable[Party],
    categories: Iterable[DataCategory],
    birth_date: date,
    on: date,
    settings: ConsentSettings,
    contacts: Iterable[Contact],
    purpose: Purpose = Purpose.DISCUSS,
) -> frozenset[Pair]:
    """Who may hear what at the table only with consent, or not at all: whatever no sharing rule lets through freely.

    Own staff needs none, nor does the family itself; from 16 parents hear less, at 18 they are outsiders, and so they
    are as long as no parent or voogd with gezag stands among the `contacts`.
    """
    age, seen = age_on(birth_date, on), represented(contacts)
    free, _ = pairs_by_ground(settings.rules, settings.holder, purpose, on, age, at_table=True, represented=seen)
    return frozenset(product(parties, categories)) - free


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
    purpose: Purpose = Purpose.DISCUSS,
) -> tuple[Giver, ...]:
    """Whose consent counts on that day, by the pupil's age then (domain §2.1); none when nobody needs to be asked.

    Under 16 the holders of gezag, from 12 also the pupil where that is needed; from 16 the pupil alone.
    """
    if birth_date is None:
        return ()
    pairs = pairs_to_cover(parties, categories, birth_date, on, settings, contacts, purpose)
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
    pairs = pairs_to_cover(parties, categories, birth_date, on, settings, contacts)
    return Standing(tuple(consents), birth_date, tuple(contacts), on, settings, meeting_id).state(pairs)


def left_standing(
    consents: Sequence[Consent], withdrawn: Consent, birth_date: date, on: date, settings: ConsentSettings
) -> tuple[Consent, ...]:
    """Which other yes of the same person still opens something once this one is taken back on that day."""
    gone = replace(withdrawn, withdrawn_on=on)
    after = tuple(gone if one.id == withdrawn.id else one for one in consents)
    return tuple(
        one
        for one in after
        if one.decision is Decision.GIVEN and one.id != withdrawn.id
        if same_person(one, withdrawn.giver, withdrawn.contact_id)
        if any(
            Standing(after, birth_date, (), on, settings, one.meeting_id, purpose).opens_by(one)
            for purpose in one.purposes
        )
    )


@dataclass(frozen=True)
class Standing:
    """All answers of one case about one purpose, seen from one day and, where given, one meeting."""

    consents: tuple[Consent, ...]
    birth_date: date
    contacts: tuple[Contact, ...]
    on: date
    settings: ConsentSettings
    meeting_id: str = ""
    purpose: Purpose = Purpose.DISCUSS

    def givers(self, pairs: frozenset[Pair]) -> tuple[Giver, ...]:
        stage = stage_on(self.birth_date, self.on)
        if not pairs:
            return ()
        if stage == FROM_16:
            return (Giver(GiverRole.PUPIL_16),)
        enough = not self.settings.both_parents
        holders = [Giver(GIVER_OF_CONTACT[who.role], who.id, enough) for who in self.contacts if who.role.has_gezag]
        own = stage == FROM_12 and any(needs_own_consent(pair) for pair in pairs)
        return (*holders, Giver(GiverRole.PUPIL_12)) if own else tuple(holders)

    def opens_by(self, consent: Consent) -> bool:
        """Whether somebody who gave this yes still lets through anything of what it names."""
        giver = Giver(consent.giver, consent.contact_id)
        return any(self._grants(giver, pair) for pair in product(consent.parties, consent.categories))

    def covered(self, pairs: frozenset[Pair]) -> frozenset[Pair]:
        """The pairs that everyone needed agrees to on this day, and that no objection stands against."""
        givers, against = self.givers(pairs), self._objected_to(pairs)
        return frozenset(pair for pair in pairs - against if self._covers(givers, pair))

    def state(self, pairs: frozenset[Pair]) -> ConsentState:
        if not self.consents:
            return ConsentState.NOT_ASKED
        if self.objected(pairs):
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
        """Consent was asked and not obtained: somebody said no, or everyone was asked and no more will come.

        It was asked for every pair that lacks consent: a no to one party says nothing about another (decision 4). And
        it was asked this schooljaar: a yes holds no longer than that (`consent`), so an old no says nothing of now.
        """
        if self.objected(pairs):
            return True
        missing = pairs - self.covered(pairs)
        if not missing or not all(self._put(pair) for pair in missing):
            return False
        states = frozenset(self.states(pairs).values())
        if states & {ConsentState.REFUSED, ConsentState.WITHDRAWN}:
            return True
        answered = {ConsentState.GIVEN, ConsentState.PARTIAL, ConsentState.NO_RESPONSE}
        return bool(states) and states <= answered

    def _put(self, pair: Pair) -> bool:
        """Did anyone who decides on this pair say no to it, or was it put to all of them?"""
        needed = [giver for giver in self.givers(frozenset({pair})) if _own_pairs(giver, frozenset({pair}))]
        if any(self._denies(giver, pair, since=self._schooljaar) for giver in needed):
            return True
        return bool(needed) and all(any(put_to(one, pair) for one in self._this_year(giver)) for giver in needed)

    def _this_year(self, giver: Giver) -> list[Consent]:
        """What this giver answered or was asked this schooljaar, as far as known on the day that is looked at."""
        return [one for one in self._answers(giver) if day_of(one, self.on) >= self._schooljaar]

    @cached_property
    def _schooljaar(self) -> date:
        """Its first day: 1 August."""
        return date(school_year_end(self.on).year - 1, 8, 1)

    def objected(self, pairs: frozenset[Pair]) -> bool:
        """Does an objection stand against any of this, of somebody who may decide at this age? (BW 1:253i)"""
        return bool(self._objected_to(pairs))

    def _objected_to(self, pairs: frozenset[Pair]) -> frozenset[Pair]:
        """An objection is to everything, until the same person agrees: it ends for what that later yes is about."""
        standing = [one for one in self.consents if one.objection and day_of(one) <= self.on and self._may_object(one)]
        return frozenset(pair for pair in pairs if any(not self._agreed_since(one, pair) for one in standing))

    def heard(self) -> bool:
        """Was the pupil of 12 to 15 asked what he thinks of it, since he turned 12?"""
        answered = (one.decided_on for one in self.consents if one.giver is GiverRole.PUPIL_12)
        days = (*answered, *(one.pupil_heard_on for one in self.consents))
        return any(day is not None and day <= self.on and stage_on(self.birth_date, day) == FROM_12 for day in days)

    def pupil_disagrees(self) -> bool:
        """Did the pupil of 12 to 15 say no at last, also where the parents decide?"""
        own = [one for one in self.consents if one.giver is GiverRole.PUPIL_12 and day_of(one) <= self.on]
        answers = [one for one in own if one.decision in (Decision.GIVEN, Decision.REFUSED)]
        return bool(answers) and max(answers, key=day_of).decision is Decision.REFUSED

    def _may_object(self, consent: Consent) -> bool:
        if stage_on(self.birth_date, self.on) not in STAGES_OF[consent.giver]:
            return False
        role = next((who.role for who in self.contacts if who.id == consent.contact_id), None)
        return consent.giver.is_pupil or role is None or role.has_gezag  # an unknown contact: stay on the safe side

    def _agreed_since(self, objection: Consent, pair: Pair) -> bool:
        """Did the same person say yes to this later, and not take that yes back?"""
        return any(
            one.decision is Decision.GIVEN
            and not one.objection
            and (one.withdrawn_on is None or one.withdrawn_on > self.on)
            and day_of(objection) < day_of(one) <= self.on
            and concerns(one, pair)
            for one in self.consents
            if same_person(one, objection.giver, objection.contact_id) and self._counts(one)
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
        said = self._said(giver)
        if said.newest is None or not any(concerns(one, pair) and self._names_now(one, pair) for one in said.yes):
            return False
        return not any(self._says_no(one, pair, said.newest) for one in said.no)

    def _names_now(self, consent: Consent, pair: Pair) -> bool:
        """At 18 the parents drop out: only who is an adult lets them hear something (domain §2.1)."""
        adult = birthday(self.birth_date, 18)
        return pair[0] not in PARENTS or self.on < adult or day_of(consent) >= adult

    def _said(self, giver: Giver) -> "_Said":
        key = giver.role, giver.contact_id
        if key not in self._all_said:
            answers = self._answers(giver)
            given = [one for one in answers if one.giver is giver.role and _is_yes(one)]
            newest = max((day_of(one) for one in given if day_of(one) <= self.on), default=None)
            yes = [one for one in given if day_of(one) == newest and self._in_force(one)]
            self._all_said[key] = _Said(newest, yes, [one for one in answers if may_say_no(one)])
        return self._all_said[key]

    @cached_property
    def _all_said(self) -> dict[tuple[GiverRole, str], "_Said"]:
        return {}

    def _denies(self, giver: Giver, pair: Pair, since: date = date.min) -> bool:
        return not self._grants(giver, pair) and any(self._says_no(one, pair, since) for one in self._said(giver).no)

    def _says_no(self, one: Consent, pair: Pair, since: date) -> bool:
        if not concerns(one, pair):
            return False
        if one.decision is Decision.REFUSED:
            return since <= day_of(one) <= self.on
        return one.withdrawn_on is not None and since < one.withdrawn_on <= self.on

    def _state_of(self, giver: Giver, pairs: frozenset[Pair]) -> ConsentState:
        granted = sum(self._grants(giver, pair) for pair in pairs)
        if granted:
            return ConsentState.GIVEN if granted == len(pairs) else ConsentState.PARTIAL
        answers = self._answers(giver)
        if not answers:
            handed_over = giver.role is GiverRole.PUPIL_16 and self._outgrown()
            return ConsentState.RECONFIRM if handed_over else ConsentState.NOT_ASKED
        latest = max(answers, key=lambda one: (day_of(one, self.on), self._stands(one) is ConsentState.REFUSED))
        own = self._stands(latest)
        return ConsentState.PARTIAL if own is ConsentState.GIVEN else own  # given, but for others or for other data

    def _answers(self, giver: Giver) -> list[Consent]:
        """What this giver answered for this purpose up to this day, a yes in general or for this meeting.

        A yes is of a person in a capacity. A no, or a yes that was taken back, is of the person: it stands also where
        his role was put right since (BW 1:253i).
        """
        return [
            one
            for one in self.consents
            if same_person(one, giver.role, giver.contact_id)
            and (one.giver is giver.role or may_say_no(one))
            and self._counts(one)
        ]

    def _counts(self, one: Consent) -> bool:
        return (
            (self.purpose in one.purposes or refuses_all(one))
            and (one.meeting_id in ("", self.meeting_id) or one.decision is Decision.REFUSED)
            and one.asked_on <= self.on
        )

    def _in_force(self, consent: Consent) -> bool:
        return self._stands(consent) is ConsentState.GIVEN

    def _stands(self, consent: Consent) -> ConsentState:
        own = in_force(consent, self.birth_date, self.on)
        doubted = own is ConsentState.GIVEN and consent.id in self.settings.doubts.consents
        return ConsentState.RECONFIRM if doubted else own

    def _outgrown(self) -> bool:
        found = (in_force(one, self.birth_date, self.on) for one in self.consents)
        return any(one is ConsentState.RECONFIRM for one in found)

    def doubted(self) -> bool:
        """Is any of these answers one that a salvage left in doubt?"""
        return any(one.id in self.settings.doubts.consents for one in self.consents)


_CLOSING = (ConsentState.WITHDRAWN, ConsentState.REFUSED, ConsentState.RECONFIRM, ConsentState.EXPIRED)
"""One of these with any giver is what stands, the gravest first."""


def _open_state(states: frozenset[ConsentState]) -> ConsentState:
    if states & {ConsentState.GIVEN, ConsentState.PARTIAL}:
        return ConsentState.PARTIAL
    waiting = (ConsentState.NO_RESPONSE, ConsentState.ASKED)
    return next((one for one in waiting if one in states), ConsentState.NOT_ASKED)


class _Said(NamedTuple):
    """What one giver said, sorted out once and then asked for every pair: the last day of a yes, what of it still holds
    on the day that is looked at, and every answer that may say no.
    """

    newest: date | None
    yes: list[Consent]
    no: list[Consent]


def _own_pairs(giver: Giver, pairs: frozenset[Pair]) -> frozenset[Pair]:
    if giver.role is not GiverRole.PUPIL_12:
        return pairs
    return frozenset(pair for pair in pairs if needs_own_consent(pair))


def _is_yes(one: Consent) -> bool:
    return one.decision is Decision.GIVEN and one.decided_on is not None
