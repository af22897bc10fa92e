"""Every document: A4, language, embedded fonts, page numbers, no trace of maker, machine or person; text is text."""

import io
from collections.abc import Callable, Sequence

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable

from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render


def document(text: str = "Tekst", *, sheet: Sheet | None = None, times: int = 1) -> bytes:
    def story() -> Sequence[Flowable]:
        opening = blocks.title("boven", "Titel met Kanarie", outline="Leerling")
        return [*opening, blocks.heading("Kop"), *(style.text(text, style.LEAD) for _ in range(times))]

    return render(sheet or Sheet(kind="Soort", notice="Vertrouwelijk", foot="Voet"), story)


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font of the document and whether it is inside."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object().get("/FontDescriptor")
            found[str(font.get_object()["/BaseFont"])] = bool(descriptor and "/FontFile2" in descriptor.get_object())
    return found


def test_every_font_is_embedded() -> None:
    """A sheet looks the same on every machine, so no font is only named."""
    assert set(fonts(document()).values()) == {True}


def test_language_and_size() -> None:
    """The language is set for readers that speak, and the page is A4."""
    for language in ("nl", "en"):
        reader = pypdf.PdfReader(io.BytesIO(document(sheet=Sheet("Soort", "", language=language))))
        assert reader.trailer["/Root"]["/Lang"] == language
        assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_metadata_names_the_kind_and_nothing_else(hidden_words: Callable[[bytes], str]) -> None:
    """Title, author and bookmarks say what kind of document this is, never about whom; times are constant."""
    pdf = document()
    facts = dict(pypdf.PdfReader(io.BytesIO(pdf)).metadata or {})
    assert facts["/Title"] == "Soort"
    assert {facts[key] for key in ("/Author", "/Creator", "/Producer")} == {"Thuisplan"}
    assert facts["/CreationDate"].startswith("D:2000")
    assert "Kanarie" not in hidden_words(pdf)
    assert "'Leerling', 'Kop'" in hidden_words(pdf)


def test_equal_content_gives_equal_bytes() -> None:
    """Nothing of the machine or the moment is in the file."""
    assert document() == document()


@pytest.mark.parametrize(("language", "expected"), [("nl", "pagina 1 van 3"), ("en", "page 1 of 3")])
def test_page_numbers(language: str, expected: str, words: Callable[[bytes], str]) -> None:
    """Every page says which of how many it is."""
    shown = words(document("woord " * 150, sheet=Sheet("Soort", "", language=language), times=8))
    assert expected in shown
    assert expected.replace("1", "3", 1) in shown


@pytest.mark.parametrize(
    "text",
    [
        "<b>vet</b>", '<img src="file:///etc/passwd"/>', "&lt;script&gt;", "a < b > c & d", "</para>", "<font",
        "{0} {x}",
        '<a href="https://voorbeeld.invalid">x</a>',
    ],
)  # fmt: skip
def test_text_is_shown_and_never_obeyed(text: str, words: Callable[[bytes], str]) -> None:
    """Markup in a note or a name is printed as it stands: no picture is fetched, no link is made."""
    assert text in words(document(text))
    assert text in words(render(Sheet("Soort", ""), lambda: [style.rich("<b>{value}</b>", value=text)]))


def test_missing_characters_are_marked() -> None:
    """A character the font lacks must not vanish: it becomes a visible mark."""
    assert style.printable("Zoë 🙂 Şahin") == "Zoë \ufffd Şahin"


def test_invisible_characters_are_left_out() -> None:
    """Marks that turn text around, and control characters, are not printed."""
    assert style.printable("a\u202eb\x00c\u200b") == "abc"


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_can_be_printed(text: str) -> None:
    """Whatever somebody typed, a document comes out, and the same number of visible characters."""
    assert document(text).startswith(b"%PDF")
    assert style.printable(style.printable(text)) == style.printable(text)


def test_long_words_stay_on_the_page() -> None:
    """A word without spaces is broken instead of running off the paper."""
    assert document("x" * 2000).startswith(b"%PDF")
