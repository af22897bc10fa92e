"""`thuisplan protect` and `thuisplan audit` as a shell meets them: exit codes, one Dutch sentence, files."""

import json
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from thuisplan_desktop import cli
from thuisplan_desktop.actions import tables
from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.audit import audit
from thuisplan_desktop.counts.hiding import Following
from thuisplan_desktop.counts.proving import RULE, Certificate, Protection, Release, fingerprint, protect_cells
from thuisplan_desktop.exchange import table_v1

TABLE: dict[str, Any] = {
    "cells": {"a": 1, "b": 3, "c": 8, "t": 12},
    "totals": [{"total": "t", "parts": ["a", "b", "c"]}],
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of children in a file."""
    path = tmp_path / "tabel.json"
    path.write_text(json.dumps(TABLE), "utf-8")
    return path


def test_protect_then_audit(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What one command publishes the other finds safe and certified."""
    out, published = tmp_path / "uit.json", tmp_path / "gepubliceerd.json"
    assert cli.run(["protect", str(table), str(out)]) == 0
    assert "1 van de 4 cellen blijft leesbaar" in capsys.readouterr().out
    made = json.loads(out.read_text("utf-8"))
    assert made["hidden"] == ["a", "b", "c"]
    assert made["bounds"] == {"a": [0, 12], "b": [0, 12], "c": [0, 12]}, "all 12 may be in one line, which hides zeros"
    assert (made["hidden_small"], made["hidden_extra"], made["lower_bound_extra"], made["proved"]) == (2, 1, 1, True)
    assert made["published"]["cells"] == {"t": 12}
    published.write_text(json.dumps(made["published"]), "utf-8")
    assert cli.run(["audit", str(published)]) == 0
    assert "Het certificaat klopt." in capsys.readouterr().out
    assert cli.run(["audit", str(published), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["certified"] is True


def test_audit_of_a_naive_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Hiding only the small cells: the command prints what a reader computes."""
    path = tmp_path / "naief.json"
    naive = {
        "threshold": 5,
        "cells": {"c": 8, "t": 9},
        "hidden": ["a"],
        "totals": [{"total": "t", "parts": ["a", "c"]}],
    }
    path.write_text(json.dumps(naive), "utf-8")
    assert cli.run(["audit", str(path)]) == 1
    said = capsys.readouterr()
    assert "a: 1 tot en met 1" in said.out
    assert "1 van 1 zijn zeker klein" in said.out
    assert "te berekenen" in said.err


SUMS = {
    "parts that are not their total": (
        {"cells": {"t": 100, "a": 5, "b": 5}, "totals": [{"total": "t", "parts": ["a", "b"]}]}, "spreken elkaar tegen"),
    "more of whom than whole": (
        {"cells": {"t": 10, "a": 50}, "totals": [{"total": "t", "parts": ["a"], "remainder": True}]}, "spreken elkaar"),
    "what a line leaves is small": (
        {"cells": {"t": 12, "a": 10}, "totals": [{"total": "t", "parts": ["a"], "remainder": True}]}, "een rest, is"),
    "a cell that is not printed is small": (
        {"cells": {"t": 12, "a": 10}, "totals": [{"total": "t", "parts": ["a", "q"]}]}, "dat niet gepubliceerd is"),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMS)
def test_audit_looks_at_every_sum(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is hidden and the certificate fits, yet the sums tell on it: exit 1 and why."""
    page, why = SUMS[name]
    path = tmp_path / "pagina.json"
    plain = {"threshold": 5, "hidden": [], **page}
    path.write_text(json.dumps(plain), "utf-8")
    published = table_v1.decode_release(path.read_bytes()).published
    path.write_bytes(table_v1.encode_release(Release(published, Certificate(RULE, 5, fingerprint(published), {}))))
    assert cli.run(["audit", str(path)]) == 1
    said = capsys.readouterr()
    assert why in said.err
    assert "Het certificaat klopt" not in said.out


def test_a_proof_that_somebody_waits_for(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can be used is there first; Ctrl+C is enough, and then the best so far is what counts."""
    out, asked = tmp_path / "uit.json", []

    def slowly(of: AdditiveTable, _seconds: object, *, following: Following | None = None, **more: Any) -> Protection:
        done = protect_cells(of, **more)
        asked.append(out.exists())
        if following is None:
            return replace(done, lower_bound_extra=0)
        following.hear(0, 1)
        following.hear(0, 1)
        assert not following.enough()
        signal.raise_signal(signal.SIGINT)
        assert following.enough()
        return done

    monkeypatch.setattr(tables, "protect_cells", slowly)
    before = signal.getsignal(signal.SIGINT)
    assert cli.run(["protect", str(table), str(out), "--until-proved"]) == 0
    said = capsys.readouterr()
    assert asked == [False, True]
    assert "verschil 1, niet bewezen" in said.out
    assert said.out.endswith("minder kan niet (bewezen).\n")
    assert said.err.count("Nodig: minstens 0. Gevonden: 1.") == 1
    assert json.loads(out.read_text("utf-8"))["proved"] is True
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "1e999", "0", "-1", "veel", ""])
@pytest.mark.parametrize("command", ["protect", "audit"])
def test_seconds_are_a_number(command: str, seconds: str, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Endless or none is no bound: refused before anything is read."""
    with pytest.raises(SystemExit):
        cli.run([command, str(table), *([str(table)] if command == "protect" else []), f"--seconds={seconds}"])
    assert "meer dan 0" in capsys.readouterr().err


def test_an_earlier_sum_over_an_unknown_cell(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One clear sentence, and nothing made."""
    totals = [{"total": "zz", "parts": ["a"]}]
    before = {"threshold": 5, "cells": {}, "hidden": ["a"], "totals": totals}
    table.write_text(json.dumps({**TABLE, "published_before": [before]}), "utf-8")
    assert cli.run(["protect", str(table), str(tmp_path / "uit.json")]) == 1
    assert "een eerdere publicatie noemt een cel die niet in 'cells' staat" in capsys.readouterr().err
    gone = {**before, "totals": [], "hidden": ["n"]}
    table.write_text(json.dumps({**TABLE, "cells": {**TABLE["cells"], "n": None}, "published_before": [gone]}), "utf-8")
    assert cli.run(["protect", str(table), str(tmp_path / "uit.json")]) == 1
    assert "een eerdere publicatie noemt voor dezelfde cel een ander getal" in capsys.readouterr().err.lower()


PROMISES_NOTHING = {
    "a cell that can be nothing but small": (
        {"cells": {"t": 5}, "hidden": ["a", "b"], "totals": [{"total": "t", "parts": ["a", "b"]}]}, "klein is"),
    "a small number that is simply there": (
        {"cells": {"a": 2, "b": 9}, "hidden": [], "totals": []}, "dat afgeschermd moest zijn"),
    "a zero that the rule hides nowhere": (
        {"cells": {"t": 30, "c": 10}, "hidden": ["a", "b"], "may_be_zero": ["a", "b"],
         "totals": [{"total": "t", "parts": ["a", "b", "c"]}]}, "mogelijke nul"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROMISES_NOTHING)
def test_a_certificate_that_promises_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its bounds are what the audit finds, its hash is right, and still the command says no."""
    fields, reason = PROMISES_NOTHING[name]
    plain = json.dumps({"threshold": 5, **fields}).encode()
    published = table_v1.decode_release(plain).published
    certificate = Certificate(RULE, 5, fingerprint(published), audit([published]))
    path = tmp_path / "gepubliceerd.json"
    path.write_bytes(table_v1.encode_release(Release(published, certificate)))
    assert cli.run(["audit", str(path), "--json"]) == 1
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["certified"], found["kept"]) == (True, False)
    assert reason in said.err
    assert cli.run(["audit", str(path)]) == 1
    assert "Het certificaat klopt" not in capsys.readouterr().out


def test_refusals_are_one_sentence(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Low threshold, missing file, something in the way: exit 1 and no traceback."""
    out = tmp_path / "uit.json"
    assert cli.run(["protect", str(table), str(out), "--threshold", "4"]) == 1
    assert "minstens 5" in capsys.readouterr().err
    assert cli.run(["protect", str(tmp_path / "geen.json"), str(out)]) == 1
    assert not out.exists()
    out.write_text("x", "utf-8")
    assert cli.run(["protect", str(table), str(out)]) == 1
    assert out.read_text("utf-8") == "x"
    assert cli.run(["protect", str(table), str(out), "--force"]) == 0
    table.write_text('{"cells": {"a": 1, "t": 3}, "totals": [{"total": "t", "parts": ["a"]}]}', "utf-8")
    capsys.readouterr()
    assert cli.run(["protect", str(table), str(tmp_path / "nieuw.json")]) == 1
    assert "De tabel klopt niet" in capsys.readouterr().err


def test_low_threshold_for_a_trial(table: Path, tmp_path: Path) -> None:
    """Below 5 only when asked in so many words."""
    out = tmp_path / "uit.json"
    assert cli.run(["protect", str(table), str(out), "--threshold", "2", "--allow-low-threshold"]) == 0
    assert json.loads(out.read_text("utf-8"))["published"]["threshold"] == 2


def test_a_coarser_table_is_offered(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A small cell with a low maximum and nothing to join: refused, and the sums alone are offered and can be made."""
    out = tmp_path / "uit.json"
    totals = [{"total": "t", "parts": ["a", "b"]}, {"total": "u", "parts": ["a", "c"]}]
    whole = {"cells": {"a": 3, "b": 20, "c": 9, "t": 23, "u": 12}, "totals": totals, "max": {"a": 4}}
    table.write_text(json.dumps(whole), "utf-8")
    assert cli.run(["protect", str(table), str(out)]) == 1
    said = capsys.readouterr()
    assert "met --coarser blijven 2 van 2 sommen leesbaar" in said.err
    assert "minder onderverdelingen" in said.err
    assert not out.exists()
    assert cli.run(["protect", str(table), str(out), "--coarser"]) == 0
    published = json.loads(out.read_text("utf-8"))["published"]
    assert published["cells"] == {"t": 23, "u": 12}
    assert published["hidden"] == []


def test_the_referees_file_stays_here(table: Path, tmp_path: Path) -> None:
    """One line a cell and one a sum, as τ-ARGUS reads them; refused when something is in the way."""
    out, jj = tmp_path / "uit.json", tmp_path / "tabel.jj"
    assert cli.run(["protect", str(table), str(out), "--jj", str(jj)]) == 0
    assert jj.read_text("ascii").splitlines() == [
        "0", "4", "0 1 1 u 0 29 0 4 0", "1 3 1 u 0 29 2 2 0", "2 8 1 m 0 29 0 0 0", "3 12 1 s 12 12 0 0 0",
        "1", "0 4 : 3 (-1) 0 (1) 1 (1) 2 (1)",
    ]  # fmt: skip
    assert cli.run(["protect", str(table), str(tmp_path / "weer.json"), "--jj", str(jj)]) == 1
    assert not (tmp_path / "weer.json").exists()
