"""Pupils from a list (CSV or Excel) where there is no EDEXML: one row per pupil, with the people around him if told.

Of a postcode only the digits are kept. E-mail, addresses and remarks stay behind, as they do from EDEXML.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from thuisplan_desktop.errors import EmptyFile, MalformedRow
from thuisplan_desktop.intake import tables
from thuisplan_desktop.intake.absence_values import parse_day
from thuisplan_desktop.intake.columns import Columns, Meaning, Sheet
from thuisplan_desktop.intake.edexml_pupils import (
    MAIN_BRANCH,
    ContactRow,
    PupilFile,
    PupilRow,
    told_twice,
    told_undated,
    told_unnumbered,
    unnumbered,
)
from thuisplan_desktop.intake.elfproef import stands_for_phone
from thuisplan_desktop.intake.forbidden import BSN, label_in

_NAME, _FIRST, _INFIX, _LAST = "naam", "roepnaam", "tussenvoegsel", "achternaam"
MEANINGS = (
    Meaning(
        "key", "leerlingnummer", ("leerlingnummer", "stamnummer", "stamnr", "leerlingnr", "llnr", "nummer", "key"),
        required=True,
    ),
    Meaning("name", "volledige naam", ("naam", "leerling", "volledige naam", "naam leerling")),
    Meaning("nickname", _FIRST, (_FIRST, "voornaam")),
    Meaning("first_names", "voornamen", ("voornamen", "doopnamen")),
    Meaning("infix", _INFIX, (_INFIX, "voorvoegsel", "tussenv.", "tv")),
    Meaning("surname", _LAST, (_LAST, "familienaam")),
    Meaning("birth_date", "geboortedatum", ("geboortedatum", "geb.datum", "gebdatum", "geboren")),
    Meaning("year_group", "leerjaar of jaargroep", ("leerjaar", "jaargroep", "groep (leerjaar)")),
    Meaning("class_name", "klas of groep", ("klas", "groep", "stamgroep", "basisgroep", "groepsnaam")),
    Meaning("postcode4", "postcode", ("postcode", "pc", "postcode leerling")),
    Meaning("enrolled_on", "ingeschreven op", ("inschrijfdatum", "instroomdatum", "datum inschrijving")),
    Meaning("left_on", "uitgeschreven op", ("uitschrijfdatum", "uitstroomdatum", "datum uitschrijving")),
    Meaning("brin", "BRIN", ("brin", "brincode", "brinnummer")),
    Meaning("contact1", "ouder of verzorger 1: naam", ("ouder 1", "verzorger 1", "naam ouder 1", "naam verzorger 1",
                                                       "contactpersoon 1", "ouder/verzorger 1")),
    Meaning("phone1", "ouder of verzorger 1: telefoon", ("telefoon ouder 1", "mobiel ouder 1", "telefoon verzorger 1",
                                                         "telefoon 1", "mobiel verzorger 1")),
    Meaning("contact2", "ouder of verzorger 2: naam", ("ouder 2", "verzorger 2", "naam ouder 2", "naam verzorger 2",
                                                       "contactpersoon 2", "ouder/verzorger 2")),
    Meaning("phone2", "ouder of verzorger 2: telefoon", ("telefoon ouder 2", "mobiel ouder 2", "telefoon verzorger 2",
                                                         "telefoon 2", "mobiel verzorger 2")),
)  # fmt: skip
_LONGEST = 200
_DIGITS = re.compile(r"\d{3,}", re.ASCII)
_POSTCODE = re.compile(r"(\d{4}) ?(?:[A-Za-z]{2})?", re.ASCII)
_BRIN = re.compile(r"(\d{2}[A-Z]{2})(\d{2})?", re.ASCII)
_PHONE = re.compile(r"[+\d][\d ()\-]{7,20}", re.ASCII)


def read(data: bytes, mapping: Columns | None = None, *, sheet: str = "") -> PupilFile:
    """Read a list of pupils; without `mapping` the heads are recognised.

    Raises FileTooLarge, EmptyFile, UnknownEncoding, NotAWorkbook, HostileWorkbook, MissingColumns, LooksLikeBsn, and
    for one row MalformedRow or ImpossibleDate, with its number. Two rows with one number are refused too.
    """
    listed = Sheet(tables.table(data, sheet), MEANINGS, mapping, from_1904=tables.counts_from_1904(data))
    pupils: dict[str, PupilRow] = {}
    brins = set[tuple[str, str]]()
    phones = 0
    for number, values in listed:
        phones += sum(stands_for_phone(values.get(which, "")) for which in ("phone1", "phone2"))
        pupil = _pupil(values, number)
        if pupil.key in pupils:
            raise MalformedRow(row=number, column="leerlingnummer")
        pupils[pupil.key] = pupil
        brins.add(_brin(values.get("brin", ""), number))
        if len(brins) > 1:  # one list is of one school: whose number would the pupil's be?
            raise MalformedRow(row=number, column="BRIN")
    if not pupils:
        raise EmptyFile
    everybody = tuple(pupils.values())
    brin, branch = brins.pop()
    doubtful = listed.doubtful_numbers
    return PupilFile(
        school_year="",
        reference_date=None,
        brin=brin,
        branch=branch,
        pupils=unnumbered(everybody, doubtful),
        dropped=listed.dropped + Counter({BSN: phones + len(doubtful)}),
        warnings=(*told_undated(everybody), *told_twice(everybody), *told_unnumbered(len(doubtful))),
        tells_leaving=listed.has("left_on"),
    )


def _pupil(values: Mapping[str, str], number: int) -> PupilRow:
    for name, value in values.items():
        if len(value) > _LONGEST:
            raise MalformedRow(row=number, column=name)
    for name, label in (("class_name", "klas of groep"), ("year_group", "leerjaar of jaargroep")):
        if label_in(values.get(name, "")):
            raise MalformedRow(row=number, column=label)
    nickname, infix, surname = _names(values, number)
    if not values["key"]:
        raise MalformedRow(row=number, column="leerlingnummer")
    return PupilRow(
        key=values["key"],
        nickname=nickname or values.get("first_names", "").partition(" ")[0],
        first_names=_name(values.get("first_names", ""), number),
        infix=infix,
        surname=surname,
        birth_date=_day(values.get("birth_date", ""), number),
        year_group=values.get("year_group", "").casefold().removeprefix("groep").strip().upper()[:20],
        class_name=values.get("class_name", ""),
        branch_name="",
        postcode4=_postcode4(values.get("postcode4", "")),
        enrolled_on=_day(values.get("enrolled_on", ""), number),
        left_on=_day(values.get("left_on", ""), number),
        contacts=tuple(_contacts(values, number)),
    )


def _names(values: Mapping[str, str], number: int) -> tuple[str, str, str]:
    whole = split_name(values.get("name", ""))
    parts = tuple(values.get(name, "") for name in ("nickname", "infix", "surname"))
    chosen = parts if parts[0] or parts[2] else whole
    if not (chosen[0] or chosen[2] or values.get("first_names")):
        raise MalformedRow(row=number, column=_NAME)
    nickname, infix, surname = (_name(part, number) for part in chosen)
    return nickname, infix, surname


def _name(value: str, number: int) -> str:
    """A name has no long number in it: what has is another column, or a BSN beside a name."""
    if _DIGITS.search(value) or label_in(value):
        raise MalformedRow(row=number, column=_NAME)
    return value


def split_name(whole: str) -> tuple[str, str, str]:
    """'Zandloper, Femke van der' and 'Femke van der Zandloper': first name, tussenvoegsel (lower case), surname."""
    before, comma, after = (part.strip() for part in whole.partition(","))
    words = (after if comma else before).split()
    small = [word for word in words[1:] if word == word.lower()]
    if comma:
        return " ".join(word for word in words if word not in small), " ".join(small), before
    rest = words[1:]
    infix = " ".join(rest[: len(small)]) if rest[: len(small)] == small else ""
    surname = rest[len(small) :] if infix else rest
    return (words[0] if words else ""), infix, " ".join(surname)


def _contacts(values: Mapping[str, str], number: int) -> Iterator[ContactRow]:
    for which in ("1", "2"):
        name = _name(values.get(f"contact{which}", ""), number)
        if name:
            phone = values.get(f"phone{which}", "")
            yield ContactRow(
                *split_name(name), phone if _PHONE.fullmatch(phone) and not stands_for_phone(phone) else ""
            )


def _day(value: str, number: int) -> date | None:
    return parse_day(value, number, earliest=date(1940, 1, 1)) if value else None


def _postcode4(value: str) -> str:
    match = _POSTCODE.fullmatch(value)
    return match[1] if match else ""


def _brin(value: str, number: int) -> tuple[str, str]:
    match = _BRIN.fullmatch(value.upper())
    if value and match is None:
        raise MalformedRow(row=number, column="BRIN")
    return (match[1], match[2] or MAIN_BRANCH) if match else ("", "")
