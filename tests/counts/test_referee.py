"""Another program as referee: pytauargus audits our choice of hidden cells, in its own environment.

`make test-long` makes that environment in build/referee; it is no dependency of ours.
"""

import json
import subprocess
from pathlib import Path

import pytest

from counts.test_disclosure_tables import areas, cube, leaves
from counts.test_protect import CORNERS, totals_of
from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.merging import merge_low_maxima
from thuisplan_desktop.counts.proving import protect_cells
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.exchange import jj_file

ROOT = Path(__file__).parents[2]
PEER = ROOT / "build" / "referee" / "bin" / "python"
AUDIT = "import json, sys; from pytauargus.engine import audit_jj; print(json.dumps(audit_jj(sys.argv[1])))"


def refereed(table: AdditiveTable, folder: Path) -> list[dict[str, float]]:
    """What the referee finds of each cell that is not shown."""
    done = protect_cells(table)
    file = folder / "tabel.jj"
    file.write_bytes(jj_file.encode(merge_low_maxima(table), done.published))
    answer = subprocess.run([PEER, "-c", AUDIT, file], cwd=folder, capture_output=True, text=True, check=True)
    rows: list[dict[str, float]] = json.loads(answer.stdout)
    names = list(merge_low_maxima(table).cells)
    for row in rows:
        if int(row["cell"]) < len(names):
            low, high = done.certificate.bounds[names[int(row["cell"])]]
            assert row["min"] <= low, "broken numbers leave no less room than whole ones"
            assert high is None or row["max"] >= high - 1e-6
    return rows


TABLES = {
    **{name: AdditiveTable(cells, totals_of(totals)) for name, (cells, totals, *_) in CORNERS.items()},
    "waarvan": AdditiveTable({"w": 2, "t": 20}, (Total("t", ("w",), remainder=True),)),
    "two dimensions": cube(leaves("datatest1"), (1, 3)),
    "areas": areas(),
}


@pytest.mark.long
@pytest.mark.parametrize("name", TABLES)
def test_the_referee_finds_no_unsafe_cell(name: str, tmp_path: Path) -> None:
    """Every small cell can be 1 and can be 5 by its own arithmetic, and our bounds lie within its own."""
    assert not [row for row in refereed(TABLES[name], tmp_path) if row["unsafe"]]


@pytest.mark.long
def test_the_referee_does_find_a_naive_choice(tmp_path: Path) -> None:
    """Hiding only the small cell: it says so, so it is awake."""
    table = AdditiveTable({"a": 1, "b": 30, "t": 31}, totals_of([("t", "ab")]))
    shown = protect_cells(table).published
    naive = jj_file.encode(table, type(shown)(5, {"b": 30, "t": 31}, frozenset("a"), table.totals))
    file = tmp_path / "naief.jj"
    file.write_bytes(naive)
    answer = subprocess.run([PEER, "-c", AUDIT, file], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [row["unsafe"] for row in json.loads(answer.stdout)] == [True]
