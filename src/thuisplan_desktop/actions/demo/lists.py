"""The files the demonstration reads, as school systems write them: EDEXML and absence lists."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from xml.sax.saxutils import escape

from thuisplan_desktop.actions.demo.people import DemoPupil, DemoSchool
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.codes import AbsenceKind

_CODES = {
    "magister": {AbsenceKind.UNAUTHORISED: "A", AbsenceKind.SICK: "Z"},
    "somtoday": {AbsenceKind.UNAUTHORISED: "ON", AbsenceKind.SICK: "ZK"},
    "woorden": {AbsenceKind.UNAUTHORISED: "ongeoorloofd", AbsenceKind.SICK: "ziek"},
}
_INVENTED_BSN = "123456782"


def edexml(school: DemoSchool, pupils: Iterable[DemoPupil], today: date) -> bytes:
    """EDEXML 2.1 of this school year, with fields that Thuisplan never keeps, to show that it drops them."""
    place = school.place
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<EDEX>",
        f"<school><schooljaar>{_school_year(today)}</schooljaar><brincode>{place.brin}</brincode>",
        "<dependancecode>00</dependancecode><xsdversie>2.1</xsdversie></school>",
        "<leerlingen>",
        *(_pupil(pupil) for pupil in pupils),
        "</leerlingen>",
        "</EDEX>",
    ]
    return "\n".join(parts).encode()


def _school_year(today: date) -> str:
    start = today.year if today.month >= 8 else today.year - 1
    return f"{start}-{start + 1}"


def of_this_year(sample: bytes, today: date) -> bytes:
    """The same file as exported this year: the official schema knows no school year after 2024-2025."""
    return re.sub(rb"(?<=<schooljaar>)[^<]*", _school_year(today).encode(), sample)


def _pupil(pupil: DemoPupil) -> str:
    infix = f"<voorvoegsel>{escape(pupil.infix)}</voorvoegsel>" if pupil.infix else ""
    return (
        f'<leerling key="{pupil.key}"><achternaam>{escape(pupil.surname)}</achternaam>{infix}'
        f"<roepnaam>{escape(pupil.first_name)}</roepnaam>"
        f"<geboortedatum>{pupil.birth_date.isoformat()}</geboortedatum><geslacht>9</geslacht>"
        f"<jaargroep>{pupil.class_name[0]}</jaargroep><land>NL</land><bsn>{_INVENTED_BSN}</bsn>"
        f"<postcodenl>{pupil.postcode}</postcodenl><instroomdatum>{pupil.birth_date.year + 4}-08-01</instroomdatum>"
        "</leerling>"
    )


def absence_list(school: DemoSchool, pupils: Iterable[DemoPupil], today: date, calendar: SchoolCalendar) -> bytes:
    """One row for each school day that a pupil was away, in the code, encoding and delimiter of this school."""
    delimiter = school.delimiter
    header = delimiter.join(("Leerlingnummer", "Datum", "Code", "Dagdeel", "Opmerking"))
    rows = [
        delimiter.join((pupil.key, f"{day:%d-%m-%Y}", _CODES[school.list_system][kind], "hele dag", "één reden"))
        for pupil in pupils
        if (kind := pupil.situation.kind) is not None
        for day in _school_days(first_school_day(today, pupil.situation.days, calendar), today, calendar)
    ]
    return ("\r\n".join([header, *rows]) + "\r\n").encode(school.encoding)


def first_school_day(today: date, days_ago: int, calendar: SchoolCalendar) -> date:
    """The last school day at least so many days before `today`."""
    day = today - timedelta(days=days_ago)
    while not calendar.is_school_day(day):
        day -= timedelta(days=1)
    return day


def _school_days(first: date, last: date, calendar: SchoolCalendar) -> Iterator[date]:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return (day for day in days if calendar.is_school_day(day))
