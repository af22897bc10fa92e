"""Pupils from CSV and Excel: the kept fields and the people around them; never a BSN, whatever its column is called."""

from datetime import date

import pytest

from thuisplan_desktop.errors import (
    ForbiddenColumn,
    ImpossibleDate,
    LooksLikeBsn,
    MalformedRow,
    MissingColumns,
    ThuisplanError,
)
from thuisplan_desktop.intake import pupil_list
from thuisplan_desktop.intake.edexml_pupils import PupilFile, PupilRow
from workbooks import book

HEAD = "Stamnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Klas;Postcode"
ROW = "00042;Femke;van der;Zandloper;3-9-2014;8b;1811 AB"
BSN = "123456782"


def listed(*lines: str) -> PupilFile:
    return pupil_list.read("\r\n".join(lines).encode("cp1252"))


def only(*lines: str) -> PupilRow:
    (pupil,) = listed(*lines).pupils
    return pupil


def everything(file: PupilFile) -> str:
    rows = [[str(getattr(pupil, name)) for name in pupil.__slots__] for pupil in file.pupils]
    people = [[getattr(one, name) for name in one.__slots__] for pupil in file.pupils for one in pupil.contacts]
    return repr((rows, people, file.dropped, file.warnings))


def test_a_row_is_a_pupil() -> None:
    """Names, birth date, class and the digits of the postcode; a leading zero stays."""
    pupil = only(HEAD, ROW)
    assert (pupil.key, pupil.nickname, pupil.infix, pupil.surname) == ("00042", "Femke", "van der", "Zandloper")
    assert (pupil.birth_date, pupil.class_name, pupil.postcode4) == (date(2014, 9, 3), "8b", "1811")


def test_the_same_from_a_workbook() -> None:
    """Excel's own days and numbers, under a title and a blank line."""
    rows = [["Leerlingen van De Verzonnen Boom"], [], HEAD.split(";"),
            [42, "Femke", "van der", "Zandloper", date(2014, 9, 3), "8b", "1811 AB"]]  # fmt: skip
    (pupil,) = pupil_list.read(book(rows, shapes={"A4": "00000"})).pupils
    assert pupil == only(HEAD, ROW)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Zandloper, Femke van der", ("Femke", "van der", "Zandloper")),
        ("Femke van der Zandloper", ("Femke", "van der", "Zandloper")),
        ("Femke Zandloper", ("Femke", "", "Zandloper")),
        ("Femke", ("Femke", "", "")),
        ("El Idrissi, Noor", ("Noor", "", "El Idrissi")),
        ("Noor El Idrissi", ("Noor", "", "El Idrissi")),
    ],
)
def test_whole_names_are_taken_apart(whole: str, parts: tuple[str, str, str]) -> None:
    pupil = only("Leerlingnummer;Naam", f"1;{whole}")
    assert (pupil.nickname, pupil.infix, pupil.surname) == parts


def test_one_child_under_two_numbers_is_told() -> None:
    """The same name and birth date; another birth date, or none at all, is another child as far as anybody knows."""

    def told(*rows: str) -> list[str]:
        return [words for words in listed(HEAD, ROW, *rows).warnings if "meer dan één leerlingnummer" in words]

    assert told("00043;femke;Van der;Zandloper;03-09-2014;8b;1811 AB")
    assert not told("00043;Femke;van der;Zandloper;4-9-2014;8b;1811 AB")
    assert not told("00043;Noor;van der;Zandloper;3-9-2014;8b;1811 AB")


def test_people_around_the_pupil() -> None:
    """Names and telephone numbers of two parents or carers; an e-mail address stays behind and is counted."""
    file = listed(
        "Stamnummer;Naam;Ouder 1;Telefoon ouder 1;E-mail ouder 1;Ouder 2;Telefoon ouder 2",
        "1;Femke Zandloper;Roelof van der Zandloper;06-12345678;r@voorbeeld.invalid;Jitske Bedacht;onbekend",
    )
    first, second = file.pupils[0].contacts
    assert (first.first_name, first.infix, first.surname, first.phone) == (
        "Roelof", "van der", "Zandloper", "06-12345678",
    )  # fmt: skip
    assert (second.surname, second.phone) == ("Bedacht", "")
    assert file.dropped == {"e-mail": 1}
    assert "voorbeeld" not in everything(file)


def test_a_bsn_among_telephone_numbers_stays_behind() -> None:
    """One in a column of real numbers: it is left out and counted, and the pupil comes in."""
    file = listed(
        "Stamnummer;Naam;Ouder 1;Telefoon ouder 1",
        "1;Femke Zandloper;Roelof Zandloper;123456782",
        "2;Sil Bedacht;Jitske Bedacht;06-12345678",
        "3;Bo Verzonnen;Wim Verzonnen;072-5123456",
        "4;Jip Verzonnen;Wim Verzonnen;123-456-782",
    )
    assert [one.contacts[0].phone for one in file.pupils] == ["", "06-12345678", "072-5123456", ""]
    assert file.dropped == {"bsn": 2}


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("BSN", "bsn"), ("Burgerservicenummer", "bsn"), ("Sofinr", "bsn"), ("BSN/onderwijsnummer", "bsn"),
        ("E-mailadres", "e-mail"), ("ECK iD", "eckid"), ("Foto", "foto"), ("Etniciteit", "etniciteit"),
        ("Nationaliteit 1", "land"), ("Geboorteland", "land"), ("Leerlinggewicht", "gewicht"), ("Geslacht", "geslacht"),
        ("Medische gegevens", "diagnose"), ("Opmerkingen", "opmerking"), ("Bijzonderheden", "opmerking"),
        ("Kluisje", "andere kolom"),
    ],
)  # fmt: skip
def test_every_other_column_is_counted_and_not_read(head: str, label: str) -> None:
    """What would be dropped is named by kind, never by the head of an unknown column."""
    file = listed(f"{HEAD};{head}", f"{ROW};Kanarie")
    assert file.dropped == {label: 1}
    assert "Kanarie" not in everything(file)


def test_a_bsn_under_another_name() -> None:
    """Nine digits that pass the elfproef are a BSN, also where the column is called something else."""
    assert listed(f"{HEAD};Code extern", f"{ROW};{BSN}").dropped == {"bsn": 1}
    with pytest.raises(LooksLikeBsn) as refused:
        listed("Leerlingnummer;Naam", f"{BSN};Femke", "111222333;Noor")
    assert refused.value.facts == {"column": "leerlingnummer"}
    with pytest.raises(LooksLikeBsn):
        pupil_list.read(b"BSN;Naam\n1;Femke\n", {"key": "BSN", "name": "Naam"})
    with pytest.raises(MalformedRow):
        listed("Leerlingnummer;Naam", f"1;Femke {BSN}")


@pytest.mark.parametrize(
    ("head", "holds"), [("E-mail ouder", "e-mail"), ("Diagnose", "diagnose"), ("Opmerkingen mentor", "opmerking")]
)
def test_nobody_can_choose_a_column_that_is_never_kept(head: str, holds: str) -> None:
    """Also not as a class or a name; the refusal says which choice, and what stands there."""
    with pytest.raises(ForbiddenColumn) as refused:
        pupil_list.read(
            f"Nummer;Naam;{head}\n1;Femke;Kanarie\n".encode(), {"key": "Nummer", "name": "Naam", "class_name": head}
        )
    assert refused.value.facts == {"column": "klas of groep", "holds": holds}


SERIES = [str(number) for number in range(202100101, 202100201)]
"""Of a school that numbers its pupils by year: nine digits each, of which one in eleven passes the elfproef."""


def numbered(*numbers: str) -> PupilFile:
    return listed("Nummer;Roepnaam;Achternaam", *(f"{number};Femke;Kanarie" for number in numbers))


@pytest.mark.parametrize(
    ("own", "bsns"),
    [
        (["40001", "40002"], [BSN]),
        (["40001", "40002"], [f"LL-{BSN}"]),
        (["40001", "40002"], ["1234.56.782"]),
        (["40001", "40002"], ["123-456-782"]),
        (["40001", "40002", "123456783"], []),
        (["20061109", "40002"], []),
        ([f"9000000{last}" for last in range(10, 30)], [BSN]),
        (SERIES, []),
        (SERIES, [BSN, "111222333"]),
    ],
)
def test_a_bsn_among_the_numbers_of_pupils_stays_behind(own: list[str], bsns: list[str]) -> None:
    """Also among long ones; that pupil comes in without a number. What stands in a series of the school's own stays."""
    file = numbered(*own, *bsns)
    assert [row.lasting_key for row in file.pupils] == [*own, *("" for _ in bsns)]
    assert file.dropped == ({"bsn": len(bsns)} if bsns else {})
    assert [("niet ingelezen" in told, "BSN" in told) for told in file.warnings[1:]] == [(True, True)] * bool(bsns)
    assert not any(number in everything(file) for number in bsns)


def test_a_column_of_which_half_may_be_bsns_is_refused() -> None:
    """Then it is another column than the school's own numbers."""
    with pytest.raises(LooksLikeBsn):
        numbered("40001", BSN)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("Naam;Klas", "Femke;8b"), MissingColumns),
        ((HEAD, ROW, ROW), MalformedRow),
        ((HEAD, ";Femke;;Zandloper;;;"), MalformedRow),
        ((HEAD, "1;;;;;;"), MalformedRow),
        ((HEAD, "1;Femke;;Zandloper;31-2-2014;;"), ImpossibleDate),
        ((HEAD, "1;Femke;;Zandloper;3-9-2014"), MalformedRow),
        ((f"{HEAD};BRIN", f"{ROW};99XA", f"2{ROW};99XB"), MalformedRow),
        ((f"{HEAD};BRIN", f"{ROW};school"), MalformedRow),
    ],
)  # fmt: skip
def test_lists_that_cannot_be_right(lines: tuple[str, ...], kind: type[ThuisplanError]) -> None:
    with pytest.raises(kind):
        listed(*lines)


def test_nobody_is_named_by_a_repr() -> None:
    file = listed(f"{HEAD};Ouder 1", f"{ROW};Roelof Zandloper")
    assert "Femke" not in repr(file) + repr(file.pupils[0]) + repr(file.pupils[0].contacts)


@pytest.mark.parametrize(
    "row",
    [
        "1;jan@aa.example;Aa;8b",
        "1;Jan;Aa jan@aa.example;8b",
        "1;Jan;Aa;8b 123456782",
        "1;Jan;Aa;123 456 782",
        "1;Jan;Aa;jan@aa.example",
    ],
)
def test_a_mail_or_bsn_inside_a_value_is_refused(row: str) -> None:
    """Whatever the column: the row is named, so it can be mended in the school's own system."""
    with pytest.raises(MalformedRow) as refused:
        pupil_list.read(f"leerlingnummer;roepnaam;achternaam;klas\n{row}\n".encode())
    assert refused.value.facts["row"] == 2
