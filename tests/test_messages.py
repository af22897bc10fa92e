"""What a person reads when something goes wrong."""

import pytest

from thuisplan_desktop import errors, messages
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for


def test_facts_fill_the_blanks() -> None:
    """A message reads as sentences: what happened, what is safe, what to do."""
    error = errors.FileTooLarge(limit_mb=50)
    assert message_for(error).text == (
        "Dit bestand is groter dan 50 MB en wordt niet gelezen. Er is niets ingelezen. "
        "Maak een export met alleen de leerlingen die u nodig heeft."
    )


@pytest.mark.parametrize(
    ("error", "start"),
    [
        (errors.MalformedRow(row=3, column="datum"), "Regel 3 klopt niet (kolom datum). "),
        (errors.MalformedRow(row=3, column=""), "Regel 3 klopt niet. "),
        (errors.ImpossibleDate(row=2, column="datum"), "Regel 2 heeft een onmogelijke datum (kolom datum). "),
        (errors.InvalidCase(reason="de naam ontbreekt"), "Dit kan niet kloppen: de naam ontbreekt. "),
        (errors.TooFewSenders(found=4, needed=5), "Er zijn 4 afzenders van verschillende besturen; nodig"),
    ],
)  # fmt: skip
def test_sentences(error: ThuisplanError, start: str) -> None:
    """Blanks of each kind read well, also when a whole row is wrong and no column is to blame."""
    assert message_for(error).text.startswith(start)


def test_a_missing_fact_hides_nothing() -> None:
    """Three dots in place of a fact that wasn't given; never a second error on top of the first."""
    for kind in messages._MESSAGES:
        text = message_for(kind()).text
        assert "{" not in text
        assert text.count("  ") == 0


def test_messages_are_short_and_polite() -> None:
    """One breath for what happened; a message addresses the reader as 'u', blames nobody and shouts nothing."""
    for kind, message in messages._MESSAGES.items():
        assert len(message.what) < 130, kind
        assert len(message.text) < 320, kind
        assert "!" not in message.text, kind
        words = set(message.text.casefold().replace(".", "").replace(",", "").split())
        assert not words & {"je", "jij", "jouw", "error", "fout!", "invalid"}, kind


def test_an_error_shows_its_kind_alone() -> None:
    """Neither `str` nor `repr` of an error holds its facts: they end up in logs."""
    error = errors.UnknownDefinitions(name="verzonnen")
    assert (str(error), repr(error)) == ("UnknownDefinitions", "UnknownDefinitions()")
