"""Exemptions: which article, for how long, on whose word, and when it is renewed (Leerplichtwet 1969, domain §4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.ages import birthday
from thuisplan_desktop.register.case_codes import Advice, Answer
from thuisplan_desktop.register.codes import ExemptionDuration, Vrijstelling
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.spans import add_months, overlap

_GROUP = Group.EXEMPTION
_NAMES, _SAYS, _COUNTS, _KEY = Privacy.IDENTIFYING, Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL

DECLARATION_MONTHS = 3
"""How old the declaration of a doctor or psychologist may be (LPW article 7)."""

_QUALIFYING_AGE = 16
"""Nobody is kwalificatieplichtig before that birthday, not even after twelve years of school (LPW article 3, 4a)."""


@catalogued
@dataclass(frozen=True, kw_only=True)
class Exemption:
    """One exemption in a period. `ends_on` is the last day, None while it lasts.

    Without a first day it was asked for and nothing more: it exempts nobody yet, and one that was refused never does.
    """

    id: str = about("Vrijstelling", _KEY, _GROUP)
    case_id: str = about("Casus", _KEY, _GROUP)
    kind: Vrijstelling = about(
        "Soort", _COUNTS, _GROUP,
        help="5 onder a, b en c zijn vrijstellingen van inschrijving. Het losse 5a is iets anders: trekkend "
        f"bestaan. 3a en 3b (vervangende leerplicht) geven geen vrijstelling. Bron: {cite('lpw-5')}.",
    )  # fmt: skip
    duration: ExemptionDuration | None = about(
        "Duur", _COUNTS, _GROUP, default=None,
        help=f"Permanent alleen als de leerling nooit geschikt zal zijn voor school. Bron: {cite('lpw-6')}.",
    )  # fmt: skip
    starts_on: date | None = about(
        "Vanaf", _SAYS, _GROUP, default=None,
        help=f"Zonder eerste dag is de vrijstelling alleen gevraagd en geldt zij niet. Bron: {cite('lpw-5')}.",
    )  # fmt: skip
    ends_on: date | None = about("Tot en met", _SAYS, _GROUP, default=None)
    grounds: str = about(
        "Gronden", _SAYS, _GROUP, default="", help="Waarom, in gewone woorden. Schrijf geen diagnose op."
    )
    offer_considered: Answer | None = about(
        "Is nagegaan dat onderwijs echt niet kan?", _SAYS, _GROUP, default=None,
        help="Een vrijstelling is er niet omdat er geen aanbod is (Zuid-Kennemerland en IJmond 2021).",
    )  # fmt: skip
    declared_on: date | None = about(
        "Verklaring arts of gedragsdeskundige van", _SAYS, _GROUP, default=None,
        help=f"Ten hoogste drie maanden oud als de vrijstelling begint. Bron: {cite('lpw-7')}.",
    )  # fmt: skip
    independent: Answer | None = about(
        "Verklaard door een arts die de leerling niet behandelt", _SAYS, _GROUP, default=None,
        help=f"De behandelend arts mag de verklaring niet geven. Bron: {cite('lpw-7')}.",
    )  # fmt: skip
    no_development: Answer | None = about(
        "Ziet de behandelaar geen leerontwikkeling?", _SAYS, _GROUP, default=None,
        help="Regionaal Thuiszitterspact Noord-Kennemerland 2017, doel 3.",
    )  # fmt: skip
    swv_asked_on: date | None = about("Advies swv gevraagd op", _SAYS, _GROUP, default=None)
    swv_advised_on: date | None = about("Advies swv van", _SAYS, _GROUP, default=None)
    swv_advice: Advice | None = about("Advies swv", _SAYS, _GROUP, default=None)
    parents_wish: str = about("Onderwijswens van de ouders", _SAYS, _GROUP, default="")
    discussed_on: date | None = about("Laatst besproken op", _SAYS, _GROUP, default=None)

    def holds_on(self, day: date) -> bool:
        """Whether the pupil is exempt by it on that day; substitute leerplicht (3a, 3b) never exempts."""
        return self.is_granted and (self.starts_on or date.max) <= day <= (self.ends_on or date.max)

    @property
    def is_granted(self) -> bool:
        """Whether it exempts from a day on, ever."""
        return self.kind.exempts and self.starts_on is not None

    def renew_before(self, day: date) -> date | None:
        """The next 1 July before which it must be asked for anew (LPW article 6 lid 2b), None when it needn't be."""
        if not self.kind.is_yearly or self.duration is ExemptionDuration.PERMANENT:
            return None
        return date(day.year + (day >= date(day.year, 7, 1)), 7, 1)


def late_renewal(exemptions: Iterable[Exemption], today: date) -> date | None:
    """The last 1 July that passed without a renewal on record (LPW article 6 lid 2b), None when nothing is late.

    Only a period that began on or after that day shows that somebody decided, or one of the year before it that ends
    in the schooljaar after it: an exemption for years, or without an end, proves nothing about this year.
    """
    kept = [one for one in exemptions if one.is_granted]
    passed = date(today.year - (today < date(today.year, 7, 1)), 7, 1)
    if any(one.starts_on and one.starts_on >= passed for one in kept):
        return None
    lasting = (one for one in kept if one.holds_on(today) and not _covers(one, passed))
    return passed if any(one.renew_before(today) for one in lasting) else None


def _covers(one: Exemption, passed: date) -> bool:
    """Whether the decision of the year before that 1 July was about the time after it too."""
    begun = one.starts_on is not None and one.starts_on >= date(passed.year - 1, 7, 1)
    return begun and one.ends_on is not None and one.ends_on <= date(passed.year + 1, 7, 31)


def run_out(exemptions: Iterable[Exemption], today: date) -> Exemption | None:
    """The exemption that ended last; None while one holds or is on record for later."""
    kept = [one for one in exemptions if one.is_granted]
    if any(one.ends_on is None or one.ends_on >= today for one in kept):
        return None
    return max(kept, key=lambda one: one.ends_on or date.min, default=None)


def check(exemption: Exemption, others: Iterable[Exemption], today: date, birth: date | None = None) -> None:
    """Raise InvalidCase(field, reason) for what can't be: periods, declarations and advice out of order, an age."""
    found = (_period(exemption, others), _declaration(exemption, today), _advice(exemption, today))
    for field, reason in (*found, _too_young(exemption, birth)):
        if reason:
            raise InvalidCase(field=field, reason=reason)


def _period(one: Exemption, others: Iterable[Exemption]) -> tuple[str, str]:
    if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
        return "ends_on", "de vrijstelling eindigt eerder dan zij begint"
    if one.duration is ExemptionDuration.PERMANENT and one.ends_on:
        return "ends_on", f"een permanente vrijstelling heeft geen laatste dag; bron: {cite('lpw-6')}"
    if one.duration is ExemptionDuration.PERMANENT and one.kind is not Vrijstelling.ART5_ONDER_A:
        return "duration", f"alleen een vrijstelling 5 onder a kan permanent zijn; bron: {cite('lpw-6')}"
    for other in others:
        if other.id != one.id and other.is_granted and one.is_granted and overlap(one, other):
            return "starts_on", "deze vrijstelling overlapt met een andere"
    return "", ""


def _declaration(one: Exemption, today: date) -> tuple[str, str]:
    if one.declared_on is None:
        return "", ""
    if one.declared_on > today:
        return "declared_on", "de verklaring ligt in de toekomst"
    if one.starts_on and add_months(one.declared_on, DECLARATION_MONTHS) < one.starts_on:
        told = "de verklaring is ouder dan drie maanden als de vrijstelling begint"
        return "declared_on", f"{told}; bron: {cite('lpw-7')}"
    return "", ""


def _too_young(one: Exemption, birth: date | None) -> tuple[str, str]:
    """Article 15 is about who is kwalificatieplichtig; before that only the grounds of article 5 can exempt."""
    if one.kind is not Vrijstelling.ART15 or birth is None or one.starts_on is None:
        return "", ""
    if one.starts_on >= birthday(birth, _QUALIFYING_AGE):
        return "", ""
    reason = (
        f"alleen wie kwalificatieplichtig is, krijgt deze vrijstelling: op zijn vroegst vanaf {_QUALIFYING_AGE} jaar; "
        f"bron: {cite('lpw-5', 'lpw-4a')}"
    )
    return "starts_on", reason


def _advice(one: Exemption, today: date) -> tuple[str, str]:
    if one.swv_advised_on and one.swv_advised_on > today:
        return "swv_advised_on", "het advies ligt in de toekomst"
    if one.swv_asked_on and one.swv_advised_on and one.swv_advised_on < one.swv_asked_on:
        return "swv_advised_on", "het advies is ouder dan de vraag erom"
    if one.swv_advice and not one.swv_advised_on:
        return "swv_advised_on", "een advies heeft een datum"
    if one.discussed_on and one.discussed_on > today:
        return "discussed_on", "de bespreking ligt in de toekomst"
    return "", ""


def remarks(exemption: Exemption, day: date) -> tuple[str, ...]:
    """What is missing or odd, most of it about article 5 onder a: Dutch sentences with their source; never refused."""
    asked = exemption.kind.exempts and not exemption.is_granted
    return ((_ONLY_ASKED,) if asked else ()) + _about_a(exemption, day)


_ONLY_ASKED = f"Er staat geen eerste dag: de vrijstelling is alleen gevraagd en geldt nog niet. Bron: {cite('lpw-5')}."


def _about_a(exemption: Exemption, day: date) -> tuple[str, ...]:
    if exemption.kind is not Vrijstelling.ART5_ONDER_A:
        return ()
    return tuple(sentence for applies, sentence in _remarks(exemption, day) if applies)


_NOT_FOR_WANT_OF_OFFER = (
    "Ga na of onderwijs echt niet kan: een vrijstelling is er niet omdat er geen aanbod is "
    "(Zuid-Kennemerland en IJmond 2021)."
)


def _remarks(one: Exemption, day: date) -> tuple[tuple[bool, str], ...]:
    law, pact = f"Bron: {cite('lpw-7')}.", f"Bron: {cite('vrijstelling-bespreken')}."
    ended = one.ends_on is not None and one.ends_on < day
    return (
        (one.declared_on is None, f"De verklaring van een arts of gedragsdeskundige ontbreekt. {law}"),
        (one.independent is Answer.NO, f"De behandelend arts mag de verklaring niet geven. {law}"),
        (one.swv_advised_on is None, f"Er is nog geen advies van het samenwerkingsverband. {pact}"),
        (one.offer_considered is not Answer.YES, _NOT_FOR_WANT_OF_OFFER),
        (not one.parents_wish, f"De onderwijswens van de ouders is niet gevraagd. {pact}"),
        (not ended and not discussed_lately(one, day), f"De vrijstelling is een jaar niet besproken. {pact}"),
    )  # fmt: skip


def discussed_lately(exemption: Exemption, day: date) -> bool:
    """Whether it was discussed, or begun, in the last 365 days (Zuid-Limburg 2018 §3.6: all are discussed)."""
    last = max((known for known in (exemption.discussed_on, exemption.starts_on) if known), default=None)
    return last is not None and day - last <= timedelta(days=365)
