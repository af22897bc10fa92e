"""EDEXML: the official examples, what is left behind, and files that mean harm."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thuisplan_desktop.errors import (
    EmptyFile,
    FileTooLarge,
    HostileXml,
    ImpossibleDate,
    LooksLikeBsn,
    MalformedRow,
    MalformedXml,
    NotEdexml,
    ThuisplanError,
    UnknownEncoding,
)
from thuisplan_desktop.intake import edexml, forbidden, limits
from thuisplan_desktop.intake.edexml_tree import KNOWN_DROPPED, OTHER_FIELD, TEACHERS

SAMPLES = Path(__file__).parents[1] / "data" / "edexml"
SAMPLE = (SAMPLES / "EDEXML.Voorbeeld.2.1.xml").read_bytes()
FORBIDDEN = (
    "133456785", "2731", "6971VB", "https://id.school", "Geert Evers", "Julia", "Veldman", "Manusje", "Opmerking X",
    "0,3", "2013-06-17",
)  # fmt: skip


def school(*pupils: str, head: str = "", declaration: str = "", year: str = "2026-2027") -> bytes:
    """A small EDEXML file of test school 99XX."""
    return (
        f"{declaration}<EDEX><school><schooljaar>{year}</schooljaar><brincode>99XX</brincode>{head}</school>"
        f"<leerlingen>{''.join(pupils)}</leerlingen></EDEX>"
    ).encode()


def pupil(key: str = "7", inner: str = "<roepnaam>Sanne</roepnaam>", attributes: str = "") -> str:
    return f'<leerling key="{key}"{attributes}>{inner}</leerling>'


def everything_kept(file: edexml.PupilFile) -> str:
    rows = [[str(getattr(row, name)) for name in row.__slots__] for row in file.pupils]
    return repr((file.school_year, file.brin, file.branch, rows, dict(file.dropped), file.warnings))


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_official_example(version: str) -> None:
    """Both official examples give their three pupils of test school 99ZZ."""
    file = edexml.read((SAMPLES / f"EDEXML.Voorbeeld.{version}.xml").read_bytes())
    assert (file.school_year, file.reference_date, file.brin, file.branch) == (
        "2014-2015",
        date(2014, 10, 1),
        "99ZZ",
        "00",
    )
    first, second, third = file.pupils
    assert (first.key, first.nickname, first.birth_date, first.year_group) == (
        "00001",
        "Wimpie",
        date(2006, 6, 21),
        "4",
    )
    assert (first.class_name, first.branch_name, first.postcode4) == ("4B", "Vestiging Huissen", "")
    assert (second.nickname, second.first_names, second.surname) == ("Ismaël", "Ismaël Hassan", "Assati")
    assert (second.birth_date, second.postcode4, second.branch_name) == (None, "6971", "Vestiging Bemmel")
    assert (third.infix, third.surname, third.year_group) == ("van 't", "Hof", "H")
    assert (third.enrolled_on, third.left_on) == (date(2010, 8, 19), date(2014, 7, 18))
    assert len(file.warnings) == 2


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_forbidden_fields_never_reach_a_value(version: str) -> None:
    """BSN, full postcode, eckid, teachers, remarks and countries are in no value, only their names are counted."""
    file = edexml.read((SAMPLES / f"EDEXML.Voorbeeld.{version}.xml").read_bytes())
    kept = everything_kept(file)
    assert not [value for value in FORBIDDEN if value in kept]
    assert file.dropped["bsn"] == 1
    assert file.dropped["land"] == 2
    assert file.dropped[TEACHERS] == 3


@pytest.mark.parametrize("name", sorted(KNOWN_DROPPED - {"eckid"}))
def test_each_dropped_field_is_only_counted(name: str) -> None:
    """Every field outside the kept list leaves its name and number, and nothing of its text."""
    file = edexml.read(school(pupil(inner=f"<roepnaam>Sanne</roepnaam><{name}>Kanarie<x>Kanarie</x></{name}>")))
    assert dict(file.dropped) == {name: 1}
    assert "Kanarie" not in everything_kept(file)


def test_unknown_field_names_are_not_repeated() -> None:
    """A field outside the standard is counted without its name, which may itself be personal."""
    file = edexml.read(school(pupil(inner="<roepnaam>S</roepnaam><Kanarie>x</Kanarie>", attributes=' eckid="Kanarie"')))
    assert dict(file.dropped) == {OTHER_FIELD: 1, "eckid": 1}


def test_school_year_newer_than_the_schema() -> None:
    """The schema's list of school years ends at 2024-2025; a file of a later year is read."""
    newer = SAMPLE.replace(b"2014-2015", b"2031-2032")
    assert edexml.read(newer).school_year == "2031-2032"


@pytest.mark.parametrize("year", ["2026", "2026-2028", "26-27", "", "٢٠٢٦-٢٠٢٧"])
def test_school_year_must_be_two_years_in_a_row(year: str) -> None:
    with pytest.raises(NotEdexml):
        edexml.read(school(pupil(), year=year))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_encodings(encoding: str) -> None:
    """A name with an accent survives every encoding schools' systems write."""
    declared = encoding.replace("-sig", "")
    text = school(pupil(inner="<roepnaam>Zoë</roepnaam>"), declaration=f'<?xml version="1.0" encoding="{declared}"?>')
    assert edexml.read(text.decode().encode(encoding)).pupils[0].nickname == "Zoë"


@pytest.mark.parametrize("encoding", ["utf-7", "rot13", "koi8-r", "bestaat-niet"])
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(UnknownEncoding):
        edexml.read(school(pupil(), declaration=f'<?xml version="1.0" encoding="{encoding}"?>'))


BOMB = '<!DOCTYPE EDEX [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "declaration",
    [
        BOMB,
        '<!DOCTYPE EDEX SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE EDEX [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE EDEX [<!ENTITY % p SYSTEM "http://example.invalid/x.dtd"> %p;]>',
        "<!DOCTYPE EDEX>",
    ],
)
def test_hostile_declarations(declaration: str) -> None:
    """Any document type is refused before anything it declares is looked at."""
    with pytest.raises(HostileXml):
        edexml.read(school(pupil(inner="<roepnaam>&b;</roepnaam>"), declaration=declaration))


def test_undeclared_entity_is_malformed() -> None:
    with pytest.raises(MalformedXml):
        edexml.read(school(pupil(inner="<roepnaam>&b;</roepnaam>")))


def test_too_large_is_refused_before_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is on bytes: nothing of a larger file is parsed."""
    monkeypatch.setattr(limits, "MAX_BYTES", len(SAMPLE) - 1)
    with pytest.raises(FileTooLarge) as refused:
        edexml.read(SAMPLE)
    assert refused.value.facts == {"limit_mb": limits.MAX_MB}


def test_too_many_pupils(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file cannot unfold into endlessly many pupils."""
    monkeypatch.setattr(limits, "MAX_PUPILS", 2)
    with pytest.raises(FileTooLarge):
        edexml.read(school(*(pupil(str(number)) for number in range(3))))


def test_too_deep() -> None:
    """Nesting without end is refused at its line."""
    with pytest.raises(MalformedXml):
        edexml.read(school(pupil(inner="<a>" * 100_000)))


@pytest.mark.parametrize("data", [b"", b"  \r\n "])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        edexml.read(data)


def test_truncated_names_the_line() -> None:
    """A file that breaks off gives the line where it does."""
    truncated = SAMPLE[: SAMPLE.index(b"</leerlingen>")]
    with pytest.raises(MalformedXml) as refused:
        edexml.read(truncated)
    assert refused.value.facts == {"line": truncated.count(b"\n") + 1}


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b'<EDEX xmlns="urn:x"><school/></EDEX>',
        b"<EDEX/>",
        b"<EDEX><leerlingen/></EDEX>",
        b"<EDEX><school><schooljaar>2026-2027</schooljaar></school></EDEX>",
        b'<x:EDEX xmlns:x="urn:x"/>',
    ],
)
def test_other_xml(data: bytes) -> None:
    with pytest.raises(NotEdexml):
        edexml.read(data)


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([pupil(""), pupil("1")], "key"),
        ([pupil("k" * 257)], "key"),
        ([pupil("1"), pupil(" 1 ")], "key"),
        ([pupil("&#x200B;")], "key"),
        ([pupil(inner="<geboortedatum>2016-02-28</geboortedatum>")], "achternaam"),
        ([pupil(inner="<roepnaam>A</roepnaam><jaargroep>9</jaargroep>")], "jaargroep"),
        ([pupil(inner="<roepnaam>A</roepnaam><roepnaam>B</roepnaam>")], "roepnaam"),
        ([pupil(inner='<roepnaam>A</roepnaam><groep key="1"/><groep key="2"/>')], "groep"),
        ([pupil(inner=f"<roepnaam>{'A' * 257}</roepnaam>")], "roepnaam"),
    ],
)
def test_malformed_pupils(rows: list[str], column: str) -> None:
    """A pupil without key or name, a key used twice, and impossible values are refused with line and field."""
    with pytest.raises(MalformedRow) as refused:
        edexml.read(school(*rows))
    assert refused.value.facts == {"row": 1, "column": column}


@pytest.mark.parametrize("value", ["2016-02-30", "30-01-2016", "0000-00-00", "1016-01-01", "2016-1-1", "morgen"])
def test_impossible_dates(value: str) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        edexml.read(school(pupil(inner=f"<roepnaam>A</roepnaam>\n<geboortedatum>{value}</geboortedatum>")))
    assert refused.value.facts == {"row": 2, "column": "geboortedatum"}


@pytest.mark.parametrize("value", ["2016-02-29", "2016-02-29Z", "2016-02-29+01:00", " 2016-02-29 "])
def test_dates_with_time_zone(value: str) -> None:
    file = edexml.read(school(pupil(inner=f"<roepnaam>A</roepnaam><geboortedatum>{value}</geboortedatum>")))
    assert file.pupils[0].birth_date == date(2016, 2, 29)


@pytest.mark.parametrize(
    ("brin", "branch", "expected"),
    [
        ("99XX", "", ("99XX", "00")),
        ("99xx02", "", ("99XX", "02")),
        ("99XX", "05", ("99XX", "05")),
        ("", "", ("", "00")),
    ],
)
def test_school_codes(brin: str, branch: str, expected: tuple[str, str]) -> None:
    """BRIN with or without its branch; 00 is the main branch."""
    text = school(pupil(), head=f"<dependancecode>{branch}</dependancecode>").decode().replace("99XX", brin)
    file = edexml.read(text.encode())
    assert (file.brin, file.branch) == expected


@pytest.mark.parametrize(("brin", "branch", "column"), [("XX99", "", "brincode"), ("99XX", "5", "dependancecode")])
def test_malformed_school_codes(brin: str, branch: str, column: str) -> None:
    text = school(pupil(), head=f"<dependancecode>{branch}</dependancecode>").decode().replace("99XX", brin)
    with pytest.raises(MalformedRow) as refused:
        edexml.read(text.encode())
    assert refused.value.facts["column"] == column


def test_year_group_comes_from_the_group_when_the_pupil_has_none() -> None:
    groups = '<groepen><groep key="G"><naam>Kikkers</naam><jaargroep>3</jaargroep></groep></groepen>'
    text = school(pupil(inner='<roepnaam>A</roepnaam><groep key="G"/>')).decode()
    row = edexml.read(text.replace("</school>", f"</school>{groups}").encode()).pupils[0]
    assert (row.year_group, row.class_name) == ("3", "Kikkers")


def test_special_education_is_warned_about() -> None:
    """Jaargroep S is sbo or so: a person has to say which."""
    file = edexml.read(school(pupil(inner="<roepnaam>A</roepnaam><jaargroep>S</jaargroep>")))
    assert any("schoolsoort" in warning for warning in file.warnings)


@pytest.mark.parametrize(("value", "expected"), [("1811AB", "1811"), ("1811 ab", "1811"), ("1811", ""), ("x", "")])
def test_postcode_loses_its_letters(value: str, expected: str) -> None:
    file = edexml.read(school(pupil(inner=f"<roepnaam>A</roepnaam><postcodenl>{value}</postcodenl>")))
    assert file.pupils[0].postcode4 == expected


def test_invisible_characters_are_taken_out() -> None:
    """A name cannot be turned around on screen, and composed letters compare equal."""
    file = edexml.read(school(pupil(inner="<roepnaam>  Zoe\u0308\n \u202eeb </roepnaam>")))
    assert file.pupils[0].nickname == "Zoë eb"


def test_reprs_name_nobody() -> None:
    file = edexml.read(SAMPLE)
    assert repr(file) == "PupilFile(pupils=3)"
    assert repr(file.pupils[0]) == "PupilRow()"


def read_or_refuse(data: bytes) -> None:
    """Whatever the bytes, the reader answers with a file or with an error that has a name."""
    facts: dict[str, str | int] = {}
    try:
        edexml.read(data)
    except ThuisplanError as refused:
        facts = refused.facts
    assert "Wimpie" not in str(facts)


@given(st.binary(max_size=300))
@example(b"<")
@example(b"\x00")
@settings(max_examples=60)
def test_random_bytes_never_crash(data: bytes) -> None:
    read_or_refuse(data)


@given(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=12), st.integers(0, 40))
@settings(max_examples=120)
def test_damaged_files_never_crash(place: int, inserted: bytes, removed: int) -> None:
    """A cut, a changed byte or a pasted piece in the official example gives a file or a named error."""
    read_or_refuse(SAMPLE[:place] + inserted + SAMPLE[place + removed :])


LETTERS = st.characters(whitelist_categories=("L", "N", "P"), max_codepoint=0x2FF)
NAMES = st.text(LETTERS, min_size=1, max_size=30).filter(lambda name: not forbidden.label_in(name))


@pytest.mark.parametrize(("value", "label"), [("Jan 123456782", "bsn"), ("Jan jan@aa.example", "e-mail")])
def test_a_mail_or_bsn_inside_a_value_stays_behind(value: str, label: str) -> None:
    """Whatever the field: the value is left out as a whole, and the report counts it."""
    file = edexml.read(school(pupil(inner=f"<roepnaam>Sanne</roepnaam><achternaam>{value}</achternaam>")))
    assert (file.pupils[0].nickname, file.pupils[0].surname) == ("Sanne", "")
    assert file.dropped[label] == 1


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.dates(date(1995, 1, 1), date(2030, 1, 1)))
@settings(max_examples=50)
def test_what_was_written_is_read(names: list[str], born: date) -> None:
    """Names and birth dates come back as they were written (composed, on one line), in the same order."""

    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    rows = [
        pupil(str(place), f"<achternaam>{escaped(name)}</achternaam><geboortedatum>{born}</geboortedatum>")
        for place, name in enumerate(names)
    ]
    file = edexml.read(school(*rows))
    assert [row.surname for row in file.pupils] == [_composed(name) for name in names]
    assert {row.birth_date for row in file.pupils} == {born}


def _composed(name: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", name)


# --- the same vocabulary from UWLR, and keys that don't last


def uwlr(file: bytes) -> bytes:
    """A school's file as UWLR sends it: another root, a prefix on every name, in a SOAP message."""
    inner = re.sub(rb"<(/?)", rb"<\1le:", file).replace(b"le:EDEX", b"le:leerlinggegevens")
    return (
        b'<s:Envelope xmlns:s="urn:s"><s:Header/><s:Body><le:leerlinggegevens_antwoord xmlns:le="urn:le">'
        + inner
        + b"</le:leerlinggegevens_antwoord></s:Body></s:Envelope>"
    )


def test_a_saved_answer_of_uwlr() -> None:
    """`leerlinggegevens` is EDEXML under another name, with or without what UWLR puts around it."""
    plain = school(pupil(inner="<roepnaam>Sanne</roepnaam><bsn>123456782</bsn>"))
    assert edexml.read(uwlr(plain)) == edexml.read(plain)
    assert edexml.read(plain.replace(b"EDEX>", b"leerlinggegevens>")) == edexml.read(plain)


def test_two_schools_in_one_answer_are_refused() -> None:
    both = uwlr(school(pupil()))
    start, end = both.index(b"<le:leerlinggegevens>"), both.index(b"</le:leerlinggegevens_antwoord>")
    with pytest.raises(NotEdexml):
        edexml.read(both[:end] + both[start:end] + both[end:])


def test_a_key_made_up_for_one_file_is_no_number() -> None:
    """A key that begins with # is another one in the next file, so nothing is known by it."""
    first, second = edexml.read(school(pupil("#1"), pupil("40002"))).pupils
    assert (first.key, first.lasting_key, second.lasting_key) == ("#1", "", "40002")


def test_bsn_as_a_key_is_refused() -> None:
    """A system that uses the BSN as its own number would bring it in by the back door."""
    with pytest.raises(LooksLikeBsn):
        edexml.read(school(pupil("123456782"), pupil("111222333")))
