"""The sections of a case that are plain fields: edited in place, kept together with one button."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from thuisplan_desktop.register.case import Case
from thuisplan_desktop.ui.widgets.field_editor import FieldForm

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Leerling": (
        "nickname", "first_names", "infix", "surname", "birth_date", "pupil_key", "postcode4", "home_municipality",
    ),
    "School": (
        "school_name", "school_type", "year_group", "class_name", "timetable_minutes", "enrolment", "enrolled_on",
        "left_on", "brin", "branch", "school_municipality", "swv",
    ),
    "Diploma": ("diploma", "diploma_on", "vso_profile"),
    "Verzuim": ("first_absent_on", "signalled_on", "reported_on", "obstacles", "note"),
    "Betrokkenen": ("owner", "director", "counted_by"),
    "Aanbod": ("offer_kind", "offer_note", "offered_on", "place_available_on", "bridging"),
    "Vrijstelling": ("not_counted", "waits_for_mbo"),
    "Opschalen": ("stagnation",),
    "Afsluiten": ("aftercare_from", "aftercare_until", "closed_on", "closing_reason"),
}  # fmt: skip


class CaseForms(QObject):
    """One form a section over one case. `edited` comes when something was typed, `is_edited` stays true until shown."""

    edited = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.forms = {section: FieldForm(Case, names) for section, names in SECTIONS.items()}
        self._case: Case | None = None
        self.is_edited = False
        for form in self.forms.values():
            form.edited.connect(self._on_edited)

    def show_case(self, case: Case) -> None:
        """Fill the forms. What was typed and not kept is gone."""
        self._case = case
        for form in self.forms.values():
            form.show_item(case)
        self.is_edited = False

    def refresh(self, case: Case) -> None:
        """The case changed elsewhere: show that, but leave what is being typed."""
        if not self.is_edited:
            self.show_case(case)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms.values())

    def result(self) -> Case | None:
        """The case with everything that was typed and can be read."""
        if self._case is None:
            return None
        return replace(self._case, **self._values())

    def show_problem(self, name: str, words: str) -> str:
        """Say what is wrong beside a field; the section it stands in, or nothing."""
        return next((section for section, form in self.forms.items() if form.show_problem(name, words)), "")

    def _values(self) -> dict[str, Any]:
        editors = (pair for form in self.forms.values() for pair in form.editors.items())
        return {name: editor.value() for name, editor in editors if editor.is_valid()}

    def _on_edited(self) -> None:
        self.is_edited = True
        self.edited.emit()
