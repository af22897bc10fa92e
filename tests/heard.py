"""The word that is read out over the telephone, as somebody at a window clicks it."""

from PySide6.QtWidgets import QPushButton

from thuisplan_desktop.ui.widgets.heard_word import HeardWord


def heard_button(asked: HeardWord, words: str = "") -> QPushButton:
    """The word that is read out: eleven of the twelve are on screen, and this one isn't."""
    comparison = asked.comparison
    assert comparison is not None
    heard = words.split() or list(comparison.words)
    shown = asked.words.words().split()
    assert [place for place, word in enumerate(shown, start=1) if word != heard[place - 1]] == [comparison.place]
    return next(button for button in asked.options if button.text() == heard[comparison.place - 1])
