"""May one party get these data about a pupil for this purpose on this day, outside a meeting? (domain §2.4)

The sharing rules say on what ground; where that ground is consent, the answers of the givers decide. Every way out of
the register that names a pupil asks here or at the gate.
"""

from dataclasses import InitVar, dataclass, field, replace
from datetime import date

from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.errors import SharingNotAllowed
from thuisplan_desktop.register import gate_words
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.answers import Pair
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Party, Purpose
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.sharing_rules import Asked, Ruling, judge
from thuisplan_desktop.register.standing import ConsentSettings, Standing, represented


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who wants to give what to whom, what for, and when."""

    file: CaseFile
    consents: tuple[Consent, ...]
    party: Party
    categories: frozenset[DataCategory]
    purpose: Purpose
    on: date
    settings: ConsentSettings = field(default_factory=ConsentSettings)

    def __repr__(self) -> str:
        return f"Wish(case={self.file.case.id!r})"


@dataclass(frozen=True)
class Answer:
    """`rule`: the id of the rule it rests on. Sentences are Dutch, name nobody, and carry source and date."""

    allowed: bool
    basis: LegalBasis
    rule: str
    reasons: tuple[str, ...]
    remedies: tuple[str, ...] = ()


_TOKEN = object()


@dataclass(frozen=True)
class Permit:
    """Proof that exactly this may go to exactly this party; `permit` alone makes one."""

    case_id: str
    party: Party
    categories: frozenset[DataCategory]
    purpose: Purpose
    basis: LegalBasis
    rule: str
    on: date
    token: InitVar[object] = None

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("a Permit is made by sharing.permit")


def permit(wish: Wish) -> Permit:
    """The same question, answered with proof. Raises SharingNotAllowed with the reasons."""
    answer = may_share(wish)
    if not answer.allowed:
        raise SharingNotAllowed(reasons=" ".join((*answer.reasons, *answer.remedies)))
    return Permit(
        wish.file.case.id, wish.party, wish.categories, wish.purpose, answer.basis, answer.rule, wish.on, _TOKEN
    )


def may_share(wish: Wish) -> Answer:
    """Allowed only when every category is, each on its own ground."""
    birth_date = wish.file.case.birth_date
    if birth_date is None:
        told = "De geboortedatum ontbreekt. Wie beslist, hangt af van de leeftijd: vul die eerst in"
        return _no(f"{told}. Bron: {cite('uavg-5', 'jeugd-12')}.")
    if not wish.categories:
        return _no("Kies eerst welke gegevens u wilt delen.")
    rulings = {category: _ruling(wish, birth_date, category) for category in sorted(wish.categories)}
    refused = [ruling for ruling in rulings.values() if not ruling.allowed]
    if refused:
        return _no(*_no_parent(wish), *dict.fromkeys(reason for ruling in refused for reason in ruling.reasons))
    if _stopped(wish, rulings):
        return replace(_no(gate_words.STOPPED), remedies=(gate_words.DECIDE,))
    with_consent = frozenset((wish.party, one) for one, ruling in rulings.items() if ruling.needs_consent)
    return _with_consent(wish, birth_date, with_consent, rulings) if with_consent else _on_ground(rulings)


def _no_parent(wish: Wish) -> tuple[str, ...]:
    parents = wish.party is Party.PARENTS and not represented(wish.file.contacts)
    return (gate_words.NO_PARENT_WITH_GEZAG,) if parents else ()


def _ruling(wish: Wish, birth_date: date, category: DataCategory) -> Ruling:
    return judge(
        wish.settings.rules,
        Asked(
            holder=wish.settings.holder,
            party=wish.party,
            category=category,
            purpose=wish.purpose,
            on=wish.on,
            age=age_on(birth_date, wish.on),
            represented=represented(wish.file.contacts),
        ),
    )


_DESPITE_RESTRICTION = frozenset({
    LegalBasis.LEERPLICHT, LegalBasis.REPORTING_CODE, LegalBasis.CHILD_PROTECTION, LegalBasis.DATA_SUBJECT,
    LegalBasis.REPRESENTATIVE,
})  # fmt: skip
"""What the law orders or a child's safety asks for goes on, and the pupil may always read (AVG article 18(2))."""


def _stopped(wish: Wish, rulings: dict[DataCategory, Ruling]) -> bool:
    bases = {ruling.rule.basis for ruling in rulings.values() if ruling.rule is not None}
    return not bases <= _DESPITE_RESTRICTION and any(one.stops_sharing(wish.on) for one in wish.file.requests)


def _no(*reasons: str) -> Answer:
    return Answer(allowed=False, basis=LegalBasis.NONE, rule="", reasons=reasons)


def _on_ground(rulings: dict[DataCategory, Ruling]) -> Answer:
    rules = [ruling.rule for ruling in rulings.values() if ruling.rule is not None]
    reasons = tuple(dict.fromkeys(reason for ruling in rulings.values() for reason in ruling.reasons))
    return Answer(allowed=True, basis=rules[0].basis, rule=rules[0].id, reasons=reasons)


def _with_consent(wish: Wish, birth_date: date, pairs: frozenset[Pair], rulings: dict[DataCategory, Ruling]) -> Answer:
    asked = wish.consents, birth_date, wish.file.contacts, wish.on
    standing = Standing(*asked, wish.settings, purpose=wish.purpose)
    closed = wish.file.case.is_closed(wish.on)
    covered = frozenset() if closed else standing.covered(pairs)
    rules = [ruling.rule for ruling in rulings.values() if ruling.rule and ruling.rule.needs_consent]
    if covered == pairs:
        return Answer(allowed=True, basis=LegalBasis.CONSENT, rule=rules[0].id, reasons=(gate_words.CONSENTED_ONE,))
    missing = pairs - covered
    left = [category.label for category in DataCategory if (wish.party, category) in covered]
    why = (gate_words.CLOSED,) if closed else gate_words.why(standing, pairs, missing)
    why = (*_no_parent(wish), *why)
    fewer = (f"Deel alleen: {join_words(left)}. Daarvoor is er toestemming.",) if left else ()
    remedies = (*fewer, *gate_words.ask(standing, pairs))
    return Answer(allowed=False, basis=LegalBasis.NONE, rule="", reasons=why, remedies=remedies)
