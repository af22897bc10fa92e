"""What beside its category a case is told to be: left out of a figure, under which heading of an overview."""

from thuisplan_desktop.register.codes import Category, Code


class Exclusion(Code):
    """Why absoluut verzuim is registered and approached but not in the figure of the region.

    The first three are Zuid-Limburg's, exactly (2018, §2.2 B); the fourth is of Kennemerland en IJmond (2021).
    """

    ABROAD_PENDING = "abroad_pending", "vrijstelling 5 onder c aangevraagd, nog niet vast"
    ADDRESS_UNCERTAIN = "address_uncertain", "adres in onderzoek bij burgerzaken"
    TOO_SHORT = "too_short", "korter dan vier weken niet ingeschreven"
    MBO_FEBRUARY = "mbo_february", "wacht op de instroom van het mbo in februari"


NO_SCHOOL_NEEDED = frozenset(
    {
        Category.CLOSED,
        Category.NOT_OBLIGED,
        Category.EXEMPT_A,
        Category.EXEMPT_B,
        Category.EXEMPT_C,
        Category.EXEMPT_15,
    }
)
"""Nobody asks to which school these go: not (or no longer) obliged, or exempt (Leerplichtwet 1969, artikel 3 to 5)."""

NOT_ENROLLED = frozenset({Category.ABSOLUUT, Category.ABSOLUUT_NOT_COUNTED})


class Heading(Code):
    """The three groups of the totaaloverzicht (Zuid-Kennemerland en IJmond 2021): exactly these."""

    UNAUTHORISED = "unauthorised", "ongeoorloofde verzuimers"
    WORRYING = "worrying", "zorgwekkend geoorloofde verzuimers"
    THUISZITTERS = "thuiszitters", "thuiszitters"


_WORRYING = (Category.LONG_TERM_SICK, Category.WORRYING_AUTHORISED)


def heading(category: Category, *, unauthorised: bool) -> Heading | None:
    """Under which of the three headings a case stands; None when under none. `unauthorised`: absent without leave."""
    if category.is_thuiszitter:
        return Heading.THUISZITTERS
    if category in _WORRYING:
        return Heading.WORRYING
    return Heading.UNAUTHORISED if unauthorised and category is Category.DREIGEND else None
