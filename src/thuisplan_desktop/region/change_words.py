"""Who came and went since an earlier telling and why only totals are answered then, and of which sector nothing is: the
same words for both sides.
"""

from collections.abc import Collection, Sequence

from thuisplan_desktop.dutch import join_words, plural
from thuisplan_desktop.region.membership import SetChange
from thuisplan_desktop.register.codes import Sector

_WHY = (
    "Het verschil tussen twee sommen is dan bijna het aantal van die ene school. Daarom komen er voor {sectors} alleen "
    "totalen, geen aantallen per categorie."
)


def less_text(
    short: Collection[Sector], changes: Sequence[Collection[SetChange]], totals_only: Collection[str], least: int
) -> str:
    """Why not everything is answered, or would be when the telling closes now; empty when it is."""
    return " ".join(filter(None, (short_text(short), changes_text(changes, totals_only, least))))


def short_text(short: Collection[Sector]) -> str:
    """Empty when enough besturen delivered in every sector."""
    if not short:
        return ""
    where = join_words([one.value.upper() for one in short])
    return f"Van {where} leverden te weinig besturen: daarvan komt er geen som."


def changes_text(changes: Sequence[Collection[SetChange]], totals_only: Collection[str], least: int) -> str:
    """Empty when everything is answered. `changes` are those since each telling that was compared with."""
    if not totals_only:
        return ""
    small = [change for each in changes for change in each if change.is_small(least)]
    if not small:
        return "Van deze telling komen er alleen totalen, geen aantallen per categorie."
    told = dict.fromkeys(_told(change) for change in small)
    sectors = join_words(list(dict.fromkeys(change.sector.upper() for change in small)))
    return f"Anders dan bij een eerdere telling: {join_words(list(told))}. {_WHY.format(sectors=sectors)}"


def _told(change: SetChange) -> str:
    if not change.joined and not change.left:
        return f"in {change.sector.upper()} {plural(change.different, 'bestuur', 'besturen')} verschil met twee samen"
    parts = [
        f"{plural(number, 'bestuur', 'besturen')} {word}"
        for number, word in ((change.joined, "erbij"), (change.left, "minder"))
        if number
    ]
    return f"in {change.sector.upper()} {join_words(parts)}"
