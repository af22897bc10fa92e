"""The last look before something is printed by name: is this permission for exactly this?

The gate itself is `register.gate`; a `Clearance` can only be made there.
"""

from collections.abc import Sequence
from datetime import date

from thuisplan_desktop.errors import ConsentMissing
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Party, Route
from thuisplan_desktop.register.gate import Clearance


def check_clearance(clearance: Clearance, file: CaseFile, on: date, readers: Sequence[Party] = ()) -> None:
    """Raise ConsentMissing unless the clearance is by name, of this case, for all `readers`, judged on `on` or later.

    Later, because a sheet of a past meeting may be printed again under the consent of today.
    """
    fits = (
        clearance.route is Route.BY_NAME
        and clearance.case_id == file.case.id
        and clearance.on >= on
        and set(readers) <= set(clearance.participants)
    )
    if not fits:
        raise ConsentMissing(reasons="De toestemming hoort bij een andere casus, dag of groep deelnemers.")
