"""Only reviewed text becomes RedactedText, and it fails closed."""

from dataclasses import replace

import pytest

from thuisplan_desktop.anonymise.find import Known, Words, find
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.readable import LIMIT
from thuisplan_desktop.anonymise.redact import Choice, RedactedText, Review, added_span, kept, redact, undecided
from thuisplan_desktop.errors import NotReviewed, UnjudgedText

TEXT = "Gesproken met Sander en Inge over de fiets."


def _findings(words: Words) -> tuple[Finding, ...]:
    return find(TEXT, Known(), words)


def test_an_undecided_finding_makes_no_sheet(words: Words) -> None:
    """One decision short is refused, and the error says how many are open."""
    findings = _findings(words)
    review = Review().with_choice(findings[0], Choice.ACCEPT)
    with pytest.raises(NotReviewed) as caught:
        redact(TEXT, findings, review)
    assert caught.value.facts == {"open_findings": 1}


def test_accepted_is_replaced_and_rejected_stays(words: Words) -> None:
    """The reviewer decides about each finding."""
    sander, inge = _findings(words)
    review = Review.accepting((sander,)).with_choice(inge, Choice.REJECT)
    result = redact(TEXT, (sander, inge), review)
    assert "Sander" not in result.text
    assert "Inge" in result.text
    assert (result.replaced, result.kept) == (1, 1)


def test_an_added_span_is_replaced_too(words: Words) -> None:
    """White space at the edges of a selection is left out."""
    at = TEXT.index(" de fiets")
    added = added_span(TEXT, at, at + len(" de fiets"), Kind.UNIQUE, "een voorwerp")
    result = redact(TEXT, _findings(words), Review.accepting(_findings(words)).with_added(added))
    assert result.text.endswith("over een voorwerp.")


def test_overlapping_added_spans_leave_nothing_uncovered(words: Words) -> None:
    """Two selections that overlap hide their union."""
    first = Finding(0, 13, Kind.UNIQUE, "", 1.0, "X")
    second = Finding(10, 20, Kind.UNIQUE, "", 1.0, "Y")
    assert redact(TEXT, (), Review(added=(first, second))).text == "X en Inge over de fiets."


def test_what_the_reader_marked_gives_the_replacement() -> None:
    """Over a finding, in it or across its edge; what lies in it needs no other decision."""
    found = Finding(14, 20, Kind.PERSON, "", 1.0, "de mentor")
    accepted = Review.accepting((found,))
    for start, end, shown in (
        (14, 20, "Gesproken met iemand en Inge over de fiets."),
        (10, 20, "Gesproken iemand en Inge over de fiets."),
        (14, 18, "Gesproken met iemand en Inge over de fiets."),
        (18, 28, "Gesproken met iemand over de fiets."),
    ):
        added = Finding(start, end, Kind.PERSON, "", 1.0, "iemand")
        assert redact(TEXT, (found,), accepted.with_added(added)).text == shown
    whole = Review().with_added(Finding(14, 20, Kind.PERSON, "", 1.0, "iemand"))
    assert (redact(TEXT, (found,), whole).replaced, redact(TEXT, (found,), whole).kept) == (1, 0)
    assert redact(TEXT, (found,), whole.with_choice(found, Choice.REJECT)).kept == 0


def test_a_part_marked_again_is_marked_once() -> None:
    """The last word about the same part counts."""
    first, second = (Finding(14, 20, Kind.PERSON, "", 1.0, shown) for shown in ("iemand", "een ouder"))
    review = Review().with_added(first).with_added(second)
    assert review.added == (second,)
    assert redact(TEXT, (), review).text.startswith("Gesproken met een ouder en")


@pytest.mark.parametrize("odd", ["שלום", "Привет", "\ufffd", "张伟"])
def test_a_script_we_cannot_read_makes_no_sheet(odd: str) -> None:
    """A name in another script would pass unseen: the error names the line, nothing else."""
    with pytest.raises(UnjudgedText) as caught:
        redact(f"Eerste regel.\nHij heet {odd}.", (), Review())
    assert caught.value.facts == {"part": 2}


def test_a_text_that_is_too_long_makes_no_sheet() -> None:
    """Ten megabytes is no note."""
    with pytest.raises(UnjudgedText):
        redact("a" * (LIMIT + 1), (), Review())


@pytest.mark.parametrize("fine", ["Gülşen Yıldırım", "Zoë’s café – 🌊 ½ €", "e\u0301e\u0301n", "", "µg"])
def test_latin_letters_with_any_accent_are_read(fine: str) -> None:
    """Accents, dashes, emoji and an empty text are fine."""
    assert redact(fine, (), Review()).text == fine


def test_redacted_text_can_only_be_made_by_review() -> None:
    """No door around the review: neither a seal of one's own nor other words under a real seal."""
    real = redact("Gesproken over de fiets.", (), Review())
    with pytest.raises(NotReviewed):
        RedactedText("Sander", 0, 0, b"zegel")
    with pytest.raises(NotReviewed):
        replace(real, text="Sander")
    with pytest.raises(NotReviewed):
        RedactedText("Sander", real.replaced, real.kept, real.seal)
    assert replace(real, text=real.text) == real


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (8, 3), (4, 4), (40, 90)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    """Nothing is cut in a place the reader did not mean."""
    with pytest.raises(ValueError, match="outside"):
        redact(TEXT, (), Review(added=(Finding(start, end, Kind.PERSON, "", 1.0, "X"),)))


def test_a_new_search_must_find_nothing_unjudged(words: Words) -> None:
    """What was replaced, covered by an addition or knowingly kept is judged; anything else is counted."""
    sander, inge = _findings(words)
    both = (sander, inge)
    assert undecided(both, (), Review()) == 2
    assert undecided(both, (), Review.accepting(both)) == 2  # accepted, but nobody reviewed it: it is not replaced
    assert undecided(both, both, Review.accepting(both)) == 0
    assert undecided(both, (sander,), Review.accepting((sander,)).with_choice(inge, Choice.REJECT)) == 0
    wide = Finding(0, inge.end, Kind.PERSON, "", 1.0, "iemand")
    assert undecided(both, (), Review(added=(wide,))) == 0
    longer = Finding(sander.start, inge.end, Kind.PERSON, "", 1.0, "iemand")
    assert undecided((longer,), both, Review.accepting(both)) == 1


def test_what_was_kept_is_told_unless_an_addition_covers_it(words: Words) -> None:
    """Herleidbaarheid asks about what the reader left standing."""
    sander, inge = _findings(words)
    review = Review.accepting((sander,)).with_choice(inge, Choice.REJECT)
    assert kept((sander, inge), review) == (inge,)
    assert kept((sander, inge), review.with_added(inge)) == ()


def test_no_repr_shows_text(words: Words) -> None:
    """Logs of a review and of its result hold counts only."""
    review = Review.accepting(_findings(words))
    assert "Sander" not in repr(review) + repr(redact(TEXT, (), Review()))


@pytest.mark.parametrize(
    ("text", "marked", "wanted"),
    [
        ("Dorp 3, 1234 AB Sneek.", {"Dorp 3": "ADDRESS", "1234 AB": "ADDRESS", "Sneek": "PLACE"}, "Een adres, Sneek?."),
        ("Is bekend, van tv.", {"bekend": "UNIQUE", "van tv": "UNIQUE"}, "Is een bijzonderheid."),
        ("Vught, bekend.", {"Vught": "PLACE", ", bekend": "UNIQUE"}, "Sneek?, een bijzonderheid."),
        ("SGP-raadslid.", {"SGP": "PERSON", "-raadslid": "UNIQUE"}, "Iemand een bijzonderheid."),
        ("Zit op jo14.", {"jo": "PERSON"}, "Zit op iemand 14."),
        ("Zie vJo op 3.", {"Jo": "PERSON"}, "Zie v iemand op 3."),
        ("Jo, Bo.", {"Jo": "PERSON", "Bo": "PERSON"}, "Iemand, iemand."),
        ("Mail 12, 13.", {"12": "ID", "13": "ID"}, "Mail een nummer, een nummer."),
    ],
)
def test_replacements_side_by_side_read_well(text: str, marked: dict[str, str], wanted: str) -> None:
    """Pieces of one address or phrase are told once, and no replacement runs into the word or number beside it."""
    said = {"ADDRESS": "een adres", "UNIQUE": "een bijzonderheid", "PLACE": "Sneek?", "ID": "een nummer"}
    found = [
        Finding(
            at,
            at + len(words),
            Kind(kind),
            "",
            1.0,
            said.get(kind, "iemand").capitalize() if not at else said.get(kind, "iemand"),
        )
        for words, kind in marked.items()
        for at in [text.index(words)]
    ]
    assert redact(text, found, Review.accepting(found)).text == wanted
