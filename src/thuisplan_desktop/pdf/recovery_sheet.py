"""The sheet that goes into the safe: the recovery code in groups, and as a QR code for who has a camera."""

from datetime import date

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render

KIND = "Herstelblad"

_GROUPS_A_LINE = 3
_SIDE = 42 * mm
_CODE = style.sized("recovery_code", 17, 30)

_STEPS = (
    "Start Thuisplan en kies het register. Op een nieuwe computer: kies <b>Reservekopie terugzetten</b>.",
    "Kies <b>Herstelcode gebruiken</b> en typ de code over; hoofdletters en streepjes maken niet uit.",
    "Voeg uzelf bij <b>Beheer</b> toe met een nieuwe wachtzin en maak een nieuwe herstelcode. Dan kan dit blad weg.",
)
_ABLE = (
    "Met deze code en het bestand van het register kan iedereen het register openen, zonder wachtzin. Zijn alle "
    "wachtzinnen kwijt, dan is dit de enige manier: ook de makers van Thuisplan kunnen dan niet helpen."
)
_WHERE = (
    "In een dichte envelop in de kluis van de school of het bestuur. Niet bij de computer, niet in een la, geen foto "
    "op een telefoon, niet in de mail. Is het blad weg, maak dan dezelfde dag een nieuwe code bij Beheer."
)


def recovery_sheet(code: str, *, place: str, on: date) -> bytes:
    """The PDF. The code stands in it as text, so whoever prints it keeps no file."""
    sheet = Sheet(kind=KIND, notice="Geheim: dit blad opent het register", foot="Bewaar dit blad in de kluis.")
    return render(sheet, lambda: _story(code, place, on))


def _story(code: str, place: str, on: date) -> list[Flowable]:
    return [
        *blocks.title("Alleen voor de kluis", "Herstelcode van het casusregister", place, outline=KIND),
        blocks.facts(
            [("Gemaakt op", format_date(on)), ("Geldt tot", "er een nieuwe code is"), ("Exemplaar", "1 van 1")]
        ),
        blocks.gap(6),
        _code_and_picture(code),
        blocks.gap(4),
        blocks.heading("Wat dit blad kan"),
        style.text(_ABLE),
        blocks.heading("Zo gebruikt u het"),
        *(blocks.bullet(step, mark=f"{number}.") for number, step in enumerate(_STEPS, 1)),
        blocks.heading("Waar het hoort"),
        style.text(_WHERE),
        blocks.gap(4),
        blocks.blanks(["In de kluis gelegd op", "door"]),
    ]


def _code_and_picture(code: str) -> Table:
    groups = code.split("-")
    lines = ["\u2003".join(groups[start : start + _GROUPS_A_LINE]) for start in range(0, len(groups), _GROUPS_A_LINE)]
    words = [style.text(line, _CODE) for line in lines]
    return blocks.framed([[words, [_picture(code)]]], [style.CONTENT_WIDTH - _SIDE - 20, _SIDE + 20])


def _picture(code: str) -> Drawing:
    """Black on white with error correction Q: a folded sheet must still be read."""
    widget = QrCodeWidget(code, barLevel="Q")
    left, bottom, right, top = widget.getBounds()
    drawing = Drawing(_SIDE, _SIDE, transform=[_SIDE / (right - left), 0, 0, _SIDE / (top - bottom), 0, 0])
    drawing.add(widget)
    return drawing
