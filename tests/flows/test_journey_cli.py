"""`thuisplan journey`: the whole main job on real files, with the official EDEXML samples and its own promises."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from thuisplan_desktop import cli
from thuisplan_desktop.actions.demo import journey, people
from thuisplan_desktop.cli import main_commands
from thuisplan_desktop.errors import PromiseBroken

SAMPLES = sorted((Path(__file__).parents[1] / "data" / "edexml").glob("*.xml"))


@dataclass(frozen=True)
class Played:
    out: Path
    code: int
    told: str


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The journey as a user runs it, once."""
    home = tmp_path_factory.mktemp("thuis")
    out = tmp_path_factory.mktemp("reis") / "uit"
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STATE", "CONFIG", "DATA", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home))
        patch.setattr("sys.stdout", stream)
        code = cli.run(["journey", "--out", str(out), "--edexml", *map(str, SAMPLES)])
    return Played(out, code, stream.getvalue())


def test_it_passes_and_says_what_it_did(played: Played) -> None:
    """Every step with its time, every file with its size, and four promises that held."""
    assert played.code == 0
    steps = re.findall(r"^  (\S.*)$", played.told, re.MULTILINE)
    times = re.findall(r"^      \d+,\d\d s$", played.told, re.MULTILINE)
    assert len(steps) == len(times) >= 10
    assert "7 van 7 afzenders opgeteld" in played.told
    assert "Half gegeven toestemming: niet op naam." in played.told
    assert len(re.findall(r"schooljaar \d{4}-\d{4}: \d+ nieuw", played.told)) == 2 * len(SAMPLES) == 4
    for promise in ("staat nergens een naam", "geen naam, nummer, adres of datum", "is precies de som", "te herleiden"):
        assert promise in played.told


def test_what_it_leaves(played: Played) -> None:
    """Eleven registers, the files that were sent, sheets by name and without, and a report."""
    assert len(list((played.out / "registers").iterdir())) == 11
    assert len(list((played.out / "verzonden").glob("telling-*.tplan"))) == 8
    found = {str(path.relative_to(played.out)) for path in played.out.rglob("*.pdf")}
    assert {
        "op-naam/casusblad.pdf", "op-naam/agenda.pdf", "op-naam/toestemmingsformulier-nl.pdf", "anoniem/casusblad.pdf",
        "anoniem/casusblad-leren.pdf", "rapport/regiorapport.pdf",
    } <= found  # fmt: skip


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


def test_names_only_where_they_may_be(played: Played) -> None:
    """The sheet by name names its pupil; no anonymous sheet, report or metadata names anybody of any school."""
    pupils = [pupil for group in people.pupils(main_commands._PLAYS_ON.date()) for pupil in group]
    assert any(pupil.full_name in text_of(played.out / "op-naam" / "casusblad.pdf") for pupil in pupils)
    for path in [*(played.out / "anoniem").glob("*.pdf"), played.out / "rapport" / "regiorapport.pdf"]:
        text = text_of(path) + str(pypdf.PdfReader(path).metadata)
        assert not [pupil.surname for pupil in pupils if re.search(rf"\b{pupil.surname}\b", text)]


def test_the_report_is_protected_and_names_the_gap(played: Played) -> None:
    """Langedijk is incomplete, small numbers are hidden, and all seven senders took part."""
    text = text_of(played.out / "rapport" / "regiorapport.pdf")
    assert "Langedijk: vrijstellingen 5 onder a, b en c niet bekend" in text
    assert "afgeschermd" in text
    assert "7 van 7" in text


def test_it_never_plays_into_a_folder_with_something_in_it(played: Played, capsys: pytest.CaptureFixture[str]) -> None:
    """A second journey into the same folder is refused, and touches nothing."""
    before = sorted(path.name for path in played.out.iterdir())
    assert cli.run(["journey", "--out", str(played.out)]) == 1
    assert capsys.readouterr().err.startswith("thuisplan: Op deze plaats staat al iets.")
    assert sorted(path.name for path in played.out.iterdir()) == before


def test_a_broken_promise_is_exit_code_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A journey whose promise doesn't hold ends with that promise on stderr."""

    def broken(*_: object) -> None:
        raise PromiseBroken(promise="geen naam in bestanden")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(journey, "_play", broken)
    assert cli.run(["journey", "--out", str(tmp_path / "uit"), "--quiet"]) == 1
    assert capsys.readouterr().err == (
        "thuisplan: Een belofte van Thuisplan hield geen stand: geen naam in bestanden.\n"
    )
