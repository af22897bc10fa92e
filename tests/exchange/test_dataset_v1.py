"""The Parquet file of a telling, read with DuckDB: what an analyst finds, and what he can't find."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from thuisplan_desktop.counts.protect import ProtectedTable, protect
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Mark
from thuisplan_desktop.exchange import dataset_v1
from thuisplan_desktop.exchange.dataset_v1 import Origin, Readable
from thuisplan_desktop.region.coverage import Coverage
from thuisplan_desktop.region.intervals import Interval, IntervalTable
from thuisplan_desktop.register.codes import Sector

DAY = date(2026, 10, 1)
REPORT = "nk-po-2017"
CELL = "verzuim_4_weken_tot_3_maanden"
OTHER = "langdurig_verzuim_langer_dan_3_maanden"
READ = "read_parquet('{folder}/*/*/*.parquet', hive_partitioning = true, hive_types = {{'regio': VARCHAR}})"

Ask = Callable[[str], list[tuple[Any, ...]]]


def protected(**counts: int | None) -> ProtectedTable:
    """A telling in which these cells have these counts, and the others nobody."""
    declared = report(REPORT)
    cells: dict[str, int | None] = dict.fromkeys(declared.cells, 0) | counts
    for total in declared.totals:
        if not total.remainder and total.total not in counts:
            parts = [cells[part] for part in total.parts]
            cells[total.total] = None if None in parts else sum(part or 0 for part in parts)
    return protect(CountTable(declared.id, 1, "noord-kennemerland-nu", "1", DAY, cells, declared.totals))


def origin(region: str = "voorbeeldregio", day: date = DAY, **changes: Any) -> Origin:
    given: dict[str, Any] = {
        "region": region, "key": b"sleutel", "region_name": region.title(), "telling_id": region.encode() * 3,
        "peildatum": day, "covered": (Coverage(Sector.PO, 5, 6),), "gaps": (),
    }  # fmt: skip
    return Origin(**(given | changes))


def put(folder: Path, of: Origin, *tables: Readable) -> Path:
    path = folder.joinpath(*dataset_v1.path_of(of).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dataset_v1.encode(of, tables))
    return path


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """A question in SQL over the whole dataset, as `telling`; the engine may fetch nothing from elsewhere."""
    alone = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}

    def answer(question: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(config=alone) as engine:
            engine.execute(f"CREATE VIEW telling AS SELECT * FROM {READ.format(folder=tmp_path)}")
            return engine.execute(question).fetchall()

    return answer


def found(ask: Ask) -> Mapping[str, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in ask("SELECT cel, toestand, aantal, minstens, hoogstens FROM telling")}


def test_an_engine_finds_what_the_table_says(tmp_path: Path, ask: Ask) -> None:
    """Each cell once: a number, a zero, not registered, or hidden."""
    table = protected(**{CELL: 12, OTHER: 3, "langdurig_ziek": None})
    put(tmp_path, origin(), table)
    rows = found(ask)
    assert rows.keys() == table.cells.keys()
    assert table.hidden
    for cell, value in table.cells.items():
        if isinstance(value, Mark):
            assert rows[cell] == ("afgeschermd", None, *table.certificate.bounds[cell])
        else:
            assert rows[cell] == ("niet geregistreerd" if value is None else "geteld", value, value, value)


def test_a_small_number_is_nowhere_in_the_file(tmp_path: Path, ask: Ask) -> None:
    """Tables that differ only in what they hide give the same bytes: no value, statistic or hash tells them apart."""
    one, other = (protected(**{CELL: small, OTHER: 7 - small, "langdurig_ziek": 20}) for small in (3, 4))
    assert {CELL, OTHER} <= one.hidden
    assert dataset_v1.encode(origin(), [one]) == dataset_v1.encode(origin(), [other])
    path = put(tmp_path, origin(), one)
    statistics = f"SELECT stats_min, stats_max FROM parquet_metadata('{path}') WHERE path_in_schema = 'aantal'"
    assert ask(statistics) == [("0", "20")]


def test_regions_and_days_are_in_the_path(tmp_path: Path, ask: Ask) -> None:
    """One folder holds many; a region's name may have any letter, a number stays a text."""
    table = protected(**{CELL: 12})
    for region in ("2706", "Súd-Ëst/Fryslân = a%", "noord"):
        for day in (DAY, date(2027, 1, 15)):
            put(tmp_path, origin(region, day), table)
    rows = ask("SELECT DISTINCT regiocode, peildatum, regio FROM telling ORDER BY ALL")
    assert len(rows) == 6
    assert {row[0] for row in rows} == {"2706", "Súd-Ëst/Fryslân = a%", "noord"}
    assert all(row[2].rpartition("-")[0] == row[0] for row in rows), "the code, and a mark of the region's key"
    assert {row[1] for row in rows} == {DAY, date(2027, 1, 15)}
    assert all(set('/\\:*?"<>|') & set(part) == set() for part in dataset_v1.path_of(origin("a/b:c")).parts)


def test_two_regions_with_one_code_are_two(tmp_path: Path, ask: Ask) -> None:
    """A code is what somebody typed: other keys are another region, and nothing adds them as one."""
    for key, number in ((b"een", 12), (b"ander", 15)):
        put(tmp_path, origin(key=key, telling_id=key * 4), protected(**{CELL: number, OTHER: 9}))
    asked = f"SELECT sum(aantal) FROM telling WHERE cel = '{CELL}' AND regiocode = 'voorbeeldregio' GROUP BY regio"
    assert {row[0] for row in ask(asked)} == {12, 15}


def test_a_sum_over_regions_has_two_bounds(tmp_path: Path, ask: Ask) -> None:
    """A hidden cell is no zero and no midpoint: the engine adds what it is at least and at most."""
    put(tmp_path, origin("een"), protected(**{CELL: 12, OTHER: 9}))
    hidden = protected(**{CELL: 3, OTHER: 8})
    put(tmp_path, origin("twee"), hidden)
    low, high = hidden.certificate.bounds[CELL]
    ((known, least, most),) = ask(
        f"SELECT sum(aantal), sum(minstens), CASE WHEN count(hoogstens) = count(*) THEN sum(hoogstens) END "
        f"FROM telling WHERE cel = '{CELL}'"
    )
    assert (known, least, most) == (12, 12 + low, None if high is None else 12 + high)
    assert least <= 15


def test_a_sum_of_protected_tables_stays_between_bounds(tmp_path: Path, ask: Ask) -> None:
    """A region that adds up protected tables gives its two bounds, and no number."""
    cells: dict[str, int | Interval | None] = {CELL: Interval(4, 9), OTHER: Interval(2, None), "langdurig_ziek": None}
    counted = dict.fromkeys(report(REPORT).cells, 7) | cells
    totals = report(REPORT).totals
    summed = IntervalTable(REPORT, 1, "landelijk", "1", DAY, counted, totals, dict.fromkeys(counted, 5), 5, 5, 6)
    put(tmp_path, origin(), summed)
    rows = found(ask)
    assert rows[CELL] == ("tussen grenzen", None, 4, 9)
    assert rows[OTHER] == ("tussen grenzen", None, 2, None)
    assert rows["langdurig_ziek"] == ("niet geregistreerd", None, None, None)
    assert rows["thuiszitters_totaal"] == ("geteld", 7, 7, 7)


def test_totals_are_marked(tmp_path: Path, ask: Ask) -> None:
    """Whoever adds lines leaves the sums out, and gets the report's own total."""
    put(tmp_path, origin(), protected(**{CELL: 12, OTHER: 9}))
    parts = next(total.parts for total in report(REPORT).totals if total.total == "thuiszitters_totaal")
    names = ", ".join(f"'{part}'" for part in parts)
    assert ask(f"SELECT sum(aantal) FROM telling WHERE NOT is_som AND cel IN ({names})") == [(21,)]
    assert ask("SELECT aantal FROM telling WHERE is_som AND cel = 'thuiszitters_totaal'") == [(21,)]


def test_a_stray_file_says_what_it_is(tmp_path: Path, ask: Ask) -> None:
    """Version, region, peildatum, gaps and certificate travel inside it."""
    table = protected(**{CELL: 12})
    path = put(tmp_path, origin(gaps=("Langedijk: artikel 5 niet bekend",)), table)
    ((about,),) = ask(f"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'thuisplan'")
    for part in ('"version": 1', '"2026-10-01"', "Langedijk", table.certificate.published_sha256):
        assert part in about
    assert ask("SELECT DISTINCT schema_versie, geleverd, deelnemers FROM telling") == [(1, 5, 6)]


def test_the_columns_are_those_of_the_page(tmp_path: Path, ask: Ask) -> None:
    """Name and type of every column, as `docs/formats/dataset-v1.md` lists them: changing one is a new version."""
    put(tmp_path, origin(), protected(**{CELL: 12}))
    page = (Path(__file__).parents[2] / "docs" / "formats" / "dataset-v1.md").read_text("utf-8")
    listed = [line.split("|")[1:3] for line in page.splitlines() if line.startswith("| `")]
    told = {name.strip(" `"): kind.strip() for name, kind in listed}
    described = ask("DESCRIBE telling")
    assert {row[0]: row[1] for row in described} == told
