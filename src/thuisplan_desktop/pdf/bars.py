"""A bar beside a number. A hidden number gets a hatched bar of one fixed length, so that nothing can be measured."""

from reportlab.platypus import Flowable

from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.pdf import style

_HEIGHT = 8.0
_HIDDEN_WIDTH = 26.0


class Bar(Flowable):  # type: ignore[misc]  # reportlab has no types
    """`most` is the largest shown number of the table: a bar starts at zero and keeps its proportion."""

    def __init__(self, value: int | Mark | None, most: int, width: float, *, pale: bool = False) -> None:
        super().__init__()
        self.width, self.height = width, _HEIGHT
        self._value, self._most, self._pale = value, most, pale

    def draw(self) -> None:
        if isinstance(self._value, Mark):
            self._hatch()
        elif self._value:
            self.canv.setFillColor(style.PALE if self._pale else style.ACCENT)
            self.canv.rect(0, 0, max(1.0, self.width * self._value / self._most), _HEIGHT, stroke=0, fill=1)

    def _hatch(self) -> None:
        canvas = self.canv
        canvas.saveState()
        frame = canvas.beginPath()
        frame.rect(0, 0, _HIDDEN_WIDTH, _HEIGHT)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setStrokeColor(style.SOFT)
        canvas.setLineWidth(0.6)
        for offset in range(-8, int(_HIDDEN_WIDTH), 4):
            canvas.line(offset, 0, offset + _HEIGHT, _HEIGHT)
        canvas.restoreState()
        canvas.setStrokeColor(style.LINE)
        canvas.rect(0, 0, _HIDDEN_WIDTH, _HEIGHT, stroke=1, fill=0)
