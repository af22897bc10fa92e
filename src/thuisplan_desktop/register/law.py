"""The sources that the program's own rules rest on: what they are called, and of when the text is that was read.

Rules of a region stand with their sources in `resources/definitions/`. The year of a law is that of the text it was
read in; whether it was changed since is for the reader to check, so the year is always shown.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """`words` name it as a reader can look it up, `year` is of the text that was read."""

    words: str
    year: int

    def __str__(self) -> str:
        return f"{self.words}, tekst van {self.year}"


def _leerplichtwet(article: str, year: int = 2015) -> Source:
    return Source(f"Leerplichtwet 1969, artikel {article}", year)


LEERPLICHT = _leerplichtwet("3")
KWALIFICATIEPLICHT = _leerplichtwet("4a en 4b")
NO_KWALIFICATIEPLICHT = _leerplichtwet("4a, lid 2")
STARTKWALIFICATIE = _leerplichtwet("1, onder f, en 4a")
EXEMPTION_YEARLY = _leerplichtwet("6")
SICKNESS_IS_AUTHORISED = _leerplichtwet("11 en 12")
ART15 = _leerplichtwet("15")
SIXTEEN_HOURS = _leerplichtwet("21 en 21a")
MUST_BE_ENROLLED = _leerplichtwet("2")
SUSPENSION = Source("Wet op het primair onderwijs, artikel 40c; Inrichtingsbesluit WVO, artikel 13", 2015)
ADMISSION = Source("Wet op het primair onderwijs, artikel 40, lid 6 en 7; WVO, artikel 27", 2015)
FIRST_DAY = Source("Regionaal Thuiszitterspact Noord-Kennemerland, voetnoot 2", 2017)
THUISZITTER = Source("Kamerstuk 26 695, nr. 108", 2016)
PLAN_EVALUATION = Source("Ingrado, verkenning thuiszitters: na zes tot acht weken is laat", 2019)
VERZUIMCHECK = Source("Ingrado, verkenning thuiszitters (Hardenbol): elke twee weken", 2019)
MAZL = Source("M@ZL: vierde ziekmelding in twaalf schoolweken, of vanaf de zevende schooldag achter elkaar", 2020)
MAZL_PO = Source("M@ZL West-Brabant: vier keer, of meer dan negen schooldagen in een schooljaar", 2019)
INSPECTIE_QUARTER = Source("Inspectie van het Onderwijs, thuiszittersregistratie: elke drie maanden", 2024)
PROTOCOL_YEARLY = Source("Thuiszittersaanpak Zuid-Limburg, §3.5: het verzuimprotocol jaarlijks evalueren", 2018)
COOPERATION = Source("Thuiszittersaanpak Zuid-Limburg, §1.2: uitvraag over de samenwerking, 'twee jaarlijks'", 2018)
RECONFIRM = Source("AVG, artikel 8; Jeugdwet, artikel 7.3.4 (12 en 16 jaar)", 2015)
RETENTION = Source("Vrijstellingsbesluit Wbp, artikel 19, lid 7; WPO 18a, lid 13; WVO 17a, lid 14", 2015)
MONITORING = Source("Ingrado, verkenning thuiszitters (Jeurissen): maand, kwartaal en jaar", 2019)
