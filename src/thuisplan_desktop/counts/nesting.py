"""Groups within groups that no table puts together: a reader knows by the words that the one holds the other.

Of the thuiszitters by duration, who are not late and not 'niet ingeschreven' are the 'verzuim van 4 weken tot 3
maanden' of the overview. Where the rest is nothing the two are one number, and in any case each is a ceiling for the
other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from thuisplan_desktop.counts.additive import MIN_THRESHOLD
from thuisplan_desktop.counts.room import bands_past, bands_until
from thuisplan_desktop.counts.table import Told, Total
from thuisplan_desktop.counts.ties import Ties

_SHORT, _LONG = "verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden"
_BOTH, _WITHOUT, _WITH = "thuiszittend", "langer_dan_3_maanden_zonder_aanbod", "langer_dan_3_maanden_met_plaats"
_NO_OFFER, _NO_PLACE, _PLACE = "aanbod=zonder_aanbod", "aanbod=aanbod_zonder_plaats", "aanbod=aanbod_en_plaats"
_EXEMPT, _FOR_A_TIME, _FOR_GOOD = (f"vrijstelling_5_onder_a{lasting}" for lasting in ("", "_tijdelijk", "_permanent"))
_NOT_WRITTEN = "vrijgesteld:vrijstelling=onder_a,vrijstellingsduur=onbekend"
_WITH_EXEMPT = (_EXEMPT, "vrijstelling_5_onder_a_b_c_samen", "vrijstelling_5_totaal")
_ALL_FOR_GOOD, _AS_MANY = "vrijgesteld:vrijstellingsduur=permanent", "vrijstelling_permanent"
_WAITED = ("tot_4_weken", "4_weken_tot_3_maanden", "3_tot_6_maanden", "langer_dan_6_maanden", "onbekend")


def _of(group: str, *places: str) -> tuple[str, ...]:
    return tuple(f"{group}:{place}" for place in places)


@dataclass(frozen=True)
class _Places:
    """Where thuiszitters stand in the tables by duration and by offer: by the norm of the sets that counted a day, and
    of more sets wherever one of them has room for somebody."""

    until: tuple[str, ...]
    past: tuple[str, ...]
    without: tuple[str, ...]
    offered: tuple[str, ...]

    @staticmethod
    def by(counted: Sequence[Told]) -> "_Places":
        norms = [one.norm for one in counted]
        return _Places(
            until=tuple(f"duur={band}" for band in bands_until(max(norms))),
            past=tuple(f"duur={band}" for band in bands_past(min(norms))),
            without=(_NO_OFFER, _NO_PLACE) if any(one.needs_place for one in counted) else (_NO_OFFER,),
            offered=(_PLACE,) if all(one.needs_place for one in counted) else (_NO_PLACE, _PLACE),
        )

    def past_with(self, offers: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{band},{offer}" for offer in offers for band in self.past)


def _inside(at: _Places) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """On one day: the first cells count nobody whom the second don't."""
    yield (_ALL_FOR_GOOD,), (_AS_MANY,)  # only under a (`register/exemption.py`)
    yield (_SHORT,), _of("thuiszitters", *at.until)
    yield (_LONG,), _of("thuiszitters", *at.past)
    yield (_WITHOUT,), _of("thuiszitters", *at.past_with(at.without))
    yield (_WITH,), _of("thuiszitters", *at.past_with(at.offered))
    yield (_WITHOUT,), _of("thuiszitters", *at.without)
    yield (_WITH,), _of("thuiszitters", *at.offered)
    yield _of("thuiszitters", _NO_OFFER), _of("in_beeld", "wachttijd=nog_geen_aanbod")
    yield _of("thuiszitters", _NO_PLACE, _PLACE), _of("in_beeld", *(f"wachttijd={band}" for band in _WAITED))


def tie(scope: str, ties: Ties, counted: Sequence[Told] = ()) -> None:
    """What the words of one day tell, as the sets say by which it was `counted`.

    The late ones who do have a place are what the overview's 'waarvan' leaves; who is exempt under a and in neither
    number for a time or for good stands in the table of exemptions as not written down.
    """
    exempt, *lasting = (scope + cell for cell in (_EXEMPT, _FOR_A_TIME, _FOR_GOOD))
    written = [cell for cell in lasting if not ties.is_unregistered(cell)]
    if all(map(ties.knows, (exempt, *written))):
        ties.add(Total(exempt, (*written, ties.place(scope + _NOT_WRITTEN, helper=True))))
    if ties.knows(scope + _FOR_GOOD):  # by a name of its own: these are in all for good, so said of them it is a circle
        ties.add(Total(ties.place(scope + _AS_MANY, helper=True), (scope + _FOR_GOOD,)))
    elif wider := next((cell for cell in _WITH_EXEMPT if ties.knows(scope + cell)), None):
        ties.within([scope + _ALL_FOR_GOOD], [scope + wider])
    late, without, placed = (scope + cell for cell in (_LONG, _WITHOUT, _WITH))
    ties.rest(late, without, placed)
    at = _Places.by(counted or [Told(MIN_THRESHOLD)])
    for inner, outer in _inside(at):
        ties.within([scope + cell for cell in inner], [scope + cell for cell in outer])
    if not ties.knows(scope + _SHORT):
        ties.within([scope + _BOTH], [scope + cell for cell in _bands_of_both(scope, at, ties)])


def _bands_of_both(scope: str, at: _Places, ties: Ties) -> tuple[str, ...]:
    """Where they are of whom one number tells; of a kind that is not registered it tells nobody."""
    kinds = (_SHORT, at.until), (_LONG, at.past)
    bands = [one for kind, bands in kinds if not ties.is_unregistered(scope + kind) for one in bands]
    return _of("thuiszitters", *dict.fromkeys(bands))
