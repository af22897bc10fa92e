"""The sheet for the safe: it holds the whole code, twice, and what to do with it; nothing of it is in the metadata."""

from collections.abc import Callable
from datetime import date

from reportlab.graphics.barcode.qr import QrCodeWidget

from thuisplan_desktop.crypto import recovery
from thuisplan_desktop.pdf import recovery_sheet as sheet

CODE = recovery.to_code(bytes(range(20)))
Reader = Callable[[bytes], str]


def test_the_code_stands_there_as_it_is_typed(words: Reader, hidden_words: Reader) -> None:
    """Read off the sheet and typed with its spaces it is the code; the file says nothing of it unopened."""
    pdf = sheet.recovery_sheet(CODE, place="De Verzonnen Boom", on=date(2026, 11, 3))
    text = words(pdf)
    start = text.index(CODE[:4])
    assert recovery.from_code(text[start : start + 44]) == bytes(range(20))
    assert "De Verzonnen Boom" in text
    assert "3 november 2026" in text
    assert "Reservekopie terugzetten" in text
    assert CODE[:4] not in hidden_words(pdf)


def test_the_picture_is_the_code_itself() -> None:
    """The squares drawn are those of the code with its hyphens, and of no other."""
    drawn = sheet._picture(CODE).contents[0]
    assert isinstance(drawn, QrCodeWidget)
    assert drawn.value == CODE
    assert drawn.barLevel == "Q"
