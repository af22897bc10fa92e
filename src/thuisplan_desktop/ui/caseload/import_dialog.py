"""Leerlingen inlezen: who is in the file, nobody ticked, and what will never be kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from thuisplan_desktop.actions.importing import PupilPreview
from thuisplan_desktop.dutch import format_date_short, plural
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.models.ticks import Tick, TickModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

_WHY_DROPPED = (
    f"Thuisplan neemt niet meer op dan nodig is. Bron: {cite('avg-5-c')}. Deze gegevens staan wel in het bestand, maar "
    "worden nooit bewaard: "
)


class ImportDialog(FormDialog):
    """The tick boxes start empty: who is not a worry, does not belong in this register."""

    def __init__(self, parent: QWidget, preview: PupilPreview) -> None:
        super().__init__(
            parent,
            "Leerlingen inlezen",
            "Inlezen",
            explanation=f"{_year(preview)}{plural(len(preview.pupils), 'leerling', 'leerlingen')}. "
            "Vink alleen aan over wie u zich zorgen maakt; de anderen komen niet in het register.",
            letters=130,
        )
        self._model = TickModel(_ticks(preview), self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit(placeholderText="Zoek een leerling of groep", clearButtonEnabled=True)
        self.search.setAccessibleName("Zoek een leerling of groep")
        self.list = QListView()
        self._lay_out_form(preview)
        self.search.textChanged.connect(self._found.setFilterFixedString)
        self._model.dataChanged.connect(self._count)
        self._count()

    def tick(self, key: str) -> None:
        """Tick one pupil."""
        self._model.tick(key)

    def chosen(self) -> frozenset[str]:
        """The keys of the pupils that are ticked."""
        return self._model.ticked()

    def _lay_out_form(self, preview: PupilPreview) -> None:
        self.list.setModel(self._found)
        self.list.setAccessibleName("Leerlingen in het bestand")
        self.list.setMinimumHeight(self.fontMetrics().height() * 20)
        self.list.setItemDelegate(_RoomyRows(self.list))
        self.list.setUniformItemSizes(True)
        self.add(self.search)
        self.add(self.list)
        for warning in preview.warnings:
            self.add(text.label(warning, "problem"))
        if preview.dropped:
            self.add(text.hint(_WHY_DROPPED + _named(preview.dropped) + "."))

    def _count(self) -> None:
        found = len(self.chosen())
        self.verb.setEnabled(bool(found))
        self.verb.setText(f"{plural(found, 'leerling', 'leerlingen')} inlezen" if found else "Inlezen")


class _RoomyRows(QStyledItemDelegate):
    """Rows with room for a tick box and a finger."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), 26))


def _year(preview: PupilPreview) -> str:
    return f"Schooljaar {preview.school_year}, " if preview.school_year else ""


def _ticks(preview: PupilPreview) -> tuple[Tick, ...]:
    lines = [
        _Line(
            pupil.key,
            " ".join(part for part in (pupil.nickname or pupil.first_names, pupil.infix, pupil.surname) if part),
            pupil.class_name or pupil.year_group,
            format_date_short(pupil.birth_date) if pupil.birth_date else "",
        )
        for pupil in preview.pupils
    ]
    lines.sort(key=lambda line: (line.group, line.name))
    return tuple(Tick(line.key, line.words(known=line.key in preview.known)) for line in lines)


@dataclass(frozen=True, repr=False)
class _Line:
    key: str
    name: str
    group: str
    born: str

    def words(self, *, known: bool) -> str:
        group = f"groep {self.group}" if self.group else ""
        already = "al in het register, wordt bijgewerkt" if known else ""
        return "   ·   ".join(part for part in (self.name, group, self.born, already) if part)


def _named(dropped: Mapping[str, int]) -> str:
    return ", ".join(f"{field} ({number}×)" for field, number in sorted(dropped.items()))
