"""One text being read: made once and handed to every finder. Answers where a word stands and what stands around it."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import chain, compress, count

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.casebook import casebook
from thuisplan_desktop.anonymise.known import Known
from thuisplan_desktop.anonymise.once import once
from thuisplan_desktop.anonymise.tokens import COMMON_GAPS, Opening, Token, columns_of
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall, standing
from thuisplan_desktop.anonymise.words import LOUD, Words

_NEAR, _FAR = " \t\u00a0.(\"'‘“„", 4  # what may stand between two words that belong together, and how much of it not
_GAPS = 500  # that are remembered
_LABEL_GAP = re.compile(r"[ \t]*(?:\([^)\n]{0,30}\))?[ \t]*[:=][ \t]*[\"'‘“„]?")
_SPACE = re.compile(r"\s")
_NUMBER = re.compile(r"\d\d*")  # as fast again as '\d+': what starts with a set of characters is sought as one
_SIGN = re.compile(r"[@_#./]")
_INSIDE = frozenset("./")  # odd only inside a word
_INNER = re.compile(r"\w[./]\w")
_LONGEST_PIECE = 400
_ENDS = frozenset(".?!")  # of a sentence, which a heading is not
_APOSTROPHES = "'’‘ʼ"  # as `words.fold` knows them
_NO_WORDS, _NO_SIGNERS = range(0), frozenset[int]()
_EMPTY_LINES = [_NO_WORDS] * 3
_FAREWELL_LINES = 4
_LONGEST_NAME = 4  # words behind a farewell on the same line
_LINE_ENDS = frozenset(("", ".", "\n", "\r"))
_ENGLISH_WORDS = 3
_SHOUTED_WORDS = 2
_NO_PAIR, _NO_SHORT = 3, 5  # letters


_FURTHEST = 8  # words that a finder looks beyond the first or last one at most
_NOWHERE: list[Token | None] = [None] * _FURTHEST
_NO_GAPS, _NOT_TIED = ["\n"] * _FURTHEST, bytes(_FURTHEST)


@lru_cache(maxsize=_GAPS)
def _is_near(gap: str) -> bool:
    return len(gap) < _FAR and not gap.strip(_NEAR)


def _is_english(facts: int) -> bool:
    """A frequent English word that is no Dutch one, no first name and no town."""
    return bool(facts & is_.ENGLISH) and not facts & (is_.COMMON | is_.FIRST | is_.PLACE)


Piece = tuple[int, int, str, bool]
"""Where a piece of text starts and ends, the piece, and whether there are letters in it."""


def _by_signal(signals: Sequence[tuple[int, ...]]) -> dict[int, list[int]]:
    """The numbers of the words by each signal among their facts: few words have one."""
    found = defaultdict[int, list[int]](list)
    for i in compress(count(), signals):
        for signal in signals[i]:
            found[signal].append(i)
    return found


class Reading:
    """The words of a text. Outside the text there is no word: `around` and `near` give None there.

    What nearly every finder asks has a slot and is worked out at once; the rest when it is first asked.
    """

    __slots__ = (
        *("text", "known", "words", "tokens", "around", "gaps", "capitals", "shapes", "parted", "book", "where"),
        *("numbers", "runs", "before_numbers", "odd", "own", "uncommon", "hyphened", "dotted", "listed", "lines"),
        *("lower_style", "signed", "shouted", "short_capitals"),
        *("_facts", "_folded", "_starts", "_tied", "_hard", "_signals", "_rare", "__dict__"),
    )

    def __init__(self, text: str, known: Known, words: Words, *, style: "Reading | None" = None) -> None:
        """With `style` the way of writing is that of another reading: of a few words nobody can tell."""
        self.text, self.known, self.words = text, known, words
        columns = columns_of(text, words)
        self.tokens, self._starts, gaps, self._folded, facts, self.shapes, signals, rare, *_ = columns
        self._facts, self.capitals, self._hard = facts, columns.capitals, columns.hard
        self.parted = columns.parted
        """The numbers of the words by what stands before them, where that is more or less than one space."""
        self.around = [*self.tokens, *_NOWHERE]
        """The words and None on both sides of them: word -1 is None, as is the one behind the last."""
        self.gaps = [*gaps, *_NO_GAPS]
        """The characters before each word, and a line break outside the text."""
        self._tied = bytearray(b"\1") * len(gaps) + _NOT_TIED
        for far in (places for gap, places in self.parted.items() if not _is_near(gap)):
            for i in far:
                self._tied[i] = 0
        self._see_numbers()
        self._see_words(known, rare, signals)
        self._see_style(style)

    def _see_numbers(self) -> None:
        self.numbers = self._numbers()
        """Where a number starts and ends, and the two characters behind it."""
        self.runs = [start for start, _, _ in self.numbers]
        """Where a number starts."""
        self.before_numbers = self._before_numbers()
        """For each number that a word stands before: where it starts, the number of the word, what is between them."""
        self.odd = self._odd()
        """The pieces between white space that are more than a word: with digits, signs or inner dots."""

    def _see_words(self, known: Known, rare: Sequence[bool], signals: Sequence[tuple[int, ...]]) -> None:
        facts = self._facts
        self.book = casebook(known)
        """What the register knows of the case."""
        self.where = standing(self._folded, Watched)
        """The numbers of the words that stand in a list, in the order of the text."""
        self.own = self.among(self.book.words)
        """The numbers of the words that the register may know of the case."""
        self._rare = [(i, facts[i]) for i in compress(count(), rare)]
        """The words that are no listed or small word, or may be a name all the same, with their facts: few are."""
        self.uncommon = self.unless(is_.COMMON | is_.USUAL)  # a listed word is common, a small one as well
        """The numbers of the words that are no ordinary Dutch."""
        self._signals = _by_signal(signals)
        self.hyphened = self.with_fact(is_.HYPHENED)
        """The numbers of the words with a hyphen in them."""
        self.listed = self._listed()
        """The numbers of the words with which a name of the lists may start: alone or with the next word."""
        self.dotted = self._dotted()
        """The numbers of the words with a full stop right behind them."""
        self.short_capitals = [i for i in self.capitals if len(self.tokens[i].text) < _NO_SHORT]
        """The numbers of the words of at most four letters with a capital."""

    def _see_style(self, style: "Reading | None") -> None:
        self.lines = self._lines()
        """The numbers of the words of each line; empty lines count, three at most."""
        self.lower_style: bool = self._is_lower() if style is None else style.lower_style
        """Whether the writer leaves capitals out: most sentences start with a small letter."""
        self.signed = self._signed() if is_.FAREWELL in self._signals else _NO_SIGNERS
        """Words on a short line of their own after a farewell, or behind its comma."""
        self.shouted = self._shouted()
        """Words of lines in which nearly everything is in capitals: there capitals say nothing."""
        if style is not None:
            self.english = style.english

    @once
    def places(self) -> dict[str, list[int]]:
        """The numbers of the words by how they are folded: one look instead of one at every word."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self._folded):
            found[word].append(i)
        found.default_factory = None
        return found

    @once
    def where_small(self) -> dict[Watched, list[int]]:
        """As `where`, for the lists that are asked for only where capitals are left out."""
        return standing(self._folded, WatchedSmall)

    def among(self, wanted: Container[str]) -> list[int]:
        """The numbers of the words that stand in a list made for this text; lists that stay are `Watched`."""
        return list(compress(count(), map(wanted.__contains__, self._folded)))

    def unless(self, bits: int, but: int = 0) -> list[int]:
        """The numbers of the words with none of these facts, or with one of the others."""
        looked_at = enumerate(self._facts) if is_.USUAL & ~bits or but & ~is_.NAMING else self._rare
        return [i for i, facts in looked_at if not facts & bits or facts & but]

    def having(self, bits: int) -> list[int]:
        """The numbers of the words with one of these facts."""
        return [i for i, facts in enumerate(self._facts) if facts & bits]

    def _dotted(self) -> list[int]:
        found = sorted(i - 1 for gap, places in self.parted.items() if gap.startswith(".") for i in places if i)
        if self.tokens and self.text.startswith(".", self.tokens[-1].end):
            found.append(len(self.tokens) - 1)
        return found

    @once
    def apostrophed(self) -> list[int]:
        """The numbers of the words with an apostrophe behind their first letter: "A'dam"."""
        found = any(map(self.text.__contains__, _APOSTROPHES))
        return [i for i, word in enumerate(self._folded) if "'" in word and word[1:2] == "'"] if found else []

    def near(self, i: int, left: int) -> Token | None:
        """The word at `left` when only a space, a dot or a quote stands between it and its right neighbour i."""
        return self.around[left] if self._tied[i if i > left else left] else None

    def _before_numbers(self) -> list[tuple[int, int, str]]:
        text, tokens = self.text, self.tokens
        found = [(at, self.after(at) - 1) for at in self.runs]
        return [(at, i, text[tokens[i].end : at]) for at, i in found if i >= 0]

    def after(self, at: int) -> int:
        """The number of the first word that starts at character `at` or later."""
        return bisect_left(self._starts, at)

    def _numbers(self) -> list[tuple[int, int, str]]:
        """Numbers stand only where more stands between two words than a common sign."""
        text, starts, gaps = self.text, self._starts, self.gaps
        apart = sorted(chain.from_iterable(places for gap, places in self.parted.items() if gap not in COMMON_GAPS))
        found = [m.span() for i in apart for m in _NUMBER.finditer(text, starts[i] - len(gaps[i]), starts[i])]
        found += (m.span() for m in _NUMBER.finditer(text, self.tokens[-1].end if self.tokens else 0))
        return [(at, end, text[end : end + 2]) for at, end in found]

    def runs_between(self, start: int, end: int) -> list[int]:
        """The numbers that start between two places."""
        return self.runs[bisect_left(self.runs, start) : bisect_left(self.runs, end)]

    def has_number(self, start: int, end: int) -> bool:
        """Whether a number starts between two places."""
        at = bisect_left(self.runs, start)
        return at < len(self.runs) and self.runs[at] < end

    def _odd(self) -> list[Piece]:
        text, end = self.text, -1
        signs = [m.start() for m in _SIGN.finditer(text)]
        inner = (at for at in signs if text[at] in _INSIDE and not text[at + 1 : at + 2].isspace())
        signs = [at for at in signs if text[at] not in _INSIDE]
        signs += (at for at in inner if _INNER.match(text, at - 1))
        found: list[Piece] = []
        for at in sorted(self.runs + signs):
            if at >= end:
                low = at - _LONGEST_PIECE if at > _LONGEST_PIECE else 0
                start = text.rfind(" ", low, at) + 1 or low
                head = text[start:at]
                if "\n" in head or "\t" in head:
                    start += max(head.rfind("\n"), head.rfind("\t")) + 1
                space = _SPACE.search(text, at)
                end = space.start() if space else len(text)
                piece = text[start:end]
                found.append((start, end, piece, piece.upper() != piece.lower()))
        return found

    def with_fact(self, signal: int) -> list[int]:
        """The numbers of the words that have a fact, which is a signal."""
        return self._signals.get(signal, [])

    def with_any(self, *signals: int) -> list[int]:
        """The same for more than one: of the words with one of these facts."""
        found = [*filter(None, map(self._signals.get, signals))]
        if len(found) > 1:
            return sorted({*chain.from_iterable(found)})
        return found[0] if found else []

    def _listed(self) -> list[int]:
        found, openings, folded = [], self.words.openings, self._folded
        for i in self.with_fact(is_.LISTS):
            if (word := folded[i]) not in openings:
                pair = f"{word} {folded[i + 1] if i + 1 < len(folded) else ''}"
                if pair not in openings and ("'" not in pair or pair.replace("'", "") not in openings):
                    continue
            found.append(i)
        return found

    @once
    def english(self) -> bool:
        """Whether a part of the text is English: three different words that are nothing else, not 'Said' or 'Goes'."""
        facts, folded = self._facts, self._folded
        found = (i for i in self.uncommon if facts[i] & is_.ENGLISH)
        return len({folded[i] for i in found if _is_english(facts[i])}) >= _ENGLISH_WORDS

    def in_english(self, i: int) -> bool:
        """Whether word i, frequent in English, is one there: then 'She' and 'Next' are no names.

        Dutch notes quote English, so the sentence may not hold more Dutch than English beside it.
        """
        if not self.english:
            return False
        tokens, facts, start, end = self.tokens, self._facts, i, i + 1
        while start > max(0, i - _FURTHEST) and tokens[start].opening is not Opening.HARD:
            start -= 1
        while end < min(len(self.tokens), i + _FURTHEST) and tokens[end].opening is not Opening.HARD:
            end += 1
        beside = [facts[at] for at in (*range(start, i), *range(i + 1, end))]
        dutch = sum(bool(one & is_.COMMON) and not one & is_.ENGLISH for one in beside)
        return sum(map(_is_english, beside)) >= dutch

    def _announcer(self, i: int) -> tuple[Token | None, bool]:
        """The word before word i and the infixes in front of it, and whether there are any infixes."""
        at = i
        while i - at < 3 and (before := self.near(at, at - 1)) is not None and before.facts & is_.OPENS_INFIX:
            at -= 1
        return self.near(at, at - 1), at < i

    def titled(self, i: int) -> bool:
        """Whether a title stands right before word i: 'mevr. Bos', 'juf Roos', 'dhr. van de Ven'."""
        before, _ = self._announcer(i)
        return before is not None and bool(before.facts & is_.TITLE)

    def introduced(self, i: int) -> bool:
        """Whether a relative or a role stands right before word i: 'oma Corrie', 'mentor Pim', 'vader (Erik)'."""
        before, infixed = self._announcer(i)
        if before is None:
            return False
        return bool(before.facts & (is_.ROLE if infixed else is_.ROLE | is_.RELATIVE))  # 'moeder van Levi' isn't hers

    def greeted(self, i: int) -> bool:
        before = self.near(i, i - 1)
        return before is not None and bool(before.facts & is_.GREETING) and before.opening is not Opening.NONE

    def labelled(self, i: int) -> bool:
        """Whether word i is what a label announces: 'Mentor: Roos', 'mentor = van Dalen'."""
        gap = self.gaps[i]
        if ":" not in gap and "=" not in gap:
            return False
        before = self.around[i - 1]
        wanted = is_.LABEL | is_.ROLE if "=" in gap else is_.LABEL  # 'jeugdarts = Lub'
        return before is not None and bool(before.facts & wanted) and bool(_LABEL_GAP.fullmatch(gap))

    def _signed(self) -> frozenset[int]:
        found: set[int] = set()
        farewell = -99
        for number, line in enumerate(self.lines):
            if 0 < len(line) <= 5:
                if number - farewell <= _FAREWELL_LINES:
                    found |= set(line)
                if any(self.tokens[i].facts & is_.FAREWELL for i in line):
                    farewell = number
        for i in self.with_fact(is_.FAREWELL):
            found.update(self._signed_behind(i))
        return frozenset(found)

    def _signed_behind(self, i: int) -> range:
        """'Groet, Wil Bakker': what stands behind a farewell and a comma up to the end of the line; no organisation."""
        last = i + 1
        while last <= i + _LONGEST_NAME and self.gaps[last] == (" " if last > i + 1 else ", "):
            last += 1
        if last == i + 1 or self.tokens[i + 1].facts & (is_.ORG_TYPE | is_.HEAD):
            return _NO_WORDS
        end = self.tokens[last - 1].end
        return range(i + 1, last) if self.text[end : end + 1] in _LINE_ENDS else _NO_WORDS

    def _lines(self) -> list[range]:
        lines, start = [_NO_WORDS], 0
        for i in self._hard:
            gap = self.tokens[i].gap
            if i and "\n" in gap:
                lines[-1] = range(start, i)
                lines += _EMPTY_LINES[: gap.count("\n")]
                start = i
        lines[-1] = range(start, len(self.tokens))
        return lines

    @once
    def headings(self) -> frozenset[int]:
        """Words of lines of three words or more in which every word of four letters or more has a capital."""
        found: set[int] = set()
        tokens = self.tokens
        for line in self.lines:
            long = 0
            if line and self.text[tokens[line[-1]].end : tokens[line[-1]].end + 1] in _ENDS:
                continue
            for i in line:
                token = tokens[i]
                if len(token.text) > 3:
                    if not token.capital or not token.facts & (is_.PLAIN | is_.NAME):
                        break
                    long += 1
            else:
                if long > 2:
                    found |= set(line)
        return frozenset(found)

    def _shouted(self) -> frozenset[int]:
        found: set[int] = set()
        loud = {i for i in self.capitals if self.shapes[i] == LOUD or len(self.tokens[i].text) == 1}
        for line in self.lines if len(loud) > _SHOUTED_WORDS else ():
            if len(loud.intersection(line)) <= _SHOUTED_WORDS:
                continue
            long = [self.tokens[i] for i in line if len(self.tokens[i].text) > 1]
            if len(long) > 2 and sum(token.text.isupper() for token in long) * 4 > len(long) * 3:
                found |= {i for i in line if self.tokens[i].facts & is_.COMMON}
        return frozenset(found)

    def is_loud(self) -> bool:
        """Whether most words are in capitals."""
        if len(self.capitals) * 2 < len(self.tokens):
            return False
        return sum(self.shapes[i] == LOUD for i in self.capitals) * 2 > len(self.tokens)

    def _is_lower(self) -> bool:
        starts = [token.capital for token in map(self.tokens.__getitem__, self._hard) if len(token.text) > 1]
        return sum(starts) * 2 < len(starts)

    @once
    def short(self) -> list[int]:
        """The numbers of the words of at most two letters."""
        return [i for i, word in enumerate(self._folded) if len(word) < _NO_PAIR]
