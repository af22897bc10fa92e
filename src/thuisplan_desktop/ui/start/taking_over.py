"""The questions before what stands in the way of opening is set aside: the note of another computer (restoring and
salvaging ask it alike), and a note beside the register that knows of later keys.
"""

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.errors import OlderRegister, RegisterLocked, ThuisplanError
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


_OLDER = "Is er echt geen nieuwere reservekopie?"
_KNOWINGLY = (
    " Wie het opent en dat u dit wist, komt in het logboek; de vraag blijft bij Beheer staan tot u haar beantwoordt. "
    "Kijk daar dan ook wie toegang heeft."
)


def opens_older(parent: QWidget, error: ThuisplanError) -> bool:
    """Whether that is what stood in the way, and somebody wants it open all the same."""
    if not isinstance(error, OlderRegister):
        return False
    return dialogs.confirm(parent, _OLDER, message_for(error).what + _KNOWINGLY, "Toch openen")
