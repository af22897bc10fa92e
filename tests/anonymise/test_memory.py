"""What a reader decided about a case is decided again, and the words themselves are not kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.memory import Memory
from thuisplan_desktop.anonymise.redact import Choice, Review, redact

TEXT = "Roelof en Femke in Heiloo, Roelof"


HERE = "bijeenkomst"


def at(word: str, kind: Kind = Kind.PERSON, text: str = TEXT) -> Finding:
    start = text.index(word)
    return Finding(start, start + len(word), kind, "een reden", 0.5, "iemand")


def learned() -> Memory:
    review = Review.accepting((at("Femke"),)).with_choice(at("Roelof"), Choice.REJECT).with_added(at("Heiloo"))
    return Memory("zaak").learn(TEXT, (at("Femke"), at("Roelof")), review, HERE)


def test_what_was_replaced_is_replaced_again() -> None:
    """In another text, in capitals, at another place, for whom it may be; other words stay open."""
    text = "FEMKE, roelof en Wim"
    findings = tuple(at(word, text=text) for word in ("FEMKE", "roelof", "Wim"))
    again = learned().recall(text, findings, "andere bijeenkomst")
    assert again.review.decisions == {(0, 5): Choice.ACCEPT}
    assert again.review.added == ()


def test_what_was_left_standing_is_only_proposed_elsewhere() -> None:
    """The same line for the same discussion is decided; another line, or another audience, is asked again."""
    here = learned().recall(f"Nieuw.\n{TEXT}", (at("Roelof", text=f"Nieuw.\n{TEXT}"),), HERE)
    assert list(here.review.decisions.values()) == [Choice.REJECT]
    assert not here.left_before
    for text, where in ((TEXT, "andere bijeenkomst"), ("Zusje Roelof is opgenomen", HERE), (TEXT, "")):
        elsewhere = learned().recall(text, (at("Roelof", text=text),), where)
        assert elsewhere.review.decisions == {}
        assert len(elsewhere.left_before) == 1


def test_of_two_decisions_about_the_same_words_the_one_that_hides_wins() -> None:
    """'Roelof' stands twice in the text, once left and once replaced: next time it is replaced."""
    again = Finding(TEXT.rindex("Roelof"), len(TEXT), Kind.PERSON, "", 0.5, "iemand")
    for first, second in ((Choice.ACCEPT, Choice.REJECT), (Choice.REJECT, Choice.ACCEPT)):
        review = Review().with_choice(at("Roelof"), first).with_choice(again, second)
        memory = Memory("zaak").learn(TEXT, (at("Roelof"), again), review, HERE)
        assert memory.recall(TEXT, (at("Roelof"),), HERE).review == Review.accepting((at("Roelof"),))


def test_another_kind_is_another_decision() -> None:
    """Roelof the person was kept; a place called Roelof was never judged."""
    assert learned().recall(TEXT, (at("Roelof", Kind.PLACE),), HERE).review.decisions == {}


def test_what_was_added_is_sought_again() -> None:
    """As a word of its own, also where something is found by now; within a larger finding it is judged with that."""
    text = "naar heiloo, Heilooer"
    found = at("heiloo", Kind.PLACE, text)
    for findings in ((), (found,)):
        (one,) = learned().recall(text, findings, HERE).review.added
        assert (one.start, one.end, one.replacement) == (5, 11, "iemand")
    larger = Finding(0, 11, Kind.ORG, "naam", 1.0, "een school")
    assert learned().recall(text, (larger,), HERE).review.added == ()


def test_what_the_reader_marked_over_a_finding_stays_hidden() -> None:
    """He let the finding stand, and marked the same words, or more, to be replaced by something else."""
    text = "Opa is smid in Heiloo.\nHet gaat slecht."
    found = at("Heiloo", Kind.PLACE, text)
    for words in ("Heiloo", "smid in Heiloo"):
        added = at(words, Kind.UNIQUE, text)
        for choice in Choice:
            review = Review().with_choice(found, choice).with_added(added)
            memory = Memory("zaak").learn(text, (found,), review, HERE)
            for later in (text, text.replace("slecht", "beter"), f"Vandaag.\n{text}"):
                again = at("Heiloo", Kind.PLACE, later)
                recalled = memory.recall(later, (again,), HERE).review
                assert "Heiloo" not in redact(later, (again,), recalled).text
                assert [later[one.start : one.end] for one in recalled.added] == [words]


def test_what_somebody_is_called_holds_in_his_line_alone() -> None:
    """Wil is a parent there; 'wil' is a word, and another Wil may be somebody else. What is found stays hidden."""
    text = "Wil belt. Ze wil niet.\nHet gaat slecht."
    found = at("Wil", text=text)
    review = Review.accepting((found,)).with_added(found._replace(replacement="Een ouder"))
    memory = Memory("zaak").learn(text, (found,), review, HERE)
    later = text.replace("slecht", "beter")
    recalled = memory.recall(later, (found,), HERE).review
    assert redact(later, (found,), recalled).text == "Een ouder belt. Ze wil niet.\nHet gaat beter."
    assert memory.learn(later, (found,), recalled, HERE).recall(text, (found,), HERE).review == recalled
    for other, where in (("Zusje Wil wil wel.", HERE), (text, "een andere bijeenkomst")):
        there = at("Wil", text=other)
        assert memory.recall(other, (there,), where).review == Review.accepting((there,))
    taken_back = memory.learn(text, (found,), Review.accepting((found,)), HERE)
    assert taken_back.recall(text, (found,), HERE).review == Review.accepting((found,))


def test_parts_marked_one_over_the_other_stay_hidden() -> None:
    """Somebody marks too little, and then the rest with a part of it."""
    text = "Opa is smid in de oude molen bij het kanaal."
    review = Review(added=(at("smid in de oude molen", text=text), at("oude molen bij het kanaal", text=text)))
    recalled = Memory("zaak").learn(text, (), review, HERE).recall(text, (), HERE).review
    assert redact(text, (), recalled).text == redact(text, (), review).text == "Opa is iemand."


def test_a_part_of_what_was_let_stand_is_still_replaced() -> None:
    """Name and function were found as one; the function stays, the name was marked."""
    text = "S. Groot, leerplicht, komt langs."
    found, name = at("S. Groot, leerplicht", text=text), at("S. Groot", text=text)
    review = Review().with_choice(found, Choice.REJECT).with_added(name)
    memory = Memory("zaak").learn(text, (found,), review, HERE)
    recalled = memory.recall(text, (found,), HERE).review
    assert redact(text, (found,), recalled).text == "Iemand, leerplicht, komt langs."


def test_an_addition_taken_back_is_forgotten() -> None:
    """It stood in the text again and the reader removed it; an addition in another text stays."""
    again = learned().learn("naar Heiloo", (), Review(), HERE)
    assert again.recall("naar Heiloo", (), HERE).review.added == ()
    elsewhere = learned().learn("naar Alkmaar", (), Review(), HERE)
    assert len(elsewhere.recall("naar Heiloo", (), HERE).review.added) == 1


def test_no_word_is_kept() -> None:
    """Names and numbers of a note don't stay in the register after its sheet, and no log shows them."""
    kept = learned().dump()
    assert not any(word in kept.lower() for word in ("roelof", "femke", "heiloo"))
    assert repr(learned()) == "Memory(4 choices, 1 added)"


def test_another_case_can_not_be_compared() -> None:
    """The same decision about the same words has another mark in another case."""
    other = Memory("andere zaak").learn(TEXT, (at("Femke"),), Review.accepting((at("Femke"),)), HERE)
    assert not set(other.choices) & set(learned().choices)


@pytest.mark.parametrize("kept", ["", "x", "[]", "{}", '{"version": 2}', '{"version": 1, "choices": [["a"]]}', "null"])
def test_what_can_not_be_read_is_forgotten(kept: str) -> None:
    """Then everything is asked again: it fails closed."""
    assert Memory.load("zaak", kept) == Memory("zaak")


@settings(max_examples=40)
@given(st.text(alphabet="aéİ \nbC😀", min_size=1, max_size=30), st.data())
def test_what_is_kept_is_read_back(text: str, data: st.DataObject) -> None:
    """Any words, decided in any way: dump and load give the same memory, and it decides the same text again."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = Finding(start, end, Kind.ID, "", 1.0, "een nummer")
    memory = Memory("zaak").learn(text, (one,), Review({(start, end): Choice.REJECT}), HERE)
    assert Memory.load("zaak", memory.dump()) == memory
    assert memory.recall(text, (one,), HERE).review.decisions == {(start, end): Choice.REJECT}
