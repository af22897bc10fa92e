"""One line of a report through the tellingen: points at their days, the nulmeting, and what is aimed at.

A hidden number is a hatched mark on the floor, as high for every one of them, so that nothing can be measured. A sum of
which only the limits are known is a hatched bar between them, up to the top where there is no ceiling. The line skips
both. Everything drawn stands in the table beside it too.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.intervals import Interval
from thuisplan_desktop.region.trends import Goal, Point, number_text
from thuisplan_desktop.ui.theme import worn

_LINES = 11
_LEFT, _RIGHT, _FOOT, _TOP = 5.0, 15.0, 2.0, 1.2
"""Room around the drawing, in widths and heights of a letter."""
_BELOW_TOP = 8.0
"""Where a bar without a ceiling ends: its words stand above it."""


class TrendChart(QWidget):
    """Shows one goal. Read by a screen reader as a sentence for each telling."""

    def __init__(self, goal: Goal) -> None:
        super().__init__()
        self._goal = goal
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height() * _LINES)
        self.setAccessibleName(f"Verloop van {goal.trend.label}: {'; '.join(map(_said, goal.trend.points))}")

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 80, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_level(painter, _whole(self._goal.baseline), "nulmeting", Qt.PenStyle.DashLine)
        last = self._goal.last
        aim = self._goal.aim(last.peildatum) if last else None
        if aim is not None:
            self._paint_level(painter, float(aim), f"streef {number_text(aim)}", Qt.PenStyle.DotLine)
        self._paint_line(painter)
        for point in self._goal.trend.points:
            self._paint_point(painter, point)

    def _paint_level(self, painter: QPainter, value: float | None, name: str, look: Qt.PenStyle) -> None:
        if value is None:
            return
        area = self._area()
        height = self._height(value)
        painter.setPen(QPen(QColor(worn().soft), 1.2, look))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        beside = QRectF(area.right() + 12, height - self.fontMetrics().height() / 2, 400, self.fontMetrics().height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_line(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(worn().accent), 2))
        points = self._goal.trend.points
        for before, after in pairwise(points):
            if isinstance(before.value, int) and isinstance(after.value, int) and not after.is_break:
                painter.drawLine(self._place(before), self._place(after))

    def _paint_point(self, painter: QPainter, point: Point) -> None:
        place, colours = self._place(point), worn()
        letter = self.fontMetrics().height()
        if isinstance(point.value, int):
            painter.setBrush(QColor(colours.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(place, 4, 4)
        elif point.value is not None:
            painter.setPen(QPen(QColor(colours.edge), 1))
            painter.setBrush(QBrush(QColor(colours.soft), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(self._hatched(point.value, place.x(), letter))
        painter.setPen(QColor(colours.ink))
        number = f"{shown}{'*' if point.told else ''}" if (shown := _over(point.value)) else ""
        place = QPointF(place.x(), min(place.y(), self._top_of(point.value)))
        painter.drawText(
            QRectF(place.x() - 50, place.y() - letter - 6, 100, letter), Qt.AlignmentFlag.AlignCenter, number
        )
        painter.setPen(QColor(colours.soft))
        under = QRectF(place.x() - 50, self._area().bottom() + 3, 100, letter * 1.4)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, f"{point.peildatum:%d-%m-%y}")

    def _hatched(self, value: Mark | Interval, across: float, letter: int) -> QRectF:
        area = self._area()
        if isinstance(value, Mark):
            return QRectF(across - 6, area.bottom() - letter, 12, letter)
        top = self._top_of(value)
        return QRectF(across - 6, top, 12, max(4.0, self._height(float(value.low)) - top))

    def _top_of(self, value: int | Mark | Interval | None) -> float:
        """Where the drawing of a value ends: without a ceiling, at the top."""
        if not isinstance(value, Interval):
            return self._area().bottom()
        return self._area().top() + _BELOW_TOP if value.high is None else self._height(float(value.high))

    def _place(self, point: Point) -> QPointF:
        return QPointF(self._across(point.peildatum), self._height(_whole(point.value) or 0.0))

    def _across(self, day: date) -> float:
        days = [point.peildatum.toordinal() for point in self._goal.trend.points]
        area, span = self._area(), max(days) - min(days)
        share = (day.toordinal() - min(days)) / span if span else 0.5
        return area.left() + share * area.width()

    def _height(self, value: float) -> float:
        area = self._area()
        return area.bottom() - area.height() * value / self._most()

    def _most(self) -> float:
        aim = self._goal.aim(self._goal.last.peildatum) if self._goal.last else None
        seen = [_ceiling(point.value) for point in self._goal.trend.points]
        return max(1.0, *_known([*seen, _whole(self._goal.baseline), float(aim) if aim is not None else None])) * 1.1

    def _area(self) -> QRectF:
        width, height = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        inner = self.width() - (_LEFT + _RIGHT) * width, self.height() - (_TOP + _FOOT) * height
        return QRectF(_LEFT * width, _TOP * height, max(20.0, inner[0]), max(20.0, inner[1]))


def _known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None] or [0.0]


def _whole(value: object) -> float | None:
    return float(value) if isinstance(value, int) else None


def _ceiling(value: int | Mark | Interval | None) -> float | None:
    """How high the drawing has to be for a value."""
    if isinstance(value, Interval):
        return value.low * 1.5 + 1.0 if value.high is None else float(value.high)
    return _whole(value)


def _over(value: int | Mark | Interval | None) -> str:
    """What stands above a point."""
    if isinstance(value, Interval):
        return value.text
    return str(value) if isinstance(value, int) else ""


def _said(point: Point) -> str:
    value = _over(point.value) or ("niet geregistreerd" if point.value is None else Mark.HIDDEN.value)
    return f"{format_date(point.peildatum)}, {value}" + (f" ({point.told})" if point.told else "")
