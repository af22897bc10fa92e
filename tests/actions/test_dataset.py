"""The region's dataset: from sealed files to what an engine adds up."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from factories import make_case
from regions import TODAY, Region, keep_pupil, log_of
from thuisplan_desktop.actions import cases, dataset, releasing
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import AlreadyExists, CannotWrite, NotSummedYet, WrongWorkspace

CELL = "verzuim_4_weken_tot_3_maanden"


@pytest.fixture
def summed(five: Region) -> Region:
    """Six children of five schools in one group, and one child in another."""
    for sender in (*five.senders, five.senders[0]):
        cases.save_case(sender, make_case(first_absent_on=date(2026, 1, 12)))
    keep_pupil(five.senders[1], first_absent_on=date(2025, 9, 8))
    five.play(TODAY)
    return five


def read(folder: Path, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as engine:
        engine.execute(f"CREATE VIEW telling AS SELECT * FROM '{folder}/*/*/*.parquet'")
        return engine.execute(question).fetchall()


def test_the_dataset_is_the_report(summed: Region, tmp_path: Path) -> None:
    """DuckDB finds the same cells as the protected report, and of the one child no number."""
    dataset.write(tmp_path, dataset.dataset(summed.region))
    (table,) = releasing.publish(summed.region, summed.id_of(TODAY)).tables
    assert table.hidden
    shown = {cell: None if isinstance(value, Mark) else value for cell, value in table.cells.items()}
    assert dict(read(tmp_path, "SELECT cel, aantal FROM telling")) == shown
    hidden = {row[0] for row in read(tmp_path, "SELECT cel FROM telling WHERE toestand = 'afgeschermd'")}
    assert hidden == table.hidden
    assert read(tmp_path, "SELECT DISTINCT regiocode, regionaam, peildatum, geleverd, deelnemers FROM telling") == [
        ("voorbeeldregio", "Voorbeeldregio", TODAY, 5, 5)
    ]


def test_every_telling_has_its_own_place(summed: Region, tmp_path: Path) -> None:
    """A later telling stands beside the earlier; writing again needs a yes and changes no byte."""
    dataset.write(tmp_path, dataset.dataset(summed.region))
    (first,) = tmp_path.rglob("*.parquet")
    before = first.read_bytes()
    summed.play(date(2025, 12, 1))
    with pytest.raises(AlreadyExists):
        dataset.write(tmp_path, dataset.dataset(summed.region))
    dataset.write(tmp_path, dataset.dataset(summed.region), force=True)
    assert first.read_bytes() == before
    assert read(tmp_path, "SELECT DISTINCT peildatum FROM telling ORDER BY 1") == [(date(2025, 12, 1),), (TODAY,)]
    strange = tmp_path / "regio=elders" / "peildatum=2026-01-01" / "telling-0.parquet"
    strange.parent.mkdir(parents=True)
    strange.write_bytes(b"van een ander")
    dataset.write(tmp_path, dataset.dataset(summed.region), force=True)
    assert strange.read_bytes() == b"van een ander"


def test_without_a_sum_there_is_no_dataset(five: Region) -> None:
    """Nothing is written and nothing logged."""
    five.open_telling(TODAY)
    before = log_of(five.region)
    with pytest.raises(NotSummedYet):
        dataset.dataset(five.region)
    with pytest.raises(WrongWorkspace):
        dataset.dataset(five.keyholder)
    assert log_of(five.region) == before


def test_a_place_that_takes_no_files(summed: Region, tmp_path: Path) -> None:
    """It is said before anything is written."""
    occupied = tmp_path / "bestand"
    occupied.write_bytes(b"")
    with pytest.raises(CannotWrite):
        dataset.write(occupied, dataset.dataset(summed.region))
    assert occupied.read_bytes() == b""
