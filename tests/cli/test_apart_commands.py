"""A region without second party, every step a command: nothing but a list without names goes from officer to region."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from cli.test_region_commands import last_words, swv_words
from factories import make_case
from regions import CODE, GEMEENTE, SWV, Clock, Maker, Templates, school, shut
from thuisplan_desktop.actions import cases
from thuisplan_desktop.register.codes import Role

DAY = "2024-03-12"
CELL = "verzuim_4_weken_tot_3_maanden"


@pytest.fixture
def parties(register_templates: Templates, tmp_path: Path) -> Iterator[tuple[Maker, list[Path]]]:
    """Region, enrolling officer and two schools with two children each, closed."""
    maker = Maker(register_templates, tmp_path, Clock())
    made = [maker.make(Role.REGION, SWV), maker.make(Role.KEYHOLDER, GEMEENTE)]
    for number in range(2):
        register = maker.make(Role.SCHOOL, school(number))
        for first in (date(2024, 1, 8), date(2024, 1, 15)):
            cases.save_case(register, make_case(first_absent_on=first))
        made.append(register)
    yield maker, [shut(register) for register in made]
    maker.close()


def test_a_telling_of_protected_tables_by_commands(run, secret, parties, tmp_path: Path) -> None:
    """Present, profile, pin, join, enrol, list, take over, open, seal, pass on, receive, add up, report."""
    maker, (region, officer, *schools) = parties
    out = tmp_path / "verzonden"

    def done(*arguments: object) -> str:
        ran = run(*arguments, *secret)
        assert (ran.code, ran.err) == (0, ""), arguments
        return str(ran.out)

    words = last_words(done("keyholder", "present", officer, "--region", CODE, "--out", out / "inschrijver.tplan"))
    done("region", "profile", region, "--region", CODE, "--name", "Voorbeeldregio", "--mode", "protected",
         "--definitions", "noord-kennemerland-nu", "--sector", "po", "--keyholder", out / "inschrijver.tplan",
         "--fingerprint", words, "--out", out / "profiel.tplan")  # fmt: skip
    swv = swv_words(region, maker)
    done("keyholder", "pin", officer, out / "profiel.tplan", "--fingerprint", swv)
    for number, folder in enumerate(schools):
        mine = out / f"aanmelding-{number}.tplan"
        told = done("join", folder, "--profile", out / "profiel.tplan", "--fingerprint", swv,
                    "--keyholder-fingerprint", words, "--out", mine)  # fmt: skip
        assert "de inschrijver, en aan niemand anders" in told
        refused = run("region", "enrol", region, mine, "--fingerprint", last_words(told), *secret)
        assert refused.message.startswith("In deze regio schrijft alleen de inschrijver")
        done("keyholder", "enrol", officer, mine, "--fingerprint", last_words(told))
    done("keyholder", "list", officer, "--out", out / "lijst.tplan", "--leesbrief", out / "lijst.pdf")
    assert "2 deelnemers" in done("region", "take-list", region, out / "lijst.tplan")
    at = ("--peildatum", DAY)
    assert "De telling is open" in done("region", "open-telling", region, *at, "--out", out / "telling.tplan")
    sealed = [out / f"school-{number}.tplan" for number in range(2)]
    for folder, file in zip(schools, sealed, strict=True):
        assert "Via de inschrijver:" in done("seal", folder, "--verzoek", out / "telling.tplan", "--out", file)
    passed = done("keyholder", "pass-on", officer, "--into", out / "door", out / "telling.tplan", sealed[0])
    assert "nog niet ontvangen: School 99XB (" in passed
    again = run("keyholder", "pass-on", officer, "--into", out / "door", sealed[1], out / "lijst.tplan", *secret)
    assert (again.code, "Dit is een ander soort bestand" in again.err) == (1, True)
    on = sorted((out / "door").iterdir())
    assert len(on) == 2
    assert not [path for path in on if "school" in path.name]
    received = done("region", "receive", region, *at, *on)
    assert "2 van 2 afzenders" in received
    assert "99X" not in received
    assert "over 2 afzenders" in done("region", "add-up", region, *at)
    check_results(run, secret, region, out)


def check_results(run, secret, region: Path, out: Path) -> None:
    """Two bounds as text, JSON and CSV, and in the dataset; nowhere one number that is not known."""
    at = ("--peildatum", DAY)
    report = json.loads(run("region", "report", region, *at, "--json", *secret).out)
    (table,) = report["tables"]
    low, high = table["between"][CELL]
    assert CELL not in table["cells"]
    assert low <= 4
    assert high is None or high >= 4
    assert "of meer" in run("region", "report", region, *at, *secret).out
    assert run("region", "report", region, *at, "--csv", out / "r.csv", *secret).code == 0
    assert b";minstens;hoogstens" in (out / "r.csv").read_bytes()
    assert run("region", "dataset", region, out / "alles", *secret).code == 0
    (file,) = (out / "alles").rglob("*.parquet")
    assert duckdb.sql(f"SELECT aantal, minstens FROM '{file}' WHERE cel = '{CELL}'").fetchall() == [(None, low)]
