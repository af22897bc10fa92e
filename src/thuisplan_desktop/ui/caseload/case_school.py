"""School, gesprekken and vrijstellingen: sections that are a form with a list, or a list alone."""

from datetime import date

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.exemption import Exemption, remarks
from thuisplan_desktop.register.schooling import SchoolPeriod
from thuisplan_desktop.register.talk import Talk
from thuisplan_desktop.ui.caseload.case_forms import CaseForms
from thuisplan_desktop.ui.caseload.part_card import PartCard
from thuisplan_desktop.ui.caseload.part_kinds import Kinds
from thuisplan_desktop.ui.caseload.reasons import Reasons
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.fold import Fold


class SchoolSection(Scroll):
    """The present enrolment; earlier ones and the diploma are folded away."""

    def __init__(self, today: date, forms: CaseForms) -> None:
        super().__init__()
        self.periods: PartCard[SchoolPeriod] = PartCard(Kinds(today).school_periods())
        self._earlier = Fold("Eerdere inschrijvingen")
        self._diploma = Fold("Diploma en uitstroomprofiel")
        present, diploma = Card("School"), Card("Diploma en uitstroomprofiel")
        present.add(forms.forms["School"])
        diploma.add(forms.forms["Diploma"])
        self._earlier.add(self.periods)
        self._diploma.add(diploma)
        for widget in (present, self._earlier, self._diploma):
            self.add(widget)

    def show_file(self, file: CaseFile) -> None:
        self.periods.show_parts(file.case.id, file.school_periods)
        self._earlier.summary(str(len(file.school_periods)) if file.school_periods else "")
        self._diploma.summary(file.case.diploma.label if file.case.diploma else "")


class TalkSection(Scroll):
    def __init__(self, today: date) -> None:
        super().__init__()
        self.talks: PartCard[Talk] = PartCard(Kinds(today).talks())
        self.add(self.talks)

    def show_file(self, file: CaseFile) -> None:
        self.talks.show_parts(file.case.id, file.talks)


class ExemptionSection(Scroll):
    """What is missing or odd about the exemption that holds stands under the list, with its source."""

    def __init__(self, today: date, fields: QWidget) -> None:
        super().__init__()
        self.exemptions: PartCard[Exemption] = PartCard(Kinds(today).exemptions())
        self._remarks = Reasons()
        self._missing = Card("Nog nagaan")
        self._missing.add(self._remarks)
        counting = Card("Niet ingeschreven: telt de leerling mee?")
        counting.add(fields)
        for widget in (self.exemptions, self._missing, counting):
            self.add(widget)

    def show_file(self, file: CaseFile, today: date) -> None:
        self.exemptions.show_parts(file.case.id, file.exemptions)
        held = file.exemption_on(today)
        said = remarks(held, today) if held else ()
        self._remarks.say(said)
        self._missing.setVisible(bool(said))
