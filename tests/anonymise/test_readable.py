"""What the finders can't read is refused by its line; what people write and paste every day is not."""

import pytest

from thuisplan_desktop.anonymise.find import find
from thuisplan_desktop.anonymise.known import Known
from thuisplan_desktop.anonymise.readable import judge
from thuisplan_desktop.anonymise.words import Words
from thuisplan_desktop.errors import UnjudgedText

HIDDEN = [
    "06\u200b12345678", "06\u00ad12345678", "06\x0012345678", "12\u200b-03-2011", "0\ufe0f\u20e36\ufe0f\u20e3",
    "Fem\u2061ke", "Fem\u180eke", "Fem\ufe0fke", "F😀emke", "Fem\x07ke", "\u202eekmeF\u202c", "Фемке",
    "Ⓕⓔⓜⓚⓔ", "⒡⒠⒨", "\U0001f135\U0001f134", "🇫🇪🇲", "ꜰᴇᴍᴋᴇ", "ᶠᵉᵐ", "⁰⁶⁸", "⓪⑥", "١٢-٠٣-٢٠١١",
    "１２-０３-２０１１", "Ｆｅｍｋｅ",
    "Zo&euml;", "12&nbsp;maart", "06&#45;87654321", "j&#x40;x.nl", "Zo=C3=AB", "zand=", "zand=\r", "j.bakker=40post.nl",
    "=?utf-8?Q?Femke?=", "F<b>em</b>ke", "F<span class='x'>emke", "\ufffd", "\ud800",
    "06\u034f12345678", "12-0\u28003-2011", "12-\ufffc03-2011", "12-😀03-2011", "Fem\rke", "Fem\u034fke",
]  # fmt: skip
PLAIN = [
    "", "Femke is thuis.\r", "Zoë, Željko en Nguyễn", "Zoe\u0308 belt", "Fem\u00adke van der Zand\u200bloper",
    "20 m² en ½ uur", "Kom je om 3? 😀 Ja 👍", "📞 06-12345678", "⭐⭐⭐ 5/5", "van 3 → 4 dagen",
    "12\u201103\u20112011", "Bel 😀 morgen 👩‍👩‍👧 om 12 uur 🙏🏽", "€ 12,50 – 3°C™", "a < b > c",
    "Jansen &amp; Zn", "x = 12",
    "https://school.voorbeeld/?id=1234&b=5", "<td>Femke</td><td>Zandloper</td>", "'s-Gravenhage ʼt Kofschip",
    "\tpunt\u00a0één",
]  # fmt: skip


@pytest.mark.parametrize("line", HIDDEN)
def test_what_hides_a_name_or_number_is_refused_by_its_line(line: str) -> None:
    """Invisible signs, letters that only look like letters, other figures, and the code of a page or a mail."""
    with pytest.raises(UnjudgedText) as refused:
        judge(f"Gesprek gehad.\n{line}\nGroet")
    assert refused.value.facts["part"] == 2


@pytest.mark.parametrize("line", PLAIN)
def test_what_people_write_is_read(line: str) -> None:
    """Names with accents, emoji between words, amounts, links and tables."""
    judge(line)


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "\u2012", "\u2212"])
def test_every_hyphen_is_one(hyphen: str, words: Words) -> None:
    """A word processor puts another sign where the keyboard has a hyphen."""
    text = f"Geboren 12{hyphen}03{hyphen}2011, belt met 06{hyphen}87654321."
    assert [text[f.start : f.end] for f in find(text, Known(), words)] == [text[8:18], text[29:40]]
