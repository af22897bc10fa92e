"""Compile the tables of schools, postcodes and merged gemeenten in resources/schools/ from DUO's open data.

    python tools/build_schools.py FOLDER

FOLDER holds `alle-schoolvestigingen-bo.csv`, `alle-vestigingen-vo-2020.csv` and `pc4_gemeente_swv_2013-2015.csv`
as published. Telephone numbers, web sites and street addresses are left out: the program doesn't need them.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from municipalities import by_postcode, current, rows, spelled

OUT = Path(__file__).resolve().parent.parent / "resources" / "schools"
COLUMNS = ("brin", "branch", "name", "place", "municipality", "board", "sector", "swv", "holiday_region")


def main(folder: Path) -> None:
    primary = list(primary_schools(folder / "alle-schoolvestigingen-bo.csv"))
    regions = {row["municipality"]: row["holiday_region"] for row in primary}
    today = by_postcode((row["postcode"], row["municipality"]) for row in primary)
    secondary = list(secondary_schools(folder / "alle-vestigingen-vo-2020.csv", regions))
    areas = list(postcode_areas(folder / "pc4_gemeente_swv_2013-2015.csv", today))
    schools = sorted(primary + secondary, key=lambda row: (row["brin"], row["branch"]))
    give_swv(schools, {area["pc4"]: area for area in areas})
    write(OUT / "schools.csv", COLUMNS, schools)
    write(OUT / "postcodes.csv", ("pc4", "municipality", "po_swv", "vo_swv"), areas)
    write(OUT / "municipalities.csv", ("name", "merged_on", "successor"), rows())
    counted = Counter(row["sector"] for row in schools)
    print(f"{len(schools)} schools {dict(counted)}, {len(areas)} postcodes, {len(rows())} merged gemeenten")
    print(f"{sum(not row['swv'] for row in schools)} schools without samenwerkingsverband")


def give_swv(schools: list[dict[str, str]], areas: dict[str, dict[str, str]]) -> None:
    """By the postcode of the location, which is then left out."""
    for row in schools:
        area = areas.get(row.pop("postcode")[:4])
        row["swv"] = area[f"{row['sector']}_swv"] if area else ""


def rows_of(file: Path, encoding: str, delimiter: str) -> Iterator[dict[str, str]]:
    with file.open(encoding=encoding, newline="") as lines:
        for row in csv.DictReader(lines, delimiter=delimiter):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def primary_schools(file: Path) -> Iterator[dict[str, str]]:
    for row in rows_of(file, "cp1252", ";"):
        yield {
            "brin": row["INSTELLINGSCODE"],
            "branch": row["VESTIGINGSCODE"][-2:],
            "name": row["VESTIGINGSNAAM"],
            "place": title(row["PLAATSNAAM"]),
            "municipality": spelled(title(row["GEMEENTENAAM"])),
            "postcode": row["POSTCODE"],
            "board": row["BEVOEGD GEZAG NUMMER"],
            "sector": "po",
            "holiday_region": row["VAKANTIEREGIO"].lower(),
        }


def secondary_schools(file: Path, regions: dict[str, str]) -> Iterator[dict[str, str]]:
    """The secondary list has no vakantieregio; the gemeente decides it."""
    for row in rows_of(file, "cp1252", ";"):
        municipality = current(title(row["GEMEENTENAAM"]))
        yield {
            "brin": row["BRIN NUMMER"],
            "branch": row["VESTIGINGSNUMMER"][-2:],
            "name": row["VESTIGINGSNAAM"],
            "place": title(row["PLAATSNAAM"]),
            "municipality": municipality,
            "postcode": row["POSTCODE"],
            "board": row["BEVOEGD GEZAG NUMMER"],
            "sector": "vo",
            "holiday_region": regions.get(municipality, ""),
        }


def postcode_areas(file: Path, today: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """With the gemeente of today: that of the schools there, else what the gemeente of 2015 became."""
    for row in rows_of(file, "utf-8", ","):
        yield {
            "pc4": row["pc4"],
            "municipality": today.get(row["pc4"], current(row["gemeente"])),
            "po_swv": row["po_swv"],
            "vo_swv": row["vo_swv"],
        }


def title(name: str) -> str:
    """DUO writes places in capitals: ''S-GRAVENHAGE' is shown as ''s-Gravenhage'."""
    small = {"aan", "de", "den", "der", "en", "het", "in", "op", "te", "ten", "van", "bij", "gem"}
    words = [word if word in small else capital(word) for word in name.lower().split(" ")]
    return " ".join([capital(words[0]), *words[1:]]) if words[0] else name


def capital(word: str) -> str:
    if word.startswith(("'s-", "'t-")):
        return word[:3] + capital(word[3:])
    if word.startswith("'"):
        return word
    parts = ["IJ" + part[2:] if part.startswith("ij") else part[:1].upper() + part[1:] for part in word.split("-")]
    return "-".join(parts)


def write(file: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
