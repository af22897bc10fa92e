"""Says that work is under way, once it takes longer than 0.3 s, and offers to stop what can be stopped."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from thuisplan_desktop.ui.jobs import JobRunner, Progress
from thuisplan_desktop.ui.theme import worn
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.icons import IconButton

SHOW_AFTER_MS = 300


class BusyOverlay(QWidget):
    """Covers `over` while `runner` works. The focus stays where it was, so that nothing typed is lost."""

    def __init__(self, over: QWidget, runner: JobRunner) -> None:
        super().__init__(over)
        self._progress: Progress | None = None
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._bar.setAccessibleName("Voortgang")
        self._words = text.label("Even geduld…")
        self._stop = IconButton("Stoppen", "close")
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(SHOW_AFTER_MS)
        self._lay_out()
        self._timer.timeout.connect(self._appear)
        self._stop.clicked.connect(self._on_stop_clicked)
        runner.busy_changed.connect(self._on_busy_changed)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = QColor(worn().window)
        shade.setAlpha(190)
        QPainter(self).fillRect(event.rect(), shade)

    def _lay_out(self) -> None:
        card = Card()
        card.setMinimumWidth(280)
        card.add(self._words)
        card.add(self._bar)
        card.body.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def _on_busy_changed(self, busy: bool, progress: Progress | None) -> None:
        self._follow(progress)
        if not busy:
            self._timer.stop()
            self.hide()
        elif self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def _follow(self, progress: Progress | None) -> None:
        if progress is self._progress:
            return
        if self._progress is not None:
            self._progress.stepped.disconnect(self._on_stepped)
        self._progress = progress
        self._bar.setRange(0, 0)
        self._words.setText("Even geduld…")
        self._stop.setEnabled(True)
        self._stop.setVisible(progress is not None)
        if progress is not None:
            progress.stepped.connect(self._on_stepped)
            if progress.last:
                self._on_stepped(*progress.last)

    def _appear(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.resize(over.size())
        self._stop.setVisible(self._progress is not None)
        self.show()
        self.raise_()

    def _on_stepped(self, step: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(step)
        if self._progress is not None:
            self._words.setText(self._progress.words.format(step=step, total=total))

    def _on_stop_clicked(self) -> None:
        if self._progress is not None:
            self._stop.setEnabled(False)
            self._words.setText("Thuisplan stopt na deze stap…")
            self._progress.cancel()
