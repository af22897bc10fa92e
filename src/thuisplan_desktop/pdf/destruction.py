"""Het verwijderbewijs: that a case was destroyed, by whom and why, and what could not be reached. It names no pupil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from thuisplan_desktop.dutch import format_date, part, plural
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render

KIND = "Verwijderbewijs"

_UNREACHED = (
    "Wat een schijf (SSD) zelf bewaart van overschreven plekken: versleuteld, en na 'nieuwe sleutel' onleesbaar.",
    "Momentopnamen en reservekopieën die het systeem of de ICT-dienst van deze computer maakte, buiten Thuisplan om.",
    "Reservekopieën op een eerdere tweede plek, en die iemand zelf elders heeft neergezet.",
    "Wat eerder op papier of als bestand is gedeeld. Het overzicht van delingen is met de casus verdwenen.",
)


@dataclass(frozen=True)
class Facts:
    """What stands on the proof. `entries`: for each case a reference and why it went.

    A reference is random; only who was there when it was made knows whose case it was.
    """

    entries: Sequence[tuple[str, str]]
    place: str
    on: date
    by: str
    rows: Mapping[str, int]
    file_rewritten: bool
    backups_rewritten: int
    still_there: tuple[str, ...]
    logbook_words: str


def proof(facts: Facts) -> bytes:
    """The PDF."""
    sheet = Sheet(kind=KIND, notice="Zonder namen", foot="Bewaar dit bij de administratie van verwijderingen.")
    return render(sheet, lambda: _story(facts))


def _story(facts: Facts) -> list[Flowable]:
    rows = [("In het register", ", ".join(part(name, count) for name, count in facts.rows.items() if count))]
    cases = plural(len(facts.entries), "casus", "casussen")
    return [
        *blocks.title("Vernietiging van persoonsgegevens", KIND, facts.place),
        blocks.facts([("Vernietigd", cases), ("Op", format_date(facts.on)), ("Door", facts.by)]),
        blocks.gap(3),
        blocks.heading("Kenmerk in het logboek, en waarom"),
        blocks.pairs(list(facts.entries)),
        blocks.heading("Wat er weg is"),
        blocks.pairs(rows),
        blocks.gap(2),
        style.text(
            f"{_WHOLE if facts.file_rewritten else _OVERWRITTEN}{_backups(facts)}. Welke regels van het logboek "
            "hierover gingen, is niet meer na te gaan."
        ),
        blocks.heading("Wat nog ergens kan staan"),
        *(blocks.bullet("{line}", line=line) for line in (*facts.still_there, *_UNREACHED)),
        blocks.heading("Einde van het logboek"),
        style.text(facts.logbook_words, style.STRONG),
        style.text(
            "Deze twaalf woorden horen bij alles wat er tot en met deze vernietiging in het logboek staat.", style.SMALL
        ),
        blocks.gap(4),
        blocks.blanks(["Gezien door", "op"]),
    ]


_WHOLE = "Het bestand van het register is daarna in zijn geheel opnieuw geschreven"
_OVERWRITTEN = "In het bestand van het register zijn de plekken waar dit stond overschreven"


def _backups(facts: Facts) -> str:
    if not facts.backups_rewritten and facts.still_there:
        return "; een reservekopie is niet herschreven"
    if not facts.backups_rewritten:
        return "; in geen reservekopie die er was stond dit ook"
    return f", en {plural(facts.backups_rewritten, 'reservekopie', 'reservekopieën')} waar dit in stond ook"
