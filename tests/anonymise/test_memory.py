"""What a reader decided about a case is decided again, and the words themselves are not kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.memory import Memory
from thuisplan_desktop.anonymise.redact import Choice, Review

TEXT = "Roelof en Femke in Heiloo, Roelof"


def at(word: str, kind: Kind = Kind.PERSON, text: str = TEXT) -> Finding:
    start = text.index(word)
    return Finding(start, start + len(word), kind, "een reden", 0.5, "iemand")


def learned() -> Memory:
    review = Review.accepting((at("Femke"),)).with_choice(at("Roelof"), Choice.REJECT).with_added(at("Heiloo"))
    return Memory("zaak").learn(TEXT, (at("Femke"), at("Roelof")), review)


def test_the_same_words_get_the_same_decision() -> None:
    """In another text, in capitals, at another place; other words stay open."""
    text = "FEMKE, roelof en Wim"
    findings = tuple(at(word, text=text) for word in ("FEMKE", "roelof", "Wim"))
    review = learned().recall(text, findings)
    assert review.decisions == {(0, 5): Choice.ACCEPT, (7, 13): Choice.REJECT}
    assert review.added == ()


def test_another_kind_is_another_decision() -> None:
    """Roelof the person was kept; a place called Roelof was never judged."""
    assert learned().recall(TEXT, (at("Roelof", Kind.PLACE),)).decisions == {}


def test_what_was_added_is_sought_again() -> None:
    """As a word of its own, wherever no finding covers it."""
    (found,) = learned().recall("naar heiloo, Heilooer", ()).added
    assert (found.start, found.end, found.replacement) == (5, 11, "iemand")
    covered = at("Heiloo", text="naar Heiloo")
    assert learned().recall("naar Heiloo", (covered,)).added == ()


def test_no_word_is_kept() -> None:
    """Names and numbers of a note don't stay in the register after its sheet, and no log shows them."""
    kept = learned().dump()
    assert not any(word in kept.lower() for word in ("roelof", "femke", "heiloo"))
    assert repr(learned()) == "Memory(2 choices, 1 added)"


def test_another_case_can_not_be_compared() -> None:
    """The same decision about the same words has another mark in another case."""
    other = Memory("andere zaak").learn(TEXT, (at("Femke"),), Review.accepting((at("Femke"),)))
    assert not set(other.choices) & set(learned().choices)


@pytest.mark.parametrize("kept", ["", "x", "[]", "{}", '{"version": 2}', '{"version": 1, "choices": [["a"]]}', "null"])
def test_what_can_not_be_read_is_forgotten(kept: str) -> None:
    """Then everything is asked again: it fails closed."""
    assert Memory.load("zaak", kept) == Memory("zaak")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aéİ \nbC😀", min_size=1, max_size=30), st.data())
def test_what_is_kept_is_read_back(text: str, data: st.DataObject) -> None:
    """Any words, decided in any way: dump and load give the same memory, and it decides the same text again."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = Finding(start, end, Kind.ID, "", 1.0, "een nummer")
    memory = Memory("zaak").learn(text, (one,), Review({(start, end): Choice.REJECT}))
    assert Memory.load("zaak", memory.dump()) == memory
    assert memory.recall(text, (one,)).decisions == {(start, end): Choice.REJECT}
