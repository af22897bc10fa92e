"""The promise at every exit: what really comes out of a register, read back, against the second reading of the law.

The situations of `tests/register/test_consent_promise.py`, twenty at one table, through real registers and every way
out: sheets, agendas, afsprakenlijsten, givings, hand-overs, and what the program offers to copy. Most papers are read
as they are drawn; those of every twenty-fifth table are real PDFs, read back, and held against that.

Each situation meets the gate; in the long run it takes every way out, in the normal run the ways take turns.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st

import consent_oracle as oracle
from exits import Desk, Seat, recording, settle, vocabulary, words
from regions import Clock, Maker, Templates
from situations import Situation, agenda
from thuisplan_desktop.actions import handing, meetings, sharing, sheets
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.crypto.canonical import encode
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import AnonymousNotAllowed, ConsentMissing, SharingNotAllowed, ThuisplanError
from thuisplan_desktop.exchange import handover_v1, handover_value, receiving_key_v1
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.case_codes import HandoverTo
from thuisplan_desktop.register.codes import DataCategory, Decision, MeetingKind, Party, Purpose, Role, Route
from thuisplan_desktop.register.meeting import Discussion, Meeting
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.store import consents
from thuisplan_desktop.store import meetings as meeting_store
from thuisplan_desktop.ui.widgets.clipboard import marked

REFUSED = (ConsentMissing, AnonymousNotAllowed)
DAY_AFTER = 2_871_076
"""A table at which an answer ends between the talk and the afsprakenlijst."""

SIZE, TABLES, MANY_TABLES, RENEW, REAL = 20, 100, 500, 250, 25
"""2,000 situations in a normal run, ten times 10,000 in the long one; registers are renewed so that they stay small."""

TURNS = 6
"""In the normal run each way out is for one in so many situations; which one moves on with every table."""

RECEIVER = Identity.generate()
KEY = receiving_key_v1.encode("De Andere School", RECEIVER)
OUTCOMES = {
    "refused", "by name", "stopped", "closed", "without a name", "sent", "kept", "handed over", "held", "real paper",
    "closed case by name", "closed case kept", "by its code alone", "for one child", "one child beside its family",
}  # fmt: skip

Desks = dict[Role, Desk]


@pytest.fixture(scope="module")
def renew(register_templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Desks]]:
    """Makes a register of a school and one of a consulent; those before are closed."""
    made: list[Maker] = []

    def fresh() -> Desks:
        while made:
            made.pop().close()
        return {role: _desk(role) for role in (Role.SCHOOL, Role.CONSULENT)}

    def _desk(role: Role) -> Desk:
        clock = Clock(date(2026, 1, 1))
        made.append(Maker(register_templates, tmp_path_factory.mktemp(role.value), clock))
        return Desk(made[-1].make(role), clock).in_a_hurry()

    yield fresh
    while made:
        made.pop().close()


# --- what is checked


def says_nothing(seats: list[Seat], text: str) -> None:
    """No word of any of these cases is in it."""
    assert not [mark for seat in seats for mark in seat.marks if mark in text]


def check_refused(desk: Desk, seats: list[Seat], work: Callable[[], object]) -> None:
    """Nothing comes out, nothing is written down as shared, and the reason names nobody."""
    before = desk.lines()
    with pytest.raises((*REFUSED, SharingNotAllowed)) as refused:
        work()
    assert desk.lines() == before
    assert isinstance(refused.value, ThuisplanError)
    copied(seats, message_for(refused.value).text)


def copied(seats: list[Seat], text: str) -> None:
    """What the program offers to copy holds no name, and is marked to stay out of histories and clouds."""
    content = marked(text)
    says_nothing(seats, content.text())
    assert content.hasFormat("application/x-nspasteboard-concealed-type")


def read(work: Callable[[], bytes], *, real: bool) -> str:
    """What stands on a paper. A real one is printed too, and holds the same words as were recorded."""
    with recording():
        recorded = words(work())
    if not real:
        return recorded
    printed = words(work())
    assert vocabulary(recorded) <= vocabulary(printed)
    assert vocabulary(printed) - vocabulary(recorded) <= _AROUND
    return printed


_AROUND = vocabulary("pagina van Thuisplan author creator producer title keywords trapped False subject CreationDate "
                     "ModDate 20000101000000 D:20000101000000+00'00' bewerkt")  # fmt: skip
"""What the foot and the metadata of a PDF say besides."""


def check_sheet(seat: Seat, others: list[Seat], text: str, told: frozenset[DataCategory]) -> None:
    """The name is there (so the search works), and nothing of a category that was not cleared, nor of another case."""
    assert seat.name in text
    for category, fact in seat.facts.items():
        assert category in told or fact not in text
    assert DataCategory.HEALTH in told or ": ziek" not in text
    assert not [secret for secret in seat.secrets if secret in text]
    says_nothing(others, text)


def check_list(named: list[Seat], nameless: list[Seat], text: str) -> None:
    """An agenda has the names of who was cleared by name, and of nobody else."""
    for seat in named:
        assert seat.name in text
        assert not [word for word in (*seat.facts.values(), *seat.secrets) if word in text]
    says_nothing(nameless, text)


def check_stopped(desk: Desk, stopped: dict[str, Seat], work: Callable[[], str]) -> str:
    """A list on which cases stand by their code, as they may no longer leave or somebody there may not read of them:
    no row says that they were told by it.

    That no name, fact or agreement of theirs is on it is for `check_list`, as for any case without a name.
    """

    def told() -> list[object]:
        with desk.register.change() as connection:
            return [meeting_store.load_sharings(connection, seat.id) for seat in stopped.values()]

    before = told()
    text = work()
    assert told() == before
    assert not [code for code in stopped if code not in text]
    return text


def lawful(
    world: oracle.World, meeting: Meeting, told: frozenset[DataCategory], gone: frozenset[Party] = frozenset()
) -> bool:
    heard = [party for party in meeting.participants if party not in gone]
    return meeting.kind is not MeetingKind.LEARNING and oracle.may_all_hear(world, heard, told)


def left_out(seat: Seat, meeting: Meeting) -> frozenset[Party]:
    """Of some cases the family doesn't hear it, where anybody else is there: one in three, or all but the first."""
    family = {Party.PARENTS, Party.PUPIL} & set(meeting.participants)
    someone = set(meeting.participants) - family
    gone = seat.number > 0 if meeting.participants[0].own_staff else seat.number % 3 == 1
    return frozenset(family) if gone and someone else frozenset()


# --- the ways out


@dataclass(frozen=True)
class Turns:
    """Whose turn it is at a table: everybody's in the long run."""

    number: int
    of: int

    def has(self, at: int) -> bool:
        return (self.number + at) % self.of == 0


def on_the_agenda(
    desk: Desk, meeting: Meeting, seat: Seat, seats: list[Seat], seen: Counter[str], *, refused: bool
) -> Discussion | None:
    """Put on the agenda in the one way that is open; every other is refused with a reason that names nobody."""
    register, told, concern = desk.register, seat.found.categories, seat.found.concern
    gone = left_out(seat, meeting)
    verdict = meetings.judge(register, meeting.id, seat.id, told, concern, gone)
    copied(seats, " ".join((*verdict.reasons, *verdict.remedies, *verdict.reminders, *verdict.by_code)))
    by_name = lawful(seat.world, meeting, told, gone)
    if not by_name:
        verdict = meetings.judge(register, meeting.id, seat.id, told, concern)  # without a name nobody is left out
    nameless = Route.LEARNING if meeting.kind is MeetingKind.LEARNING else Route.ANONYMOUS
    kept: Discussion | None = None
    for route in (nameless, Route.BY_NAME):

        def put(route: Route = route) -> Discussion:
            asked = meeting.id, seat.id, told, route, concern, gone
            placed: Discussion = meetings.put_on_agenda(register, *asked).value
            return placed

        if kept is None and by_name is (route is Route.BY_NAME) and (by_name or _may_be_nameless(verdict, route)):
            kept = put()
        elif kept is None and refused and not (gone and by_name):
            check_refused(desk, seats, put)
            seen["refused" if route is Route.BY_NAME else "closed"] += 1
    if oracle.over(seat.world):
        seen["closed case by name" if by_name else "closed case kept"] += 1
    return kept


def _may_be_nameless(verdict: object, route: Route) -> bool:
    """What the gate says; that it says so rightly is tested in the promise of the gate itself."""
    return bool(getattr(verdict, route.value))


def without_a_name(desk: Desk, meeting: Meeting, seat: Seat, seats: list[Seat], one: Discussion, *, real: bool) -> None:
    """The sheet of a case that may be discussed without a name, and what can be copied of it while it is made."""
    register = desk.register
    draft = sheets.find(register, seat.id, seat.note)
    review = Review.accepting(draft.findings)
    copied(seats, sheets.preview(draft, review).text)
    rest = frozenset(line.id for line in sheets.remaining(register, one.id, draft, review))
    text = read(lambda: sheets.make_sheet(register, one.id, draft, review, rest), real=real)
    assert one.sheet_code in text
    says_nothing(seats, text)
    check_refused(desk, seats, lambda: meetings.sheet_by_name_pdf(register, one.id))


def given_away(desk: Desk, seat: Seat, seats: list[Seat], number: int) -> str:
    """Something to one party outside a meeting: only with a permit, and only that leaves a row."""
    party = [Party.DUO, Party.VEILIG_THUIS, Party.RMC, Party.NEXT_SCHOOL, Party.POLICE][number % 5]
    purpose = [Purpose.REPORT, Purpose.SAFETY, Purpose.HANDOVER, Purpose.DISCUSS][number % 4]
    world, told = replace(_now(desk, seat), purpose=purpose), seat.found.categories
    giving = Giving(case_id=seat.id, party=party, categories=told, purpose=purpose, on=world.on)
    copied(seats, " ".join(sharing.judge(desk.register, giving).reasons))
    if all(oracle.may_send(world, party, one) for one in told):
        sharing.record_giving(desk.register, giving)
        return "sent"
    check_refused(desk, seats, lambda: sharing.record_giving(desk.register, giving))
    return "kept"


def handed_over(desk: Desk, seat: Seat, seats: list[Seat], number: int) -> str:
    """The case in a sealed file, or told: only what every kind of data may go for, and only that is inside."""
    to = [*HandoverTo][number % len(HandoverTo)]
    own = Party.CONSULENT if seat.found.holder is Role.CONSULENT else Party.ZORGCOORDINATOR
    party, purpose = oracle.RECEIVES.get(to.value, (own, Purpose.HANDOVER))
    world, told = replace(_now(desk, seat), purpose=purpose), seat.found.categories
    handover = Handover(id=f"h{number}", case_id=seat.id, to=to, handed_on=world.on, note=f"notitie{seat.mark}")
    if not all(oracle.may_send(world, party, one) for one in told):
        ways = (lambda: handing.seal(desk.register, handover, told, KEY),
                lambda: handing.record(desk.register, handover, told))  # fmt: skip
        check_refused(desk, seats, ways[number // 2 % 2])
        return "held"
    data: bytes = handing.seal(desk.register, handover, told, KEY).value.data
    sealed = data.decode("utf-8")
    assert not [mark for other in seats for mark in other.marks if len(mark) > 8 and mark in sealed]
    handed = handover_v1.decode(data, RECEIVER)
    assert handed.categories == told
    inside = encode(handover_value.to_value(handed)).decode()
    assert seat.name in inside
    for category, fact in seat.facts.items():
        needed = frozenset(DataCategory) if category is DataCategory.HELP else {category}
        assert needed <= told or fact not in inside
    assert DataCategory.HEALTH in told or '"sick"' not in inside
    assert DataCategory.HOME in told or not [word for word in seat.secrets[1:] if word in inside]
    assert seat.secrets[0] not in inside
    says_nothing([one for one in seats if one is not seat], inside)
    return "handed over"


def _now(desk: Desk, seat: Seat) -> oracle.World:
    """Outside a meeting, today."""
    return replace(seat.world, on=desk.register.today(), meeting="")


# --- before and after a change


def change_something(desk: Desk, seats: list[Seat], number: int) -> list[Seat]:
    """Of some cases an answer is withdrawn today or somebody objects today; at some tables time goes on instead."""
    if number % 4 == 3:
        desk.clock.go_to(seats[0].found.on + timedelta(days=[0, 1, 60, 400][number % 16 // 4]))
        today = desk.register.today()
        return [replace(seat, world=replace(seat.world, on=max(today, seat.world.on))) for seat in seats]
    today = desk.register.today()
    with desk.register.change() as connection:
        for at, seat in enumerate(seats):
            answers = [one for one in seat.world.consents if one.decision is Decision.GIVEN]
            if not answers or (at + number) % 3 == 0:
                continue
            one = answers[(at + number) % len(answers)]
            changed = replace(one, withdrawn_on=today)
            if (at + number) % 3 == 1:
                changed = replace(one, id=f"b{one.id}", decision=Decision.REFUSED, objection=True, asked_on=today,
                                  decided_on=today, withdrawn_on=None)  # fmt: skip
            consents.save_consent(connection, changed)
        kept = consents.load_all_consents(connection)
    return [replace(seat, world=replace(seat.world, consents=kept.get(seat.id, ()))) for seat in seats]


def talk(desk: Desk, meeting: Meeting, seats: list[Seat], placed: dict[str, Discussion]) -> dict[str, Discussion]:
    """Once the day has come, something is agreed about every case."""
    if desk.register.today() < meeting.held_on:
        return placed
    agreed = {seat.id: replace(placed[seat.id], agreements=seat.agreed) for seat in seats if seat.id in placed}
    with desk.register.change() as connection:
        for one in agreed.values():
            meeting_store.save_discussion(connection, one)
    return agreed


def print_all(
    desk: Desk, meeting: Meeting, seats: list[Seat], placed: dict[str, Discussion], turns: Turns, *, real: bool
) -> Counter[str]:
    """Each sheet by name, the agenda and the afsprakenlijst: printed as far as the law lets them, refused otherwise.

    Once it was talked of, a case that may no longer leave doesn't stop the list of the others: its code stands there.
    """
    register, seen = desk.register, Counter[str]()
    stopped: dict[str, Seat] = {}
    on_list = [seat for seat in seats if seat.id in placed]
    named = [seat for seat in on_list if placed[seat.id].route is Route.BY_NAME]
    for at, seat in enumerate(named):
        one = placed[seat.id]
        lets = lawful(seat.world, meeting, one.categories, one.left_out)
        if not lets:
            stopped[one.sheet_code] = seat
        if not turns.has(at):
            continue
        if lets:
            text = read(lambda one=one: meetings.sheet_by_name_pdf(register, one.id), real=real)
            check_sheet(seat, [other for other in seats if other is not seat], text, one.categories)
            seen["by name"] += 1
        else:
            check_refused(desk, seats, lambda one=one: meetings.sheet_by_name_pdf(register, one.id))
            seen["stopped"] += 1
    heard = [(seat.world, meeting.without(placed[seat.id].left_out)) for seat in named]
    listed = [seat for seat in named if oracle.on_the_list(seat.world, meeting.participants, heard)]
    cleared = [seat for seat in listed if seat not in stopped.values()]
    nameless = [seat for seat in seats if seat not in cleared]
    coded = {placed[seat.id].sheet_code: seat for seat in named if seat not in cleared}
    talked = all(placed[seat.id].agreements for seat in stopped.values())
    seen["for one child"] += len(named) - len(listed)
    if any(party in (Party.PARENTS, Party.PUPIL) for _, everyone in heard for party in everyone):
        assert len(cleared) <= 1, "no paper names two children where a family sits"
        seen["one child beside its family"] += len(cleared)
    for at, paper in enumerate((meetings.agenda_pdf, meetings.agreements_pdf)):
        if turns.of > 1 and turns.number % 2 != at:
            continue
        if not talked:
            check_refused(desk, seats, lambda paper=paper: paper(register, meeting.id))
            continue

        def printed(paper: Callable[[OpenRegister, str], bytes] = paper) -> str:
            return read(lambda: paper(register, meeting.id), real=real)

        check_list(cleared, nameless, check_stopped(desk, coded, printed))
        seen["by its code alone"] += len(stopped)
    return seen


def play_table(desk: Desk, found: tuple[Situation, ...], number: int, turns: Turns, *, real: bool) -> Counter[str]:
    """Every situation of one table through the ways out whose turn it is, before and after something changes."""
    seen = Counter[str]({"real paper": int(real)})
    meeting, seats = settle(desk, found)
    ways = (given_away, handed_over)
    placed: dict[str, Discussion] = {}
    for at, seat in enumerate(seats):
        one = on_the_agenda(desk, meeting, seat, seats, seen, refused=turns.has(at))
        if one is not None:
            placed[seat.id] = one
            if one.route is not Route.BY_NAME and turns.has(at):
                without_a_name(desk, meeting, seat, seats, one, real=real)
                seen["without a name"] += 1
        if at % 2 and turns.has(at // 2):
            seen[ways[at // 2 % 2](desk, seat, seats, number + at)] += 1
    seen += print_all(desk, meeting, seats, placed, turns, real=real)
    later = change_something(desk, seats, number)
    placed = talk(desk, meeting, later, placed)
    seen += print_all(desk, meeting, later, placed, replace(turns, number=turns.number + 1), real=real)
    for at, seat in enumerate(later):
        if not at % 2 and turns.has(at // 2 + 2):
            seen[ways[at // 2 % 2](desk, seat, later, number + at)] += 1
    return seen


def play(renew: Callable[[], Desks], tables: int, turns: int, part: int = 0) -> Counter[str]:
    seen: Counter[str] = Counter()
    desks: Desks = {}
    played = 0

    @seed(part)
    @given(number=st.integers(0, 2**48))
    @example(number=DAY_AFTER)
    @settings(max_examples=tables, database=None,
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
              phases=[Phase.explicit, Phase.generate])  # fmt: skip
    def each(number: int) -> None:
        nonlocal played
        if played % RENEW == 0:
            desks.update(renew())
        real = played % REAL == 0
        found = agenda(number, SIZE)
        seen.update(play_table(desks[found[0].holder], found, number % 1_009, Turns(played, turns), real=real))
        played += 1

    each()
    assert played >= tables
    return seen


def test_nothing_leaves_that_the_law_keeps_silent(renew: Callable[[], Desks]) -> None:
    """2,000 situations: no sheet, agenda, PDF, copied text or hand-over says what may not be said at that moment."""
    assert set(play(renew, TABLES, TURNS)) == OUTCOMES


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_nothing_leaves_for_long(renew: Callable[[], Desks], part: int) -> None:
    """100,000 situations, in ten parts that each draw their own."""
    assert set(play(renew, MANY_TABLES, 1, part)) == OUTCOMES
