"""Lists from elsewhere: EDEXML, CSV, Excel."""

from thuisplan_desktop.errors import ThuisplanError, lists
from thuisplan_desktop.messages.message import NEW_EXPORT, NOT_IMPORTED, Message

MESSAGES: dict[type[ThuisplanError], Message] = {
    lists.FileTooLarge: Message(
        "Dit bestand is groter dan {limit_mb} MB en wordt niet gelezen.", NOT_IMPORTED,
        "Maak een export met alleen de leerlingen die u nodig heeft.",
    ),
    lists.EmptyFile: Message("Dit bestand is leeg.", NOT_IMPORTED, "Maak de export opnieuw."),
    lists.UnknownEncoding: Message(
        "De tekens in dit bestand zijn niet te lezen.", NOT_IMPORTED,
        "Sla de lijst op als CSV (UTF-8) en probeer opnieuw.",
    ),
    lists.HostileXml: Message(
        "Dit XML-bestand bevat een documenttype of entiteit; EDEXML heeft die niet, dus het wordt niet vertrouwd.",
        NOT_IMPORTED, NEW_EXPORT,
    ),
    lists.MalformedXml: Message(
        "Dit XML-bestand is afgebroken of onleesbaar (regel {line}).", NOT_IMPORTED, NEW_EXPORT,
    ),
    lists.NotEdexml: Message(
        "Dit is geen EDEXML-bestand.", NOT_IMPORTED, "Kies in uw leerlingadministratie voor de export EDEXML.",
    ),
    lists.NotAWorkbook: Message(
        "Dit bestand is geen Excel-werkmap, of het is beschadigd of met een wachtwoord beveiligd.", NOT_IMPORTED,
        "Sla de lijst in Excel op als werkmap (.xlsx) zonder wachtwoord, of als CSV (UTF-8).",
    ),
    lists.HostileWorkbook: Message(
        "Deze werkmap bevat iets wat in een lijst niet thuishoort en wordt niet vertrouwd.", NOT_IMPORTED, NEW_EXPORT,
    ),
    lists.LooksLikeBsn: Message(
        "De kolom voor {column} bevat burgerservicenummers. Die komen nooit in Thuisplan.", NOT_IMPORTED,
        "Kies de kolom met het eigen leerlingnummer van de school, of laat het BSN weg uit de export.",
    ),
    lists.ForbiddenColumn: Message(
        "De kolom die u koos voor {column} bevat, volgens de kop: {holds}. Dat komt nooit in Thuisplan.", NOT_IMPORTED,
        "Kies een andere kolom, of sla dit gegeven over.",
    ),
    lists.MissingColumns: Message(
        "In deze lijst ontbreekt: {columns}.", NOT_IMPORTED, "Voeg de kolom toe aan de export en probeer opnieuw.",
    ),
    lists.MalformedRow: Message("Regel {row} klopt niet{column}.", NOT_IMPORTED, "Verbeter de regel in de lijst."),
    lists.ImpossibleDate: Message(
        "Regel {row} heeft een onmogelijke datum{column}.", NOT_IMPORTED, "Schrijf datums als 03-11-2026.",
    ),
    lists.UnknownCode: Message(
        "Regel {row} heeft een verzuimcode die Thuisplan niet kent.", NOT_IMPORTED,
        "Voeg de code toe aan de codetabel en probeer opnieuw.",
    ),
    lists.SchoolNotTold: Message(
        "Van welke school deze verzuimlijst is, staat er niet bij. Een leerlingnummer hoort bij één school.",
        NOT_IMPORTED, "Kies eerst de school van de lijst.",
    ),
    lists.NothingSelected: Message("Er is geen leerling gekozen.", NOT_IMPORTED, "Kies eerst wie u wilt inlezen."),
    lists.NothingToRead: Message(
        "Geen regel van deze lijst telt als verzuim: {why}.", NOT_IMPORTED,
        "Klopt dat niet? Kijk de datums en codes in de lijst na, en zet Schooldagen en vakanties goed.",
    ),
    lists.MalformedChoices: Message(
        "Het bestand met keuzes klopt niet bij: {field}.", NOT_IMPORTED, "Herstel het bestand en probeer opnieuw.",
    ),
    lists.PupilChanged: Message(
        "Van {key_count} leerling(en) is naam, geboortedatum of school hier anders, of is er misschien al een casus.",
        NOT_IMPORTED,
        "Zoek uit wat klopt en kies bij het inlezen per leerling wat blijft staan, met de reden.",
    ),
}  # fmt: skip
