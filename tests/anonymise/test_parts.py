"""The small parts: spelling, numbers, dates, overlaps, word lists."""

import gzip
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop import paths
from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.finders.dates import day_month, parse
from thuisplan_desktop.anonymise.finders.numbers import eleven_proof
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.known_json import known_from_json
from thuisplan_desktop.anonymise.spans import Span, settle
from thuisplan_desktop.anonymise.spelling import is_near
from thuisplan_desktop.anonymise.words import Lexicon, Words, fold


@pytest.mark.parametrize(
    ("word", "name", "near"),
    [
        ("tijmen", "thijmen", True),
        ("jara", "yara", True),
        ("ilias", "ilyas", True),
        ("wiersam", "wiersma", True),
        ("hoekstra", "hoekstra", True),
        ("dijkstra", "hoekstra", False),
        ("daan", "dana", True),
        ("boos", "roos", True),
        ("peter", "anja", False),
    ],
)
def test_a_slip_is_near(word: str, name: str, near: bool) -> None:
    """One letter too many, missing, wrong or swapped; two in long names."""
    assert is_near(word, name) is near


@settings(max_examples=60)
@given(st.text(alphabet="abcde", min_size=4, max_size=12), st.integers(0, 11))
def test_dropping_a_letter_is_near(name: str, at: int) -> None:
    """Whatever inner letter is dropped, the name is still recognised."""
    cut = 1 + at % (len(name) - 2)
    assert is_near(name[:cut] + name[cut + 1 :], name)


@pytest.mark.parametrize(("digits", "valid"), [("111222333", True), ("123456782", True), ("123456789", False)])
def test_the_eleven_proof(digits: str, valid: bool) -> None:
    """Nine digits, weighed 9 to 2 and -1, divide by eleven."""
    assert eleven_proof(digits) is valid


@pytest.mark.parametrize("digits", ["", "000000000", "12345678", "12345678a", "1234567890"])
def test_the_eleven_proof_takes_nine_digits_only(digits: str) -> None:
    """Anything else fails, nine zeros too."""
    assert not eleven_proof(digits)


@settings(max_examples=80)
@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_written_date_is_read_back(day: date) -> None:
    """In digits, with a month in words, and the other way round."""
    months = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
    wanted = (day.day, day.month, day.year)
    assert parse(f"{day.day}-{day.month}-{day.year}") == wanted
    assert parse(f"{day.day} {months[day.month - 1]}. {day.year}") == wanted
    assert parse(day.isoformat()) == wanted


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("22-12 t/m 6-1-2025", 2024),
        ("22 dec t/m 6 jan 2025", 2024),
        ("22-12-2024 t/m 6-1-2025", 2024),
        ("22-11 t/m 6-12-2025", 2025),
        ("5 tot 12 maart 2025", 2025),
    ],
)
def test_a_period_over_new_year_begins_the_year_before(text: str, year: int) -> None:
    """The year stands behind its last day."""
    found = parse(text)
    assert found is not None
    assert found[2] == year


def test_impossible_days_are_no_days() -> None:
    """31 April and month 13 do not exist; 29 February may."""
    assert not day_month(31, 4)
    assert not day_month(1, 13)
    assert day_month(29, 2)


@settings(max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 12), st.sampled_from(list(Kind))), max_size=8))
def test_settling_hides_the_same_characters(pieces: list[tuple[int, int, Kind]]) -> None:
    """No character that a finder wanted hidden comes out, and none is claimed twice."""
    text = "abc def, ghij klm. nop qrs tuv wx yz 12 34"
    spans = [Span(start, min(len(text), start + size), kind, "") for start, size, kind in pieces]
    kept = settle(spans, text)
    wanted = {i for s in spans for i in range(s.start, s.end) if text[i].isalnum()}
    got = [i for s in kept for i in range(s.start, s.end)]
    assert len(got) == len(set(got))
    assert wanted <= set(got)


def test_rejecting_a_phrase_never_uncovers_a_name() -> None:
    """A name inside a phrase is a finding of its own."""
    text = "zoon van dominee Bos"
    kept = settle([Span(0, 20, Kind.UNIQUE, ""), Span(17, 20, Kind.PERSON, "")], text)
    assert [(s.kind, text[s.start : s.end]) for s in kept] == [(Kind.UNIQUE, "zoon van dominee"), (Kind.PERSON, "Bos")]


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        (Span(0, 6, Kind.ADDRESS, ""), Span(4, 13, Kind.ID, ""), [(Kind.ID, "AGB 94-012345")]),
        (Span(0, 6, Kind.ADDRESS, ""), Span(4, 9, Kind.ID, ""), [(Kind.ADDRESS, "AGB 94-01")]),
        (
            Span(4, 6, Kind.ADDRESS, ""),
            Span(4, 20, Kind.UNIQUE, ""),
            [(Kind.ADDRESS, "94"), (Kind.UNIQUE, "-012345, Sneek")],
        ),
        (
            Span(0, 13, Kind.ADDRESS, ""),
            Span(4, 20, Kind.PERSON, ""),
            [(Kind.ADDRESS, "AGB 94-012345"), (Kind.PERSON, ", Sneek")],
        ),
    ],
)
def test_pieces_of_one_number_are_one_finding(left: Span, right: Span, wanted: list[tuple[Kind, str]]) -> None:
    """Of the kind of the longer piece; not over a comma, and a phrase stays a finding of its own."""
    text = "AGB 94-012345, Sneek"
    assert [(s.kind, text[s.start : s.end]) for s in settle([left, right], text)] == wanted


@pytest.mark.parametrize("name", ["surnames_with_infix", "places", "schools", "institutions"])
def test_every_list_is_sorted_folded_and_there(name: str) -> None:
    """The compiled lists are as the script writes them."""
    lines = gzip.decompress(paths.resource("words", f"{name}.txt.gz").read_bytes()).decode("utf-8").split("\n")
    assert lines == sorted(set(lines))
    assert all(fold(line) == line for line in lines[::97])


def test_the_lexicon_finds_every_word_it_holds_and_no_other() -> None:
    """The block that is searched always holds the word, also at the edges of blocks."""
    lexicon = Lexicon(paths.resource("words", "lexicon.gz").read_bytes())
    listed = lexicon.words()
    assert listed == sorted(set(listed), key=lambda word: word.encode())
    assert all(lexicon.facts(word) for word in listed[::7])
    assert not any(map(lexicon.facts, {word + "q" for word in listed[::29]} - set(listed)))
    assert (lexicon.facts(""), lexicon.facts("zzzzzzzz"), lexicon.facts("\u0100")) == (0, 0, 0)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("amsterdam", is_.PLACE | is_.SURNAME),
        ("thijmen", is_.FIRST),
        ("fiets", is_.COMMON | is_.LISTED),
        ("koens", is_.POSSESSIVE),
        ("dossiernummer", is_.NUMBER_CUE),
        ("putsebocht", is_.STREET_END),
        ("belde", is_.VERB),
        ("mevrouw", is_.TITLE | is_.HARMLESS),
    ],
)
def test_one_look_tells_everything_about_a_word(word: str, wanted: int, words: Words) -> None:
    """The bits of the stored lists, the cues and the ending come together."""
    assert words.facts(word) & wanted == wanted


def test_compounds_and_inflections_are_common_and_names_are_not(words: Words) -> None:
    """The program splits compounds itself."""
    common = ("wandelde", "onderwijszorgarrangement", "leerplichtambtenaar", "kernvakken", "vrijdagstage")
    assert all(words.is_common(word) for word in common)
    assert not any(words.is_common(word) for word in ("kowalczyk", "thijmen", "etten-leur", "warsame", "qxzw"))


def test_known_from_json_reads_what_is_there() -> None:
    """Everything is optional; an infix in a full name is recognised."""
    known = known_from_json({"others_known": ["Ilse van den Brink", "Bo"], "address": {"postcode": "1234 AB"}})
    assert [(p.first_names, p.infix, p.surname) for p in known.persons[1:]] == [
        ("Ilse", "van den", "Brink"),
        ("Bo", "", ""),
    ]
    assert known.addresses == ("1234 AB",)
    assert known_from_json({}).dates == ()
