"""Settings, logbook, snapshots, identities and the books of region and key holder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from factories import make_case
from thuisplan_desktop.counts.table import CountTable, Told, Total
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AlreadyReceived,
    NoSuchTelling,
    NotEnrolled,
    ProfileUnknown,
    RegisterDamaged,
    StoreRefused,
)
from thuisplan_desktop.region.telling import CombinedTable, Enrolment, PartyKeys
from thuisplan_desktop.register import codes
from thuisplan_desktop.store import (
    cases,
    identities,
    logbook,
    region_books,
    schema,
    settings,
    snapshots,
    telling_books,
)
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

DAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
TELLING = telling_books.KeptTelling(
    id=b"\x11" * 32, region="r", peildatum=DAY, opened_on=DAY, document=b"verzoek", profile=b"profiel"
)


def make_table(**changes: object) -> CountTable:
    """True counts with every kind of cell."""
    table = CountTable(
        report="landelijk-po", report_version=2, definitions="landelijk", definitions_version="2026", peildatum=DAY,
        cells={"totaal": 4, "dreigend": 4, "langdurig": 0, "vrijgesteld": None},
        totals=(Total("totaal", ("dreigend", "langdurig")), Total("dreigend", ("x",), remainder=True)),
        incomplete=("Langedijk",),
    )  # fmt: skip
    return replace(table, **changes)


# --- settings


def test_settings_have_defaults_and_are_read_back(workspace: Workspace) -> None:
    """A new workspace has the defaults; yes and no, codes and texts come back as they were."""
    changed = settings.Settings(
        role=codes.Role.CONSULENT, owner="Anja Voorbeeld", both_parents=False, school_type=codes.SchoolType.VSO
    )
    with workspace.change() as connection:
        assert settings.load_settings(connection) == settings.Settings()
        settings.save_settings(connection, changed)
        assert settings.load_settings(connection) == changed
    assert repr(changed) == "Settings(role='consulent')"


def test_a_setting_that_can_not_be_is_named_as_damage(workspace: Workspace) -> None:
    """A role that no program knows is not guessed at, and the value isn't shown."""
    with workspace.change() as connection:
        for key, value in (("role", "Wachterswoord"), ("both_parents", "misschien")):
            settings.save_settings(connection, settings.Settings())
            settings.put(connection, key, value)
            with pytest.raises(RegisterDamaged) as failure:
                settings.load_settings(connection)
            assert failure.value.__context__ is None


def test_other_texts_are_kept_by_key(workspace: Workspace) -> None:
    """The last one counts; what was never kept has the default of the caller."""
    with workspace.change() as connection:
        assert settings.get(connection, "codes.magister") == ""
        assert settings.get(connection, "codes.magister", "{}") == "{}"
        for text in ("a", ""):
            settings.put(connection, "codes.magister", text)
        assert settings.get(connection, "codes.magister", "{}") == ""


# --- logbook


def test_the_logbook_keeps_lines_in_order(workspace: Workspace) -> None:
    """Numbered from one, with the same random reference for the same case."""
    case, other = make_case(), make_case()
    with workspace.change() as connection:
        for each in (case, other):
            cases.save_case(connection, each)
        logbook.add(connection, NOW, "Anja Voorbeeld", "register_geopend")
        for each in (case, other, case):
            logbook.add(connection, NOW, "Anja Voorbeeld", "casus_geopend", each.id)
        entries = logbook.load_log(connection)
        assert [entry.number for entry in entries] == [1, 2, 3, 4]
        assert entries[0].at == NOW
        assert entries[0].case_ref == ""
        assert entries[1].case_ref == entries[3].case_ref != entries[2].case_ref
        assert logbook.load_log_of_case(connection, case.id) == (entries[1], entries[3])
        assert case.id not in str([entry.case_ref for entry in entries])


@pytest.mark.parametrize("kind", list(WorkspaceKind))
def test_every_workspace_has_a_logbook(kind: WorkspaceKind, make: Callable[[WorkspaceKind], Workspace]) -> None:
    """Also those without cases."""
    workspace = make(kind)
    with workspace.change() as connection:
        logbook.add(connection, NOW, "Bas Verzonnen", "telling_geopend")
        assert len(logbook.load_log(connection)) == 1


STATEMENTS = ("UPDATE {0} SET {1} = 'x'", "DELETE FROM {0}", "REPLACE INTO {0} SELECT * FROM {0}")


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize(("table", "column"), [("logbook", "who"), ("snapshots", "cells")])
def test_what_was_kept_can_not_be_changed(workspace: Workspace, statement: str, table: str, column: str) -> None:
    """The database itself refuses to alter, remove or replace a line of the logbook or a snapshot."""
    with workspace.change() as connection:
        logbook.add(connection, NOW, "Anja Voorbeeld", "telling_gemaakt")
        snapshot = snapshots.Snapshot(id="s1", taken_on=DAY, taken_by="Anja Voorbeeld", table=make_table())
        snapshots.save_snapshot(connection, snapshot)
    with workspace.change() as connection:
        with pytest.raises(StoreRefused):
            connection.exec_driver_sql(statement.format(table, column))
        assert snapshots.load_snapshots(connection) == (snapshot,)
        assert logbook.load_log(connection)[0].who == "Anja Voorbeeld"


# --- snapshots


def test_a_snapshot_is_read_back_as_it_was_taken(workspace: Workspace) -> None:
    """'Niet geregistreerd' stays None, zero stays zero, the order of the cells stays."""
    first = snapshots.Snapshot(id="s1", taken_on=DAY, taken_by="Anja Voorbeeld", table=make_table())
    second = replace(first, id="s2", table=make_table(totals=(), incomplete=(), cells={}))
    with workspace.change() as connection:
        for snapshot in (first, second):
            snapshots.save_snapshot(connection, snapshot)
        assert snapshots.load_snapshots(connection) == (first, second)
        assert list(snapshots.load_snapshot(connection, "s1").table.cells) == list(first.table.cells)
        with pytest.raises(StoreRefused):
            snapshots.save_snapshot(connection, replace(first, taken_by="Ander"))
        with pytest.raises(NoSuchTelling):
            snapshots.load_snapshot(connection, "s3")
    assert repr(first) == "Snapshot(id='s1')"


def test_what_the_definition_set_told_stays_with_a_snapshot(workspace: Workspace) -> None:
    """The set may be replaced. A snapshot of an older register has none."""
    told = Told(8, frozenset({"langdurig_ziek"}), frozenset({"wacht_op_mbo_februari"}), norm=6, needs_place=False)
    with workspace.change() as connection:
        for number, one in (("s1", told), ("s2", None)):
            table = replace(make_table(), told=one)
            snapshots.save_snapshot(connection, snapshots.Snapshot(id=number, taken_on=DAY, taken_by="A", table=table))
        assert [one.table.told for one in snapshots.load_snapshots(connection)] == [told, None]


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"threshold": "x", "unregistered": [], "no_one": []}'])
def test_what_a_set_can_not_have_told_is_named_as_damage(workspace: Workspace, text: str) -> None:
    with workspace.change() as connection:
        columns = snapshots.table_columns(make_table())
        row = {"id": "s1", "taken_on": DAY.isoformat(), "taken_by": "A", "told": text, **columns}
        connection.execute(schema.snapshots.insert().values({**row, "peildatum": DAY.isoformat()}))
        with pytest.raises(RegisterDamaged):
            snapshots.load_snapshots(connection)


@hypothesis_settings(max_examples=40)
@given(st.dictionaries(st.text(), st.none() | st.integers(0, 10**9)))
def test_any_counts_survive_their_text(counts: dict[str, int | None]) -> None:
    """Whatever a report calls its cells."""
    assert snapshots.counts_from(snapshots.counts_text(counts)) == counts


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '"x"'])
def test_counts_that_can_not_be_are_named_as_damage(text: str) -> None:
    """Never an empty table in place of a broken one."""
    with pytest.raises(RegisterDamaged):
        snapshots.counts_from(text)


# --- identities


def test_an_identity_is_kept_per_region(workspace: Workspace) -> None:
    """With the profile that was pinned and the number of the last file sent; a number is never skipped or reused."""
    mine = identities.OwnIdentity(region="noord", private_keys=b"\x00geheim\xff")
    other = identities.OwnIdentity(region="zuid", private_keys=b"ander")
    with workspace.change() as connection:
        for identity in (mine, other):
            identities.save_identity(connection, identity)
        identities.pin_profile(connection, "noord", b"profiel")
        identities.record_sent(connection, "noord", 1, b"eerste")
        identities.record_sent(connection, "noord", 2, b"tweede")
        for number in (2, 4, 0):
            with pytest.raises(StoreRefused):
                identities.record_sent(connection, "noord", number, b"derde")
        known = replace(mine, profile=b"profiel", sequence=2, last_hash=b"tweede")
        assert identities.load_identity(connection, "noord") == known
        assert identities.load_identities(connection) == (known, other)
        with pytest.raises(NotEnrolled):
            identities.load_identity(connection, "west")
    assert "geheim" not in repr(mine)


# --- region and key holder


def make_enrolment(number: int) -> telling_books.KeptEnrolment:
    """An invented school that takes part."""
    keys = PartyKeys(bytes([number]) * 32, bytes([number + 100]) * 32)
    sender = Enrolment(region="r", keys=keys, name="De Verzonnen Boom", board="Bestuur A", sectors=frozenset({"po"}))
    return telling_books.KeptEnrolment(enrolment=sender, enrolled_on=DAY)


@pytest.mark.parametrize("kind", [WorkspaceKind.REGION, WorkspaceKind.KEYHOLDER])
def test_enrolments_and_tellingen_are_kept_by_both(
    kind: WorkspaceKind, make: Callable[[WorkspaceKind], Workspace]
) -> None:
    """In the same way in the workspace of the region and of the key holder."""
    workspace = make(kind)
    first, second = make_enrolment(1), make_enrolment(2)
    renewed = replace(first, enrolment=replace(first.enrolment, sectors=frozenset({"po", "vo"})))
    with workspace.change() as connection:
        for kept in (first, second, renewed):
            telling_books.save_enrolment(connection, kept)
        assert telling_books.load_enrolments(connection) == (renewed, second)
        telling_books.delete_enrolment(connection, second.enrolment.keys.signing)
        assert telling_books.load_enrolments(connection) == (renewed,)
        telling_books.save_telling(connection, TELLING)
        with pytest.raises(StoreRefused):
            telling_books.save_telling(connection, TELLING)
        telling_books.close_telling(connection, TELLING.id, DAY)
        assert telling_books.load_tellingen(connection) == (replace(TELLING, closed_on=DAY),)
        assert telling_books.load_telling(connection, TELLING.id).closed_on == DAY


def test_the_newest_profile_is_the_one_that_counts(region: Workspace) -> None:
    """Whatever the order in which they were kept; none is named."""
    profiles = [
        region_books.KeptProfile(version=version, document=b"%d" % version, issued_on=DAY) for version in (2, 1)
    ]
    with region.change() as connection:
        with pytest.raises(ProfileUnknown):
            region_books.load_profile(connection)
        for profile in profiles:
            region_books.save_profile(connection, profile)
        assert region_books.load_profile(connection) == profiles[0]


def make_received(sender: int, sequence: int) -> region_books.Received:
    """A count file, opened: a share and an unread envelope."""
    return region_books.Received(
        telling_id=TELLING.id, sender=bytes([sender]) * 32, sequence=sequence, file_hash=bytes([sequence]) * 32,
        share_a=b"\x00\x01", envelope_b=b"\xff", received_on=DAY,
    )  # fmt: skip


def test_a_correction_counts_in_place_of_the_earlier_file(region: Workspace) -> None:
    """All are kept, whatever the order of arrival; the same file twice is refused."""
    files = [make_received(1, 1), make_received(2, 5), make_received(1, 3), make_received(1, 2)]
    with region.change() as connection:
        with pytest.raises(StoreRefused):
            region_books.add_received(connection, files[:1])
        telling_books.save_telling(connection, TELLING)
        region_books.add_received(connection, files)
        with pytest.raises(StoreRefused):
            region_books.add_received(connection, files[:1])
        assert region_books.load_received(connection, TELLING.id) == tuple(files)
        assert region_books.load_latest(connection, TELLING.id) == (files[2], files[1])
    assert repr(files[0]) == "Received(sequence=1)"


def test_the_sum_and_what_follows_is_kept_once(region: Workspace) -> None:
    """The key holder's answer, the exact sums, and the gaps that every report prints."""
    answer = region_books.SumAnswer(telling_id=TELLING.id, document=b"antwoord", received_on=DAY)
    combined = CombinedTable(make_table(), {"totaal": 16}, {"totaal": 12}, 15, 16)
    gap = region_books.Gap(telling_id=TELLING.id, area="Langedijk", reason="geen opgave")
    with region.change() as connection:
        telling_books.save_telling(connection, TELLING)
        assert region_books.load_sum_answer(connection, TELLING.id) is None
        region_books.save_sum_answer(connection, answer)
        with pytest.raises(AlreadyReceived):
            region_books.save_sum_answer(connection, answer)
        region_books.save_combined(connection, TELLING.id, [combined])
        with pytest.raises(StoreRefused):
            region_books.save_combined(connection, TELLING.id, [combined])
        region_books.save_gap(connection, gap)
        region_books.save_gap(connection, replace(gap, reason="te laat"))
        assert region_books.load_sum_answer(connection, TELLING.id) == answer
        assert region_books.load_combined(connection, TELLING.id) == (combined,)
        assert region_books.load_gaps(connection, TELLING.id) == (replace(gap, reason="te laat"),)


@pytest.mark.parametrize("table", ["sum_answers", "combined"])
def test_the_sums_of_a_region_can_not_be_changed(region: Workspace, table: str) -> None:
    """The database itself refuses."""
    with region.change() as connection:
        telling_books.save_telling(connection, TELLING)
        answer = region_books.SumAnswer(telling_id=TELLING.id, document=b"antwoord", received_on=DAY)
        region_books.save_sum_answer(connection, answer)
        region_books.save_combined(connection, TELLING.id, [CombinedTable(make_table(), {}, {}, 15, 16)])
        with pytest.raises(StoreRefused):
            connection.exec_driver_sql(f"DELETE FROM {table}")


def test_the_key_holder_answers_a_telling_once(keyholder: Workspace) -> None:
    """The list of answers only grows, and the database itself refuses to shorten it."""
    answer = telling_books.Answered(
        telling_id=TELLING.id, region="r", peildatum=DAY, answered_on=DAY, request_hash=b"\x44", document=b"antwoord"
    )
    with keyholder.change() as connection:
        with pytest.raises(NoSuchTelling):
            telling_books.save_answer(connection, answer)
        telling_books.save_telling(connection, TELLING)
        telling_books.save_answer(connection, answer)
        with pytest.raises(AlreadyAnswered):
            telling_books.save_answer(connection, answer)
        with pytest.raises(StoreRefused):
            connection.exec_driver_sql("DELETE FROM answers")
        assert telling_books.load_answers(connection) == (answer,)
    assert repr(answer) == "Answered(peildatum=2026-11-03)"


def test_no_personal_value_stands_in_a_representation() -> None:
    """A log that prints one of these names nobody."""
    entry = logbook.Entry(number=3, at=NOW, who="Wachterswoord", action="x", case_ref="y", hash=b"")
    assert repr(entry) == "Entry(number=3)"
