"""Inlezen, vragen: what a file of pupils leaves open, and where it says otherwise than the register."""

from collections.abc import Collection

from PySide6.QtWidgets import QLineEdit, QWidget

from thuisplan_desktop.actions.importing import PupilPreview
from thuisplan_desktop.actions.pairing import Decision
from thuisplan_desktop.actions.school_types import TypeQuestion
from thuisplan_desktop.register.arrivals import Difference, What
from thuisplan_desktop.register.codes import SchoolType
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.labelled import Labelled

_PICK = "– kies –"
_WHY_HELP = "Bijvoorbeeld: paspoort gezien, of gebeld met de administratie. Zonder gegevens van de leerling."

_WHY_BIRTH_DATE = (
    "Aan de geboortedatum hangt wie toestemming geeft en tot wanneer de leerling naar school moet. "
    f"Bron: {cite('uavg-5', 'lpw-3')}."
)


class QuestionsDialog(FormDialog):
    """Only what concerns the chosen pupils. Every question needs an answer, every difference a choice and a reason."""

    def __init__(self, parent: QWidget, preview: PupilPreview, chosen: Collection[str]) -> None:
        super().__init__(parent, "Inlezen: nog een paar vragen", "Inlezen", letters=110)
        self._names = {
            pupil.key: " ".join(part for part in (pupil.nickname, pupil.infix, pupil.surname) if part)
            for pupil in preview.pupils
        }
        self.types: dict[str, Choice] = {}
        self.decisions: dict[tuple[str, What], tuple[Choice, QLineEdit]] = {}
        self.cards: dict[tuple[str, What], Card] = {}
        self._lay_out_questions(open_questions(preview, chosen))
        for difference in open_differences(preview, chosen):
            self.add(self._difference(difference))
        for choice, _ in self.decisions.values():
            choice.currentIndexChanged.connect(self._show_open)

    def _show_open(self) -> None:
        """Who turns out to be another pupil gets a case of his own: what else differs is no question any more."""
        still = dict(self._open())
        for about, card in self.cards.items():
            card.setVisible(about in still)

    def answers(self) -> dict[str, SchoolType]:
        """The kind of school of each place that was asked for."""
        return {place: SchoolType(choice.currentData()) for place, choice in self.types.items()}

    def decided(self) -> dict[tuple[str, What], Decision]:
        """What was chosen for each difference."""
        return {
            about: Decision(choice.currentData() == "theirs", reason.text().strip())
            for about, (choice, reason) in self._open()
        }

    def is_complete(self) -> bool:
        """Whether everything is answered; says what is missing when not."""
        choices = [*self.types.values(), *(choice for _, (choice, _) in self._open())]
        if not all(choice.currentData() for choice in choices):
            self.show_problem("Beantwoord eerst elke vraag.")
        elif not all(reason.text().strip() for _, (_, reason) in self._open()):
            self.show_problem("Schrijf bij elke keuze in een paar woorden waarom.")
        else:
            self.show_problem("")
            return True
        return False

    def _open(self) -> list[tuple[tuple[str, What], tuple[Choice, QLineEdit]]]:
        """What still matters: of who turns out to be another pupil nothing else is asked."""
        asked = {key: choice for (key, what), (choice, _) in self.decisions.items() if what is What.PUPIL}
        others = {key for key, choice in asked.items() if choice.currentData() == "ours"}
        return [
            (about, line) for about, line in self.decisions.items() if about[0] not in others or about[1] is What.PUPIL
        ]

    def _lay_out_questions(self, questions: tuple[TypeQuestion, ...]) -> None:
        if not questions:
            return
        card = Card(
            "Welke schoolsoort?",
            help_text="In het bestand staat dat niet. Thuisplan vraagt het één keer per vestiging of groep.",
        )
        for question in questions:
            lines = [("", _PICK), *((kind.value, kind.label) for kind in question.options)]
            self.types[question.id] = Choice(question.place, lines)
            card.add(Labelled(question.place, self.types[question.id]))
        self.add(card)

    def _difference(self, difference: Difference) -> Card:
        title, ours, theirs = _words(difference)
        card = Card(f"{self._names[difference.key]}: {title}")
        question = "Is dit dezelfde leerling?" if difference.what is What.PUPIL else "Wat klopt?"
        choice = Choice(f"{question} {difference.what.label}", [("", _PICK), ("ours", ours), ("theirs", theirs)])
        reason = QLineEdit()
        if difference.what is What.PUPIL:
            card.add(text.label(f"In het register: {difference.ours}."))
            card.add(text.label(f"In het bestand: {difference.theirs}."))
        card.add(Labelled(question, choice))
        card.add(Labelled("Hoe weet u dat?", reason, help_text=_WHY_HELP))
        if difference.what is What.BIRTH_DATE:
            card.add(text.hint(_WHY_BIRTH_DATE))
        self.decisions[difference.key, difference.what] = (choice, reason)
        self.cards[difference.key, difference.what] = card
        return card


def _words(difference: Difference) -> tuple[str, str, str]:
    """The title, and the choices for the register and for the file."""
    if difference.what is What.PUPIL:
        return (
            "misschien al in het register",
            "nee, een andere leerling: maak een nieuwe casus",
            "ja, dezelfde leerling: werk de casus bij",
        )
    if difference.what is What.LEFT:
        return (
            "staat in het bestand als leerling",
            f"blijft {difference.ours} (register)",
            "is ingeschreven en terug (bestand)",
        )
    ours, theirs = f"blijft {difference.ours} (register)", f"wordt {difference.theirs} (bestand)"
    return f"{difference.what.label} is anders", ours, theirs


def open_questions(preview: PupilPreview, chosen: Collection[str]) -> tuple[TypeQuestion, ...]:
    """The kinds of school that were never told and that concern a chosen pupil."""
    return tuple(one for one in preview.questions if one.answer is None and one.keys & frozenset(chosen))


def open_differences(preview: PupilPreview, chosen: Collection[str]) -> tuple[Difference, ...]:
    return tuple(one for one in preview.differences if one.key in chosen)
