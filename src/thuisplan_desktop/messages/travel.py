"""Files that travel between schools, key holder and region."""

from thuisplan_desktop.errors import ThuisplanError, travel
from thuisplan_desktop.messages.message import ASK_AGAIN, NOT_SENT, UNCHANGED, Message

MESSAGES: dict[type[ThuisplanError], Message] = {
    travel.NotAThuisplanFile: Message(
        "Dit is geen (volledig) Thuisplan-bestand.", UNCHANGED, ASK_AGAIN,
    ),
    travel.OtherKindOfFile: Message(
        "Dit is een ander soort bestand: {found}, niet {needed}.", UNCHANGED, "Kies het juiste bestand.",
    ),
    travel.FileTooNew: Message(
        "Dit bestand is gemaakt met een nieuwere versie van Thuisplan.", UNCHANGED,
        "Werk Thuisplan op deze computer bij.",
    ),
    travel.BrokenSeal: Message(
        "Het zegel van dit bestand is verbroken: het is onderweg veranderd of beschadigd.",
        "Er is niets van overgenomen.", ASK_AGAIN,
    ),
    travel.NotForUs: Message(
        "Dit bestand is voor iemand anders verzegeld.", "Er is niets gelezen.", "Stuur het terug aan de afzender.",
    ),
    travel.UnknownSender: Message(
        "De afzender van dit bestand is hier niet ingeschreven.", "Er is niets van overgenomen.",
        "Schrijf de afzender eerst in, na vergelijking van de vingerafdruk aan de telefoon.",
    ),
    travel.NoSuchSender: Message(
        "Er is hier niet precies één deelnemer met deze naam of deze woorden.", "Er is niemand geschrapt.",
        "Schrijf de naam zoals bij Deelnemers, of geef de twaalf controlewoorden van de deelnemer.",
    ),
    travel.FingerprintDiffers: Message(
        "De woorden aan de telefoon zijn niet de vingerafdruk van dit bestand.", "Er is niets vertrouwd.",
        "Gebruik het bestand niet. Vraag de ander om de woorden nog eens te lezen en het bestand opnieuw te sturen.",
    ),
    travel.OtherTelling: Message(
        "Dit bestand hoort bij een andere telling.", UNCHANGED, "Kies de telling die erbij hoort.",
    ),
    travel.OtherRegion: Message(
        "Dit bestand is van een andere regio.", UNCHANGED, "Kies het bestand van uw eigen sleutelhouder.",
    ),
    travel.AlreadyReceived: Message(
        "Dit bestand, of een nieuwer van deze afzender, is al ontvangen.", "Het eerdere bestand blijft gelden.", "",
    ),
    travel.TellingClosed: Message("Deze telling is gesloten.", "Wat geteld is verandert niet meer.", ""),
    travel.NotCosigned: Message(
        "Dit verzoek is niet door beide partijen ondertekend.", NOT_SENT,
        "Vraag het samenwerkingsverband om het door de sleutelhouder medeondertekende bestand.",
    ),
    travel.TellingMisdated: Message(
        "Deze telling wordt niet aanvaard: {reason}.", UNCHANGED,
        "Vraag het samenwerkingsverband een nieuwe telling voor te stellen.",
    ),
    travel.NoSuchTelling: Message("Deze telling is hier niet bekend.", UNCHANGED, "Open de telling eerst."),
    travel.ProfileUnknown: Message(
        "Er is geen regioprofiel vastgelegd waar dit bij hoort.", UNCHANGED,
        "Lees het nieuwste profiel van de regio in en vergelijk de vingerafdrukken aan de telefoon. Is dat al gedaan? "
        "Dan moet het samenwerkingsverband de telling opnieuw openen.",
    ),
    travel.ProfileRefused: Message("Dit regioprofiel wordt niet aanvaard: {reason}.", UNCHANGED, "Bel de regio."),
    travel.BoardsAlike: Message(
        "Het bestuur ‘{board}’ lijkt op {alike}. Is het hetzelfde, dan zou het als twee tellen.",
        "Er is niemand ingeschreven.",
        "Vraag het na. Is het een ander bestuur, schrijf dan in met --other-board.",
    ),
    travel.DefinitionsDiffer: Message(
        "Dit bestand telt met andere definities of een ander rapport.", UNCHANGED,
        "Tel opnieuw met de definities van het regioprofiel. Heeft Thuisplan sinds een nieuwe versie andere rapporten? "
        "Dan maakt het samenwerkingsverband bij Deelnemers een nieuwe versie van het profiel.",
    ),
    travel.SecondRegion: Message(
        "Dit register doet al mee met ‘{region}’, die hetzelfde onderwijs telt.",
        "Er is niets vastgelegd: twee uitkomsten van dezelfde scholen onder twee namen tonen samen één school.",
        "Een school hoort bij één samenwerkingsverband. Vraag eerst aan de sleutelhouder of de inschrijver van uw "
        "regio waarom er een tweede is.",
    ),
    travel.CountedElsewhere: Message(
        "Uw aantallen van {peildatum} gingen al naar ‘{region}’. Met deze erbij zou uit beide uitkomsten samen één "
        "school te lezen zijn.",
        "Er is niets verzegeld.",
        "Vraag beide samenwerkingsverbanden waarom zij dezelfde dagen tellen. Een telling van meer dan drie weken "
        "ervoor of erna kan wel.",
    ),
    travel.TooFewSenders: Message(
        "Er zijn {found} afzenders van verschillende besturen; nodig zijn er minstens {needed}.",
        "Er is niets opgeteld en niets prijsgegeven.", "Wacht op meer bestanden of voeg cellen samen in het profiel.",
    ),
    travel.TooFewCounters: Message(
        "Wie niet ingeschreven of vrijgesteld is, tellen hier {found} besturen; dat moet er één zijn, of {needed}.",
        "Er is niets opgeteld en niets prijsgegeven.",
        "Laat één van hen (leerplicht of de consulent) voor allen tellen, en schrijf de anderen uit.",
    ),
    travel.CellsTooFine: Message(
        "Het profiel telt ‘{report}’ op. Dat is naar schoolsoort of gemeente, en één school kan daar de enige zijn.",
        "Er is niets geteld, opgeteld of prijsgegeven.",
        "Vraag het samenwerkingsverband om een profiel zonder dit rapport.",
    ),
    travel.AlreadyAnswered: Message(
        "Voor deze regio en peildatum is al een som gegeven.", "Een tweede som zou een school kunnen prijsgeven.", "",
    ),
    travel.AnswersForgotten: Message(
        "Dit register kwam uit een reservekopie, zonder de lijst van gegeven sommen; tot {until} kan er al een zijn.",
        "Er is niets ondertekend en niets opgeteld.", "Laat de regio een telling openen met een latere peildatum.",
    ),
    travel.SetsDiffer: Message(
        "De sleutelhouder heeft andere bestanden opgeteld dan hier zijn ontvangen.", "Er is niets opgeteld.",
        "Kwam deze werkmap uit een oude kopie? Lees bij Ontvangen de bestanden in die er daarna nog kwamen, en open "
        "het antwoord opnieuw. Zo niet, maak dan een nieuw optelverzoek met dezelfde bestanden.",
    ),
    travel.ShareDoesNotOpen: Message(
        "Het deel dat {sender} voor u verzegelde, gaat niet open.", "Er is niets opgeteld en geen antwoord gegeven.",
        "Vraag het samenwerkingsverband om deze deelnemer uit te schrijven en het optelverzoek opnieuw te maken.",
    ),
    travel.ImplausibleSum: Message(
        "De som kan niet kloppen: een getal valt buiten wat mogelijk is.", "Er is niets opgeslagen.",
        "Een van de deelnemers leverde iets anders dan een telling. Vraag op Optellen de som zonder één groep.",
    ),
    travel.NotSpoilt: Message(
        "Van deze telling is geen som geweigerd; er is dus niets om zonder een groep te vragen.", UNCHANGED, "",
    ),
    travel.NoGroups: Message(
        "Er is geen groep om weg te laten: daarvoor zijn in elke sector {needed} besturen nodig, en elke groep wordt "
        "één keer weggelaten.",
        UNCHANGED,
        "Open een nieuwe telling, meer dan drie weken na deze peildatum.",
    ),
    travel.NotEnrolled: Message(
        "Deze school staat niet op de deelnemerslijst van deze telling.", NOT_SENT, "Bel de regio.",
    ),
    travel.EnrolledElsewhere: Message(
        "In deze regio schrijft alleen de inschrijver deelnemers in en uit.", "Er is niets overgenomen.",
        "Laat de aanmelding aan de inschrijver sturen; u krijgt van hem een lijst zonder namen.",
    ),
    travel.OutOfSequence: Message(
        "Dit bestand past niet na het vorige van deze afzender.", "Er is niets van overgenomen.",
        "Is daar een bestand niet verstuurd, of een reservekopie teruggezet? Na een telefoongesprek mag het toch.",
    ),
    travel.TellingStillOpen: Message(
        "Deze telling is nog niet gesloten.", "Er is niets opgeteld.",
        "Sluit eerst de telling en stuur het optelverzoek aan de sleutelhouder.",
    ),
    travel.NotSummedYet: Message(
        "Deze telling is nog niet opgeteld.", "Er is niets gemaakt.",
        "Lees eerst het optelantwoord van de sleutelhouder in.",
    ),
    travel.TotalsWithheld: Message(
        "Deze telling komt niet op papier: het verschil met een eerdere telling zou één school laten zien.",
        "De totalen staan bij Optellen.",
        "Een volgende telling, van dezelfde deelnemers als toen, komt weer in een rapport.",
    ),
    travel.SumJumped: Message(
        "Anders dan bij de vorige telling, en veel: {lines}.", "Er is nog niets gedeeld.",
        "Vraag bij de scholen na of het klopt, en geef dat aan bij Optellen.",
    ),
    travel.InvalidTarget: Message("Dit doel is nog niet af: {reason}.", "Er is niets opgeslagen.", "Vul het doel aan."),
}  # fmt: skip
