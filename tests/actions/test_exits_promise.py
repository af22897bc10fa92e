"""The promise on paper: what really comes out of a register, read back, against the second reading of the law.

A smaller sample of the situations of `tests/register/test_consent_promise.py`, through real registers and real PDFs.
"""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings

import consent_oracle as oracle
from consent_oracle import World
from factories import make_absence
from regions import Clock, Maker, Templates, log_of
from situations import MEETING, Situation, situations
from thuisplan_desktop.actions import meetings, sharing, sheets
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.errors import AnonymousNotAllowed, ConsentMissing, SharingNotAllowed
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    DataCategory,
    Decision,
    LegalBasis,
    MeetingKind,
    Party,
    Purpose,
    Role,
    Route,
)
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.store import cases, consents, parts
from thuisplan_desktop.store import meetings as books

REFUSED = (ConsentMissing, AnonymousNotAllowed)
NAMES = ("Femke", "Zandloper", "Roelof", "kanarienummer", "8b", "3 september")
NOTE = "Femke van der Zandloper uit 8b, nummer kanarienummer, is thuis. Haar vader Roelof belt vaak."
FACTS = {
    DataCategory.EDUCATION: "jaargroep-kanarie",
    DataCategory.HOME: "Roelof",
    DataCategory.HEALTH: ": ziek",
    DataCategory.HELP: "notitie-kanarie",
}
"""What is on a sheet by name only with that category."""


@dataclass
class Desk:
    """One register and its clock."""

    register: OpenRegister
    clock: Clock


@pytest.fixture(scope="module")
def desks(register_templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role, Desk]]:
    """One register of a school and one of a consulent, for all situations."""
    made, found = [], {}
    for role in (Role.SCHOOL, Role.CONSULENT):
        clock = Clock(date(2026, 1, 1))
        maker = Maker(register_templates, tmp_path_factory.mktemp(role.value), clock)
        found[role] = Desk(maker.make(role), clock)
        made.append(maker)
    yield found
    for maker in made:
        maker.close()


def words(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()) + str(reader.metadata)


def settle(desk: Desk, found: Situation) -> tuple[Meeting, World]:
    """Put a situation into the register as it is, also what the dialogs would refuse, and plan its meeting."""
    register = desk.register
    desk.clock.go_to(found.on - timedelta(days=2))
    register.settings = replace(register.settings, both_parents=found.both)
    kind = found.kind
    table = tuple(party for party in found.participants if kind is MeetingKind.LEARNING or not party.learns_only)
    meeting = meetings.plan_meeting(register, kind, found.on, table or (Party.LEERPLICHT,)).value
    other = meetings.plan_meeting(register, kind, found.on, (Party.LEERPLICHT,)).value
    case = replace(
        found.file.case, year_group="jaargroep-kanarie", note="notitie-kanarie", pupil_key="kanarienummer",
        first_absent_on=date(2025, 6, 2),
    )  # fmt: skip
    ill = make_absence(case, kind=AbsenceKind.SICK, starts_on=date(2025, 6, 2), ends_on=date(2025, 6, 4))
    ids = {MEETING: meeting.id, "een andere": other.id, "": ""}
    told = tuple(replace(one, meeting_id=ids[one.meeting_id]) for one in found.consents)
    with register.change() as connection:
        cases.save_case(connection, case)
        cases.save_absence(connection, ill)
        for contact in found.file.contacts:
            cases.save_contact(connection, contact)
        for request in found.file.requests:
            parts.save(connection, replace(request, id=case.id))
        for one in told:
            consents.save_consent(connection, one)
        if found.known:
            books.save_sharing(connection, heard(case.id, meeting.participants, found.on))
        file = cases.load_case_file(connection, case.id)
        kept = consents.load_consents(connection, case.id)
    return meeting, World(file, kept, found.on, found.holder, found.both, meeting.id)


def heard(case_id: str, parties: tuple[Party, ...], on: date) -> Sharing:
    return Sharing(
        id=f"s{case_id}", case_id=case_id, shared_on=on, recipients=parties, categories=frozenset(DataCategory),
        purpose=Purpose.DISCUSS, basis=LegalBasis.CONSENT, route=Route.BY_NAME,
    )  # fmt: skip


def lawful(world: World, meeting: Meeting, categories: frozenset[DataCategory]) -> bool:
    return meeting.kind is not MeetingKind.LEARNING and oracle.may_all_hear(world, meeting.participants, categories)


def on_paper(desk: Desk, meeting: Meeting, discussion: Discussion) -> list[Callable[[], bytes]]:
    """Every way in which this discussion leaves the register by name."""
    return [
        lambda: meetings.sheet_by_name_pdf(desk.register, discussion.id),
        lambda: meetings.agenda_pdf(desk.register, meeting.id),
        lambda: meetings.agreements_pdf(desk.register, meeting.id),
    ]


def check_paper(papers: list[Callable[[], bytes]], categories: frozenset[DataCategory]) -> None:
    """By name: the name is there (so the search works), and nothing of a category that was not cleared."""
    for paper in papers:
        text = words(paper())
        assert "Zandloper" in text
        for category, fact in FACTS.items():
            assert category in categories or fact not in text
        assert "kanarienummer" not in text
        assert "3 september" not in text


def check_refused(desk: Desk, papers: list[Callable[[], bytes]]) -> None:
    """Nothing comes out, and nothing is written down as shared."""
    before = log_of(desk.register)
    for paper in papers:
        with pytest.raises(REFUSED):
            paper()
    assert log_of(desk.register) == before


def change_something(desk: Desk, world: World, number: int) -> World:
    """Withdraw one answer today, let somebody object today, or let time go on past the next birthday."""
    case_id, today = world.file.case.id, desk.register.today()
    given = [one for one in world.consents if one.decision is Decision.GIVEN]
    if number % 3 == 2 or not given:
        desk.clock.go_to(world.on + timedelta(days=[1, 60, 400][number % 5 % 3]))
        return replace(world, on=desk.register.today())
    one = given[number % len(given)]
    changed = replace(one, withdrawn_on=today)
    if number % 3 == 1:
        changed = replace(one, id=f"b{one.id}", decision=Decision.REFUSED, objection=True, asked_on=today,
                          decided_on=today, withdrawn_on=None)  # fmt: skip
    with desk.register.change() as connection:
        consents.save_consent(connection, changed)
        kept = consents.load_consents(connection, case_id)
    return replace(world, consents=kept)


def by_name(desk: Desk, found: Situation, meeting: Meeting, world: World, number: int) -> str:
    """Put it on the agenda by name if the law lets it; print; change something; print again."""
    register, told = desk.register, found.categories
    if not lawful(world, meeting, told):
        with pytest.raises(REFUSED):
            meetings.put_on_agenda(register, meeting.id, world.file.case.id, told, Route.BY_NAME, found.concern)
        return "refused"
    discussion = meetings.put_on_agenda(register, meeting.id, world.file.case.id, told, Route.BY_NAME).value
    papers = on_paper(desk, meeting, discussion)
    check_paper(papers, told)
    later = change_something(desk, world, number)
    if lawful(later, meeting, told):
        check_paper(papers, told)
        return "by name"
    check_refused(desk, papers)
    return "stopped"


def without_name(desk: Desk, found: Situation, meeting: Meeting, world: World) -> str:
    """Where the gate lets a case be discussed without a name, no paper of it has one."""
    register, case_id = desk.register, world.file.case.id
    route = Route.LEARNING if meeting.kind is MeetingKind.LEARNING else Route.ANONYMOUS
    try:
        discussion = meetings.put_on_agenda(register, meeting.id, case_id, found.categories, route, found.concern).value
    except AnonymousNotAllowed:
        return "closed"
    assert not lawful(world, meeting, found.categories)
    draft = sheets.find(register, case_id, NOTE)
    review = Review.accepting(draft.findings)
    rest = frozenset(line.id for line in sheets.remaining(register, discussion.id, draft, review))
    for text in (
        words(sheets.make_sheet(register, discussion.id, draft, review, rest)),
        words(meetings.agenda_pdf(register, meeting.id)),
        words(meetings.agreements_pdf(register, meeting.id)),
    ):
        assert discussion.sheet_code in text
        assert not [name for name in (*NAMES, *FACTS.values()) if name in text]
    check_refused(desk, on_paper(desk, meeting, discussion)[:1])
    return "without a name"


def sent(desk: Desk, found: Situation, world: World, number: int) -> str:
    """Give it to one party outside a meeting: only with a permit, and only that leaves a row."""
    party = [Party.DUO, Party.VEILIG_THUIS, Party.RMC, Party.NEXT_SCHOOL, Party.POLICE][number % 5]
    purpose = [Purpose.REPORT, Purpose.SAFETY, Purpose.HANDOVER, Purpose.DISCUSS][number % 4]
    on = desk.register.today()
    seen = replace(world, on=on, meeting="", purpose=purpose)
    giving = Giving(case_id=world.file.case.id, party=party, categories=found.categories, purpose=purpose, on=on)
    if all(oracle.may_send(seen, party, one) for one in found.categories):
        sharing.record_giving(desk.register, giving)
        return "sent"
    with pytest.raises(SharingNotAllowed):
        sharing.record_giving(desk.register, giving)
    return "kept"


def play(desks: dict[Role, Desk], many: int) -> Counter[str]:
    seen: Counter[str] = Counter()

    @given(found=situations())
    @settings(max_examples=many, derandomize=many < 1_000, deadline=None, database=None,
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])  # fmt: skip
    def each(found: Situation) -> None:
        if found.file.case.closed_on:
            return
        desk, number = desks[found.holder], sum(seen.values())
        meeting, world = settle(desk, found)
        outcomes = [sent(desk, found, world, number), without_name(desk, found, meeting, world)]
        if "without a name" not in outcomes:
            outcomes.append(by_name(desk, found, meeting, world, number))
        seen.update(outcomes)

    each()
    return seen


OUTCOMES = {"refused", "by name", "stopped", "closed", "without a name", "sent", "kept"}


def test_no_paper_names_anybody_the_law_keeps_silent(desks: dict[Role, Desk]) -> None:
    """Sheets, agendas, afsprakenlijsten and givings of real registers, before and after a change."""
    seen = play(desks, 60)
    assert set(seen) == OUTCOMES


@pytest.mark.long
def test_no_paper_names_anybody_for_long(desks: dict[Role, Desk]) -> None:
    """The same, thousands of times."""
    assert set(play(desks, 3_000)) == OUTCOMES
