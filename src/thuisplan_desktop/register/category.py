"""What a case can count as."""

from thuisplan_desktop.register.codes import Code


class Category(Code):
    """What a case counts as. A case has one category a day."""

    NONE = "none", "geen (dreigend) thuiszitter"
    DREIGEND = "dreigend", "dreigend thuiszitter"
    LRV_4W_3M = "lrv_4w_3m", "thuiszitter, 4 weken tot 3 maanden"
    LRV_OVER_3M = "lrv_over_3m", "thuiszitter, langer dan 3 maanden"
    ABSOLUUT = "absoluut", "absoluut verzuim (niet ingeschreven)"
    ABSOLUUT_NOT_COUNTED = "absoluut_not_counted", "absoluut verzuim, telt nog niet mee"
    LONG_TERM_SICK = "long_term_sick", "langdurig ziek"
    WORRYING_AUTHORISED = "worrying_authorised", "zorgwekkend geoorloofd verzuim"
    SUSPENDED = "suspended", "geschorst of verwijderd"
    EXEMPT_A = "exempt_a", "vrijstelling artikel 5 onder a"
    EXEMPT_B = "exempt_b", "vrijstelling artikel 5 onder b"
    EXEMPT_C = "exempt_c", "vrijstelling artikel 5 onder c"
    EXEMPT_15 = "exempt_15", "vrijstelling artikel 15"
    AFTERCARE = "aftercare", "nazorg"
    NOT_OBLIGED = "not_obliged", "niet leerplichtig"
    CLOSED = "closed", "afgesloten"

    @property
    def is_thuiszitter(self) -> bool:
        """Langdurig relatief verzuim and absoluut verzuim together (Kamerstuk 26 695, nr. 108)."""
        return self in (Category.LRV_4W_3M, Category.LRV_OVER_3M, Category.ABSOLUUT)


class Exclusion(Code):
    """Why absoluut verzuim is registered and approached but not in the figure of the region.

    The first three are Zuid-Limburg's, exactly (2018, §2.2 B); the fourth is of Kennemerland en IJmond (2021).
    """

    ABROAD_PENDING = "abroad_pending", "vrijstelling 5 onder c aangevraagd, nog niet vast"
    ADDRESS_UNCERTAIN = "address_uncertain", "adres in onderzoek bij burgerzaken"
    TOO_SHORT = "too_short", "korter dan vier weken niet ingeschreven"
    MBO_FEBRUARY = "mbo_february", "wacht op de instroom van het mbo in februari"


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
