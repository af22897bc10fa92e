"""Inlezen, school: of which school an absence list is, since the list itself doesn't say."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions.list_schools import ListSchool
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

_ASK = ("", "– kies –")


class SchoolDialog(FormDialog):
    """A choice of the schools with cases here. The register's own stands ready; a consulent always chooses."""

    def __init__(self, parent: QWidget, schools: Sequence[ListSchool]) -> None:
        super().__init__(
            parent,
            "Inlezen: van welke school?",
            "Verder",
            explanation="In een verzuimlijst staat niet van welke school zij is, en twee leerlingen van twee scholen "
            "kunnen hetzelfde leerlingnummer hebben. Alleen de casussen van de school die u kiest, worden bijgewerkt.",
            letters=90,
        )
        own = any(one.is_own for one in schools)
        lines = [*([] if own else [_ASK]), *((one.id, _words(one)) for one in schools)]
        self.school = Choice("School van de lijst", lines)
        self.add(text.label("School van de lijst"))
        self.add(self.school)
        self.school.currentIndexChanged.connect(self._check)
        self._check()

    def chosen(self) -> str:
        """The school's id."""
        return str(self.school.currentData())

    def _check(self) -> None:
        self.verb.setEnabled(bool(self.school.currentData()))


def _words(school: ListSchool) -> str:
    return school.name if school.name == school.id else f"{school.name} ({school.id})"
