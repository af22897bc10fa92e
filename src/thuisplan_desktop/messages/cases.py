"""Cases, consent, meetings, sheets."""

from thuisplan_desktop.errors import ThuisplanError, cases
from thuisplan_desktop.messages.message import NOT_SHARED, UNCHANGED, Message

MESSAGES: dict[type[ThuisplanError], Message] = {
    cases.NoSuchCase: Message("Deze casus bestaat niet (meer).", UNCHANGED, "Ga terug naar de lijst."),
    cases.CaseHeld: Message(
        "Deze casus kan nog niet worden vernietigd: {reason}.", "Er is niets vernietigd.",
        "Beslis eerst over het verzoek of de beperking, bij de casus onder Rechten.",
    ),
    cases.CaseOpen: Message(
        "Deze casus is nog open en kan niet worden vernietigd.", "Er is niets vernietigd.",
        "Sluit de casus eerst af. Is om wissen gevraagd, leg dan in de casus bij Rechten vast dat het verzoek is "
        "ingewilligd.",
    ),
    cases.InvalidCase: Message("Dit kan niet kloppen: {reason}.", "Er is niets opgeslagen.", "Verbeter het veld."),
    cases.LooserThanLaw: Message(
        "{what}: kies een getal van {lowest} tot en met {highest}. Strenger mag, ruimer niet. Bron: {source}.",
        "Er is niets veranderd.", "Verbeter het getal.",
    ),
    cases.InvalidCalendar: Message(
        "Deze dagen kunnen niet kloppen: {reason}.", "De kalender is niet veranderd.", "Verbeter de datums.",
    ),
    cases.InvalidConsent: Message(
        "Deze toestemming kan niet kloppen: {reason}.", "Er is niets opgeslagen.", "Verbeter het formulier.",
    ),
    cases.NoSuchPart: Message("Dit onderdeel van de casus is weg.", UNCHANGED, "Ga terug naar de casus."),
    cases.NoSuchMeeting: Message("Deze bijeenkomst bestaat niet (meer).", UNCHANGED, "Ga terug naar de lijst."),
    cases.NoSuchDiscussion: Message(
        "Deze bespreking staat niet (meer) op de agenda.", UNCHANGED, "Ga terug naar de bijeenkomst.",
    ),
    cases.GaveConsent: Message(
        "Deze betrokkene is om toestemming gevraagd; dat bewijs moet blijven.", "Er is niets verwijderd.",
        "Trek de toestemming in als die niet meer geldt.",
    ),
    cases.ConsentMissing: Message(
        "Bespreken op naam kan nu niet. {reasons}", NOT_SHARED,
        "Vraag toestemming, laat een deelnemer of gegeven weg, of overleg anoniem als er grote zorgen zijn.",
    ),
    cases.SharingNotAllowed: Message(
        "Dit mag nu niet worden gedeeld. {reasons}", NOT_SHARED,
        "Vraag toestemming, deel minder, of leg vast dat het al gebeurd is en bespreek dat met de functionaris.",
    ),
    cases.PaperRefused: Message(
        "Dit bestand kan niet bij de toestemming worden bewaard: {reason}.",
        "Er is niets opgeslagen; uw bestand is niet veranderd.",
        "Stel de scanner in op JPEG, PNG of een gewone PDF zonder wachtwoord, en scan het papier opnieuw.",
    ),
    cases.AnonymousNotAllowed: Message(
        "Anoniem bespreken kan nu niet. {reasons}", NOT_SHARED,
        "Vraag eerst toestemming of motiveer de grote zorgen.",
    ),
    cases.NotReviewed: Message(
        "Nog {open_findings} gevonden plek(ken) zijn niet beoordeeld.", "Er is geen casusblad gemaakt.",
        "Zoek opnieuw wat herleidbaar is en kies bij elke plek, ook onderaan bij wat er overblijft.",
    ),
    cases.UnjudgedText: Message(
        "Regel {part} van de tekst kan niet worden beoordeeld.", "Er is geen casusblad gemaakt.",
        "Herschrijf of verwijder die regel.",
    ),
    cases.UnjudgedNote: Message(
        "Regel {row} van het bestand: regel {part} van die tekst kan niet worden beoordeeld.",
        "Er is niets geschreven.", "Herschrijf of verwijder die tekst.",
    ),
}  # fmt: skip
