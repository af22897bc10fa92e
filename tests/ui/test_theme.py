"""Light and dark: readable, and following the system."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from thuisplan_desktop.ui.theme import DARK, LIGHT, Colours, Theme, style_sheet, worn

TEXT_ON_GROUND = [
    ("ink", "window"), ("ink", "surface"), ("ink", "sidebar"), ("ink", "hover"), ("soft", "window"),
    ("soft", "surface"), ("soft", "sidebar"), ("accent", "surface"), ("accent", "window"), ("accent", "sidebar"),
    ("accent", "hover"), ("on_accent", "accent"), ("on_accent", "accent_hover"), ("accent_ink", "accent_soft"),
    ("info_ink", "info_soft"), ("good_ink", "good_soft"), ("warn_ink", "warn_soft"), ("bad_ink", "bad_soft"),
    ("bad_ink", "surface"), ("bad_ink", "window"), ("soft", "line"),
]  # fmt: skip
EDGE_ON_GROUND = [("edge", "surface"), ("edge", "window"), ("accent", "surface"), ("accent", "sidebar")]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_can_be_read(colours: Colours) -> None:
    """WCAG 2.2, 1.4.3: 4.5 or more for every text on every ground it stands on."""
    low = [pair for pair in TEXT_ON_GROUND if contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) < 4.5]
    assert low == []


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_edges_of_controls_can_be_seen(colours: Colours) -> None:
    """WCAG 2.2, 1.4.11: 3 or more."""
    low = [pair for pair in EDGE_ON_GROUND if contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) < 3]
    assert low == []


def test_contrast_of_black_and_white_is_21() -> None:
    """The two ends of the scale."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_the_style_sheet_uses_every_colour(qapp: QApplication) -> None:
    """No blank is left, and no colour is there for nothing."""
    marked = Colours(**{field.name: f"<{field.name}>" for field in fields(Colours)})
    sheet = style_sheet(marked, qapp.font())
    assert "$" not in sheet
    assert [field.name for field in fields(Colours) if f"<{field.name}>" not in sheet] == []


def test_text_grows_with_the_system(qapp: QApplication) -> None:
    """Headings are multiples of the system's font, so 200 % text is 200 % everywhere."""
    assert "font-size: 16.0pt" in style_sheet(LIGHT, QFont("DejaVu Sans", 10))
    assert "font-size: 32.0pt" in style_sheet(LIGHT, QFont("DejaVu Sans", 20))


def test_it_follows_the_system(qapp: QApplication) -> None:
    """Dark when the system turns dark, and back."""
    before = qapp.styleSheet()
    theme = Theme(qapp)
    try:
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert worn() is DARK
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
        assert worn() is LIGHT
    finally:
        qapp.setStyleSheet(before)
        theme.deleteLater()
