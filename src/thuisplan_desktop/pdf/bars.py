"""A bar beside a number. A hidden number gets a hatched bar of one fixed length, so that nothing can be measured.

Of a sum between two numbers the bar is full up to the lowest and hatched from there to the highest.
"""

from reportlab.platypus import Flowable

from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.pdf import style
from thuisplan_desktop.region.intervals import Interval

_HEIGHT = 8.0
_HIDDEN_WIDTH = 26.0


class Bar(Flowable):  # type: ignore[misc]  # reportlab has no types
    """`most` is the largest shown number of the table: a bar starts at zero and keeps its proportion."""

    def __init__(self, value: int | Mark | Interval | None, most: int, width: float, *, pale: bool = False) -> None:
        super().__init__()
        self.width, self.height = width, _HEIGHT
        self._value, self._most, self._pale = value, most, pale

    def draw(self) -> None:
        if isinstance(self._value, Mark):
            self._hatch(0, _HIDDEN_WIDTH)
        elif isinstance(self._value, Interval):
            self._draw_interval(self._value)
        elif self._value:
            self.canv.setFillColor(style.PALE if self._pale else style.ACCENT)
            self.canv.rect(0, 0, max(1.0, self.width * self._value / self._most), _HEIGHT, stroke=0, fill=1)

    def _draw_interval(self, value: Interval) -> None:
        low = self.width * value.low / self._most
        high = self.width if value.high is None else self.width * value.high / self._most
        self.canv.setFillColor(style.PALE if self._pale else style.ACCENT)
        self.canv.rect(0, 0, low, _HEIGHT, stroke=0, fill=1)
        self._hatch(low, max(4.0, high - low))

    def _hatch(self, start: float, width: float) -> None:
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(start, 0, width, _HEIGHT)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setStrokeColor(style.SOFT)
        canvas.setLineWidth(0.6)
        for offset in range(-8, int(width) + 1, 4):
            canvas.line(start + offset, 0, start + offset + _HEIGHT, _HEIGHT)
        canvas.restoreState()
        canvas.setStrokeColor(style.LINE)
        canvas.rect(start, 0, width, _HEIGHT, stroke=1, fill=0)
