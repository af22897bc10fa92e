"""Dates, durations, numbers and plurals as a Dutch reader writes them. Screen and PDF share these."""

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def format_date(day: date) -> str:
    """3 november 2026"""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_date_short(day: date) -> str:
    """03-11-2026"""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def format_weekday(day: date) -> str:
    """dinsdag 3 november 2026"""
    return f"{_DAYS[day.weekday()]} {format_date(day)}"


def parse_date(text: str) -> date | None:
    """A date as people type it: 3-11-2026, 03/11/2026, 3.11.2026 or 2026-11-03. None when it isn't one."""
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    if len(year) != 4:
        return None
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def plural(count: int, singular: str, many: str) -> str:
    """1 dag, 2 dagen"""
    return f"{format_number(count)} {singular if count == 1 else many}"


def readable_cells(shown: int, cells: int) -> str:
    """'1 van de 12 cellen blijft leesbaar.', '9 van de 12 cellen blijven leesbaar.'"""
    stays = "blijft" if shown == 1 else "blijven"
    return f"{format_number(shown)} van de {plural(cells, 'cel', 'cellen')} {stays} leesbaar."


def format_number(number: float) -> str:
    """1.234 and 12,5: a point between thousands, a comma before decimals."""
    text = f"{number:,}" if isinstance(number, int) else f"{number:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def join_words(words: Sequence[str]) -> str:
    """a, b en c"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def format_duration(days: int) -> str:
    """How long, in the unit people use: days below three weeks, weeks below three months, then months."""
    if days < 21:
        return plural(days, "dag", "dagen")
    if days < 92:
        return plural(days // 7, "week", "weken")
    return plural(days * 12 // 365, "maand", "maanden")


PARTS = {
    "cases": ("casus", "casussen"),
    "absences": ("verzuimperiode", "verzuimperioden"),
    "contacts": ("betrokkene", "betrokkenen"),
    "consents": ("toestemming", "toestemmingen"),
    "exemptions": ("vrijstelling", "vrijstellingen"),
    "school_periods": ("periode op een school", "perioden op een school"),
    "duo_reports": ("melding bij DUO", "meldingen bij DUO"),
    "measures": ("schorsing of verwijdering", "schorsingen en verwijderingen"),
    "signal_marks": ("afgehandeld signaal", "afgehandelde signalen"),
    "plans": ("plan", "plannen"),
    "agreements": ("afspraak", "afspraken"),
    "talks": ("gesprek", "gesprekken"),
    "in_view": ("partij in beeld", "partijen in beeld"),
    "escalations": ("opschaling", "opschalingen"),
    "meetings": ("bijeenkomst", "bijeenkomsten"),
    "discussions": ("bespreking", "besprekingen"),
    "sharings": ("deling", "delingen"),
    "papers": ("ondertekend papier", "ondertekende papieren"),
    "requests": ("verzoek van een betrokkene", "verzoeken van betrokkenen"),
    "corrections": ("correctie", "correcties"),
    "knelpunten": ("knelpunt", "knelpunten"),
    "handovers": ("overdracht", "overdrachten"),
    "snapshots": ("telling", "tellingen"),
    "settings": ("instelling of concept", "instellingen en concepten"),
    "logbook": ("regel van het logboek", "regels van het logboek"),
    "log_cases": ("verwijzing van het logboek", "verwijzingen van het logboek"),
    "log_checkpoints": ("controlepunt van het logboek", "controlepunten van het logboek"),
    "identities": ("sleutel voor een regio", "sleutels voor regio's"),
    "enrolments": ("inschrijving", "inschrijvingen"),
    "tellingen": ("geopende telling", "geopende tellingen"),
    "profiles": ("regioprofiel", "regioprofielen"),
    "received": ("ontvangen bestand", "ontvangen bestanden"),
    "sum_answers": ("antwoord van de sleutelhouder", "antwoorden van de sleutelhouder"),
    "combined": ("opgetelde tabel", "opgetelde tabellen"),
    "gaps": ("gebied zonder opgave", "gebieden zonder opgave"),
    "targets": ("doel", "doelen"),
    "annotations": ("aantekening bij een trend", "aantekeningen bij een trend"),
    "releases": ("gepubliceerde telling", "gepubliceerde tellingen"),
    "answers": ("gegeven antwoord", "gegeven antwoorden"),
    "given": ("gegeven som", "gegeven sommen"),
}
"""What a register holds, by table, in the order in which a reader wants to hear it."""


def part(table: str, count: int) -> str:
    """3 verzuimperioden: rows of a table as a reader calls them."""
    return plural(count, *PARTS.get(table, ("ander gegeven", "andere gegevens")))
