"""The script that compiles the calendar: it stops at what can't be, and the shipped file is what it makes."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from thuisplan_desktop.paths import resource

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "build_calendar.py"
HEADER = "Id;Country;StartDate;EndDate;Type;RegionalScope;Name"


@pytest.fixture
def script(tmp_path):
    spec = importlib.util.spec_from_file_location("build_calendar", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.TARGET = tmp_path / "out.csv"
    return module


def source(folder, school):
    public = f"{HEADER}\nb;NL;2027-01-01;;Public;National;NL Nieuwjaarsdag,DE Neujahr\n"
    (folder / "holidays.public.csv").write_text(public, "utf-8-sig")
    (folder / "holidays.school.csv").write_text(f"{HEADER};Groups\n{school}\n", "utf-8-sig")
    return folder


def test_a_known_error_is_corrected(script, tmp_path):
    """One week of spring holidays in Zuid, and one row for each region."""
    script.main(source(tmp_path, "a;NL;2027-02-13;2027-03-21;School;Regional;NL Voorjaarsvakantie,EN Spring;ZU"))
    rows = script.TARGET.read_text("utf-8").splitlines()
    assert rows == [
        "region;name;starts_on;ends_on",
        "alle;Nieuwjaarsdag;2027-01-01;2027-01-01",
        "zuid;Voorjaarsvakantie;2027-02-13;2027-02-21",
    ]


@pytest.mark.parametrize("dates", ["2027-02-20;2027-03-07", "2027-02-19;2027-02-27"])
def test_an_impossible_vacation_stops_the_build(script, tmp_path, dates):
    """Of a wrong length, or not from a Saturday."""
    with pytest.raises(SystemExit, match="impossible"):
        script.main(source(tmp_path, f"a;NL;{dates};School;Regional;NL Voorjaarsvakantie;NO"))


def test_the_shipped_calendar_passes_the_same_check(script):
    """Every vacation begins on a Saturday and has the length of its kind."""
    rows = [line.split(";") for line in resource("calendar", "schoolvakanties.csv").read_text("utf-8").splitlines()[1:]]
    vacations = [row for row in rows if row[0] != "alle"]
    assert len(vacations) > 150
    for _, name, start, end in vacations:
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
        assert days == script.DAYS[name]
        assert date.fromisoformat(start).weekday() == 5
