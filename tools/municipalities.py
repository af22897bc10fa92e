"""One spelling for each gemeente, and which one a merged gemeente became.

DUO writes 'BERGEN NH', 'BERGEN (NH.)' and names without accents; the annex of 2013-2015 has gemeenten that are gone.
The days are those of the acts that joined them (Staatsblad), as known to the makers: DUO's lists give no dates.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

SPELLING = {
    "S Gravenhage": "'s-Gravenhage",
    "S Hertogenbosch": "'s-Hertogenbosch",
    "Bergen Nh": "Bergen (NH.)",
    "Bergen (nh.)": "Bergen (NH.)",
    "Bergen Lb": "Bergen (L.)",
    "Bergen (l.)": "Bergen (L.)",
    "Nuenen C.a.": "Nuenen, Gerwen en Nederwetten",
    "Nuenen Ca": "Nuenen, Gerwen en Nederwetten",
    "Sudwest-Fryslan": "Súdwest-Fryslân",
    "Sudwest Fryslan": "Súdwest-Fryslân",
    "Súdwest Fryslân": "Súdwest-Fryslân",
    "Noardeast-Fryslan": "Noardeast-Fryslân",
}

MERGED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "2016-01-01": {
        "Gooise Meren": ("Bussum", "Muiden", "Naarden"),
        "Edam-Volendam": ("Zeevang",),
        "De Fryske Marren": ("De Friese Meren",),
        "Berg en Dal": ("Groesbeek",),
    },
    "2017-01-01": {"Meierijstad": ("Schijndel", "Sint-Oedenrode", "Veghel")},
    "2018-01-01": {
        "Midden-Groningen": ("Hoogezand-Sappemeer", "Menterwolde", "Slochteren"),
        "Westerwolde": ("Bellingwedde", "Vlagtwedde"),
        "Waadhoeke": ("Franekeradeel", "het Bildt", "Menameradiel"),
        "Súdwest-Fryslân": ("Littenseradiel",),
        "Leeuwarden": ("Leeuwarderadeel",),
        "Zevenaar": ("Rijnwaarden",),
    },
    "2019-01-01": {
        "Altena": ("Aalburg", "Werkendam", "Woudrichem"),
        "Hoeksche Waard": ("Binnenmaas", "Cromstrijen", "Korendijk", "Oud-Beijerland", "Strijen"),
        "Molenlanden": ("Giessenlanden", "Molenwaard"),
        "Vijfheerenlanden": ("Leerdam", "Vianen", "Zederik"),
        "West Betuwe": ("Geldermalsen", "Lingewaal", "Neerijnen"),
        "Het Hogeland": ("Bedum", "De Marne", "Eemsmond", "Winsum"),
        "Westerkwartier": ("Grootegast", "Leek", "Marum", "Zuidhorn"),
        "Groningen": ("Haren", "Ten Boer"),
        "Noardeast-Fryslân": ("Dongeradeel", "Ferwerderadiel", "Kollumerland en Nieuwkruisland"),
        "Haarlemmermeer": ("Haarlemmerliede en Spaarnwoude",),
        "Noordwijk": ("Noordwijkerhout",),
        "Beekdaelen": ("Nuth", "Onderbanken", "Schinnen"),
    },
    "2021-01-01": {"Eemsdelta": ("Appingedam", "Delfzijl", "Loppersum"), "Oisterwijk": ("Haaren",)},
    "2022-01-01": {
        "Dijk en Waard": ("Heerhugowaard", "Langedijk"),
        "Land van Cuijk": ("Boxmeer", "Cuijk", "Grave", "Mill en Sint Hubert", "Sint Anthonis"),
        "Maashorst": ("Landerd", "Uden"),
        "Purmerend": ("Beemster",),
    },
    "2022-03-24": {"Amsterdam": ("Weesp",)},
    "2023-01-01": {"Voorne aan Zee": ("Brielle", "Hellevoetsluis", "Westvoorne")},
}
"""First day, then the new gemeente with those it came from. A divided one stands at the largest part."""

SUCCESSOR = {old: new for day in MERGED.values() for new, olds in day.items() for old in olds}


def spelled(name: str) -> str:
    return SPELLING.get(name, name)


def current(name: str) -> str:
    """The gemeente of today that this one became, or is."""
    return SUCCESSOR.get(spelled(name), spelled(name))


def by_postcode(schools: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The gemeente most schools of a postcode area are in today: for areas of a gemeente that was divided."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for postcode, municipality in schools:
        found[postcode[:4]][municipality] += 1
    return {postcode: counted.most_common(1)[0][0] for postcode, counted in found.items()}


def rows() -> list[dict[str, str]]:
    """Every gemeente that is gone, with its successor and the day on which it came."""
    return [
        {"name": old, "merged_on": day, "successor": new}
        for day, merged in MERGED.items()
        for new, olds in merged.items()
        for old in sorted(olds)
    ]
