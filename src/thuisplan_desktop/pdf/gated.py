"""The last look before something is printed by name: is this permission for exactly this?

The gate itself is `register.gate`; a `Clearance` can only be made there.
"""

from collections.abc import Sequence
from datetime import date

from thuisplan_desktop.errors import ConsentMissing
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Party, Route
from thuisplan_desktop.register.gate import Clearance

_OTHER = "De toestemming hoort bij een andere casus, dag of groep deelnemers."


def check_clearance(clearance: Clearance, file: CaseFile, on: date) -> None:
    """Raise ConsentMissing unless the clearance is by name, of this case, judged on `on` or later.

    Later, because a sheet of a past meeting may be printed again under the consent of today.
    """
    fits = clearance.route is Route.BY_NAME and clearance.case_id == file.case.id and clearance.on >= on
    if not fits:
        raise ConsentMissing(reasons=_OTHER)


def check_on_list(clearance: Clearance, file: CaseFile, on: date, readers: Sequence[Party]) -> None:
    """As `check_clearance`, for a paper with other cases on it that all `readers` get."""
    check_clearance(clearance, file, on)
    if not clearance.on_list or not set(readers) <= set(clearance.participants):
        raise ConsentMissing(reasons=_OTHER)
