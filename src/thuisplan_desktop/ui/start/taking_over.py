"""The one question before the note of another computer is removed: opening, restoring and salvaging ask it alike."""

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.errors import RegisterLocked, ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.widgets import dialogs

_LOCKED = "Is dit register echt nergens anders open?"
_SURE = (
    " Ga dat na: bel of loop er even heen. Staat het daar nog open, dan kan het register stukgaan. Is die computer "
    "vastgelopen of weg, dan kunt u de vergrendeling weghalen."
)


def agreed(parent: QWidget, error: ThuisplanError) -> bool:
    """Whether that is what stood in the way, and somebody says that it is nowhere open."""
    if not isinstance(error, RegisterLocked):
        return False
    return dialogs.confirm(parent, _LOCKED, message_for(error).what + _SURE, "Weghalen en verder")
