"""The promise of the gate over everything that can be generated, against a second reading of the law.

Nobody hears a thing by name that the law does not let through at that moment, for every party and every category; and
what the law lets through is not withheld. A withdrawal, a birthday and an objection take effect on the day itself.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import consent_oracle as oracle
from consent_oracle import World
from situations import MEETING, PURPOSES, Situation, situations
from thuisplan_desktop.errors import AnonymousNotAllowed, ConsentMissing
from thuisplan_desktop.register.codes import DataCategory, Decision, GiverRole, MeetingKind, Party, Purpose, Role, Route
from thuisplan_desktop.register.gate import Question, clear, may_discuss
from thuisplan_desktop.register.sharing import Wish, may_share
from thuisplan_desktop.register.standing import ConsentSettings

NORMAL, LONG = 2_000, 100_000
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def question(found: Situation, **changes: object) -> Question:
    settings_ = ConsentSettings(both_parents=found.both, holder=found.holder)
    asked = Question(
        file=found.file, consents=found.consents, participants=found.participants, categories=found.categories,
        on=found.on, settings=settings_, known_by_name=found.known, grave_concern=found.concern, kind=found.kind,
        meeting_id=MEETING,
    )  # fmt: skip
    return replace(asked, **changes)  # type: ignore[arg-type]  # mixed values


def world(found: Situation, **changes: object) -> World:
    seen = World(found.file, found.consents, found.on, found.holder, found.both, MEETING)
    return replace(seen, **changes)  # type: ignore[arg-type]  # mixed values


def judge(found: Situation) -> str:
    """Ask the gate and the oracle the same thing; gives which way was open."""
    verdict = may_discuss(question(found))
    lawful = oracle.may_all_hear(world(found), found.participants, found.categories)
    by_name = lawful and found.kind is not MeetingKind.LEARNING
    assert verdict.by_name is by_name
    _check_without_a_name(found, verdict.anonymous, verdict.learning, by_name=by_name)
    for route, open_ in ((Route.BY_NAME, by_name), (Route.ANONYMOUS, verdict.anonymous)):
        if not open_:
            with pytest.raises((ConsentMissing, AnonymousNotAllowed)):
                clear(question(found), route)
    _check_proposals(found, verdict.covered_parties, verdict.covered_categories)
    return "by name" if by_name else "anonymous" if verdict.anonymous else "learning" if verdict.learning else "shut"


def _check_without_a_name(found: Situation, anonymous: bool, learning: bool, *, by_name: bool) -> None:
    """Asked and not obtained, grave concern, never known by name; learning only where nobody knows the case."""
    assert by_name + anonymous + learning <= 1
    if anonymous:
        assert found.concern.strip()
        assert not found.known
        assert not oracle.stopped(world(found))
        assert any(oracle.said_this_year(one, found.on) for one in found.consents) or any(
            oracle.objected(world(found), party, one) for party in found.participants for one in found.categories
        )
    family = {Party.PARENTS, Party.PUPIL, Party.FAMILY_GUARDIAN} & set(found.participants)
    assert not (anonymous and family)
    own = (oracle.TEACHERS | oracle.SWV - {Party.CONSULENT}) if found.holder is Role.CONSULENT else oracle.TEACHERS
    assert learning is (
        found.kind is MeetingKind.LEARNING
        and not found.known
        and not family
        and not set(found.participants) <= own
        and not oracle.stopped(world(found))
    )


def _check_proposals(found: Situation, parties: tuple[Party, ...], told: frozenset[DataCategory]) -> None:
    """Whoever follows 'laat weg' shares nothing unlawful either."""
    assert not parties or oracle.may_all_hear(world(found), parties, found.categories)
    assert not told or oracle.may_all_hear(world(found), found.participants, told)


def judge_sending(found: Situation, party: Party, purpose: Purpose) -> bool:
    """One party outside a meeting: the sharing rules against the oracle."""
    wish = Wish(
        file=found.file, consents=tuple(one for one in found.consents), party=party, categories=found.categories,
        purpose=purpose, on=found.on, settings=ConsentSettings(both_parents=found.both, holder=found.holder),
    )  # fmt: skip
    seen = world(found, meeting="", purpose=purpose)
    lawful = all(oracle.may_send(seen, party, one) for one in found.categories)
    assert may_share(wish).allowed is lawful
    return lawful


OUTSIDE = [
    party
    for party in Party
    if party not in oracle.TEACHERS | oracle.SWV | {Party.PARENTS, Party.PUPIL, Party.PARENT_WITHOUT_GEZAG}
]


def hold(many: int) -> Counter[str]:
    """Judge so many situations in every way; gives how often each way was open."""
    seen: Counter[str] = Counter()

    @given(found=situations(), party=st.sampled_from(OUTSIDE), purpose=st.sampled_from(PURPOSES))
    @settings(max_examples=many, suppress_health_check=QUIET)
    def judge_all(found: Situation, party: Party, purpose: Purpose) -> None:
        way = judge(found)
        seen[way] += 1
        seen["sent"] += judge_sending(found, party, purpose)
        if way == "by name" and may_discuss(question(found)).needed_consent:
            check_at_once(found)
            seen["by consent"] += 1

    judge_all()
    return seen


def check_at_once(found: Situation) -> None:
    """The day before it was open; on the day itself it isn't, for every answer that the table relied on."""
    for one in found.consents:
        others = tuple(other for other in found.consents if other is not one)
        if may_discuss(question(found, consents=others)).by_name:
            continue
        gone = replace(one, withdrawn_on=found.on)
        assert not may_discuss(question(found, consents=(*others, gone))).by_name
        against = replace(
            one, id="bezwaar", decision=Decision.REFUSED, objection=True, asked_on=found.on, decided_on=found.on
        )
        assert not may_discuss(question(found, consents=(*found.consents, against))).by_name
    for age in (12, 16):
        day = oracle.birthday(found.file.case.birth_date, age)
        if day > found.on:
            before = tuple(one for one in found.consents if one.decided_on is None or one.decided_on < day)
            assert not may_discuss(question(found, on=day, consents=before)).by_name


def check_ways(seen: Counter[str]) -> None:
    """A generator that finds only closed doors would prove nothing: each outcome comes up once in a hundred or more."""
    total = sum(seen[way] for way in ("by name", "anonymous", "learning", "shut"))
    for way in ("by name", "by consent", "anonymous", "learning", "shut", "sent"):
        assert seen[way] * 100 >= total, way


def test_the_gate_and_the_sharing_rules_are_the_law() -> None:
    """Two thousand situations, at a table and outside it: open exactly where the law is, and closed at once."""
    check_ways(hold(NORMAL))


@pytest.mark.long
def test_the_gate_and_the_sharing_rules_are_the_law_for_long() -> None:
    """The same, a hundred thousand times."""
    check_ways(hold(LONG))


@given(found=situations(), shift=st.integers(0, 40))
@settings(max_examples=200, suppress_health_check=QUIET)
def test_at_eighteen_the_parents_drop_out(found: Situation, shift: int) -> None:
    """As givers and as recipients: from that day they neither decide nor hear, unless the pupil agrees himself."""
    day = oracle.birthday(found.file.case.birth_date, 18) + timedelta(days=shift)
    parental = tuple(one for one in found.consents if one.giver is not GiverRole.PUPIL_16)
    for table in ((Party.PARENTS,), (*found.participants, Party.PARENTS)):
        asked = question(found, on=day, participants=table, consents=parental, kind=MeetingKind.MDO)
        assert not may_discuss(asked).by_name
