"""One target in a small window: which line, what kind, its nulmeting and where that stands."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from thuisplan_desktop.actions.typed import LINE
from thuisplan_desktop.region.targets import Target, TargetKind, of_promise
from thuisplan_desktop.region.trends import Trend
from thuisplan_desktop.register import promise
from thuisplan_desktop.register.promise import Promise
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled

_CHANGES = "Met − of + ervoor: −50 is de helft minder, +10 een tiende meer."
_LONGEST = len("1.000.000")
_SOURCE = "Jaarverslag of rapport, met bladzijde. Zo kan ieder het nazien."


class TargetForm(FormDialog):
    """`submitted` comes with the verb; `target` is what the fields say."""

    def __init__(self, parent: QWidget, trends: Sequence[Trend], promises: Sequence[Promise] = ()) -> None:
        super().__init__(parent, "Doel toevoegen", "Doel bewaren")
        self._trends, self._promises = tuple(trends), tuple(promises)
        self.line = Choice("Categorie")
        self.line.addItems([f"{trend.label} – {trend.title}" for trend in self._trends])
        self.kind = Choice("Soort doel", ((kind, kind.label) for kind in TargetKind))
        self.amount, self.baseline = QLineEdit(maxLength=_LONGEST), QLineEdit(maxLength=_LONGEST)
        self.source, self.note = QLineEdit(maxLength=LINE), QLineEdit(maxLength=LINE)
        self.baseline_on, self.due = DateField("Dag van de nulmeting"), DateField("Einddatum")
        self._amount = Labelled("", self.amount)
        self._promised = text.hint("")
        self.take = IconButton("Afspraak overnemen", "check", look="quiet")
        self._lay_out_fields()
        self.take.clicked.connect(self._on_take_clicked)
        self.line.currentIndexChanged.connect(self._show_promise)
        self._show_promise()
        self.kind.currentIndexChanged.connect(self._show_fitting)
        self._show_fitting()

    def target(self) -> Target:
        trend, kind = self._trends[self.line.currentIndex()], self._kind()
        number = _signed(self.amount) if kind.is_percentage else _number(self.amount)
        return Target(
            id="",
            report=trend.report,
            cell=trend.cell,
            kind=kind,
            baseline=_number(self.baseline),
            baseline_on=self.baseline_on.day(),
            baseline_source=" ".join(self.source.text().split()),
            value=number if kind is TargetKind.ABSOLUTE else None,
            percent=number if kind.is_percentage else None,
            due_on=self.due.day(),
            note=" ".join(self.note.text().split()),
        )

    def _lay_out_fields(self) -> None:
        for name, field, help_text in (
            ("Categorie", self.line, ""),
            ("Soort doel", self.kind, ""),
            ("Nulmeting (aantal)", self.baseline, ""),
            ("Dag van de nulmeting", self.baseline_on, ""),
            ("Waar staat de nulmeting?", self.source, _SOURCE),
        ):
            self.add(Labelled(name, field, help_text=help_text))
            if field is self.line:
                self.add(self._promised)
                self.add(Flow(self.take))
        self.add(self._amount)
        self.add(Labelled("Einddatum", self.due))
        self.add(Labelled("Wat telt niet mee?", self.note, help_text="Staat bij het doel in elk rapport."))

    def _promise(self) -> Promise | None:
        """What the definitions promise about the chosen line alone."""
        lines = (self._trends[self.line.currentIndex()].cell,)
        return next((one for one in self._promises if one.lines == lines), None)

    def _show_promise(self) -> None:
        found = self._promise()
        self._promised.setText(f"In de begrippen staat: {promise.in_words(found)}" if found else "")
        for widget in (self._promised, self.take):
            widget.setVisible(found is not None)

    def _on_take_clicked(self) -> None:
        """All but the number of the nulmeting, which somebody has to look up."""
        found = self._promise()
        if found is None:
            return
        taken = of_promise(found, "", found.lines[0])
        self.kind.setCurrentIndex(self.kind.findData(taken.kind))
        number = taken.value if taken.kind is TargetKind.ABSOLUTE else taken.percent
        self.amount.setText("" if number is None else str(number) if taken.value is not None else f"{number:+d}")
        self.source.setText(taken.baseline_source)
        self.note.setText(taken.note)
        self.baseline_on.set_day(taken.baseline_on)
        self.due.set_day(taken.due_on)

    def _kind(self) -> TargetKind:
        return TargetKind(self.kind.currentData())

    def _show_fitting(self) -> None:
        kind = self._kind()
        self._amount.show_name("Verschil in procenten" if kind.is_percentage else "Aantal dat bereikt moet worden")
        self._amount.show_help(_CHANGES if kind.is_percentage else "")
        self._amount.setVisible(not kind.is_direction)


def _number(field: QLineEdit) -> int | None:
    """A whole number, also with points between the thousands, as the program writes it."""
    found = _WHOLE.fullmatch(_plain(field))
    return int(found[0].replace(".", "")) if found else None


def _signed(field: QLineEdit) -> int | None:
    """A change in percent: without a sign nobody knows which way."""
    found = _CHANGE.fullmatch(_plain(field))
    return int(found[1]) if found else None


def _plain(field: QLineEdit) -> str:
    return field.text().strip().replace("−", "-").replace("–", "-")


_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+")
_CHANGE = re.compile(r"([+-][0-9]+) ?%?")
