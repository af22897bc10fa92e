"""`thuisplan rules`: what a register counts with, from a command line."""

import json
from pathlib import Path

import pytest

from regions import Maker, shut
from thuisplan_desktop.register.codes import Role

Secret = tuple[str, str]


@pytest.fixture
def folder(maker: Maker) -> Path:
    return shut(maker.make(Role.SCHOOL))


def shown(run, folder: Path, secret: Secret) -> dict:
    return json.loads(run("rules", "show", folder, *secret, "--json").out)


def test_what_counts_is_told_with_its_sources(run, folder: Path, secret: Secret) -> None:
    """The set, the vacations and every limit."""
    told = run("rules", "show", folder, *secret).out
    assert "Begrippen: Landelijke begrippen, versie 1, vanaf 1 augustus 2016." in told
    assert "Uren ongeoorloofd in vier lesweken: 16. Bron: Leerplichtwet 1969, artikel 21 en 21a" in told
    assert "Kerstvakantie" in told
    assert shown(run, folder, secret)["region"] == "noord"


def test_a_set_is_chosen_or_read_in(run, folder: Path, secret: Secret, tmp_path: Path) -> None:
    """An unknown one and a wrong file are refused, each wrong line named; what was stays."""
    assert "Zuid-Limburg 2018" in run("rules", "definitions", folder, *secret, "--name", "zuid-limburg-2018").out
    assert "bestaat niet" in run("rules", "definitions", folder, *secret, "--name", "atlantis").message
    path = tmp_path / "eigen.toml"
    path.write_text('version = "1"\ntitle = "Onze regio"\nvalid_from = 2026-08-01\nkleur = 1\n', "utf-8")
    ran = run("rules", "definitions", folder, *secret, "--file", path)
    assert "regel 4, kleur: deze regel kent het programma niet\n" in ran.out
    assert "regel –, source: deze regel ontbreekt\n" in ran.out
    assert "Er is niets veranderd." in ran.message
    assert shown(run, folder, secret)["definitions"] == "zuid-limburg-2018"
    path.write_text('version = "1"\ntitle = "Onze regio"\nvalid_from = 2026-08-01\nsource = "pact"\n', "utf-8")
    assert "Onze regio" in run("rules", "definitions", folder, *secret, "--file", path).out
    assert shown(run, folder, secret)["definitions"] == "eigen"
    assert "Definities: Onze regio (versie 1)." in run("count", folder, *secret, "--peildatum", "2026-09-01").out


def test_own_days_come_and_go(run, folder: Path, secret: Secret) -> None:
    """By name and first day; what isn't there can't be taken away."""
    days = ("--from", "12-11-2026", "--to", "13-11-2026")
    run("rules", "calendar", folder, *secret, "--free", "studiedag", *days)
    run("rules", "calendar", folder, *secret, "--school", "toch les", "--from", "21-12-2026")
    assert [one["name"] for one in shown(run, folder, secret)["own_days"]] == ["studiedag", "toch les"]
    refused = run("rules", "calendar", folder, *secret, "--remove", "studiedag", "--from", "01-01-2026")
    assert "begint niets van de school" in refused.message
    run("rules", "calendar", folder, *secret, "--remove", "studiedag", *days)
    assert [one["name"] for one in shown(run, folder, secret)["own_days"]] == ["toch les"]
    assert "zuid telt" in run("rules", "calendar", folder, *secret, "--region", "zuid").out
    assert shown(run, folder, secret)["region"] == "zuid"
    with pytest.raises(SystemExit) as ended:
        run("rules", "calendar", folder, *secret, "--free", "studiedag")
    assert ended.value.code == 2


def test_limits_are_stricter_or_refused(run, folder: Path, secret: Secret) -> None:
    """With the article and of when its text is."""
    run("rules", "limits", folder, *secret, "--sixteen-hours", "8", "--warn-days", "30")
    refused = run("rules", "limits", folder, *secret, "--sixteen-hours", "17").message
    assert "van 1 tot en met 16. Strenger mag, ruimer niet. Bron: Leerplichtwet 1969" in refused
    assert "wettekst 2015" in refused
    limits = shown(run, folder, secret)["limits"]
    assert (limits["sixteen_hours"], limits["warn_days"], limits["sick_reports"]) == (8, 30, 4)
