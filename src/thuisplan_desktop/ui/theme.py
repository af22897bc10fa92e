"""The look: one palette for light, one for dark, following the system; sizes follow the system's font."""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from thuisplan_desktop import paths


@dataclass(frozen=True)
class Colours:
    """Every colour of the window. Text on its ground has a contrast of 4.5 or more, edges of controls 3 or more."""

    window: str
    surface: str
    sidebar: str
    hover: str
    line: str
    edge: str
    ink: str
    soft: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    accent_ink: str
    info_soft: str
    info_ink: str
    good_soft: str
    good_ink: str
    warn_soft: str
    warn_ink: str
    bad_soft: str
    bad_ink: str


LIGHT = Colours(
    window="#f4f6f8", surface="#ffffff", sidebar="#e9eef2", hover="#dde5eb", line="#d5dde4", edge="#77848f",
    ink="#17212b", soft="#4d5a66",
    accent="#0f6674", on_accent="#ffffff", accent_hover="#0b505b", accent_soft="#d6ecef", accent_ink="#084b56",
    info_soft="#e0ecf8", info_ink="#1b4a78", good_soft="#dff2e4", good_ink="#1a5a30",
    warn_soft="#fdf0d0", warn_ink="#6b4700", bad_soft="#fbe3e2", bad_ink="#8c1d18",
)  # fmt: skip

DARK = Colours(
    window="#15191e", surface="#1d2329", sidebar="#11151a", hover="#2a323a", line="#333c45", edge="#7f8c98",
    ink="#e8ecf0", soft="#aab5bf",
    accent="#7ccbd8", on_accent="#06262c", accent_hover="#9bdce6", accent_soft="#173c43", accent_ink="#b5e6ee",
    info_soft="#1b3048", info_ink="#b9d7f5", good_soft="#193524", good_ink="#b2e3c1",
    warn_soft="#3d2f0e", warn_ink="#f4d58c", bad_soft="#44201f", bad_ink="#f7bfbb",
)  # fmt: skip


def worn() -> Colours:
    """The colours the application wears now, for what is painted by hand.

    The palette of a single widget would not do: the style sheet changes it.
    """
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


class Theme(QObject):
    """Dresses the application, and dresses it again when the system turns light or dark."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.setStyle("Fusion")
        _use_bundled_font_if_needed(application)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(lambda scheme: self.wear(dark=scheme is Qt.ColorScheme.Dark))
        self.wear(dark=hints.colorScheme() is Qt.ColorScheme.Dark)

    def wear(self, *, dark: bool) -> None:
        colours = DARK if dark else LIGHT
        self._application.setPalette(_palette(colours))
        self._application.setStyleSheet(style_sheet(colours, self._application.font()))


def style_sheet(colours: Colours, font: QFont) -> str:
    """The style sheet for these colours; every size of text is a multiple of the system's own."""
    points = font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()
    scales = {"title_pt": 1.6, "code_pt": 1.5, "heading_pt": 1.18, "small_pt": 0.94}
    sizes = {name: f"{points * scale:.1f}" for name, scale in scales.items()}
    arrow = paths.resource("style", "arrow-dark.svg" if colours is DARK else "arrow-light.svg")
    template = Template(paths.resource("style", "window.qss").read_text(encoding="utf-8"))
    tick = paths.resource("style", "tick-dark.svg" if colours is DARK else "tick-light.svg")
    return template.substitute(asdict(colours), **sizes, arrow_down=arrow.as_posix(), tick=tick.as_posix())


def _use_bundled_font_if_needed(application: QApplication) -> None:
    """A bare machine may have no font with Dutch letters and tick boxes; ours is only used then."""
    if QFontDatabase.families():
        return
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", name)))
    application.setFont(QFont("DejaVu Sans", 10))


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, colours.window), (role.Base, colours.surface), (role.AlternateBase, colours.window),
        (role.Button, colours.surface), (role.ToolTipBase, colours.surface), (role.WindowText, colours.ink),
        (role.Text, colours.ink), (role.ButtonText, colours.ink), (role.ToolTipText, colours.ink),
        (role.BrightText, colours.bad_ink), (role.PlaceholderText, colours.soft), (role.Link, colours.accent),
        (role.LinkVisited, colours.accent), (role.Highlight, colours.accent), (role.Accent, colours.accent),
        (role.HighlightedText, colours.on_accent), (role.Mid, colours.line), (role.Dark, colours.edge),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.edge))
    return palette
