"""Our own line icons, coloured to the palette of the widget that shows them."""

from typing import Any, cast

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from thuisplan_desktop import paths
from thuisplan_desktop.ui.theme import Colours, worn

_DRAWN_IN = b"#000000"
_NEW_LOOK = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
_SIZES = (16, 20, 24, 32, 48, 64, 96)


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """The icon `resources/icons/<name>.svg` in one colour, square, `size` pixels wide.

    Drawn once: a window has hundreds of icons, and each asks again whenever the look changes.
    """
    key = f"thuisplan {name} {colour} {size}"
    kept = cast("Any", QPixmapCache).find(key)  # the stub says it gives nothing
    if isinstance(kept, QPixmap):
        return kept
    image = _draw(name, colour, size)
    QPixmapCache.insert(key, image)
    return image


def _draw(name: str, colour: str, size: int) -> QPixmap:
    drawing = paths.resource("icons", f"{name}.svg").read_bytes().replace(_DRAWN_IN, colour.encode())
    image = QPixmap(size, size)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def icon(name: str, colour: str, faded: str) -> QIcon:
    """An icon for a control, with a `faded` colour for when it is disabled."""
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(pixmap(name, colour, size))
        result.addPixmap(pixmap(name, faded, size), QIcon.Mode.Disabled)
    return result


class IconButton(QPushButton):
    """A button with an icon and a word. `look`: primary, quiet, nav, choice, chip, danger or empty."""

    def __init__(self, text: str, icon_name: str = "", *, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.setProperty("look", look)
        self.setAutoDefault(look == "primary")
        self.toggled.connect(self._colour_icon)
        self._colour_icon()

    def set_icon(self, icon_name: str) -> None:
        self._icon_name = icon_name
        self._colour_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _NEW_LOOK:
            self._colour_icon()

    def _colour_icon(self) -> None:
        if self._icon_name:
            side = round(self.fontMetrics().height() * 1.25)
            colours = worn()
            self.setIconSize(QSize(side, side))
            self.setIcon(icon(self._icon_name, self._colour(colours), colours.edge))

    def _colour(self, colours: Colours) -> str:
        by_look = {"primary": colours.on_accent, "quiet": colours.accent, "danger": colours.bad_ink}
        chosen = colours.accent_ink if self.isChecked() else colours.ink
        return by_look.get(str(self.property("look")), chosen)


class IconLabel(QLabel):
    """An icon beside a text that says the same in words, so screen readers pass it by."""

    def __init__(self, icon_name: str, *, tone: str = "ink", scale: float = 1.4) -> None:
        super().__init__()
        self._icon_name, self._tone, self._scale = icon_name, tone, scale
        self._draw()

    def show_icon(self, icon_name: str, tone: str) -> None:
        """`tone` is the name of one of `Colours`."""
        self._icon_name, self._tone = icon_name, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _NEW_LOOK:
            self._draw()

    def _draw(self) -> None:
        colour = getattr(worn(), self._tone)
        ratio = self.devicePixelRatioF()
        side = round(self.fontMetrics().height() * self._scale)
        image = pixmap(self._icon_name, colour, round(side * ratio))
        image.setDevicePixelRatio(ratio)
        self.setPixmap(image)
        self.setFixedSize(side, side)
