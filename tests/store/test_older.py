"""A register of the first revision, whole or damaged: the one exemption of a case becomes the first of a list."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import ExemptionDuration, Vrijstelling
from thuisplan_desktop.store import cases, cipher, files, register_file, salvage
from thuisplan_desktop.store.workspace import WorkspaceKind, as_sqlalchemy

KEY = bytes(range(32))
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
COLUMNS = (
    "id, nickname, first_names, infix, surname, pupil_key, postcode4, home_municipality, school_name, brin, branch, "
    "school_type, year_group, class_name, enrolment, obstacles, note, waits_for_mbo, bridging, owner, counted_by, "
    "exemption, exemption_duration, exempt_from, exempt_until"
)
EMPTY = "'', '', '', '', '', '', '', '', '00', 'bao', '', '', 'enrolled', ''"
FULL = f"'c1', 'Femke', {EMPTY}, 'Een zin.', 0, '', '', 'school'"
BARE = f"'c2', 'Łukasz', {EMPTY}, '', 0, '', '', 'school'"


@pytest.fixture
def older(folder: Path) -> Path:
    """A register of revision 1: one case with an exemption, one with its days alone."""
    files.make_folder(folder)
    path = folder / files.DATABASE
    register_file.fill(path, WorkspaceKind.COORDINATOR, KEY, "proefregister", 1)
    with raw_of(path) as connection, connection.begin():
        for values in (
            f"{FULL}, 'art5_onder_a', 'temporary', '2026-01-05', '2026-06-30'",
            f"{BARE}, NULL, 'temporary', '2026-02-01', NULL",
        ):
            connection.exec_driver_sql(f"INSERT INTO cases ({COLUMNS}) VALUES ({values})")
    return folder


@contextmanager
def raw_of(path: Path) -> Iterator[Connection]:
    raw = cipher.connect(path, KEY)
    try:
        with as_sqlalchemy(raw) as connection:
            yield connection
    finally:
        raw.close()


def opened(folder: Path) -> tuple[CaseFile, ...]:
    workspace = register_file.open_(folder, KEY)
    try:
        assert workspace.check() == ()
        with workspace.read() as connection:
            return cases.load_case_files(connection)
    finally:
        workspace.close()


def require_whole(found: tuple[CaseFile, ...]) -> None:
    full, bare = found
    (held,) = full.exemptions
    assert (held.kind, held.duration) == (Vrijstelling.ART5_ONDER_A, ExemptionDuration.TEMPORARY)
    assert (held.starts_on, held.ends_on) == (date(2026, 1, 5), date(2026, 6, 30))
    assert full.case.note == "Een zin."
    assert bare.exemptions == ()
    assert bare.case.note == "Vrijstelling zonder soort (tijdelijk), vanaf 01-02-2026."


def test_the_one_exemption_becomes_the_first_of_the_list(older: Path) -> None:
    """With its kind, duration and days; days without a kind are written into the note, so nothing is lost."""
    require_whole(opened(older))


def test_a_damaged_older_register_is_salvaged_and_brought_up_to_date(older: Path) -> None:
    """Its rows are read as that revision wrote them; none is lost for want of a newer column."""
    found = salvage.salvage(older, KEY, NOW)
    assert found.read["cases"] == 2
    assert set(found.lost.values()) == {0}
    (older / salvage.FRESH).replace(older / files.DATABASE)
    require_whole(opened(older))
