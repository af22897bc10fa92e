"""Nieuwe casus: six things, not thirty. The rest comes later, on the page of the case."""

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.ui.widgets.field_editor import FieldForm
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

_ASKED = ("nickname", "infix", "surname", "birth_date")
_SINCE = "first_absent_on"


class NewCaseDialog(FormDialog):
    def __init__(self, parent: QWidget, *, with_school: bool) -> None:
        super().__init__(
            parent,
            "Nieuwe casus",
            "Casus maken",
            explanation="Zes dingen om te beginnen. Alleen de naam is nodig; de rest vult u aan zodra u het weet.",
        )
        self.form = FieldForm(Case, (*_ASKED, "school_name" if with_school else "year_group", _SINCE))
        self.add(self.form)
        self.form.edited.connect(lambda: self.show_problem(""))
        self.form.editors["nickname"].setFocus()

    def case(self) -> Case | None:
        """The case as typed; None, and a word about why, while something can't be read."""
        if not self.form.is_valid():
            self.show_problem("Een van de datums is geen datum. Schrijf hem als dd-mm-jjjj.")
            return None
        return self.form.applied_to(Case(id=new_id(), nickname=""))
