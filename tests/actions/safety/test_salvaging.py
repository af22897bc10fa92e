"""What a salvage can't read is told by case, and closes the gate where a no may be among it; a crash leaves no half."""

import random
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from factories import make_case, make_contact
from safes import (
    FIRST,
    PAGE,
    SECOND,
    Clock,
    Opener,
    PowerCutError,
    actions_of,
    damage,
    one_of_three,
    power_cut,
    root_of,
    steps,
)
from thuisplan_desktop.actions import (
    access,
    asking,
    backups,
    cases,
    consents,
    meetings,
    opening,
    rights,
    salvaging,
    set_aside,
    sharing,
)
from thuisplan_desktop.actions import destroying as destroying_action
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.rescue import Rescue
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.dutch import PARTS
from thuisplan_desktop.errors import NoSuchMeeting, NothingToSalvage, OlderRegister, SlotWithdrawn, ThuisplanError
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.codes import (
    ContactRole,
    DataCategory,
    Decision,
    GiverRole,
    MeetingKind,
    Party,
)
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.store import consents as consent_store
from thuisplan_desktop.store import destroying, files, losses, register_file, salvage, schema

VECTOR = Path(__file__).parents[2] / "vectors" / "v1" / "registers" / "coordinator-0003"
TABLES = tuple(table.name for table in destroying.parts_of_a_case() if table is not schema.log_cases)
TOLD = frozenset({DataCategory.ABSENCE})


@pytest.fixture(autouse=True)
def soon_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """No table of these tests has more rows than this."""
    monkeypatch.setattr(salvage, "_MISSES", 50)


def fill(register: OpenRegister, tmp_path: Path) -> None:
    """Let the case have a row in each table, those of the kept register."""
    kept = register_file.open_(Path(shutil.copytree(VECTOR, tmp_path / "vector.thuisplan")), bytes(range(32)))
    with kept.read() as source, register.change() as connection:
        for table in (schema.meetings, *reversed(destroying.parts_of_a_case())):
            for row in source.execute(select(table)).mappings() if table is not schema.log_cases else ():
                connection.execute(insert(table).values(**row).on_conflict_do_nothing())
    kept.close()


def rescue(folder: Path, clock: Clock) -> Rescue:
    return salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock())


def count_of(register: OpenRegister) -> Counter[tuple[str, str]]:
    """How many rows there are, by case and table."""
    found: Counter[tuple[str, str]] = Counter()
    with register.read() as connection:
        for table in destroying.parts_of_a_case():
            if table is not schema.log_cases:
                found.update((case_id, table.name) for case_id in connection.execute(select(table.c.case_id)).scalars())
    return found


# --- what is missing is told by case


@pytest.mark.parametrize("table", TABLES)
def test_what_a_case_lacks_is_told_with_its_name(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock, table: str
) -> None:
    """Whichever table a page was of: the index beside it says of whom the rows were, also without any backup."""
    register = open_it()
    fill(register, tmp_path)
    page = root_of(register, table)
    name = cases.open_case(register, "c1").file.case.full_name
    register.close()
    shutil.rmtree(folder / files.BACKUPS)
    damage(folder, page)
    told = rescue(folder, clock).told
    (line,) = [line for line in told if line.startswith(f"Van casus {name} ")]
    assert f"1 {PARTS[table][0]}" in line
    register = open_it()
    assert count_of(register)["c1", table] == (table == "requests")  # a restriction stands in its place
    with register.read() as connection:
        assert losses.load_losses(connection)["c1"].counted[table] == 1
    assert register.check() == ()
    register.close()


def test_where_the_index_is_gone_too_the_newest_backup_tells(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """And it is said that there may be more."""
    register = open_it()
    fill(register, tmp_path)
    backups.make(register)
    pages = root_of(register, "talks"), root_of(register, "ix_talks_case_id")
    register.workspace.close()
    damage(folder, *pages)
    found = rescue(folder, clock)
    assert any("ontbreekt 1 gesprek." in line for line in found.told)
    assert any("gesprek" in line and "kunnen er meer geweest zijn" in line for line in found.told)


def test_what_can_stand_alone_stays(open_it: Opener, folder: Path, tmp_path: Path, clock: Clock) -> None:
    """Where the meetings can't be read, what was shared there and agreed there is still true; a consent for that one
    meeting is not kept as one for all."""
    register = open_it()
    fill(register, tmp_path)
    page = root_of(register, "meetings")
    register.close()
    damage(folder, page)
    rescue(folder, clock)
    register = open_it()
    count = count_of(register)
    assert (count["c1", "sharings"], count["c1", "agreements"], count["c1", "papers"]) == (1, 1, 1)
    assert (count["c1", "consents"], count["c1", "discussions"]) == (0, 0)
    assert register.check() == ()
    register.close()


# --- the gate


def asks(register: OpenRegister, meeting_id: str) -> bool:
    """Whether the case may be discussed by name at this table."""
    return meetings.judge(register, meeting_id, "c1", TOLD).by_name


@pytest.fixture
def agreed(open_it: Opener, folder: Path) -> str:
    """A case for which a parent agreed in September, and took it back with a no in October: many rows later, so on
    another page. The id of the meeting."""
    register = open_it()
    cases.save_case(register, make_case(id="c1", surname="Zandloper"))
    parent = make_contact(make_case(id="c1"), id="p1", role=ContactRole.PARENT)
    cases.save_contact(register, parent)
    for one in (yes("t1", date(2026, 9, 10)), *(waits(f"w{number:02}") for number in range(60))):
        consents.record_consent(register, one)
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, register.today(), (Party.LEERPLICHT,)).value
    assert asks(register, meeting.id)
    consents.record_consent(register, replace(waits("t2"), decision=Decision.REFUSED, decided_on=register.today()))
    assert not asks(register, meeting.id)
    register.close()
    return str(meeting.id)


def yes(name: str, on: date) -> Consent:
    parties, categories = frozenset({Party.LEERPLICHT}), TOLD
    return replace(
        waits(name), decision=Decision.GIVEN, asked_on=on, decided_on=on, parties=parties, categories=categories
    )


def waits(name: str) -> Consent:
    note = "Verzonnen toelichting, lang genoeg om niet samen met alle andere op een bladzijde te passen. " * 2
    return Consent(
        id=name, case_id="c1", giver=GiverRole.PARENT, contact_id="p1", asked_on=date(2026, 9, 10), purpose_note=note
    )


@one_of_three
def test_whichever_page_is_damaged_what_is_gone_is_told_and_no_gate_opens(
    agreed: str, open_it: Opener, folder: Path, tmp_path: Path, clock: Clock, part: int
) -> None:
    """One page of a register with something in each table, then another: what a case has lost is counted to the row,
    and the yes of September never comes back where the no of today is lost. It goes on until that no was lost."""
    register = open_it()
    fill(register, tmp_path)
    before = count_of(register)
    register.close()
    shutil.rmtree(folder / files.BACKUPS)
    shutil.copytree(folder, tmp_path / "whole")
    no_is_gone = 0
    pages = list(range(2, (folder / files.DATABASE).stat().st_size // PAGE + 1))
    random.Random(part).shuffle(pages)
    for done, page in enumerate(pages):
        if no_is_gone and done * part >= len(pages):
            break
        _put_back(tmp_path / "whole", folder)
        damage(folder, page)
        try:
            rescue(folder, clock)
        except NothingToSalvage:
            continue
        register = open_it()
        if "c1" in {row.id for row in cases.list_cases(register)}:
            assert not _opens(register, agreed), page
            no_is_gone += _has(register, "t1") and not _has(register, "t2")
            _require_counted(register, before)
        assert register.check() == ()
        register.workspace.close()
    assert no_is_gone


def _put_back(whole: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(whole, folder)


def _opens(register: OpenRegister, meeting_id: str) -> bool:
    try:
        return asks(register, meeting_id)
    except NoSuchMeeting:
        return False


def _has(register: OpenRegister, consent_id: str) -> bool:
    with register.read() as connection:
        return consent_store.load_consent(connection, consent_id) is not None


def _require_counted(register: OpenRegister, before: Counter[tuple[str, str]]) -> None:
    after = count_of(register)
    with register.read() as connection:
        loss = losses.load_losses(connection).get("c1")
    for table in TABLES:
        told = loss.counted.get(table, 0) if loss else 0
        placed = int(table == "requests" and bool(told))  # the restriction that stands in its place
        assert before["c1", table] - (after["c1", table] - placed) == told, table


def test_a_request_that_is_gone_stops_sharing_until_somebody_knows(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """It may have been a restriction or an objection. The restriction in its place is lifted as any other."""
    register = open_it()
    fill(register, tmp_path)
    page = root_of(register, "requests")
    register.close()
    damage(folder, page)
    found = rescue(folder, clock)
    assert any("beperking" in line for line in found.told)
    register = open_it()
    (kept,) = rights.view(register, "c1").requests
    assert rights.view(register, "c1").restricted
    rights.keep_request(register, replace(kept, ended_on=register.today()))
    assert not rights.view(register, "c1").restricted
    register.close()


def test_a_group_that_may_know_the_case_gets_it_by_no_other_way(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """Where what was discussed or shared can't be read, nobody may say that the case is not known here."""
    register = open_it()
    fill(register, tmp_path)
    cases.save_case(register, make_case(id="c2"))
    page = root_of(register, "sharings")
    meeting = meetings.plan_meeting(register, MeetingKind.LEARNING, register.today(), (Party.YOUTH_DOCTOR,)).value
    assert _known(register, meeting, "c2") is False
    register.close()
    damage(folder, page)
    rescue(folder, clock)
    register = open_it()
    assert (_known(register, meeting, "c1"), _known(register, meeting, "c2")) == (True, False)
    register.close()


def _known(register: OpenRegister, meeting: Meeting, case_id: str) -> bool:
    with register.read() as connection:
        return asking.ask(register, connection, meeting, case_id, TOLD).known_by_name


def test_rules_that_are_gone_are_not_taken_for_the_usual_ones(open_it: Opener, folder: Path, clock: Clock) -> None:
    """An organisation may have been stricter: until somebody chooses again, everything asks consent."""
    register = open_it()
    page = root_of(register, "settings")
    register.close()
    damage(folder, page)
    found = rescue(folder, clock)
    assert any("deelregels" in line for line in found.told)
    register = open_it()
    assert "onleesbaar" in sharing.rules(register).title
    register.close()


def test_what_was_lost_goes_with_its_case(agreed: str, open_it: Opener, folder: Path, clock: Clock) -> None:
    """Destroying a case leaves nothing by which to find it."""
    register = open_it()
    page = root_of(register, "contacts")
    register.close()
    damage(folder, page)
    rescue(folder, clock)
    register = open_it()
    with register.read() as connection:
        assert losses.load_losses(connection)["c1"].touches_consent
    assert not asks(register, agreed)
    assert "ontbreekt" in cases.open_case(register, "c1").lacks or "ontbreken" in cases.open_case(register, "c1").lacks
    salvaging.seen(register, "c1")
    assert actions_of(register)[-1] == "salvage_seen"
    assert cases.open_case(register, "c1").lacks == ""
    assert not asks(register, agreed)
    case = cases.open_case(register, "c1").file.case
    closed = replace(case, closed_on=register.today(), closing_reason=ClosingReason.BACK)
    cases.save_case(register, closed)
    destroying_action.destroy_case(register, "c1", "bewaartermijn verstreken")
    with register.read() as connection:
        assert losses.load_losses(connection) == {}
    register.close()


def test_a_second_salvage_keeps_what_the_first_left_in_doubt(
    agreed: str, open_it: Opener, folder: Path, clock: Clock
) -> None:
    """What went then is not forgotten because something else goes now."""
    register = open_it()
    first, second = root_of(register, "contacts"), root_of(register, "settings")
    register.close()
    damage(folder, first)
    rescue(folder, clock)
    register = open_it()
    second = root_of(register, "settings")
    register.close()
    clock.pass_days(1)
    damage(folder, second)
    rescue(folder, clock)
    register = open_it()
    with register.read() as connection:
        assert losses.load_losses(connection)["c1"].touches_consent
    assert not asks(register, agreed)
    register.close()


# --- a crash in the middle


@one_of_three
def test_a_salvage_cut_off_anywhere_can_be_done_again(
    agreed: str, open_it: Opener, folder: Path, tmp_path: Path, clock: Clock, part: int
) -> None:
    """Cut off before each file that it makes, names anew or removes: there is the damaged register or the salvaged
    one, with its keys, and another salvage ends well. Nothing but what the page held is gone."""
    register = open_it()
    page = root_of(register, "contacts")
    register.close()
    damage(folder, page)
    shutil.copytree(folder, tmp_path / "whole")
    cut = True
    for step in steps(part):
        _put_back(tmp_path / "whole", folder)
        try:
            with power_cut(step):
                rescue(folder, clock)
            cut = False
        except PowerCutError:
            pass
        if not _is_whole(open_it):
            rescue(folder, clock)
        register = open_it()
        assert (register.check(), [row.id for row in cases.list_cases(register)]) == ((), ["c1"])
        assert not asks(register, agreed)
        assert len(set_aside.set_aside(register)) == 1
        register.workspace.close()
        assert list((folder / files.BACKUPS).glob("*-backup"))
        if not cut:
            break
    assert step > 10


def _is_whole(open_it: Opener) -> bool:
    try:
        register = open_it()
    except ThuisplanError:
        return False
    try:
        return not set(register.check()) - set(register.warnings)
    finally:
        register.workspace.close()


def test_who_was_taken_off_salvages_nothing(open_it: Opener, folder: Path, clock: Clock) -> None:
    """Also not with the keys.json of then, whether or not the register still knows its own slots: the report would
    tell him the names. The folder stays as it was."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    former = (folder / files.KEYS).read_bytes()
    (bas,) = [person for person in access.view(register).persons if person.label == "Bas Bedacht"]
    access.remove(register, bas.slot_id)
    pages = root_of(register, "contacts"), root_of(register, "settings")
    register.close()
    current = (folder / files.KEYS).read_bytes()
    for page, refusal in zip(pages, (SlotWithdrawn, OlderRegister), strict=True):
        damage(folder, page)
        (folder / files.KEYS).write_bytes(former)
        before = (folder / files.DATABASE).read_bytes()
        with pytest.raises(refusal):
            salvaging.salvage_register(folder, opening.by_passphrase(SECOND), clock())
        assert (folder / files.DATABASE).read_bytes() == before
        assert not list(folder.glob("damaged-*"))
    (folder / files.KEYS).write_bytes(current)
    rescue(folder, clock)
    register = open_it()
    assert register.check() == ()
    register.close()
