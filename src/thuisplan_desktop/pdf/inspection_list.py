"""The list for the Inspectie on paper: two lists of rows under random codes, with what that means said first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register import law
from thuisplan_desktop.register.inspection import InspectionList

KIND = "Lijst thuiszitters"
_WARNING = (
    "Deze lijst bevat persoonsgegevens, ook al staat er geen naam op: wie een leerling kent, kan hem herkennen. Alleen "
    "voor {recipient}, en alleen waarvoor zij gevraagd is. Verstuur haar langs de afgesproken beveiligde weg en "
    "vernietig haar als zij niet meer nodig is."
)
_CODES = (
    "De code is willekeurig en geldt alleen voor deze ontvanger. Wie bij een code hoort, weet alleen de afzender. De "
    "volgorde is die van de codes. Opgeloste casussen van het afgelopen kwartaal blijven staan."
)
_HEAD = ("Nr", "Code", "Leeftijd", "Schoolsoort", "Soort", "Weken", "Gemeld", "Aanbod", "Stand")
_WIDTHS = (0.05, 0.13, 0.11, 0.14, 0.11, 0.08, 0.09, 0.15, 0.14)


@dataclass(frozen=True)
class Row:
    """One line as it goes out: no name, no date, no school. `sample` marks the third of its list."""

    number: int
    code: str
    age_band: str
    school_type: str
    category: str
    weeks: int
    reported: bool
    offer: str
    state: str
    sample: bool


def inspection_list(
    lists: Mapping[InspectionList, Sequence[Row]], *, recipient: str, sender: str, peildatum: date, left_out: int = 0
) -> bytes:
    """Both lists as PDF. `left_out`: how many belong on them of whom the data may only be stored."""
    sheet = Sheet(
        kind=KIND,
        notice=f"Vertrouwelijk: persoonsgegevens. Peildatum {format_date(peildatum)}",
        foot=f"Alleen voor: {recipient}. Gemaakt met Thuisplan.",
    )

    def story() -> list[Flowable]:
        parts = [
            *blocks.title(sender, KIND, f"Stand op {format_date(peildatum)}, voor: {recipient}"),
            blocks.box([style.text(_WARNING.format(recipient=recipient), style.STRONG)], warning=True),
            blocks.gap(2),
            style.text(_CODES),
            *_incomplete(left_out),
        ]
        for which in InspectionList:
            parts += _list(which, lists.get(which, ()))
        return parts

    return render(sheet, story)


def _incomplete(left_out: int) -> list[Flowable]:
    if not left_out:
        return []
    those = plural(left_out, "leerling ontbreekt", "leerlingen ontbreken")
    words = f"{those} op deze lijst: de gegevens mogen nu alleen bewaard worden. Bron: {law.cite('avg-18-2')}."
    return [blocks.gap(1), style.text(words, style.STRONG)]


def _list(which: InspectionList, rows: Sequence[Row]) -> list[Flowable]:
    heading = blocks.heading(f"{which.label.capitalize()} ({plural(len(rows), 'leerling', 'leerlingen')})")
    heading.keepWithNext = False  # the list may begin here and go on overleaf
    if not rows:
        return [heading, style.text("Niemand.")]
    head = [style.text(words, style.HEAD_CELL) for words in _HEAD]
    body = [[style.text(words, style.SMALL) for words in _cells(row)] for row in rows]
    widths = [share * style.CONTENT_WIDTH for share in _WIDTHS]
    sample = [number for number, row in enumerate(rows) if row.sample]
    note = [style.text("Gekleurd: de derde van de lijst, voor een steekproef.", style.SMALL)] if sample else []
    return [heading, blocks.grid(head, body, widths, strong=sample), blocks.gap(1), *note]


def _cells(row: Row) -> tuple[str, ...]:
    return (
        str(row.number), row.code, row.age_band, row.school_type, row.category, str(row.weeks),
        "ja" if row.reported else "nee", row.offer, row.state,
    )  # fmt: skip
