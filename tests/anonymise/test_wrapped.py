"""What a line break runs through is found whole: pasted PDFs, quoted mails, lists."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.anonymise.find import Known, KnownPerson, Words, find
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.wrapped import unwrapped

KNOWN = Known(
    (
        KnownPerson("de leerling", "Femke", "", "van der", "Zandloper"),
        KnownPerson("een ouder", "Samira", "", "", "Bennaceur"),
    )
)


def whole(text: str, words: Words) -> list[tuple[str, Kind]]:
    return [(text[one.start : one.end], one.kind) for one in find(text, KNOWN, words)]


@pytest.mark.parametrize(
    ("text", "wanted", "kind"),
    [
        ("mevrouw Zand-\nloper belde", "Zand-\nloper", Kind.PERSON),
        ("mevrouw Benna-\r\n  ceur belde", "Benna-\r\n  ceur", Kind.PERSON),
        ("De heer De Vries-\nBakker kwam", "De Vries-\nBakker", Kind.PERSON),
        ("> moeder Anouk Ver-\n> meulen zegt", "Anouk Ver-\n> meulen", Kind.PERSON),
        ("woont Kerkstraat\n14 in Heiloo", "Kerkstraat\n14", Kind.ADDRESS),
        ("bel 06-8765\n4321 graag", "06-8765\n4321", Kind.PHONE),
        ("> Op 12\n> maart 2011 geboren", "12\n> maart 2011", Kind.DATE),
        ("geboren 12-03-\n2011 in mei", "12-03-\n2011", Kind.DATE),
        ("rekening NL91 ABNA\n0417 1643 00", "NL91 ABNA\n0417 1643 00", Kind.ID),
        ("j.bakker@\nziggo.nl", "j.bakker@\nziggo.nl", Kind.EMAIL),
        ("bsn 123456\n782", "123456\n782", Kind.BSN),
    ],
)
def test_what_a_break_runs_through_is_one_finding(text: str, wanted: str, kind: Kind, words: Words) -> None:
    """No half of it stays on either line."""
    assert (wanted, kind) in whole(text, words)


def test_a_name_cut_in_three_is_one_person(words: Words) -> None:
    """With the role of the register, as if it stood on one line."""
    text = "Gesproken met Fem-\nke van der Zand-\nloper en met mevrouw Benna-\nceur."
    assert [one.replacement for one in find(text, KNOWN, words)] == ["de leerling", "(een ouder)"]


@pytest.mark.parametrize(
    "text",
    [
        "De jeugd-\nhulp en de thuis-\nzitters komen.",
        "Er waren 12\n14 kinderen te laat.",
        "1. De ouders\n2. De school",
        "10.30 uur start\n11.45 uur pauze",
        "",
        "\n\n",
    ],
)
def test_ordinary_breaks_join_nothing(text: str, words: Words) -> None:
    """Words that are cut, counts, lists and hours are no names."""
    assert whole(text, words) == []


def test_a_day_on_the_next_line_is_no_house_number(words: Words) -> None:
    """A heading with a name, and below it the day."""
    text = "Overdracht Sem den Hollander\n22 januari 2025\nSem komt weinig."
    assert whole(text, words)[:2] == [("Sem den Hollander", Kind.PERSON), ("22 januari 2025", Kind.DATE)]


@settings(max_examples=60)
@given(st.text(alphabet="aB1-@. \n\r>é", max_size=80))
def test_every_part_stands_in_the_text(text: str) -> None:
    """Whatever is cut where: a span over a break starts and ends at the same characters, here and in the text."""
    around = unwrapped(text)
    for piece in around.pieces:
        end = piece.here + piece.cut + 1
        if not piece.cut > 0 or end > len(around.text):
            continue
        (span,) = around.crossing([Span(piece.here, end, Kind.ID, "")])
        assert text[span.start] == around.text[piece.here]
        last = around.text[end - 1]
        assert last == " " or text[span.end - 1] == last
