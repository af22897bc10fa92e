"""Definitions, counts and their protection."""

from thuisplan_desktop.errors import ThuisplanError, counts
from thuisplan_desktop.messages.message import UNCHANGED, Message

MESSAGES: dict[type[ThuisplanError], Message] = {
    counts.UnknownDefinitions: Message("Definitieset '{name}' bestaat niet.", UNCHANGED, "Kies een bekende set."),
    counts.MalformedDefinitions: Message(
        "Definitieset '{name}' heeft een fout in '{field}': {reason}.", UNCHANGED, "Herstel het bestand.",
    ),
    counts.MalformedReport: Message(
        "In het rapport '{name}' klopt {field} niet.", "Er is niets geteld.",
        "Zet Thuisplan opnieuw op dit apparaat: de rapporten horen bij het programma.",
    ),
    counts.MalformedSharingRules: Message(
        "Deze deelregels hebben een fout in regel '{rule}', bij '{field}'.", "De regels van nu blijven gelden.",
        "Herstel het bestand. Begin zo nodig opnieuw met de meegeleverde regels.",
    ),
    counts.LooserSharingRule: Message(
        "Deelregel '{rule}' staat meer toe dan de meegeleverde regels.", "De regels van nu blijven gelden.",
        "Eigen regels mogen strenger zijn, nooit ruimer. Maak deze regel strenger of haal hem weg.",
    ),
    counts.CannotProtect: Message(
        "Deze tabel kan niet veilig genoeg worden afgeschermd.", "Er is niets getoond of gemaakt.",
        "Kies een tabel met minder onderverdelingen.",
    ),
    counts.GivenAwayBefore: Message(
        "Samen met wat al gepubliceerd is, zou deze tabel {cells} kleine aantallen verraden.",
        "Er is niets getoond of gemaakt.", "Kies een tabel met minder onderverdelingen, of een ruimer tijdvak. "
        "Publiceer van een telling liefst eerst de stand, en dan pas de in- en uitstroom.",
    ),
    counts.ThresholdRaised: Message(
        "Samen met wat tot en met {until} onder een lagere drempel is gepubliceerd, zou dit kleine aantallen verraden.",
        "Er is niets getoond of gemaakt.",
        "De drempel is sindsdien verhoogd. Publiceer van een latere dag dan die eerst de stand, en dan de in- en "
        "uitstroom die met die stand begint.",
    ),
    counts.ChangedSinceBefore: Message(
        "Een eerdere publicatie noemt voor dezelfde cel een ander getal.", "Er is niets getoond of gemaakt.",
        "Publiceer dezelfde peildatum niet met gewijzigde getallen; geef een nieuwe telling andere namen.",
    ),
    counts.OtherDefinitionsBefore: Message(
        "Van deze dag staan onder een andere definitieset andere getallen; het verschil zou kleine aantallen verraden.",
        "Er is niets getoond of gemaakt.", "Gebruik voor één peildatum één definitieset.",
    ),
    counts.PublishedUnknown: Message(
        "Dit register kwam terug uit een reservekopie van {since}. Wat daarna is gepubliceerd, weet het niet meer.",
        "Er is niets getoond of gemaakt.",
        "Is er sindsdien niets gepubliceerd of verstuurd? Zeg dat bij Tellen, onder Tellingen. Zo niet: zet een "
        "nieuwere reservekopie terug, of publiceer alleen over latere dagen.",
    ),
    counts.NoTimeToProtect: Message(
        "De controle van deze tabel kwam niet op tijd klaar.", "Er is niets getoond of gemaakt.",
        "Kies een tabel met minder onderverdelingen.",
    ),
    counts.ThresholdTooLow: Message(
        "De drempel moet minstens {needed} zijn.", "Er is niets getoond of gemaakt.", "Kies een hogere drempel.",
    ),
    counts.MalformedTable: Message(
        "De tabel klopt niet: {reason}.", "Er is niets gemaakt.", "Verbeter het bestand en probeer opnieuw.",
    ),
    counts.CertificateDiffers: Message(
        "Deze tabel is niet de tabel van haar certificaat, of de grenzen erin kloppen niet.",
        UNCHANGED,
        "Vertrouw haar niet; vraag de maker om het oorspronkelijke bestand.",
    ),
    counts.NotProtected: Message(
        "De tabel in dit bestand is niet afgeschermd zoals moet: {reason}.", UNCHANGED,
        "Vraag de afzender om met een bijgewerkt Thuisplan opnieuw te verzegelen.",
    ),
    counts.PromiseNotKept: Message(
        "Deze tabel verraadt kleine aantallen: {reason}.", UNCHANGED,
        "Publiceer haar niet; scherm de tabel opnieuw af met 'thuisplan protect'.",
    ),
    counts.UnknownReport: Message("Dit rapport bestaat niet.", UNCHANGED, "Kies een bekend rapport."),
    counts.UnknownLine: Message("Deze regel staat niet in dit rapport.", UNCHANGED, "Kies een regel van het rapport."),
}  # fmt: skip
