"""The gate: may this case be discussed here, today, with these people, about these things? (decision 4)

One pure function, asked again inside every transaction; no verdict is stored, so a withdrawal or a birthday takes
effect at once. Consent first, anonymous second, learning third (Ingrado, De Boer: "om de leerling te bespreken moet
er toestemming komen van ouders"; domain §2.1, §2.2, §2.5). What needs no consent is what a sharing rule says.
"""

from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field, replace
from datetime import date

from thuisplan_desktop.errors import AnonymousNotAllowed, ConsentMissing
from thuisplan_desktop.register import gate_words as words
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.answers import Pair
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Purpose, Route
from thuisplan_desktop.register.common_paper import Beside, why_by_code
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.sharing_rules import own_parties, pairs_by_ground
from thuisplan_desktop.register.standing import ConsentSettings, Standing, pairs_to_cover, represented


@dataclass(frozen=True, kw_only=True)
class Question:
    """One case, one meeting, one day. By the pupil's age on `on`.

    `known_by_name`: this same group discussed the case by name before. `meeting_id` lets consents for that one meeting
    count. `participants` hear it; `left_out` sit at the table and don't. `beside`: the other cases by name there. A
    question knows nothing of what was answered before.
    """

    file: CaseFile
    consents: tuple[Consent, ...]
    participants: tuple[Party, ...]
    categories: frozenset[DataCategory]
    on: date
    settings: ConsentSettings = field(default_factory=ConsentSettings)
    known_by_name: bool = False
    grave_concern: str = ""
    kind: MeetingKind = MeetingKind.SUPPORT_TEAM
    meeting_id: str = ""
    left_out: frozenset[Party] = frozenset()
    beside: tuple[Beside, ...] = ()

    def __repr__(self) -> str:
        return f"Question(case={self.file.case.id!r})"


@dataclass(frozen=True)
class Verdict:
    """What is allowed, why, and what would help. Sentences are Dutch and name nobody.

    `anonymous` and `learning` are options a person may choose, never taken by themselves. `covered_parties` may hear
    everything asked for; `covered_categories` may be told to everyone present. `reminders` close nothing.
    """

    by_name: bool
    anonymous: bool
    learning: bool
    reasons: tuple[str, ...]
    remedies: tuple[str, ...]
    covered_parties: tuple[Party, ...]
    covered_categories: frozenset[DataCategory]
    needed_consent: bool = False
    """By name because of consent: for somebody at the table there is no other ground."""
    reminders: tuple[str, ...] = ()
    by_code: tuple[str, ...] = ()
    """By name, yet by its code on the papers that the whole table reads: why, and what would change that."""

    def allows(self, route: Route) -> bool:
        """Whether it may be discussed in this way. A code alone tells a table nothing, so that needs no gate."""
        ways = {Route.BY_NAME: self.by_name, Route.ANONYMOUS: self.anonymous, Route.LEARNING: self.learning}
        return ways.get(route, True)


_TOKEN = object()


@dataclass(frozen=True)
class Clearance:
    """Proof that the gate opened for exactly this; `clear` alone makes one, and a sheet by name asks for it.

    `on_list`: the name may also stand on a paper that the whole table reads.
    """

    case_id: str
    route: Route
    participants: tuple[Party, ...]
    categories: frozenset[DataCategory]
    on: date
    with_consent: bool = False
    on_list: bool = False
    token: InitVar[object] = None

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("a Clearance is made by gate.clear")


def clear(question: Question, route: Route) -> Clearance:
    """The same question, answered with proof. Raises ConsentMissing or AnonymousNotAllowed with the reasons."""
    verdict = may_discuss(question)
    _refuse_unless(verdict, route)
    return Clearance(
        question.file.case.id,
        route,
        question.participants,
        question.categories,
        question.on,
        route is Route.BY_NAME and verdict.needed_consent,
        route is Route.BY_NAME and not verdict.by_code,
        _TOKEN,
    )


def _refuse_unless(verdict: Verdict, route: Route) -> None:
    reasons = " ".join((*verdict.reasons, *verdict.remedies))
    if route is Route.BY_NAME and not verdict.by_name:
        raise ConsentMissing(reasons=reasons)
    allowed = verdict.anonymous if route is Route.ANONYMOUS else verdict.learning
    if route is not Route.BY_NAME and not allowed:
        raise AnonymousNotAllowed(reasons=words.NOT_NEEDED if verdict.by_name else reasons)


def may_discuss(question: Question) -> Verdict:
    """The verdict for one case at one meeting on one day."""
    verdict = _judge(question)
    if not verdict.by_name:
        return verdict
    remind = words.whom_to_invite(question.participants, question.file.contacts)
    return replace(verdict, by_code=by_code(question), reminders=(*verdict.reminders, *remind))


def by_code(question: Question) -> tuple[str, ...]:
    """Why a case by name is not named on the agenda and afsprakenlijst, which everybody there reads; see there."""
    case, holder = question.file.case, question.settings.holder
    return why_by_code(question.left_out, question.beside, case.brin, holder)


def _judge(question: Question) -> Verdict:
    if any(request.stops_sharing(question.on) for request in question.file.requests):
        return _shut((words.STOPPED,), (words.DECIDE,))
    if question.kind is MeetingKind.LEARNING:
        return _learning(question)
    missing = words.incomplete(question.file.case.birth_date is not None, question.participants, question.categories)
    birth_date = question.file.case.birth_date
    if missing or birth_date is None:
        return _shut((missing,), ())
    forbidden = _forbidden(question, birth_date)
    if forbidden:
        return _never(question, forbidden)
    file, on = question.file, question.on
    pairs = pairs_to_cover(question.participants, question.categories, birth_date, on, question.settings, file.contacts)
    if not pairs:
        return _open(question, words.internal(question.settings.holder))
    standing = _standing(question, birth_date)
    if not question.file.case.is_closed(on) and standing.covered(pairs) == pairs:
        return replace(_open(question, words.CONSENTED), needed_consent=True, reminders=words.reminders(standing))
    return _without_consent(question, standing, pairs)


def _standing(question: Question, birth_date: date) -> Standing:
    asked = question.consents, birth_date, question.file.contacts, question.on
    return Standing(*asked, question.settings, question.meeting_id)


def _forbidden(question: Question, birth_date: date) -> frozenset[Pair]:
    """What no sharing rule lets through, not even with consent."""
    settings = question.settings
    age = age_on(birth_date, question.on)
    seen = represented(question.file.contacts)
    free, consented = pairs_by_ground(
        settings.rules, settings.holder, Purpose.DISCUSS, question.on, age, at_table=True, represented=seen
    )
    wanted = frozenset((party, one) for party in question.participants for one in question.categories)
    return wanted - free - consented


def _open(question: Question, reason: str) -> Verdict:
    return Verdict(
        by_name=True,
        anonymous=False,
        learning=False,
        reasons=(reason,),
        remedies=(),
        covered_parties=question.participants,
        covered_categories=question.categories,
    )


def _shut(reasons: tuple[str, ...], remedies: tuple[str, ...]) -> Verdict:
    return Verdict(
        by_name=False,
        anonymous=False,
        learning=False,
        reasons=reasons,
        remedies=remedies,
        covered_parties=(),
        covered_categories=frozenset(),
    )


def _never(question: Question, forbidden: frozenset[Pair]) -> Verdict:
    """Somebody at the table may not hear this by name at all. What remains without them is judged on its own."""
    parties, told = _left(question, forbidden)
    helps = words.leave_out(parties, told, forbidden)
    return _shut((words.forbidden(forbidden),), helps or (words.OTHER_TABLE,))


def _learning(question: Question) -> Verdict:
    """A group that doesn't know the case (decision 4; Noord-Kennemerland: kenniskring, netwerkgroep)."""
    reasons = [words.LEARNING_ONLY]
    ruled = question.settings.rules.permits(Route.LEARNING, question.settings.holder, question.on)
    if not ruled:
        reasons.append(words.NO_LEARNING_RULE)
    if question.known_by_name:
        reasons.append(words.KNOWN_HERE)
    strangers = _strangers(question)
    if question.participants and not strangers:
        reasons.append(words.OWN_TEAM)
    family = any(party.for_one_pupil for party in question.participants)
    if family:
        reasons.append(words.FAMILY_HERE)
    if not question.participants:
        reasons.append(words.NOBODY_HERE)
    allowed = ruled and not question.known_by_name and not family and strangers
    return replace(_shut(tuple(reasons), (words.MAKE_SHEET,) if allowed else ()), learning=allowed)


def _strangers(question: Question) -> bool:
    """Whether anybody there is not of the pupil's own school. Colleagues of a consulent don't know the case either."""
    own = own_parties(question.settings.rules, question.settings.holder, question.on) - {Party.CONSULENT}
    return any(party not in own for party in question.participants)


def _without_consent(question: Question, standing: Standing, pairs: frozenset[Pair]) -> Verdict:
    closed = question.file.case.is_closed(question.on)
    missing = pairs if closed else pairs - standing.covered(pairs)
    parties, told = _left(question, missing)
    asked = standing.asked_in_vain(pairs)
    why = (words.CLOSED,) if closed else words.why(standing, pairs, missing)
    if Party.PARENTS in {pair[0] for pair in missing} and not represented(question.file.contacts):
        why = (words.NO_PARENT_WITH_GEZAG, *why)
    family = any(party.for_one_pupil for party in (*question.participants, *question.left_out))
    known = (words.KNOWN_HERE,) if question.known_by_name else ()
    ruled = question.settings.rules.permits(Route.ANONYMOUS, question.settings.holder, question.on)
    remedies = (
        *words.leave_out(parties, told, missing),
        *(() if closed else words.ask(standing, pairs)),
        *words.other_ground(missing),
        *words.go_anonymous(
            asked=asked, known=question.known_by_name, concern=question.grave_concern, ruled=ruled, family=family
        ),
    )  # fmt: skip
    open_to = ruled and asked and not question.known_by_name and not family
    anonymous = open_to and bool(question.grave_concern.strip())
    return replace(
        _shut((*why, *known), remedies),
        anonymous=anonymous,
        covered_parties=parties,
        covered_categories=told,
        reminders=words.reminders(standing),
    )


def _left(question: Question, missing: Iterable[Pair]) -> tuple[tuple[Party, ...], frozenset[DataCategory]]:
    """Who hears everything and what everyone may hear, once what is missing stays away."""
    gone = tuple(missing)
    parties = tuple(party for party in question.participants if party not in {pair[0] for pair in gone})
    return parties, question.categories - {pair[1] for pair in gone}
