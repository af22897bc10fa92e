"""The four steps that make a register: who you are, of which place, a passphrase, and the recovery code."""

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from thuisplan_desktop.actions.opening import Place
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role, SchoolType
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.passphrase_field import PassphraseField

_RULE = (
    "Minstens 12 tekens, of vier losse woorden. Vier woorden die samen een raar plaatje geven onthoudt u het best, "
    "zoals: lantaarn gras trommel dinsdag. Kies zelf andere."
)

_WHY_BOARD = (
    "Zoals het zichzelf noemt. De regio telt pas op als er genoeg verschillende besturen zijn: zo is geen school te "
    "herkennen."
)

_ROLES = {
    Role.SCHOOL: (
        "school",
        "Ik werk op een school",
        "Zorgcoördinator, ondersteuningscoördinator of intern begeleider.",
    ),
    Role.CONSULENT: ("people", "Ik ben consulent", "Van het samenwerkingsverband, met casussen van meer scholen."),
    Role.REGION: (
        "sum",
        "Ik tel voor de regio",
        "Regiomedewerker of beleidsmedewerker; ontvangt tellingen van scholen.",
    ),
    Role.KEYHOLDER: (
        "key",
        "Ik ben tweede sleutelhouder of inschrijver",
        "Telt de andere helft op, of schrijft scholen in; ziet zelf geen aantallen van scholen.",
    ),
}


class Step(QWidget):
    """One screen of the wizard."""

    heading = ""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    @abstractmethod
    def first(self) -> QWidget:
        """Where the focus starts."""

    def complete(self) -> bool:
        """Whether the wizard may go on; if not, the step says why and puts the focus there."""
        return True


class RoleStep(Step):
    heading = "Wie bent u?"

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._roles = tuple(_ROLES)
        for number, (icon_name, words, explanation) in enumerate(_ROLES.values()):
            button = QRadioButton(words)
            button.setProperty("look", "strong")
            button.setAccessibleDescription(explanation)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            self.column.addLayout(_choice(icon_name, button, explanation))

    def first(self) -> QWidget:
        return self._group.button(self._group.checkedId())

    def role(self) -> Role:
        return self._roles[self._group.checkedId()]

    def choose(self, role: Role) -> None:
        self._group.button(self._roles.index(role)).setChecked(True)


def _choice(icon_name: str, button: QRadioButton, explanation: str) -> QHBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(button)
    hint = text.hint(explanation)
    hint.setContentsMargins(30, 0, 0, 0)
    column.addWidget(hint)
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(IconLabel(icon_name, tone="accent", scale=2), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row


class PlaceStep(Step):
    """Asks what the role needs, and no more."""

    heading = "Voor welke organisatie?"

    def __init__(self) -> None:
        super().__init__()
        self.owner, self.name, self.board = QLineEdit(), QLineEdit(), QLineEdit()
        self.municipality, self.brin, self.branch = QLineEdit(), QLineEdit(), QLineEdit("00")
        self.school_type, self.vacations, self.definitions = QComboBox(), QComboBox(), QComboBox()
        self._fill_lists()
        self._owner_row = Labelled("Uw naam", self.owner, help_text="Staat bij wat u vastlegt in het logboek.")
        self._name_row = Labelled("Naam van school of organisatie", self.name)
        self._brin_row = Labelled("BRIN", self.brin, help_text="Twee cijfers en twee letters.")
        self._board_row = Labelled("Bestuur", self.board, help_text=_WHY_BOARD)
        self._for_schools = (
            self._brin_row,
            Labelled("Vestiging", self.branch, help_text="Meestal 00."),
            self._board_row,
            Labelled("Schoolsoort", self.school_type),
        )
        self._lay_out()

    def first(self) -> QWidget:
        return self.owner

    def ask_for(self, role: Role) -> None:
        """Show the fields that this role needs."""
        for row in self._for_schools:
            row.setVisible(role is Role.SCHOOL)

    def place(self) -> Place:
        return Place(
            name=self.name.text().strip(),
            board=self.board.text().strip(),
            municipality=self.municipality.text().strip(),
            brin=self.brin.text().strip().upper(),
            branch=self.branch.text().strip() or "00",
            school_type=SchoolType[self.school_type.currentData()],
            vacation_region=self.vacations.currentData(),
            definitions=self.definitions.currentData(),
        )

    def show_problem(self, problem: str) -> None:
        self._name_row.show_problem(problem)

    def complete(self) -> bool:
        for row, field, problem in (
            (self._owner_row, self.owner, "Vul uw naam in."),
            (self._name_row, self.name, "Vul de naam van de school of organisatie in."),
            (self._brin_row, self.brin, "Vul het BRIN in."),
            (self._board_row, self.board, "Vul de naam van het bestuur in."),
        ):
            missing = not row.isHidden() and not field.text().strip()
            row.show_problem(problem if missing else "")
            if missing:
                return False
        return True

    def _fill_lists(self) -> None:
        for kind in SchoolType:
            self.school_type.addItem(kind.label, kind.name)
        for region in ("noord", "midden", "zuid"):
            self.vacations.addItem(region, region)
        for name in definitions.names():
            self.definitions.addItem(definitions.load(name).title, name)
        self.definitions.setCurrentIndex(max(0, self.definitions.findData("landelijk")))
        self.definitions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _lay_out(self) -> None:
        brin, branch, board, school_type = self._for_schools
        rows = (
            (self._owner_row, self._name_row), (brin, branch), (board, Labelled("Gemeente", self.municipality)),
            (school_type, Labelled("Vakantieregio", self.vacations)),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, (left, right) in enumerate(rows):
            grid.addWidget(left, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, number, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Labelled("Definities van de regio", self.definitions), len(rows), 0, 1, 2)
        self.column.addLayout(grid)


class PassphraseStep(Step):
    heading = "Kies een wachtzin"

    def __init__(self) -> None:
        super().__init__()
        self.first_field, self.second_field = PassphraseField("Wachtzin"), PassphraseField("Wachtzin nog een keer")
        self._first_row = Labelled("Wachtzin", self.first_field, help_text=_RULE)
        self._second_row = Labelled("Nog een keer", self.second_field)
        self.strength = text.hint("")
        self._where = text.label("", "small")
        self.change_place = IconButton("Andere plek", "open", look="quiet")
        self.column.addWidget(self._first_row)
        self.column.addWidget(self.strength)
        self.column.addWidget(self._second_row)
        self.column.addWidget(text.rule())
        self.column.addWidget(self._where)
        self.column.addWidget(self.change_place, 0, Qt.AlignmentFlag.AlignLeft)

    def first(self) -> QWidget:
        return self.first_field

    def show_place(self, place: str) -> None:
        self._where.setText(
            f"Het register komt in {place}. Dat is een map op deze computer zelf: Documenten en Bureaublad worden "
            "vaak vanzelf naar een cloud gekopieerd."
        )

    def show_problem(self, problem: str) -> None:
        self._first_row.show_problem(problem)

    def complete(self) -> bool:
        same = self.first_field.text() == self.second_field.text()
        self._first_row.show_problem("" if self.first_field.text() else "Vul een wachtzin in.")
        self._second_row.show_problem("" if same else "De twee zijn niet hetzelfde. Vul hem nog een keer in.")
        return same and bool(self.first_field.text())

    def clear(self) -> None:
        self.first_field.clear()
        self.second_field.clear()


class RecoveryStep(Step):
    """Shows the code once. Typed back whole, it opens a copy of the register: then it is known to work."""

    heading = "Bewaar en oefen de herstelcode"

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self._shown = QLabel()
        self._shown.setProperty("look", "code")
        self._shown.setAccessibleName("Herstelcode")
        self._shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.typed = QLineEdit()
        self.sheet = IconButton("Herstelblad bewaren (PDF)", "print")
        self._typed_row = Labelled(
            "Typ de hele code over vanaf het papier:",
            self.typed,
            help_text="Een kopie van het register gaat ermee open",
        )
        self.column.addWidget(text.label(
            "Bent u de wachtzin kwijt, dan opent alleen deze code het register nog. Niemand anders kan u dan helpen. "
            "Print het herstelblad of schrijf de code op, en bewaar dat in de kluis van de school."
        ))  # fmt: skip
        self.column.addWidget(self._shown)
        self.column.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._typed_row)

    def first(self) -> QWidget:
        return self.typed

    def show_code(self, code: str) -> None:
        groups = code.split("-")
        self.code = code
        lines = (groups[start : start + 3] for start in range(0, len(groups), 3))
        self._shown.setText("\n".join("  ".join(line) for line in lines))

    def complete(self) -> bool:
        typed = bool(self.typed.text().strip())
        self._typed_row.show_problem("" if typed else "Typ de code over.")
        return typed

    def show_problem(self, problem: str) -> None:
        self._typed_row.show_problem(problem)
