"""Overdragen: to whom, what, and what the sharing rules say about it; told, or sealed in a file for one key."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.handing import (
    ANOTHER_PUPIL,
    KEPT_ONLY,
    Arrival,
    KeyView,
    OwnKey,
    told_left_out,
    told_unfit,
)
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.register.case_codes import HandoverTo
from thuisplan_desktop.register.codes import DataCategory, Role
from thuisplan_desktop.register.handing import EVERYTHING
from thuisplan_desktop.register.sharing import Answer
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.ui.caseload.fingerprints import Fingerprint
from thuisplan_desktop.ui.caseload.ruled_dialog import RuledDialog
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.icons import IconButton

_CALL = (
    "Bel op een nummer dat u al had, niet op een nummer uit de mail. Laat de ander de twaalf woorden voorlezen. "
    "Eén ander woord betekent: een andere sleutel."
)
_ELSEWHERE = {Role.SCHOOL: HandoverTo.OWN_SCHOOL, Role.CONSULENT: HandoverTo.SWV}
"""Where each can't hand over to: itself."""


class HandoverDialog(RuledDialog):
    """`question_changed` carries a hand-over and what is told; `sealing_wanted` comes with the other verb."""

    question_changed = Signal(object, object)
    sealing_wanted = Signal()

    def __init__(self, parent: QWidget, case_id: str, today: date, role: Role) -> None:
        super().__init__(
            parent,
            "Casus overdragen",
            explanation="Leg vast wat u in een gesprek of op papier overdraagt, of maak een verzegeld bestand voor "
            "iemand die ook Thuisplan heeft: alleen de ontvanger kan het openen.",
            day="Overgedragen op",
            today=today,
            letters=116,
        )
        self._case_id, self._id = case_id, new_id()
        self.to = QComboBox()
        self.to.setAccessibleName("Aan wie")
        for one in HandoverTo:
            if one is not _ELSEWHERE.get(role):
                self.to.addItem(one.label[:1].upper() + one.label[1:], one.value)
        self.receiver = QLineEdit(placeholderText="naam van de school of organisatie")
        self.receiver.setAccessibleName("Naam van de ontvanger")
        self.warm = QCheckBox("In een gesprek overgedragen (warm)")
        self.note = QPlainTextEdit(tabChangesFocus=True)
        self.note.setAccessibleName("Wat de ontvanger moet weten")
        self.note.setFixedHeight(self.fontMetrics().height() * 4)
        self.seal_button = IconButton("Verzegeld bestand maken…", "seal")
        self._travels = text.hint("")
        self.lay_out_form(
            (
                ("Aan wie", self.to), ("Naam", self.receiver), ("Dag", self.day), ("", self.warm),
                self.data_row(), ("Moet weten", self.note),
            ),
            self._travels,
        )  # fmt: skip
        self.add_aside(self.seal_button)
        self.to.currentIndexChanged.connect(lambda _index: self.ask())
        self.seal_button.clicked.connect(self.sealing_wanted)
        self.note.textChanged.connect(self._say_what_travels)
        self.offer(None)

    def handover(self) -> tuple[Handover, frozenset[DataCategory]] | None:
        """What is filled in; None, and a word about why, while the day or the data are missing."""
        filled = self.filled()
        return (self._handover(filled[0]), filled[1]) if filled else None

    def show_answer(self, told: frozenset[DataCategory], handover: Handover, answer: Answer) -> None:
        """What the rules say, unless something else is filled in by now."""
        day = self.day.day()
        if day is not None and told == self.told() and (handover.to, handover.handed_on) == (self._to(), day):
            self.offer(answer)

    def _say_what_travels(self) -> None:
        """Free text may hold anything, so it goes only with all kinds of data: never let it stay behind unsaid."""
        self._travels.setText(what_travels(self.note.toPlainText(), self.told()))

    def put(self, day: date, told: frozenset[DataCategory]) -> None:
        self.question_changed.emit(self._handover(day), told)

    def offer(self, answer: Answer | None) -> None:
        """What the rules say; what they don't allow is neither recorded nor sealed."""
        super().offer(answer)
        self._say_what_travels()
        self.verb.setEnabled(answer is None or answer.allowed)
        self.seal_button.setEnabled(answer is None or answer.allowed)

    def _handover(self, day: date) -> Handover:
        return Handover(
            id=self._id, case_id=self._case_id, to=self._to(), receiver=self.receiver.text().strip(), handed_on=day,
            warm=self.warm.isChecked(), note=self.note.toPlainText().strip(),
        )  # fmt: skip

    def _to(self) -> HandoverTo:
        return HandoverTo(self.to.currentData())


def what_travels(note: str, told: frozenset[DataCategory]) -> str:
    """What becomes of the note for the receiver in a sealed file."""
    if told == EVERYTHING:
        return "In een verzegeld bestand gaan deze tekst en andere vrije tekst mee."
    whose = "Deze tekst gaat" if note.strip() else "Notities en andere vrije tekst gaan"
    return f"{whose} niet mee in een verzegeld bestand: dat kan alleen met alle soorten gegevens. Vertel het zelf."


class CompareDialog(FormDialog):
    """Twelve words, and the question whether they were compared: only then the verb works."""

    def __init__(self, parent: QWidget, heading: str, verb: str, whose: str, words: str) -> None:
        super().__init__(parent, heading, verb, explanation=_CALL, letters=110)
        self.compared = QCheckBox("Ik heb de woorden aan de telefoon vergeleken, en ze zijn alle twaalf hetzelfde")
        self.add(Fingerprint(whose, words))
        self.verb.setEnabled(False)
        self.compared.toggled.connect(self.verb.setEnabled)


class SealDialog(CompareDialog):
    """Before a case is sealed to a key."""

    def __init__(self, parent: QWidget, key: KeyView, note: str, told: frozenset[DataCategory]) -> None:
        super().__init__(parent, f"Verzegelen voor {key.name}", "Verzegelen en opslaan…", key.name, key.fingerprint)
        if note and told != EVERYTHING:
            self.add(text.label(what_travels(note, told), "problem"))
        self.add(self.compared)


class ArrivalDialog(CompareDialog):
    """Before a sealed case is taken in: whose it says it is, about whom, and what happens to a case that is there.

    `answered` tells that a person said whose it is: what comes in depends on that, and `show_landing` says it.
    """

    answered = Signal()

    def __init__(self, parent: QWidget, arrival: Arrival) -> None:
        super().__init__(parent, "Overdracht opnemen", "Opnemen", arrival.sender, arrival.fingerprint)
        self.whose = Choice("Is het dezelfde leerling", _whose(arrival))
        born = f", geboren {format_date(arrival.birth_date)}" if arrival.birth_date else ""
        told = join_words([one.label for one in DataCategory if one in arrival.categories])
        lines = [f"{arrival.pupil}{born}.", f"{told[:1].upper()}{told[1:]}. Grondslag: {arrival.basis.label}."]
        if arrival.note:
            lines.append(f"Van de afzender: {arrival.note}")
        self.landing = text.label("")
        for line in (*map(text.label, lines), self.landing):
            self.add(line)
        self.show_landing(arrival)
        if arrival.doubles:
            self.add(self.whose)
        self.add(self.compared)
        for changed in (self.compared.toggled, self.whose.currentIndexChanged):
            changed.connect(lambda _value: self._offer())
        self.whose.currentIndexChanged.connect(lambda _number: self.answered.emit())

    def show_landing(self, arrival: Arrival) -> None:
        """What becomes of it with the answer that was given, or before there is one."""
        lines = [_where(arrival)]
        if arrival.closed_on:
            lines.append(
                f"Die casus is gesloten sinds {format_date(arrival.closed_on)} en telt nergens mee. Opnemen heropent "
                "hem niet: dat doet u daarna zelf, bij Afsluiten."
            )
        if arrival.restricted:
            lines.append(f"Opnemen kan niet: {KEPT_ONLY}.")
        lines += filter(None, (told_left_out(arrival), told_unfit(arrival)))
        self.landing.setText("\n".join(lines))

    def same_as(self) -> str:
        """The case that a person said it belongs to, as `handing.take_in` wants it; empty while there is no answer."""
        return str(self.whose.currentData() or "")

    def _offer(self) -> None:
        asked = self.whose.count() > 1
        self.verb.setEnabled(self.compared.isChecked() and bool(self.same_as() or not asked))


def _whose(arrival: Arrival) -> list[tuple[str, str]]:
    same = [(case_id, f"Dezelfde als {words}") for case_id, words in arrival.doubles]
    return [("", "Kies: is het dezelfde leerling?"), *same, *([(ANOTHER_PUPIL, "Een andere leerling")] * bool(same))]


def _where(arrival: Arrival) -> str:
    if arrival.known and arrival.doubles:
        return (
            "Deze casus kwam eerder, en staat in uw register onder een andere naam of geboortedatum. Is het dezelfde "
            "leerling? Vraag het de afzender. Wat u zelf heeft vastgelegd blijft staan."
        )
    if arrival.known:
        return "Deze leerling staat al in uw register. Wat u zelf heeft vastgelegd blijft staan."
    if arrival.doubles:
        return (
            "Misschien staat deze leerling al in uw register. Is het dezelfde, dan komt dit bij die casus en blijft "
            "staan wat u zelf heeft vastgelegd. Is het een andere, dan wordt dit een nieuwe casus."
        )
    return "Dit wordt een nieuwe casus in uw register."


class ReceivingDialog(FormDialog):
    """Our own ontvangstsleutel to give away, with its words, and the way in for a sealed file."""

    def __init__(self, parent: QWidget, own: OwnKey) -> None:
        super().__init__(
            parent,
            "Overdracht ontvangen",
            "Verzegeld bestand openen…",
            explanation="Wie u een casus overdraagt, heeft eerst uw ontvangstsleutel nodig: een klein bestand zonder "
            "gegevens van leerlingen. Stuur het op, en lees de woorden voor als de ander belt.",
            letters=110,
        )
        self.own = own
        self.save_button = IconButton("Ontvangstsleutel opslaan…", "save")
        self.add(Fingerprint("Uw woorden", own.fingerprint))
        self.add_aside(self.save_button)


class SealedDialog(FormDialog):
    """The file is made: our words, which the receiver asks for."""

    def __init__(self, parent: QWidget, words: str) -> None:
        super().__init__(
            parent,
            "Het verzegelde bestand is opgeslagen",
            "Sluiten",
            explanation="Stuur het bestand aan de ontvanger. Die vergelijkt aan de telefoon deze woorden met u voor de "
            "casus wordt opgenomen. Sluit de casus hier af zodra u hem niet meer begeleidt.",
            letters=110,
        )
        self.add(Fingerprint("Uw woorden", words))
        self.cancel.hide()
        self.submitted.connect(self.accept)
