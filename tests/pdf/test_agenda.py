"""Agenda and afsprakenlijst: names only behind a clearance for everyone who gets the paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from factories import make_case, make_file
from thuisplan_desktop.anonymise.redact import Review, redact
from thuisplan_desktop.errors import ConsentMissing
from thuisplan_desktop.pdf.agenda import AnonymousItem, Item, NamedItem, agenda, agreements_list
from thuisplan_desktop.register import gate
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Route
from thuisplan_desktop.register.gate import Question
from thuisplan_desktop.register.meeting import Meeting

ON = date(2026, 3, 10)
TEAM = (Party.ZORGCOORDINATOR, Party.MENTOR)
MEETING = Meeting(id="m1", kind=MeetingKind.ZAT, held_on=ON, name="Kernteam Noord", participants=TEAM)


def named(surname: str, agreements: str = "") -> NamedItem:
    file = make_file(make_case(surname=surname, infix=""))
    told = frozenset({DataCategory.ABSENCE})
    question = Question(file=file, consents=(), participants=TEAM, categories=told, on=ON)
    clearance = gate.clear(question, Route.BY_NAME)
    return NamedItem(clearance, file, agreements)


def test_agenda(words: Callable[[bytes], str], hidden_words: Callable[[bytes], str]) -> None:
    """Cases in order, by name or by the code of their sheet, and what may be spoken about."""
    pdf = agenda(MEETING, [named("Zandloper"), AnonymousItem("K7M-4PQ"), AnonymousItem("R2X", Route.LEARNING)])
    shown = words(pdf)
    assert "dinsdag 10 maart 2026" in shown
    assert shown.index("Femke Zandloper") < shown.index("Blad K7M-4PQ") < shown.index("Blad R2X")
    assert "op naam verzuimgegevens" in shown
    assert "leren, geanonimiseerd" in shown
    assert "Vertrouwelijk: persoonsgegevens" in shown
    assert "Zandloper" not in hidden_words(pdf)
    assert "Kernteam Noord" not in shown + hidden_words(pdf), "a name is free text: kind and day say which meeting"
    assert "Noord" not in words(agreements_list(MEETING, [AnonymousItem("K7M-4PQ")]))


def test_agenda_without_names_says_so(words: Callable[[bytes], str]) -> None:
    shown = words(agenda(MEETING, [AnonymousItem("K7M-4PQ")]))
    assert "Zonder namen" in shown
    assert "persoonsgegevens" not in shown


def test_empty_agenda(words: Callable[[bytes], str]) -> None:
    shown = words(agenda(replace(MEETING, participants=(), name=""), []))
    assert "Er staan geen casussen op de agenda." in shown
    assert "nog niet bekend" in shown


def test_agreements(words: Callable[[bytes], str], hidden_words: Callable[[bytes], str]) -> None:
    """What was agreed stands under its case; without it there is room to write."""
    advice = redact("Begin met twee ochtenden.", (), Review())
    pdf = agreements_list(
        MEETING,
        [
            named("Zandloper", "De mentor belt.\nTerug op 24 maart."),
            AnonymousItem("K7M", agreements=advice),
            named("Windvaan"),
        ],
    )
    shown = words(pdf)
    assert "1. Femke Zandloper De mentor belt. Terug op 24 maart. 2. Blad K7M Begin met twee ochtenden." in shown
    assert "3. Femke Windvaan Wat Wie (functie) Wanneer klaar" in shown
    assert "Casus 3" in hidden_words(pdf)
    assert "Windvaan" not in hidden_words(pdf)


@pytest.mark.parametrize("make", [agenda, agreements_list])
@pytest.mark.parametrize(
    "meeting",
    [replace(MEETING, held_on=date(2026, 3, 11)), replace(MEETING, participants=(*TEAM, Party.LEERPLICHT))],
)
def test_names_only_for_those_they_are_cleared_for(
    make: Callable[[Meeting, list[Item]], bytes], meeting: Meeting
) -> None:
    """Another day, or one more reader without consent: no list with names is made."""
    with pytest.raises(ConsentMissing):
        make(meeting, [named("Zandloper")])


def test_agreements_longer_than_a_page(words: Callable[[bytes], str]) -> None:
    """Long agreements run on over the pages, and nothing of them is lost."""
    text = "\n".join(f"afspraak{number} {'woord ' * 30}" for number in range(60))
    shown = words(agreements_list(MEETING, [named("Zandloper", text)]))
    assert [number for number in range(60) if f"afspraak{number} " not in shown] == []


def test_reprs_name_nobody() -> None:
    assert "Zandloper" not in repr([named("Zandloper", "Zandloper"), AnonymousItem("K7M")])
