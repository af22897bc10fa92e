"""Twelve words over the telephone, one of which is not on screen."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from thuisplan_desktop.actions import comparing
from thuisplan_desktop.crypto import keyring

TWELVE = "laars ruit kasteel hek citroen tijger blad zolder koepel tent huis knuffel"

digests = st.binary(min_size=12, max_size=12)


@given(digests)
def test_one_of_the_options_is_the_word(digest: bytes) -> None:
    """Whatever the fingerprint: six words, exactly one of which is right, and no other stands in the fingerprint."""
    words = keyring.words_of(digest)
    found = comparing.compare(words)
    assert " ".join(found.words) == words
    assert [word for word in found.options if found.is_heard(word)] == [words.split()[found.place - 1]]
    assert len(set(found.options)) == comparing.OPTIONS
    assert set(found.options) & set(words.split()) == {words.split()[found.place - 1]}
    assert list(found.options) == sorted(found.options), "the order tells nothing"


def test_another_word_each_time() -> None:
    """Every place is drawn as often as any other, so that who makes a false file can't know which to match."""
    places = Counter(comparing.compare(TWELVE, random.Random(number)).place for number in range(2400))
    assert set(places) == set(range(1, 13))
    assert all(140 < count < 260 for count in places.values())


def test_the_word_of_another_file_is_hardly_ever_offered() -> None:
    """Who hears other words finds none of the six: the honest answer is that it isn't there."""
    dice, offered = random.Random(1), 0
    for _ in range(2000):
        found = comparing.compare(TWELVE, dice)
        heard = keyring.words_of(dice.randbytes(12)).split()[found.place - 1]
        offered += heard in found.options and not found.is_heard(heard)
    assert offered < 80, "five in 256"


def test_it_says_nothing_in_a_log() -> None:
    """Its repr holds no word."""
    assert repr(comparing.compare(TWELVE)) == "Comparison()"
