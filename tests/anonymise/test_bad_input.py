"""Text nobody would call a note: offsets stay right, nothing raises, nothing hangs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.anonymise.find import Known, KnownPerson, Words, find
from thuisplan_desktop.anonymise.findings import Finding
from thuisplan_desktop.anonymise.readable import LIMIT
from thuisplan_desktop.anonymise.redact import Review, redact
from thuisplan_desktop.errors import UnjudgedText

FEMKE = Known(persons=(KnownPerson("de leerling", "Femke", "Fem", "van der", "Zandloper"),))
NOTE = "Femke van der Zandloper belt op 3 mei vanaf 06-12345678."

PLAIN = {
    "empty": "",
    "white": " \t\r\n\u00a0\u2003",
    "control": "Fe\x00mke \x07 belt\x1b[31m op\x0b 3 mei\x0c \x7f",
    "rtl": "פגישה עם Femke ב-3 mei \u202eeklemeF\u202c قال",
    "mixed": "Фемке and Femke, Δημήτρης, 張偉, Femke.",
    "combining": "Fe\u0301mke\u0308 van der Zand\u0301loper " + "e\u0301" * 200,
    "emoji": "😀👩‍👩‍👧 Femke 🏳️‍🌈 belt 06-12345678 🙏🏽",
    "html": "<p>Beste <b>Femke</b>,<br/>bel <a href='tel:0612345678'>06-12345678</a>&nbsp;&amp; groet</p><script>",
    "mail": "From: a.b@x.example\r\nTo: c@y.example\r\nSubject: =?utf-8?Q?Femke?=\r\n\r\n> > Femke\r\n--\r\nGroet",
    "english": "Femke told her mother that she would rather stay at home on 3 May than see the teacher.",
    "turkish": "Ahmet Yılmaz dün okula gelmedi, annesi Fatma Hanım İzmir'de.",
    "spaces": "Femke" + " " * 20_000 + "van der Zandloper",
    "dots": "." * 20_000 + "A." * 5_000,
    "digits": "1 " * 20_000 + "06" * 5_000,
    "at": "@" * 5_000 + "a@" * 5_000 + "a.b." * 5_000,
    "one word": "straat" * 20_000,
    "capitals": "Van De " * 8_000,
    "infixes": "van de " * 8_000,
    "brackets": "(" * 10_000 + ")" * 10_000,
    "commas": "Jan, " * 6_000,
}


def check(text: str, found: tuple[Finding, ...]) -> None:
    """Sorted, apart, inside the text, no white space at an edge."""
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()
        at = one.end


@pytest.mark.parametrize("kind", PLAIN)
def test_odd_text_is_read_and_offsets_are_right(kind: str, words: Words) -> None:
    """Every finding lies inside the text; tens of thousands of the same sign take no longer than a note a kilobyte."""
    check(PLAIN[kind], find(PLAIN[kind], FEMKE, words))


@pytest.mark.parametrize(
    "kind", ["control", "rtl", "mixed", "combining", "emoji", "html", "mail", "english", "turkish"]
)
def test_a_known_note_is_found_behind_odd_text(kind: str, words: Words) -> None:
    """What comes before shifts the offsets of a note exactly by its length in code points."""
    text = PLAIN[kind] + "\n\n" + NOTE
    shift = len(text) - len(NOTE)
    hidden = {i for f in find(text, FEMKE, words) for i in range(f.start, f.end)}
    for part in ("Femke van der Zandloper", "3 mei", "06-12345678"):
        start = shift + NOTE.index(part)
        assert set(range(start, start + len(part))) - {i for i in range(len(text)) if text[i] == " "} <= hidden


def test_ten_megabytes_are_refused_at_once() -> None:
    """Longer than a note can be: the program says so before anybody searches or reviews."""
    with pytest.raises(UnjudgedText):
        redact("a" * 10_000_000, (), Review())
    assert LIMIT < 10_000_000


_ODD = ["Femke", "v.d.", "06", "@", "\u0301", "\u200d", "😀", "ﷺ", "İ", "ß", "ﬁ", "\r\n", "’s", "<", "'45"]
_PIECES = st.sampled_from([*PLAIN.values(), NOTE, *_ODD]).map(lambda piece: piece[:60])  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=25).map("".join))
@settings(max_examples=120)
def test_any_mixture_is_read(words: Words, text: str) -> None:
    """Whatever is glued together, offsets stay right."""
    check(text, find(text, FEMKE, words))
