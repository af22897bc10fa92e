"""Inlezen, controleren: what an absence list would bring in, before anything is kept."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QSpinBox, QWidget

from thuisplan_desktop.actions.absence_lists import AbsenceChoices, AbsencePreview
from thuisplan_desktop.actions.importing import ImportReport
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.icons import IconButton

_MINUTES = (("lesson", "een lesuur"), ("half_day", "een dagdeel (ochtend of middag)"), ("day", "een hele dag"))


class CheckDialog(FormDialog):
    """Counts, the days the list is about, and how long an hour or dagdeel takes. Back to columns or codes."""

    columns_wanted = Signal()
    codes_wanted = Signal()
    days_changed = Signal()
    """The first or last day was changed: what the list leaves out may be another number."""

    def __init__(self, parent: QWidget, preview: AbsencePreview) -> None:
        super().__init__(parent, "Inlezen: controleren", "Inlezen", letters=110)
        self._preview = preview
        self._make_fields()
        self._lay_out_form()
        self.columns.clicked.connect(self.columns_wanted)
        self.codes.clicked.connect(self.codes_wanted)
        self.first.edit.editingFinished.connect(self._on_days_edited)
        self.last.edit.editingFinished.connect(self._on_days_edited)
        self.show_left_out(preview.silent)

    def choices(self, so_far: AbsenceChoices) -> AbsenceChoices | None:
        """What was chosen before, with what stands here; None, and a word about why, while a day is none."""
        first, last = self.first.day(), self.last.day()
        if first is None or last is None:
            self.show_problem("Vul de eerste en de laatste dag van de lijst in, als dd-mm-jjjj.")
            return None
        lengths = replace(self._preview.durations, **{name: box.value() for name, box in self.minutes.items()})
        return replace(
            so_far,
            covers=(first, last),
            durations=lengths if lengths != self._preview.durations else so_far.durations,
            complete=self.complete.isVisibleTo(self) and self.complete.isChecked(),
        )

    def show_left_out(self, silent: int) -> None:
        """How many pupils with a case have days from earlier lists that this list doesn't name."""
        pupils = plural(silent, "leerling", "leerlingen")
        self.complete.setText(
            f"De lijst is volledig: {pupils} met een casus die er niet op staan, waren die dagen op school"
        )
        self.complete.setVisible(bool(silent))

    def _make_fields(self) -> None:
        self.first, self.last = DateField("Eerste dag van de lijst"), DateField("Laatste dag van de lijst")
        self.minutes = {name: QSpinBox(minimum=1, maximum=600, suffix=" minuten") for name, _ in _MINUTES}
        for box in self.minutes.values():
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.complete = QCheckBox()
        self.columns = IconButton("Kolommen…", look="quiet")
        self.codes = IconButton("Codes…", look="quiet")

    def _lay_out_form(self) -> None:
        for line in told(self._preview.report):
            self.add(text.label(line))
        days = QFormLayout()
        days.setHorizontalSpacing(18)
        first, last = self._preview.covers
        for label, field, day in (("van", self.first, first), ("tot en met", self.last, last)):
            field.set_day(day)
            days.addRow(text.label(label, wrap=False), field)
        about = Card("De lijst gaat over", help_text="Wat eerdere lijsten over deze dagen zeiden, wordt vervangen. Wat "
                     "u zelf heeft ingevuld, blijft staan.")  # fmt: skip
        about.add(days)
        about.add(self.complete)
        self.add(about)
        lengths = QFormLayout()
        lengths.setHorizontalSpacing(18)
        for name, label in _MINUTES:
            self.minutes[name].setValue(getattr(self._preview.durations, name))
            self.minutes[name].setAccessibleName(f"Minuten: {label}")
            lengths.addRow(text.label(label, wrap=False), self.minutes[name])
        long = Card("Hoe lang duurt bij u", help_text="Alleen nodig waar de lijst geen tijden of uren noemt. Voor de "
                    f"melding vanaf 16 uur in 4 lesweken. Bron: {cite('duo-16')}.")  # fmt: skip
        long.add(lengths)
        self.add(long)
        self.add_aside(self.columns)
        self.add_aside(self.codes)

    def _on_days_edited(self) -> None:
        if self.first.day() and self.last.day() and self.days() != self._preview.covers:
            self.days_changed.emit()

    def days(self) -> tuple[date, date]:
        """The first and last day as they stand there; what was proposed where there is none."""
        return self.first.day() or self._preview.covers[0], self.last.day() or self._preview.covers[1]


def told(report: ImportReport) -> list[str]:
    """What comes in, what doesn't because nobody has a case, and what never does."""
    pupils = plural(report.updated, "leerling", "leerlingen")
    lines = [f"{plural(report.rows, 'regel', 'regels')} van {pupils} met een casus."]
    if report.unknown_pupils:
        others = plural(report.unknown_pupils, "leerling", "leerlingen")
        lines.append(f"Van {others} zonder casus wordt niets bewaard.")
    return [*lines, *never_kept(report), *report.warnings]


def never_kept(report: ImportReport) -> list[str]:
    """Which kinds of values stay behind, and how often."""
    if not report.dropped:
        return []
    kinds = ", ".join(f"{name} ({number}×)" for name, number in sorted(report.dropped.items()))
    return [f"Nooit bewaard: {kinds}."]
