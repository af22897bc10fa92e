"""The timeline of a case, drawn by hand: lanes of periods and moments, limits as dashed lines, vacations shaded."""

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thuisplan_desktop.ui.caseload.timeline_plan import Bar, Lane, Moment, Plan
from thuisplan_desktop.ui.theme import worn

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_FILLS: dict[str, tuple[str, Qt.BrushStyle]] = {
    "unauthorised": ("bad", Qt.BrushStyle.SolidPattern),
    "sick": ("warn", Qt.BrushStyle.BDiagPattern),
    "authorised": ("warn", Qt.BrushStyle.Dense5Pattern),
    "suspended": ("bad", Qt.BrushStyle.DiagCrossPattern),
    "expelled": ("bad", Qt.BrushStyle.CrossPattern),
    "partial": ("info", Qt.BrushStyle.FDiagPattern),
    "consent": ("good", Qt.BrushStyle.SolidPattern),
    "exemption": ("info", Qt.BrushStyle.SolidPattern),
    "aftercare": ("good", Qt.BrushStyle.BDiagPattern),
}
_PAD = 6.0
TODAY = "vandaag"


class Timeline(QWidget):
    """Draws a `Plan`. Who can't see it hears the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self.setAccessibleName("Tijdlijn")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.setAccessibleDescription(plan.in_words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, round(self._height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, round(self._height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means more rows of labels."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._plan is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(painter, self._plan, self.width()).draw()
        painter.end()

    def _height(self) -> float:
        if self._plan is None:
            return 0.0
        return _Measure(self.fontMetrics(), self._plan, max(self.width(), 320)).height


class _Measure:
    """Where everything comes, given a font and a width."""

    def __init__(self, metrics: QFontMetrics, plan: Plan, width: int) -> None:
        self.metrics, self.plan = metrics, plan
        self.line = metrics.height() + 8.0
        self.left = max((metrics.horizontalAdvance(lane.label) for lane in plan.lanes), default=0) + 14.0
        self.right = width - 8.0
        self.heads = _stacked_heads(self)
        self.top = (1 + max(row for row, _, _ in self.heads)) * self.line + 4
        self.rows = [_rows(self, lane) for lane in plan.lanes]
        self.height = self.top + sum(max(1, rows) * self.line + _PAD for rows in self.rows) + self.line

    def x(self, day: date) -> float:
        """The middle of nothing: a day begins at its x."""
        span = max(1, (self.plan.last - self.plan.first).days)
        share = (min(max(day, self.plan.first), self.plan.last) - self.plan.first).days / span
        return self.left + share * (self.right - self.left)

    def bar(self, bar: Bar) -> tuple[float, float]:
        """From where to where a period reaches."""
        end = (bar.ends_on or self.plan.today) + timedelta(days=1)
        start = self.x(bar.starts_on)
        return start, max(self.x(end), start + 4)

    def bar_words(self, bar: Bar) -> tuple[float, float]:
        """Where its words stand: inside when they fit, otherwise behind it, or before it at the edge."""
        start, end = self.bar(bar)
        wide = self.metrics.horizontalAdvance(bar.words) + 12.0
        if wide <= end - start:
            return start + 4, wide
        return (end + 4, wide) if end + wide + 4 <= self.right else (start - wide - 2, wide)

    def label_span(self, moment: Moment) -> tuple[float, float, bool]:
        """From where to where the word of a moment reaches, and whether it stands left of its dot."""
        at, wide = self.x(moment.day), self.metrics.horizontalAdvance(moment.words) + 16.0
        return (at - wide, at + 6, True) if at + wide > self.right else (at - 6, at + wide, False)


def _rows(measure: _Measure, lane: Lane) -> int:
    return max((row for row, _ in (*_stacked_bars(measure, lane), *_stacked(measure, lane))), default=0) + 1


def _stacked_bars(measure: _Measure, lane: Lane) -> list[tuple[int, Bar]]:
    """Bars that overlap come under each other."""
    ends: list[float] = []
    placed = []
    for bar in lane.bars:
        start, end = measure.bar(bar)
        words, wide = measure.bar_words(bar)
        row = next((row for row, taken in enumerate(ends) if taken <= min(start, words) + 0.5), len(ends))
        ends[row : row + 1] = [max(end, words + wide)]
        placed.append((row, bar))
    return placed


def _stacked(measure: _Measure, lane: Lane) -> list[tuple[int, Moment]]:
    """Words that would overlap come under each other, below the bars."""
    below = 1 + max((row for row, _ in _stacked_bars(measure, lane)), default=-1)
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for moment in lane.moments:
        start, end, _ = measure.label_span(moment)
        free = (row for row, spans in enumerate(taken) if all(end <= left or start >= right for left, right in spans))
        row = next(free, len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((start, end))
        placed.append((below + row, moment))
    return placed


def _stacked_heads(measure: _Measure) -> list[tuple[int, Moment, float]]:
    """The words above the lines: the limits and today, under each other where they would overlap."""
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for moment in (*measure.plan.limits, Moment(measure.plan.today, TODAY)):
        wide = measure.metrics.horizontalAdvance(moment.words)
        left = min(max(measure.x(moment.day) - wide / 2, measure.left), measure.right - wide)
        free = (row for row, spans in enumerate(taken) if all(left + wide + 6 <= a or left >= b + 6 for a, b in spans))
        row = next(free, len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, left + wide))
        placed.append((row, moment, left))
    return placed


class _Drawing:
    """One painting of one plan."""

    def __init__(self, painter: QPainter, plan: Plan, width: int) -> None:
        self._painter, self._plan = painter, plan
        self._at = _Measure(painter.fontMetrics(), plan, width)
        self._colours = worn()
        self._bottom = self._at.height - self._at.line

    def draw(self) -> None:
        self._vacations()
        self._months()
        self._heads()
        y = self._at.top
        for lane, rows in zip(self._plan.lanes, self._at.rows, strict=True):
            self._lane(lane, y)
            y += max(1, rows) * self._at.line + _PAD

    def _vacations(self) -> None:
        shade = QColor(self._colours.hover)
        for start, end in self._plan.vacations:
            left, right = self._at.x(start), self._at.x(end + timedelta(days=1))
            area = QRectF(left, self._at.top - 4, right - left, self._bottom - self._at.top + 4)
            self._painter.fillRect(area, shade)

    def _months(self) -> None:
        day = self._plan.first.replace(day=1)
        previous = -1e9
        while day <= self._plan.last:
            at = self._at.x(day)
            if day >= self._plan.first:
                self._line(at, self._at.top - 4, QPen(QColor(self._colours.line)))
            words = f"{_MONTHS[day.month - 1]} {day.year}" if day.month == 1 else _MONTHS[day.month - 1]
            wide = self._at.metrics.horizontalAdvance(words)
            if day >= self._plan.first and at - previous > 8 and at + wide + 4 < self._at.right:
                self._words(QPointF(at + 4, self._bottom), words, self._colours.soft)
                previous = at + 4 + wide
            day = (day + timedelta(days=32)).replace(day=1)

    def _lane(self, lane: Lane, y: float) -> None:
        self._words(QPointF(0, y), lane.label, self._colours.soft)
        for row, bar in _stacked_bars(self._at, lane):
            self._bar(bar, y + row * self._at.line)
        for row, moment in _stacked(self._at, lane):
            self._moment(moment, y + row * self._at.line)

    def _bar(self, bar: Bar, y: float) -> None:
        start, end = self._at.bar(bar)
        tone, pattern = _FILLS[bar.fill]
        ink, ground = QColor(getattr(self._colours, f"{tone}_ink")), QColor(getattr(self._colours, f"{tone}_soft"))
        area = QRectF(start, y + 2, end - start, self._at.line - 4)
        self._painter.setPen(QPen(ink, 1))
        self._painter.setBrush(ground)
        self._painter.drawRoundedRect(area, 4, 4)
        if pattern is not Qt.BrushStyle.SolidPattern:
            faint = QColor(ink)
            faint.setAlpha(70)
            self._painter.setBrush(QBrush(faint, pattern))
            self._painter.drawRoundedRect(area, 4, 4)
        self._bar_words(bar, y, ink)

    def _bar_words(self, bar: Bar, y: float, ink: QColor) -> None:
        start, end = self._at.bar(bar)
        left, wide = self._at.bar_words(bar)
        tone, _ = _FILLS[bar.fill]
        inside = start <= left < end
        plate = QRectF(left, y + 4, wide - 4, self._at.line - 8)
        ground = QColor(getattr(self._colours, f"{tone}_soft") if inside else self._colours.surface)
        self._painter.fillRect(plate, ground)
        self._painter.setPen(ink)
        self._painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, bar.words)

    def _moment(self, moment: Moment, y: float) -> None:
        start, end, before = self._at.label_span(moment)
        at = QPointF(self._at.x(moment.day), y + self._at.line / 2)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._colours.accent))
        self._painter.drawEllipse(at, 4.5, 4.5)
        left = start if before else at.x() + 9
        plate = QRectF(left - 2, y + 3, end - start - 12, self._at.line - 6)
        self._painter.fillRect(plate, QColor(self._colours.surface))
        self._words(QPointF(left, y), moment.words, self._colours.ink, width=end - start)

    def _heads(self) -> None:
        """Behind everything else, so that no line crosses a word."""
        for row, moment, left in self._at.heads:
            is_today = moment.words == TODAY
            colour = self._colours.accent if is_today else self._colours.bad_ink
            pen = QPen(QColor(colour), 2) if is_today else QPen(QColor(colour), 1.5, Qt.PenStyle.DashLine)
            self._line(self._at.x(moment.day), (row + 1) * self._at.line - 3, pen)
            self._words(QPointF(left, row * self._at.line), moment.words, colour)

    def _line(self, at: float, top: float, pen: QPen) -> None:
        self._painter.setPen(pen)
        self._painter.drawLine(QPointF(at, top), QPointF(at, self._bottom))

    def _words(self, at: QPointF, words: str, colour: str, *, width: float = 400.0) -> None:
        self._painter.setPen(QColor(colour))
        area = QRectF(at.x(), at.y(), width, self._at.line)
        self._painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
