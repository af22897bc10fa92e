"""The leesbrief."""

import io

from pypdf import PdfReader

from thuisplan_desktop.pdf.letter import KIND, letter

ROWS = (("Regio", "Voorbeeldregio"), ("Afzender (controlewoorden)", "druif ketel appel"))


def test_it_shows_every_row_and_paragraph_and_says_what_it_is() -> None:
    reader = PdfReader(io.BytesIO(letter("Leesbrief bij verzegelde telling", ROWS, ["Doe dit.", "Bewaar hem."])))
    text = reader.pages[0].extract_text()

    assert len(reader.pages) == 1
    for words in ("Leesbrief bij verzegelde telling", "Voorbeeldregio", "druif ketel appel", "Doe dit.", "Bewaar hem."):
        assert words in text
    assert reader.metadata is not None
    assert reader.metadata.title == KIND
