"""A table in a page that scrolls: as high as its rows, up to a limit; after that it scrolls itself."""

from PySide6.QtWidgets import QSizePolicy, QTableView

MOST_ROWS = 12


def fit(table: QTableView, most: int = MOST_ROWS) -> None:
    """Call it after the rows were set."""
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    rows = min(max(table.model().rowCount(), 1), most)
    header = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(header + rows * table.verticalHeader().defaultSectionSize() + 2 * table.frameWidth() + 6)
