"""Toestemming: who was asked, what was answered, what for, how long, and who may hear what."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from thuisplan_desktop.actions.cases import USUAL_CATEGORIES, USUAL_PARTIES, new_id
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile, Contact
from thuisplan_desktop.register.codes import ConsentForm, DataCategory, Decision, GiverRole, Party
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.register.spans import school_year_end
from thuisplan_desktop.ui.caseload.consent_details import Proof, PurposeBoxes, Term, ahead
from thuisplan_desktop.ui.caseload.consent_givers import GiverChoice, giver_of, givers_on, rule_for_age
from thuisplan_desktop.ui.caseload.consent_grid import ConsentGrid, parties_to_ask_for
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.icons import IconButton

_ANSWERS = {
    Decision.ASKED: "nog geen antwoord",
    Decision.GIVEN: "ja, toestemming",
    Decision.REFUSED: "nee, geen toestemming",
    Decision.NO_RESPONSE: "geen reactie gekregen",
}
_LANGUAGES = {"nl": "Nederlands", "en": "Engels"}


class ConsentDialog(FormDialog):
    """Records a new answer, or the later course of `consent`. `form_wanted` and `leaflet_wanted` ask for the papers."""

    form_wanted = Signal()
    leaflet_wanted = Signal()

    def __init__(
        self,
        parent: QWidget,
        file: CaseFile,
        today: date,
        owner: str,
        consent: Consent | None = None,
        meetings: Sequence[Meeting] = (),
    ) -> None:
        super().__init__(
            parent,
            "Toestemming vastleggen" if consent else "Toestemming vragen",
            "Opslaan",
            explanation=rule_for_age(file.case.birth_date, today),
            letters=150,
        )
        self._file, self._today = file, today
        self._consent = consent or _fresh(file, today, owner)
        self._choices: tuple[GiverChoice, ...] = ()
        self._make_fields(ahead(meetings, today))
        self._lay_out_form()
        self._connect()
        self._show(self._consent, is_new=consent is None)

    def consent(self) -> Consent | None:
        """The record as filled in; None, and a word about why, while something is missing."""
        problem = self._missing()
        self.show_problem(problem)
        choice = self._choice()
        if problem or choice is None:
            return None
        decision = self._decision()
        answered = replace(
            self._consent,
            giver=choice.role,
            contact_id=choice.contact_id,
            decision=decision,
            asked_on=self.asked.day() or self._today,
            decided_on=None if decision is Decision.ASKED else self.decided.day(),
            purposes=self.purposes.chosen(),
            purpose_note=self.purposes.note.text().strip(),
            meeting_id=self.term.meeting_id() if self._decision() is Decision.GIVEN else "",
            parties=self.grid.chosen_parties(),
            categories=self.grid.chosen_categories(),
            form=ConsentForm(self.form.currentData()),
            recorded_by=self.talked.text().strip(),
            language=self.language.currentData(),
            valid_until=self.until.day() if decision is Decision.GIVEN else None,
            objection=decision is Decision.REFUSED and self.objects.isChecked(),
        )
        return self.proof.put_into(answered)

    def _make_fields(self, meetings: Sequence[Meeting]) -> None:
        self.giver = _combo("Wie geeft toestemming", {})
        self.asked = DateField("Gevraagd op")
        self.answer = _combo("Antwoord", {code.value: words for code, words in _ANSWERS.items()})
        self.decided = DateField("Antwoord gekregen op")
        self.objects = QCheckBox("maakt bezwaar: de bespreking stopt tot er overeenstemming is")
        self.grid = ConsentGrid(parties_to_ask_for(self._file, self._today))
        self.form = _combo("Vorm", {code.value: code.label for code in ConsentForm})
        self.talked = QLineEdit()
        self.talked.setAccessibleName("Gesprek gevoerd door")
        self.until = DateField("Geldt tot en met")
        self.term = Term(meetings)
        self.purposes = PurposeBoxes()
        self.proof = Proof()
        self.language = _combo("Taal van het formulier", _LANGUAGES)
        self.print_form = IconButton("Formulier opslaan (PDF)", "print")
        self.print_leaflet = IconButton("Uitleg opslaan (PDF)", "print")

    def _lay_out_form(self) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(10)
        rows.setHorizontalSpacing(16)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in (
            ("Wie", self.giver), ("Gevraagd op", self.asked), ("Antwoord", self.answer),
            ("Antwoord op", self.decided), ("", self.objects), ("Vorm", self.form),
            ("Gesprek gevoerd door", self.talked), ("Geldt voor", self.term), ("Geldt tot en met", self.until),
        ):  # fmt: skip
            rows.addRow(name, field)
        self._rows = rows
        self.add(rows)
        self.add(text.label(f"Toestemming geldt ten hoogste een schooljaar. Bron: {cite('geldigheid')}.", "small"))
        self.add(text.heading("Waarvoor"))
        self.add(self.purposes)
        self.add(text.heading("Met wie en welke gegevens"))
        self.add(text.hint("Eigen medewerkers staan hier niet bij: die hebben geen toestemming nodig. "
                           f"Bron: {cite('publieke-taak')}."))  # fmt: skip
        self.add(self.grid)
        self.add(text.heading("Bewijs"))
        self.add(self.proof)
        self.add(text.heading("Formulier en uitleg"))
        self.add(Flow(self.language, self.print_form, self.print_leaflet))

    def _connect(self) -> None:
        self.answer.currentIndexChanged.connect(self._fit_answer)
        self.form.currentIndexChanged.connect(self._fit_answer)
        self.giver.currentIndexChanged.connect(self._fit_answer)
        self.print_leaflet.clicked.connect(self.leaflet_wanted)
        self.asked.changed.connect(self._offer_givers)
        self.decided.changed.connect(self._offer_givers)
        self.print_form.clicked.connect(self._on_print_clicked)

    def _show(self, consent: Consent, *, is_new: bool) -> None:
        self.asked.set_day(consent.asked_on)
        self.decided.set_day(consent.decided_on)
        self.answer.setCurrentIndex(self.answer.findData(consent.decision.value))
        self.form.setCurrentIndex(self.form.findData(consent.form.value))
        self.until.set_day(consent.valid_until or school_year_end(self._today))
        self.language.setCurrentIndex(self.language.findData(consent.language))
        self.objects.setChecked(consent.objection)
        self.talked.setText(consent.recorded_by)
        self.grid.choose(consent.parties, consent.categories)
        self.purposes.choose(consent.purposes, consent.purpose_note)
        self.term.choose(consent.meeting_id)
        self.proof.show_consent(consent)
        self._offer_givers()
        wanted = (consent.giver, consent.contact_id)
        found = [number for number, one in enumerate(self._choices) if (one.role, one.contact_id) == wanted]
        self.giver.setCurrentIndex(found[0] if found else 0)
        self._fit_answer()
        (self.giver if is_new else self.answer).setFocus()

    def _offer_givers(self) -> None:
        """Age counts on the day of the answer, so another date may offer other people. A kept answer stays of one."""
        if self._consent.decision is Decision.ASKED:
            choices = givers_on(self._file, self.decided.day() or self.asked.day() or self._today)
        else:
            choices = (giver_of(self._file, self._consent),)
        if choices == self._choices:
            return
        chosen = self._choice()
        self._choices = choices
        self.giver.clear()
        self.giver.addItems([one.words for one in choices])
        if chosen in choices:
            self.giver.setCurrentIndex(choices.index(chosen))

    def _fit_answer(self) -> None:
        """Show only what goes with the answer."""
        decision = self._decision()
        if decision is not Decision.ASKED and self.decided.day() is None:
            self.decided.set_day(self._today)
        self._rows.setRowVisible(self.decided, decision is not Decision.ASKED)
        self._rows.setRowVisible(self.objects, decision is Decision.REFUSED)
        self._rows.setRowVisible(self.until, decision is Decision.GIVEN)
        answered = decision in (Decision.GIVEN, Decision.REFUSED)
        self._rows.setRowVisible(self.form, answered)
        oral = self.form.currentData() == ConsentForm.ORAL.value
        self._rows.setRowVisible(self.talked, answered and oral)
        self._rows.setRowVisible(self.term, decision is Decision.GIVEN)
        self.proof.fit(decision, ConsentForm(self.form.currentData()), self._contact(), hears_pupil=self._hears_pupil())

    def _contact(self) -> Contact | None:
        """Who gives it, when that is not the pupil."""
        choice = self._choice()
        return next((one for one in self._file.contacts if choice and one.id == choice.contact_id), None)

    def _hears_pupil(self) -> bool:
        """12 to 15: the parents decide, and what the pupil thinks of it is written down."""
        birth = self._file.case.birth_date
        return birth is not None and 12 <= age_on(birth, self.decided.day() or self._today) < 16

    def _on_print_clicked(self) -> None:
        if self.grid.chosen_parties() and self.grid.chosen_categories():
            self.show_problem("")
            self.form_wanted.emit()
        else:
            self.show_problem("Kies eerst met wie en welke gegevens: die komen op het formulier.")

    def _missing(self) -> str:
        if self._choice() is None:
            return "Leg eerst bij Betrokkenen vast wie gezag heeft."
        dated = (self.asked.is_valid(), self.decided.is_valid(), self.until.is_valid(), self.proof.is_valid())
        if not all(dated) or not self.asked.day():
            return "Een van de datums ontbreekt of is geen datum. Schrijf hem als dd-mm-jjjj."
        return ""

    def _decision(self) -> Decision:
        return Decision(self.answer.currentData())

    def _choice(self) -> GiverChoice | None:
        number = self.giver.currentIndex()
        return self._choices[number] if 0 <= number < len(self._choices) else None


def _combo(name: str, items: dict[str, str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for code, words in items.items():
        made.addItem(words, code)
    return made


def _fresh(file: CaseFile, today: date, owner: str) -> Consent:
    """A request of today for who usually sits at the table."""
    return Consent(
        id=new_id(),
        case_id=file.case.id,
        giver=GiverRole.PARENT,
        asked_on=today,
        recorded_by=owner,
        parties=frozenset(USUAL_PARTIES),
        categories=USUAL_CATEGORIES,
    )


class WithdrawDialog(FormDialog):
    """From when a consent no longer holds, and who took it back."""

    def __init__(self, parent: QWidget, today: date, giver: str = "", others: Sequence[Consent] = ()) -> None:
        super().__init__(
            parent,
            "Toestemming intrekken",
            "Intrekken",
            explanation="Delen stopt vanaf deze dag. Wat eerder gedeeld is, blijft rechtmatig en het bewijs blijft "
            f"bewaard. Dit kan niet ongedaan worden gemaakt. Bron: {cite('avg-7-3')}.",
        )
        self.day = DateField("Ingetrokken op")
        self.day.set_day(today)
        rows = QFormLayout()
        rows.addRow("Ingetrokken op", self.day)
        self.by = QLineEdit(giver)
        self.by.setAccessibleName("Ingetrokken door")
        rows.addRow("Ingetrokken door", self.by)
        self.add(rows)
        for one in others:
            self.add(text.label(_still_stands(one), "problem"))


def _still_stands(one: Consent) -> str:
    """Of another yes, which is not withdrawn with this one."""
    where = "voor één bijeenkomst" if one.meeting_id else "niet voor één bijeenkomst alleen"
    who = join_words([party.label for party in Party if party in one.parties])
    what = join_words([category.label for category in DataCategory if category in one.categories])
    given = format_date(one.decided_on or one.asked_on)
    return (
        f"Let op: van deze persoon staat nog een ander ja, van {given}, {where}: {what} aan {who}. Dat blijft gelden. "
        "Is ook dat ja teruggenomen, trek het dan ook in."
    )
