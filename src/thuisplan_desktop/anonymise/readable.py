"""Whether the finders can read a text at all: it fails closed, because what they can't read would pass unseen.

The word lists and shapes are made for plain Latin letters and figures. A name in another script, in letters that only
look like letters, in pieces with an invisible sign between them, or written in the code of a page or a mail, is none.
"""

import re
import unicodedata

from thuisplan_desktop.errors import UnjudgedText

LIMIT = 2_000_000  # code points of one text; a longer one is not a note

_LETTERS = ("LATIN", "FEMININE", "MASCULINE", "MODIFIER", "MICRO")
_FIGURES = frozenset("²³¹½¼¾⅓⅔")
_SIGNS = frozenset("™℠№℃°©®")
_JOINED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Invisible inside a word: the finders read over these between two letters."""
_JOINER = "\u034f"  # a combining mark that nobody sees
_CODED = re.compile(
    r"&(?!(?:amp|lt|gt|quot);)(?:[A-Za-z]{2,8}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});"  # 'Zo&euml;', '06&#45;1234'
    r"|=[C-F][0-9A-F]=[89AB][0-9A-F]|[\w.]=40[\w-]+\.\w|\w=(?:20)?\r?$|=\?[\w-]+\?"  # 'Zo=C3=AB', '=?utf-8?'
    r"|\w</?(?:b|i|u|em|strong|span|font|mark|small|sub|sup|wbr)\b[^<>]{0,60}>\w"  # 'F<b>em</b>ke'
)


def judge(text: str) -> None:
    """Raise UnjudgedText (`part`: the line) where the text is too long to be a note, or has what nobody here reads."""
    if len(text) > LIMIT:
        raise UnjudgedText(part=text.count("\n", 0, LIMIT) + 1)
    for number, line in enumerate(text.split("\n"), 1):
        if _CODED.search(line) or (not (line.isascii() and line.isprintable()) and not _is_plain(line)):
            raise UnjudgedText(part=number)


def _is_plain(line: str) -> bool:
    line = line.removesuffix("\r")
    return not any(_is_foreign(char) or _hides(line, at, char) for at, char in enumerate(line))


def _is_foreign(char: str) -> bool:
    """A letter, figure or sign that stands for one and that the finders don't know as such."""
    if char.isascii():
        return not (char.isprintable() or char == "\t")
    kind = unicodedata.category(char)
    if char == "\ufffd" or kind in ("Cc", "Co", "Cs", "Cn", "Zl", "Zp") or unicodedata.bidirectional(char) in _TURNED:
        return True
    if kind[0] == "N":
        return char not in _FIGURES
    name = unicodedata.name(char, "")
    if char.isalpha():
        return not name.startswith(_LETTERS) or "SMALL CAPITAL" in name or (kind == "Lm" and _stands_for(char))
    return kind[0] == "S" and char not in _SIGNS and (_stands_for(char) or name.startswith("REGIONAL INDICATOR"))


_TURNED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


def _stands_for(char: str) -> bool:
    return any(one.isascii() and one.isalnum() for one in unicodedata.normalize("NFKC", char))


def _hides(line: str, at: int, char: str) -> bool:
    """A sign without a width of its own, or a picture, where it cuts a word or a number in two."""
    kind = unicodedata.category(char)
    if kind not in ("Cf", "Mn", "Me", "So", "Sk"):
        return False
    before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    beside_figure = before.isdigit() or after.isdigit()
    if kind == "Mn" and "\u0300" <= char <= "\u036f" and char != _JOINER:
        return before.isdigit()  # accents belong to their letter
    if beside_figure and (kind in ("Cf", "Mn", "Me") or (before.strip() and after.strip() and char not in _SIGNS)):
        return True
    return before.isalnum() and after.isalnum() and char not in _JOINED | _SIGNS
