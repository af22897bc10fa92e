"""Tellingen of one register: kept unchangeably, shown protected, sealed in a chain."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_case
from regions import TODAY, Clock, Maker, Region, keep_pupil, log_of, school
from thuisplan_desktop.actions import cases, counting, joining, opening, publishing, receiving, rights
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import (
    BrokenSeal,
    NotCosigned,
    NotEnrolled,
    OtherKindOfFile,
    ProfileUnknown,
    ThuisplanError,
    UnknownDefinitions,
    WrongWorkspace,
)
from thuisplan_desktop.exchange import counts_v1
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import CountingParty, GiverRole, Role, SchoolType
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.store import snapshots


def test_a_telling_keeps_what_it_counted(register: OpenRegister) -> None:
    """A snapshot is of its day: a case that is added later changes no kept telling."""
    keep_pupil(register, first_absent_on=date(2026, 1, 12))
    (first,) = counting.take_snapshot(register, TODAY).value
    keep_pupil(register, first_absent_on=date(2026, 1, 12))
    (second,) = counting.take_snapshot(register, TODAY, "noord-kennemerland-nu").value
    assert [row.id for row in counting.list_snapshots(register)] == [second.id, first.id]
    assert (first.peildatum, first.taken_on, first.definitions) == (TODAY, TODAY, "landelijk")
    assert [exact(register, row.id, "verzuim_4_weken_tot_3_maanden") for row in (first, second)] == [1, 2]
    with pytest.raises(UnknownDefinitions):
        counting.take_snapshot(register, TODAY, "verzonnen")


def exact(register: OpenRegister, snapshot_id: str, cell: str) -> int | None:
    with register.read() as connection:
        return snapshots.load_snapshot(connection, snapshot_id).table.cells[cell]


def test_what_is_shown_is_protected(register: OpenRegister) -> None:
    """At one school nearly every count is small: no number of 1 to 4 is readable, and its total is hidden too."""
    for days in (40, 50, 150):
        keep_pupil(register, first_absent_on=TODAY - timedelta(days=days))
    (row,) = counting.take_snapshot(register, TODAY).value
    shown = publishing.show_snapshot(register, row.id)
    assert isinstance(shown.table, ProtectedTable)
    assert shown.report.id == "landelijk-po"
    numbers = {value for value in shown.table.cells.values() if isinstance(value, int)}
    assert not numbers & {1, 2, 3, 4}
    assert shown.table.cells["thuiszitters_totaal"] is Mark.HIDDEN
    assert log_of(register)[-2:] == ["snapshot_taken", "counts_shown"]


@pytest.mark.parametrize("kind", [RequestKind.OBJECTION, RequestKind.RESTRICTION])
def test_a_case_with_a_restriction_is_missed_aloud(register: OpenRegister, kind: RequestKind) -> None:
    """Its data may only be stored, so it is in no telling; screen and paper say that something is, without a number."""
    files = [keep_pupil(register, first_absent_on=TODAY - timedelta(days=150)) for _ in range(8)]
    (before,) = counting.take_snapshot(register, TODAY).value
    tellings = [before]
    for at, file in enumerate(files[:3]):
        asked = Request(
            id=f"r{at}",
            case_id=file.case.id,
            kind=kind,
            asked_by=GiverRole.PARENT,
            asked_on=TODAY,
            subject="het tellen",
        )
        rights.keep_request(register, asked)
        if kind is RequestKind.RESTRICTION:
            rights.keep_request(register, replace(asked, decided_on=TODAY, outcome=RequestOutcome.GRANTED))
        tellings += counting.take_snapshot(register, TODAY).value
    assert [exact(register, row.id, "thuiszitters_totaal") for row in tellings] == [8, 7, 6, 5]
    told = [publishing.show_snapshot(register, row.id).table.incomplete for row in tellings]
    assert told[0] == ()
    assert "AVG artikel 18" in told[1][0]
    assert told[1] == told[2] == told[3]


def test_each_counts_its_own(maker: Maker) -> None:
    """A consulent counts both sectors and only what the samenwerkingsverband counts; a region counts nothing."""
    consulent = maker.make(Role.CONSULENT, school(0))
    for party in (CountingParty.SCHOOL, CountingParty.SWV):
        case = make_case(counted_by=party, first_absent_on=date(2026, 1, 12), school_type=SchoolType.SBO)
        cases.save_case(consulent, case)
    rows = counting.take_snapshot(consulent, TODAY).value
    assert [row.title.split()[1] for row in rows] == ["primair", "voortgezet"]
    assert [exact(consulent, row.id, "verzuim_4_weken_tot_3_maanden") for row in rows] == [1, 0]
    with pytest.raises(WrongWorkspace):
        counting.take_snapshot(maker.make(Role.REGION), TODAY)


def test_sealing_continues_the_chain(five: Region) -> None:
    """Each file names the one before; a corrected file replaces the first at the region."""
    telling = five.open_telling(TODAY)
    sender = five.senders[0]
    first = counting.seal_for_region(sender, telling).value
    keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    second = counting.seal_for_region(sender, telling).value
    assert len(first.data) == len(second.data), "the length tells nothing"
    assert first.file_words != second.file_words
    assert five.receive(TODAY, [first.data, second.data])[1].accepted
    five.receive(TODAY, [counting.seal_for_region(one, telling).value.data for one in five.senders[1:]])
    assert five.sum_up(TODAY) == 5
    (combined,) = receiving.exact_sums(five.region, five.id_of(TODAY))
    assert combined.table.cells["verzuim_4_weken_tot_3_maanden"] == 1, "the correction counts, and counts once"


def test_a_sealed_file_tells_nothing(five: Region, canary: str) -> None:
    """No name, BRIN, school, owner or case stands in it, and sealing twice gives wholly different shares."""
    sender = five.senders[0]
    file = keep_pupil(sender, nickname=canary, first_absent_on=date(2026, 1, 12))
    telling = five.open_telling(TODAY)
    sealed = [counting.seal_for_region(sender, telling).value for _ in range(2)]
    secrets = (canary, "99XA", "School", "Bestuur", "Anja", file.case.id, file.case.pupil_key, "Alkmaar")
    for secret in secrets:
        assert secret.encode() not in sealed[0].data
    assert repr(sealed[0]) == f"Sealed({len(sealed[0].data)} bytes)"
    received = [counts_share(five, one.data) for one in sealed]
    assert not set(received[0]) & set(received[1])


def counts_share(five: Region, data: bytes) -> list[int]:
    """The words of the share that the region opens."""
    telling_id = five.id_of(TODAY)
    with five.region.read() as connection:
        member, telling, _ = receiving._open_telling(connection, telling_id)
    return list(memoryview(counts_v1.receive(data, telling, member.profile, member.identity).share).cast("Q"))


def test_only_an_opened_telling_of_our_region(five: Region, maker: Maker) -> None:
    """A proposal, a changed byte, another file, a stranger's request: nothing is sealed, counted or logged."""
    sender, stranger = five.senders[0], maker.make(Role.SCHOOL, school(7))
    proposal = receiving.propose_telling(five.region, TODAY).value
    telling = five.open_telling(TODAY)
    refusals: list[tuple[OpenRegister, bytes, type[ThuisplanError]]] = [
        (sender, proposal, NotCosigned),
        (sender, telling.replace(b'"2026-03-24"', b'"2026-03-25"', 1), BrokenSeal),
        (sender, counting.seal_for_region(five.senders[1], telling).value.data, OtherKindOfFile),
        (stranger, telling, ProfileUnknown),
        (five.region, telling, WrongWorkspace),
    ]
    for register, data, refused in refusals:
        before = (log_of(register), opening.summary(register))
        with pytest.raises(refused):
            counting.seal_for_region(register, data)
        assert (log_of(register), opening.summary(register)) == before
    assert counting.list_snapshots(sender) == ()


def test_not_on_the_roster(five: Region, maker: Maker, clock: Clock) -> None:
    """A school that joins after the telling was opened waits for the next one."""
    telling = five.open_telling(TODAY)
    late = maker.make(Role.SCHOOL, school(6))
    with five.senders[0].read() as connection:
        profile = joining.membership(connection, "voorbeeldregio").own.profile
    joining.pin_profile(late, profile)
    with pytest.raises(NotEnrolled):
        counting.seal_for_region(late, telling)
    assert counting.list_snapshots(late) == ()
