"""Compile resources/calendar/schoolvakanties.csv from the Dutch files of the OpenHolidays data.

    python tools/build_calendar.py FOLDER

FOLDER holds holidays.school.csv and holidays.public.csv (country NL). A vacation of an impossible length stops the
build: the source has had typing errors, listed in CORRECTIONS with what shows that they are errors.
"""

import csv
import sys
from datetime import date
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "calendar" / "schoolvakanties.csv"
REGIONS = {"NO": "noord", "MI": "midden", "ZU": "zuid"}
DAYS = {
    "Herfstvakantie": 9,
    "Kerstvakantie": 16,
    "Voorjaarsvakantie": 9,
    "Meivakantie": 9,
    "Zomervakantie": 44,
}
"""From the first Saturday to the last Sunday: one week, two at Christmas, six in summer."""

CORRECTIONS = {
    # (region, start, end in the source): end. Both made spring holidays of five weeks out of one.
    ("zuid", "2027-02-13", "2027-03-21"): "2027-02-21",
    ("zuid", "2029-02-10", "2029-03-18"): "2029-02-18",
}

Row = tuple[str, str, str, str]


def main(source: Path) -> None:
    rows = sorted({*_vacations(source), *_public_holidays(source)}, key=lambda row: (row[2], row[0]))
    with TARGET.open("w", encoding="utf-8", newline="\n") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(("region", "name", "starts_on", "ends_on"))
        writer.writerows(rows)
    print(f"{len(rows)} periods written to {TARGET.name}")


def _vacations(source: Path) -> list[Row]:
    return [
        _checked(REGIONS[group], _dutch(row["Name"]), row["StartDate"], row["EndDate"])
        for row in _read(source / "holidays.school.csv")
        for group in row["Groups"].split(",")
    ]


def _checked(region: str, name: str, start: str, end: str) -> Row:
    end = CORRECTIONS.get((region, start, end), end)
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    if days != DAYS[name] or date.fromisoformat(start).weekday() != 5:
        sys.exit(f"{name} {region} {start} – {end}: {days} days is impossible; check the source and correct it here")
    return region, name, start, end


def _public_holidays(source: Path) -> list[Row]:
    rows = _read(source / "holidays.public.csv")
    return [("alle", _dutch(row["Name"]), row["StartDate"], row["EndDate"] or row["StartDate"]) for row in rows]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _dutch(names: str) -> str:
    """'NL Kerstvakantie,DE …,EN …' → 'Kerstvakantie'"""
    return next(name[3:] for name in names.split(",") if name.startswith("NL "))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
