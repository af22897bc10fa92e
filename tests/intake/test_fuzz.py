"""Files that were damaged anywhere, by the thousand: every reader gives an answer or a refusal that has a name."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.intake import csv_absence, edexml, pupil_list
from workbooks import book, with_part

DATA = Path(__file__).parents[1] / "data"
EDEXML = (DATA / "edexml" / "EDEXML.Voorbeeld.2.1.xml").read_bytes()
ABSENCES = (DATA / "absence" / "magister-cp1252-puntkomma.csv").read_bytes()
PUPILS = b"Stamnummer;Roepnaam;Achternaam;Geboortedatum;Ouder 1\r\n00042;Wimpie;Assati;3-9-2014;Z. Assati\r\n"
BOOK = book([["leerlingnummer", "datum", "code"], ["00042", "3-11-2026", "Z"]])
NAMES = ("Wimpie", "Assati")

SHEET = "xl/worksheets/sheet1.xml"


def read_sheet(damaged_sheet: bytes) -> object:
    """A sound archive around a damaged sheet: what a checksum would have stopped is read."""
    return csv_absence.read(with_part(BOOK, SHEET, damaged_sheet, instead=True))


READERS: dict[str, tuple[Callable[[bytes], object], bytes, int]] = {
    "edexml": (edexml.read, EDEXML, 10_000),
    "absences": (csv_absence.read, ABSENCES, 5_000),
    "pupils": (pupil_list.read, PUPILS, 10_000),
    "workbook": (csv_absence.read, BOOK, 2_000),
    "sheet": (read_sheet, zipfile.ZipFile(io.BytesIO(BOOK)).read(SHEET), 1_000),
}


def damaged(sample: bytes, chance: random.Random) -> bytes:
    """One to four places where bytes were put in, taken out, or both; now and then the rest is gone."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(sample) + 1)
        put_in = chance.choice((chance.randbytes(chance.randint(0, 8)), b"<", b";", b'"', b"&x;", b"\x00", b"9" * 9))
        end = len(sample) if chance.random() < 0.05 else place + chance.choice((0, 0, 1, 3, 40))
        sample = sample[:place] + put_in + sample[end:]
    return sample


def fuzz(reader: Callable[[bytes], object], sample: bytes, times: int, seed: int) -> tuple[int, int]:
    """How many of the damaged files were read and how many refused; any other end fails the test by itself."""
    chance = random.Random(seed)
    read = 0
    for _ in range(times):
        try:
            reader(damaged(sample, chance))
            read += 1
        except ThuisplanError as error:
            told = repr(error) + repr(error.facts)
            if any(name in told for name in NAMES):
                raise AssertionError("an error names somebody") from None
    return read, times - read


@pytest.mark.parametrize("name", READERS)
def test_damaged_files(name: str) -> None:
    """Both ends are reached: some damage does no harm, most is found."""
    reader, sample, times = READERS[name]
    read, refused = fuzz(reader, sample, times, seed=4)
    assert read > 0
    assert refused > 0


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
def test_damaged_files_long(name: str) -> None:
    """A hundred thousand of each."""
    reader, sample, _ = READERS[name]
    assert sum(fuzz(reader, sample, 100_000, seed=44)) == 100_000
