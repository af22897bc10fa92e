"""Whose it is, on a sheet: 'Dilans opa' reads 'de opa van de leerling', not 'de leerlings opa'."""

import re

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Finding, Kind

SHOWN_OWNS = re.compile(r"(?<!plaat)'?s$")
"""The s of somebody who owns, behind a role; 'een plaats' has its own."""
_OWNS = re.compile(r"(['’]s)?[ ]([a-zà-ÿ]{2,30})(?![\w'’-])")
_ROLES = ("de ", "een ", "iemand")
_WITH_HET = a_set("""
    gezin kind huis gedrag verzuim verhaal rooster dossier leven werk bed team plan advies traject contact gevoel
    zelfvertrouwen welbevinden ritme gewicht account nummer adres verslag cijfer netwerk vertrouwen probleem gezinslid
    familielid kleinkind
""")
_NEUTRAL = a_set("gezinsleden grootouder stiefouder pleegouder bonusouder")  # what is said instead of opa, pleegmoeder
_WITH_DE = (cues.RELATIVES | cues.ROLES | _NEUTRAL) - a_set(
    "intern ambulant remedial maatschappelijk schoolmaatschappelijk"
) | a_set(
    """
    school klas kamer telefoon fiets jas tas houding situatie thuissituatie cijfers spullen klasgenoten vrienden ouders
    motivatie aanwezigheid afwezigheid schoolgang veiligheid gezondheid toekomst vraag wens mening kant groep stage
    leerplicht begeleiding hulp zorg ontwikkeling resultaten toetsen lessen boosheid angst angsten vakanties moeders
    verjaardag geboortedatum achternaam voornaam woning hond kat bank slaap uitspraak uitspraken woorden gedachten
    """
)


def moved(text: str, finding: Finding, after: Finding | None) -> tuple[str, int] | None:
    """What a person owns before the role, and where it ended in the text; None where nothing owned is sure.

    Only words that are known to be owned move, and none that is part of `after`, the next finding, unless that is a
    word for a boy or a girl: 'Dilans opa' reads 'de grootouder van de leerling'.
    """
    shown = finding.replacement
    m = _OWNS.match(text, finding.end)
    if finding.kind is not Kind.PERSON or m is None or not shown.lower().startswith(_ROLES):
        return None
    owned = m[2]
    if after is not None and m.end() > after.start:
        if after.kind is not Kind.GENDER or (after.start, after.end) != m.span(2):
            return None
        owned = after.replacement
    if m[1] is None:
        if text[finding.end - 1] not in "sS" or not SHOWN_OWNS.search(shown):
            return None
        shown = SHOWN_OWNS.sub("", shown)
    article = _article(owned)
    if not article:
        return None
    if shown[0].isupper():
        article, shown = article.capitalize(), shown[0].lower() + shown[1:]
    return f"{article} {owned} van {shown}", m.end()


def _article(word: str) -> str:
    if word in _WITH_HET or (word in _WITH_DE and word.endswith("je")):
        return "het"
    return "de" if word in _WITH_DE else ""
