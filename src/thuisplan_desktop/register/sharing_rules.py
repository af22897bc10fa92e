"""Sharing rules: may this kind of data go to this party, for this purpose, today, and on what ground? (domain §2.4)

The rules are dated data with their sources. A functionaris gegevensbescherming may lay down stricter ones of the own
organisation; what is looser than the shipped rules is refused when it is read.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from thuisplan_desktop.errors import LooserSharingRule, MalformedSharingRules
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register import law, rule_text
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Party, Purpose, Role, Route


@dataclass(frozen=True, kw_only=True)
class SharingRule:
    """One line of the procesplaat. Ages are full years on the day: from `from_age`, below `until_age`.

    `route` other than by name: the rule says that a talk without a name may be held at all.
    """

    id: str
    step: str
    holders: frozenset[Role]
    to: frozenset[Party]
    categories: frozenset[DataCategory]
    purposes: frozenset[Purpose]
    needs_consent: bool
    at_table: bool
    basis: LegalBasis
    law: tuple[str, ...]
    limits: tuple[str, ...]
    record_in: str
    valid_from: date
    valid_until: date | None = None
    from_age: int = 0
    until_age: int = 200
    route: Route = Route.BY_NAME

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    @property
    def cited(self) -> str:
        """The articles with the date of the text that was read."""
        return law.cite(*self.law)


@dataclass(frozen=True, kw_only=True, eq=False)
class RuleSet:
    """One dated version of the rules. Two sets are the same only when they were read once."""

    version: str
    title: str
    valid_from: date
    source: str
    rules: tuple[SharingRule, ...]

    def find(self, rule_id: str) -> SharingRule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def permits(self, route: Route, holder: Role, on: date) -> bool:
        """May a talk without a name be held at all? By name each party and category is judged instead."""
        return any(rule.route is route and holder in rule.holders and rule.holds_on(on) for rule in self.rules)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One kind of data to one party for one purpose on one day; `age` of the pupil then. `holder` has the data.

    `represented`: a parent or voogd with gezag stands in the file. Without one nobody hears anything as a
    representative (BW 1:245, 1:377c).
    """

    holder: Role
    party: Party
    category: DataCategory
    purpose: Purpose
    on: date
    age: int
    at_table: bool = False
    represented: bool = True


@dataclass(frozen=True)
class Ruling:
    """The rule that allows it, None when no rule does; and why, in Dutch sentences that name nobody."""

    rule: SharingRule | None
    reasons: tuple[str, ...]

    @property
    def allowed(self) -> bool:
        return self.rule is not None

    @property
    def needs_consent(self) -> bool:
        return self.rule is not None and self.rule.needs_consent


# --- judging


def judge(rules: RuleSet, asked: Asked) -> Ruling:
    """Which rule allows it. One that needs no consent comes before one that does (Ingrado: no consent where the law
    already gives a ground)."""
    fitting = [rule for rule in rules.rules if _fits(rule, asked)]
    found = min(fitting, key=lambda rule: rule.needs_consent, default=None)
    return Ruling(found, _because(found) if found else _why_not(rules, asked))


@lru_cache(maxsize=2048)
def pairs_by_ground(
    rules: RuleSet, holder: Role, purpose: Purpose, on: date, age: int, *, at_table: bool, represented: bool = True
) -> tuple[frozenset[tuple[Party, DataCategory]], frozenset[tuple[Party, DataCategory]]]:
    """What may go to whom without consent, and what with consent. Kept, because a list asks it for every case.

    `represented` as in `Asked`.
    """
    free: set[tuple[Party, DataCategory]] = set()
    consented: set[tuple[Party, DataCategory]] = set()
    for party in Party:
        for category in DataCategory:
            asked = Asked(
                holder=holder, party=party, category=category, purpose=purpose, on=on, age=age, at_table=at_table,
                represented=represented,
            )  # fmt: skip
            grounds = {rule.needs_consent for rule in rules.rules if _fits(rule, asked)}
            if grounds:
                (free if False in grounds else consented).add((party, category))
    return frozenset(free), frozenset(consented)


def own_parties(rules: RuleSet, holder: Role, on: date) -> frozenset[Party]:
    """Whose own staff it is: who hears everything at the table without consent, the family aside."""
    free, _ = pairs_by_ground(rules, holder, Purpose.DISCUSS, on, 10, at_table=True)
    return frozenset(
        party for party in Party if not party.is_family and all((party, one) in free for one in DataCategory)
    )


def _fits(rule: SharingRule, asked: Asked) -> bool:
    return (
        rule.route is Route.BY_NAME
        and asked.holder in rule.holders
        and asked.party in rule.to
        and asked.category in rule.categories
        and asked.purpose in rule.purposes
        and rule.from_age <= asked.age < rule.until_age
        and rule.holds_on(asked.on)
        and (rule.at_table or not asked.at_table)
        and (rule.basis is not LegalBasis.REPRESENTATIVE or asked.represented)
    )


def _because(rule: SharingRule) -> tuple[str, ...]:
    need = "Dit kan alleen met toestemming." if rule.needs_consent else "Hiervoor is geen toestemming nodig."
    return f"{rule.step}. {need} Bron: {rule.cited}.", *rule.limits


def _why_not(rules: RuleSet, asked: Asked) -> tuple[str, ...]:
    wanted = f"{asked.category.label} aan: {asked.party.label}"
    known = [rule for rule in rules.rules if asked.party in rule.to and asked.holder in rule.holders]
    reason = f"Geen deelregel staat dit toe voor '{asked.purpose.label}': {wanted}."
    others = sorted({purpose.label for rule in known for purpose in rule.purposes if rule.holds_on(asked.on)})
    return (reason, f"Voor deze ontvanger zijn er wel regels voor: {', '.join(others)}.") if others else (reason,)


# --- reading


@cache
def national() -> RuleSet:
    """The rules that ship with the program."""
    return parse(shipped_text())


def shipped_text() -> str:
    """The shipped rules as they are written, to start own ones from."""
    return resource("sharing", "landelijk.toml").read_text("utf-8")


def in_use(text: str) -> RuleSet:
    """What holds where `text` is kept as the organisation's own rules; empty text: the shipped ones.

    Own rules that can't be read any more, after an update, fail closed: then everything needs consent, except what the
    law orders or a child's safety asks for.
    """
    try:
        return own(text) if text else national()
    except (MalformedSharingRules, LooserSharingRule):
        return _only_consent()


_ORDERED = frozenset({LegalBasis.LEERPLICHT, LegalBasis.REPORTING_CODE, LegalBasis.CHILD_PROTECTION})


@cache
def _only_consent() -> RuleSet:
    kept = tuple(rule for rule in national().rules if rule.needs_consent or rule.basis in _ORDERED)
    return replace(national(), title="De eigen deelregels zijn onleesbaar: alles vraagt nu toestemming", rules=kept)


def parse(text: str) -> RuleSet:
    """A set from its TOML, checked line by line. MalformedSharingRules names the rule and the line."""
    head, rules = rule_text.read(text)
    return RuleSet(**head, rules=tuple(SharingRule(**values) for values in rules))


@lru_cache(maxsize=8)
def own(text: str) -> RuleSet:
    """Rules of an organisation itself: as strict as the shipped ones or stricter. LooserSharingRule names the first
    rule that allows more; MalformedSharingRules as `parse`."""
    found = parse(text)
    looser = next((rule.id for rule in found.rules if not _within(rule, national().find(rule.id))), "")
    if looser:
        raise LooserSharingRule(rule=looser)
    return found


def _within(rule: SharingRule, shipped: SharingRule | None) -> bool:
    """Does the rule allow nothing that the shipped one of the same id does not?"""
    if shipped is None:
        return False
    asks = rule.needs_consent or not shipped.needs_consent
    same = asks and rule.route is shipped.route and (rule.needs_consent or rule.basis is shipped.basis)
    fewer = (
        rule.holders <= shipped.holders
        and rule.to <= shipped.to
        and rule.categories <= shipped.categories
        and rule.purposes <= shipped.purposes
        and (shipped.at_table or not rule.at_table)
    )
    narrower = shipped.from_age <= rule.from_age and rule.until_age <= shipped.until_age
    later = shipped.valid_from <= rule.valid_from and (rule.valid_until or date.max) <= (
        shipped.valid_until or date.max
    )
    told = set(shipped.limits) <= set(rule.limits) and set(shipped.law) <= set(rule.law)
    return same and fewer and narrower and later and told
