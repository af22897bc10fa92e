"""How a case ended: within three months or later (Ingrado, verkenning thuiszitters in alle swv VO)."""

from datetime import date

from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.spans import add_months

SHORT_MONTHS = 3


def solved_on(file: CaseFile) -> date | None:
    """The day on which a solution was there: nazorg began, or else the case was closed."""
    return file.case.aftercare_from or file.case.closed_on


def is_short(file: CaseFile) -> bool | None:
    """Kortdurend: solved within three months of the first absent day. None while that isn't known."""
    first, solved = file.case.first_absent_on, solved_on(file)
    if first is None or solved is None:
        return None
    return solved <= add_months(first, SHORT_MONTHS)


def lasted(file: CaseFile) -> str:
    """The same in Dutch, with its source; nothing while it isn't known."""
    short = is_short(file)
    if short is None:
        return ""
    word = "Kortdurend: opgelost binnen drie maanden" if short else "Langer durend: niet binnen drie maanden opgelost"
    return f"{word} (Ingrado, verkenning thuiszitters in alle samenwerkingsverbanden VO)."
