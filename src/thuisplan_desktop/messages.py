"""What went wrong, what is safe and what to do: one Dutch message for every kind of error.

Window and command line share these. A message never holds personal data: the blanks are an error's safe facts.
"""

from dataclasses import dataclass

from thuisplan_desktop import errors
from thuisplan_desktop.errors import ThuisplanError


@dataclass(frozen=True)
class Message:
    """`what` stands on its own as one sentence; `safe` and `remedy` follow where there is room."""

    what: str
    safe: str
    remedy: str

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.remedy) if part)


_UNCHANGED = "Er is niets veranderd."
_REGISTER_SAFE = "Het register is niet gewijzigd."
_NOT_IMPORTED = "Er is niets ingelezen."
_NEW_EXPORT = "Maak een nieuwe export in uw leerlingadministratie."
_NOT_SHARED = "Er is niets gedeeld."
_NOT_SENT = "Er is niets verzegeld."
_ASK_AGAIN = "Vraag de afzender om het bestand opnieuw te maken en te sturen."

_MESSAGES: dict[type[ThuisplanError], Message] = {
    # the register and its keys
    errors.WrongPassphrase: Message(
        "Deze wachtzin opent het register niet.", _REGISTER_SAFE,
        "Probeer het opnieuw; let op hoofdletters. Lukt het niet, gebruik dan de herstelcode.",
    ),
    errors.WeakPassphrase: Message(
        "Deze wachtzin is te kort of te makkelijk te raden.", _UNCHANGED,
        "Kies vier verschillende woorden van drie letters of meer, of minstens 12 tekens zonder vast patroon.",
    ),
    errors.NotARegister: Message(
        "Dit is geen (volledig) Thuisplan-register.", _UNCHANGED,
        "Kies de map die eindigt op .thuisplan. Is het die map, haal het register dan terug uit een reservekopie.",
    ),
    errors.RegisterDamaged: Message(
        "Het register is beschadigd.", "Er is niets overschreven en de reservekopieën staan er nog.",
        "Zet een reservekopie terug, of red wat nog te lezen is. Werk er tot dan niet in verder.",
    ),
    errors.RegisterStopped: Message(
        "Het register kon niet verder worden geschreven en is gesloten.",
        "Alles van voor deze handeling is bewaard.",
        "Sluit Thuisplan en open het register opnieuw: dan wordt afgemaakt of teruggedraaid wat half was. Het opent "
        "met dezelfde wachtzin. Maak daarna bij Beheer een nieuwe herstelcode.",
    ),
    errors.KeysDoNotFit: Message(
        "Het sleutelbestand keys.json past niet op register.db: het kan van een ander register zijn, of register.db is "
        "beschadigd.",
        "Er is niets overschreven en de reservekopieën staan er nog.",
        "Is keys.json pas vervangen, zet dan het goede terug. Zo niet, zet een reservekopie terug; die brengt haar "
        "eigen sleutels mee.",
    ),
    errors.RegisterTooNew: Message(
        "Dit register is gemaakt met een nieuwere versie van Thuisplan.", _REGISTER_SAFE,
        "Werk Thuisplan op deze computer bij.",
    ),
    errors.RegisterInUse: Message(
        "Dit register is al geopend{by}.", _REGISTER_SAFE,
        "Sluit eerst het andere venster. Op een gedeelde schijf kan dat ook op een andere computer zijn.",
    ),
    errors.WrongWorkspace: Message(
        "Deze map is van een andere rol: {found}, niet {needed}.", _UNCHANGED, "Kies de map die bij deze taak hoort.",
    ),
    errors.KeyParametersRefused: Message(
        "De sleutelgegevens van dit register zijn veranderd en worden niet vertrouwd.", _REGISTER_SAFE,
        "Haal ze terug uit een reservekopie: op het scherm ‘Terughalen of redden’, of met register restore --damaged.",
    ),
    errors.AlreadyExists: Message(
        "Op deze plaats staat al iets.", "Het bestaande is niet overschreven.", "Kies een andere naam of plaats.",
    ),
    errors.NoSuchFile: Message("Dit bestand of deze map bestaat niet.", _UNCHANGED, "Controleer naam en plaats."),
    errors.CannotRead: Message(
        "Dit bestand kan niet worden gelezen.", _UNCHANGED,
        "Controleer of u er rechten op heeft en of het er nog is.",
    ),
    errors.CannotWrite: Message(
        "Op deze plaats kan niet worden geschreven.", "Wat er stond is ongewijzigd.",
        "Zit de stick of schijf er nog in? Zo ja, kies dan een map waar u rechten op heeft.",
    ),
    errors.DiskFull: Message(
        "De schijf is vol.", "Alles van vóór deze handeling is bewaard.", "Maak ruimte vrij en probeer het opnieuw.",
    ),
    errors.OtherRegister: Message(
        "De sleutels en het register in deze map horen niet bij elkaar.", "Er is niets gewijzigd.",
        "Haal het register terug uit een reservekopie; die brengt haar eigen sleutels mee.",
    ),
    errors.StoreRefused: Message(
        "Deze wijziging past niet bij wat er al staat.", "Er is niets opgeslagen.",
        "Ververs de pagina en probeer opnieuw.",
    ),
    errors.RecoveryCodeMistyped: Message(
        "In de herstelcode zit een tikfout.", _REGISTER_SAFE, "Vergelijk de code teken voor teken met het papier.",
    ),
    errors.WrongRecoveryCode: Message(
        "Deze herstelcode hoort bij een ander register.", _REGISTER_SAFE, "Zoek het herstelblad van dit register.",
    ),
    errors.NoSuchSlot: Message("Deze persoon heeft geen toegang (meer).", _UNCHANGED, "Ververs de lijst."),
    errors.LastWayIn: Message(
        "Dit is de laatste wachtzin van dit register; zonder kan niemand het meer openen.", _UNCHANGED,
        "Voeg eerst een ander toe.",
    ),
    errors.TooManySlots: Message(
        "Dit register heeft al het grootste aantal personen.", _UNCHANGED, "Verwijder eerst wie weg is.",
    ),
    errors.SlotWithdrawn: Message(
        "Deze wachtzin is ingetrokken of vervangen; keys.json kwam uit een oudere kopie en is hersteld.",
        _REGISTER_SAFE, "Gebruik de nieuwe wachtzin, of de herstelcode.",
    ),
    errors.OlderRegister: Message(
        "Register en keys.json zijn ouder dan de notitie ernaast. Wie sindsdien is vertrokken, kan er weer in.",
        "Het is niet geopend; er is niets gewijzigd.",
        "Zet de nieuwste reservekopie terug. Is er geen nieuwere, dan kunt u het na bevestiging toch openen.",
    ),
    errors.WayTakenOff: Message(
        "Dit opent de reservekopie wel, maar het register dat hier staat niet meer: die toegang is vervallen.",
        _UNCHANGED,
        "Gebruik de wachtzin of de herstelcode van nu. Zijn die er niet meer, zet de reservekopie dan terug op een "
        "nieuwe plek, onder een andere naam.",
    ),
    errors.WrongBoardKey: Message(
        "Dit register is niet verzegeld voor deze bestuurssleutel.", _REGISTER_SAFE,
        "Gebruik de sleutel die bij het register is vastgelegd, of de herstelcode.",
    ),
    errors.RegisterLocked: Message(
        "Dit register is op een andere computer geopend door {who}, sinds {since}.", _REGISTER_SAFE,
        "Laat het daar sluiten. Is die computer vastgelopen, dan kunt u de vergrendeling na bevestiging weghalen.",
    ),
    errors.UnclearLock: Message(
        "Bij dit register ligt een beschadigde notitie, van {since}, over wie het open heeft.", _REGISTER_SAFE,
        "Ga na of iemand het op een andere computer open heeft. Is dat niet zo, haal de vergrendeling dan na "
        "bevestiging weg.",
    ),
    errors.InTheWay: Message(
        "In de map van het register is {name} geen gewoon bestand, maar een map of iets anders.", _UNCHANGED,
        "Haal dat weg of geef het een andere naam, en open het register daarna opnieuw. Laat al het andere staan.",
    ),
    errors.SynchronisedFolder: Message(
        "Deze map wordt gekopieerd door {service}; daar gaat een register stuk en blijven oude versies staan.",
        _UNCHANGED,
        "Zet het register in een map op deze computer zelf. Een reservekopie mag er wel heen.",
    ),
    errors.DamagedBackup: Message(
        "Deze reservekopie is beschadigd.", "Het register en de andere reservekopieën zijn ongewijzigd.",
        "Kies een andere reservekopie.",
    ),
    errors.NeedsOlderPassphrase: Message(
        "Deze reservekopie opent nog met de sleutel van vroeger.", _UNCHANGED,
        "Geef ook de wachtzin waarmee het register toen openging.",
    ),
    errors.NotABackup: Message("Dit is geen reservekopie van Thuisplan.", _UNCHANGED, "Kies een ander bestand."),
    errors.BackupTooNew: Message(
        "Deze reservekopie is gemaakt met een nieuwere versie van Thuisplan.", _UNCHANGED,
        "Werk Thuisplan op deze computer bij.",
    ),
    errors.OtherRegistersBackup: Message(
        "Deze reservekopie is van een ander register.", _UNCHANGED, "Kies een reservekopie van dit register.",
    ),
    errors.BackupDiffers: Message(
        "De reservekopie was niet gelijk aan het register en is weggegooid.", _REGISTER_SAFE,
        "Controleer het register (Beheer) en probeer het opnieuw.",
    ),
    errors.NothingToSalvage: Message(
        "Van dit register is niets meer te lezen.", "Er is niets overschreven.", "Zet een reservekopie terug.",
    ),
    errors.PassphraseNotUtf8: Message(
        "De tekens van de aangeleverde wachtzin zijn niet te lezen.", _UNCHANGED,
        "Bewaar de wachtzin als UTF-8 en probeer opnieuw.",
    ),
    errors.NoPassphrase: Message(
        "Er is geen wachtzin of code gegeven.", _UNCHANGED,
        "Typ hem, of lees hem uit een bestand met een regel erin, zoals met --passphrase-file.",
    ),
    # lists from elsewhere
    errors.FileTooLarge: Message(
        "Dit bestand is groter dan {limit_mb} MB en wordt niet gelezen.", _NOT_IMPORTED,
        "Maak een export met alleen de leerlingen die u nodig heeft.",
    ),
    errors.EmptyFile: Message("Dit bestand is leeg.", _NOT_IMPORTED, "Maak de export opnieuw."),
    errors.UnknownEncoding: Message(
        "De tekens in dit bestand zijn niet te lezen.", _NOT_IMPORTED,
        "Sla de lijst op als CSV (UTF-8) en probeer opnieuw.",
    ),
    errors.HostileXml: Message(
        "Dit XML-bestand bevat een documenttype of entiteit; EDEXML heeft die niet, dus het wordt niet vertrouwd.",
        _NOT_IMPORTED, _NEW_EXPORT,
    ),
    errors.MalformedXml: Message(
        "Dit XML-bestand is afgebroken of onleesbaar (regel {line}).", _NOT_IMPORTED, _NEW_EXPORT,
    ),
    errors.NotEdexml: Message(
        "Dit is geen EDEXML-bestand.", _NOT_IMPORTED, "Kies in uw leerlingadministratie voor de export EDEXML.",
    ),
    errors.NotAWorkbook: Message(
        "Dit bestand is geen Excel-werkmap, of het is beschadigd of met een wachtwoord beveiligd.", _NOT_IMPORTED,
        "Sla de lijst in Excel op als werkmap (.xlsx) zonder wachtwoord, of als CSV (UTF-8).",
    ),
    errors.HostileWorkbook: Message(
        "Deze werkmap bevat iets wat in een lijst niet thuishoort en wordt niet vertrouwd.", _NOT_IMPORTED, _NEW_EXPORT,
    ),
    errors.LooksLikeBsn: Message(
        "De kolom voor {column} bevat burgerservicenummers. Die komen nooit in Thuisplan.", _NOT_IMPORTED,
        "Kies de kolom met het eigen leerlingnummer van de school, of laat het BSN weg uit de export.",
    ),
    errors.ForbiddenColumn: Message(
        "De kolom die u koos voor {column} bevat, volgens de kop: {holds}. Dat komt nooit in Thuisplan.", _NOT_IMPORTED,
        "Kies een andere kolom, of sla dit gegeven over.",
    ),
    errors.MissingColumns: Message(
        "In deze lijst ontbreekt: {columns}.", _NOT_IMPORTED, "Voeg de kolom toe aan de export en probeer opnieuw.",
    ),
    errors.MalformedRow: Message("Regel {row} klopt niet{column}.", _NOT_IMPORTED, "Verbeter de regel in de lijst."),
    errors.ImpossibleDate: Message(
        "Regel {row} heeft een onmogelijke datum{column}.", _NOT_IMPORTED, "Schrijf datums als 03-11-2026.",
    ),
    errors.UnknownCode: Message(
        "Regel {row} heeft een verzuimcode die Thuisplan niet kent.", _NOT_IMPORTED,
        "Voeg de code toe aan de codetabel en probeer opnieuw.",
    ),
    errors.NothingSelected: Message("Er is geen leerling gekozen.", _NOT_IMPORTED, "Kies eerst wie u wilt inlezen."),
    errors.MalformedChoices: Message(
        "Het bestand met keuzes klopt niet bij: {field}.", _NOT_IMPORTED, "Herstel het bestand en probeer opnieuw.",
    ),
    errors.PupilChanged: Message(
        "Van {key_count} leerling(en) is naam, geboortedatum of school hier anders, of is er misschien al een casus.",
        _NOT_IMPORTED,
        "Zoek uit wat klopt en kies bij het inlezen per leerling wat blijft staan, met de reden.",
    ),
    # cases, consent, meetings
    errors.NoSuchCase: Message("Deze casus bestaat niet (meer).", _UNCHANGED, "Ga terug naar de lijst."),
    errors.CaseHeld: Message(
        "Deze casus kan nog niet worden vernietigd: {reason}.", "Er is niets vernietigd.",
        "Beslis eerst over het verzoek of de beperking, bij de casus onder Rechten.",
    ),
    errors.CaseOpen: Message(
        "Deze casus is nog open en kan niet worden vernietigd.", "Er is niets vernietigd.",
        "Sluit de casus eerst af. Is om wissen gevraagd, leg dan in de casus bij Rechten vast dat het verzoek is "
        "ingewilligd.",
    ),
    errors.InvalidCase: Message("Dit kan niet kloppen: {reason}.", "Er is niets opgeslagen.", "Verbeter het veld."),
    errors.LooserThanLaw: Message(
        "{what}: kies een getal van {lowest} tot en met {highest}. Strenger mag, ruimer niet. Bron: {source}.",
        "Er is niets veranderd.", "Verbeter het getal.",
    ),
    errors.InvalidCalendar: Message(
        "Deze dagen kunnen niet kloppen: {reason}.", "De kalender is niet veranderd.", "Verbeter de datums.",
    ),
    errors.InvalidConsent: Message(
        "Deze toestemming kan niet kloppen: {reason}.", "Er is niets opgeslagen.", "Verbeter het formulier.",
    ),
    errors.NoSuchPart: Message("Dit onderdeel van de casus is weg.", _UNCHANGED, "Ga terug naar de casus."),
    errors.NoSuchMeeting: Message("Deze bijeenkomst bestaat niet (meer).", _UNCHANGED, "Ga terug naar de lijst."),
    errors.NoSuchDiscussion: Message(
        "Deze bespreking staat niet (meer) op de agenda.", _UNCHANGED, "Ga terug naar de bijeenkomst.",
    ),
    errors.GaveConsent: Message(
        "Deze betrokkene is om toestemming gevraagd; dat bewijs moet blijven.", "Er is niets verwijderd.",
        "Trek de toestemming in als die niet meer geldt.",
    ),
    errors.ConsentMissing: Message(
        "Bespreken op naam kan nu niet. {reasons}", _NOT_SHARED,
        "Vraag toestemming, laat een deelnemer of gegeven weg, of overleg anoniem als er grote zorgen zijn.",
    ),
    errors.SharingNotAllowed: Message(
        "Dit mag nu niet worden gedeeld. {reasons}", _NOT_SHARED,
        "Vraag toestemming, deel minder, of leg vast dat het al gebeurd is en bespreek dat met de functionaris.",
    ),
    errors.PaperRefused: Message(
        "Dit bestand kan niet bij de toestemming worden bewaard: {reason}.",
        "Er is niets opgeslagen; uw bestand is niet veranderd.",
        "Stel de scanner in op JPEG, PNG of een gewone PDF zonder wachtwoord, en scan het papier opnieuw.",
    ),
    errors.AnonymousNotAllowed: Message(
        "Anoniem bespreken kan nu niet. {reasons}", _NOT_SHARED,
        "Vraag eerst toestemming of motiveer de grote zorgen.",
    ),
    errors.NotReviewed: Message(
        "Nog {open_findings} gevonden plek(ken) zijn niet beoordeeld.", "Er is geen casusblad gemaakt.",
        "Zoek opnieuw wat herleidbaar is en kies bij elke plek, ook onderaan bij wat er overblijft.",
    ),
    errors.UnjudgedText: Message(
        "Regel {part} van de tekst kan niet worden beoordeeld.", "Er is geen casusblad gemaakt.",
        "Herschrijf of verwijder die regel.",
    ),
    errors.UnjudgedNote: Message(
        "Regel {row} van het bestand: regel {part} van die tekst kan niet worden beoordeeld.",
        "Er is niets geschreven.", "Herschrijf of verwijder die tekst.",
    ),
    # definitions, counts, protection
    errors.UnknownDefinitions: Message("Definitieset '{name}' bestaat niet.", _UNCHANGED, "Kies een bekende set."),
    errors.MalformedDefinitions: Message(
        "Definitieset '{name}' heeft een fout in '{field}': {reason}.", _UNCHANGED, "Herstel het bestand.",
    ),
    errors.MalformedReport: Message(
        "In het rapport '{name}' klopt {field} niet.", "Er is niets geteld.",
        "Zet Thuisplan opnieuw op dit apparaat: de rapporten horen bij het programma.",
    ),
    errors.MalformedSharingRules: Message(
        "Deze deelregels hebben een fout in regel '{rule}', bij '{field}'.", "De regels van nu blijven gelden.",
        "Herstel het bestand. Begin zo nodig opnieuw met de meegeleverde regels.",
    ),
    errors.LooserSharingRule: Message(
        "Deelregel '{rule}' staat meer toe dan de meegeleverde regels.", "De regels van nu blijven gelden.",
        "Eigen regels mogen strenger zijn, nooit ruimer. Maak deze regel strenger of haal hem weg.",
    ),
    errors.CannotProtect: Message(
        "Deze tabel kan niet veilig genoeg worden afgeschermd.", "Er is niets getoond of gemaakt.",
        "Kies een tabel met minder onderverdelingen.",
    ),
    errors.GivenAwayBefore: Message(
        "Samen met wat al gepubliceerd is, zou deze tabel {cells} kleine aantallen verraden.",
        "Er is niets getoond of gemaakt.", "Kies een tabel met minder onderverdelingen, of een ruimer tijdvak.",
    ),
    errors.ChangedSinceBefore: Message(
        "Een eerdere publicatie noemt voor dezelfde cel een ander getal.", "Er is niets getoond of gemaakt.",
        "Publiceer dezelfde peildatum niet met gewijzigde getallen; geef een nieuwe telling andere namen.",
    ),
    errors.OtherDefinitionsBefore: Message(
        "Van deze dag staan onder een andere definitieset andere getallen; het verschil zou kleine aantallen verraden.",
        "Er is niets getoond of gemaakt.", "Gebruik voor één peildatum één definitieset.",
    ),
    errors.NoTimeToProtect: Message(
        "De controle van deze tabel kwam niet op tijd klaar.", "Er is niets getoond of gemaakt.",
        "Kies een tabel met minder onderverdelingen.",
    ),
    errors.ThresholdTooLow: Message(
        "De drempel moet minstens {needed} zijn.", "Er is niets getoond of gemaakt.", "Kies een hogere drempel.",
    ),
    errors.MalformedTable: Message(
        "De tabel klopt niet: {reason}.", "Er is niets gemaakt.", "Verbeter het bestand en probeer opnieuw.",
    ),
    errors.CertificateDiffers: Message(
        "Deze tabel is niet de tabel van haar certificaat, of de grenzen erin kloppen niet.",
        _UNCHANGED,
        "Vertrouw haar niet; vraag de maker om het oorspronkelijke bestand.",
    ),
    errors.NotProtected: Message(
        "De tabel in dit bestand is niet afgeschermd zoals moet: {reason}.", _UNCHANGED,
        "Vraag de afzender om met een bijgewerkt Thuisplan opnieuw te verzegelen.",
    ),
    errors.PromiseNotKept: Message(
        "Deze tabel verraadt kleine aantallen: {reason}.", _UNCHANGED,
        "Publiceer haar niet; scherm de tabel opnieuw af met 'thuisplan protect'.",
    ),
    errors.UnknownReport: Message("Dit rapport bestaat niet.", _UNCHANGED, "Kies een bekend rapport."),
    # files that travel
    errors.NotAThuisplanFile: Message(
        "Dit is geen (volledig) Thuisplan-bestand.", _UNCHANGED, _ASK_AGAIN,
    ),
    errors.OtherKindOfFile: Message(
        "Dit is een ander soort bestand: {found}, niet {needed}.", _UNCHANGED, "Kies het juiste bestand.",
    ),
    errors.FileTooNew: Message(
        "Dit bestand is gemaakt met een nieuwere versie van Thuisplan.", _UNCHANGED,
        "Werk Thuisplan op deze computer bij.",
    ),
    errors.BrokenSeal: Message(
        "Het zegel van dit bestand is verbroken: het is onderweg veranderd of beschadigd.",
        "Er is niets van overgenomen.", _ASK_AGAIN,
    ),
    errors.NotForUs: Message(
        "Dit bestand is voor iemand anders verzegeld.", "Er is niets gelezen.", "Stuur het terug aan de afzender.",
    ),
    errors.UnknownSender: Message(
        "De afzender van dit bestand is hier niet ingeschreven.", "Er is niets van overgenomen.",
        "Schrijf de afzender eerst in, na vergelijking van de vingerafdruk aan de telefoon.",
    ),
    errors.NoSuchSender: Message(
        "Er is hier niet precies één deelnemer met deze naam of deze woorden.", "Er is niemand geschrapt.",
        "Schrijf de naam zoals bij Deelnemers, of geef de twaalf controlewoorden van de deelnemer.",
    ),
    errors.FingerprintDiffers: Message(
        "De woorden aan de telefoon zijn niet de vingerafdruk van dit bestand.", "Er is niets vertrouwd.",
        "Gebruik het bestand niet. Vraag de ander om de woorden nog eens te lezen en het bestand opnieuw te sturen.",
    ),
    errors.OtherTelling: Message(
        "Dit bestand hoort bij een andere telling.", _UNCHANGED, "Kies de telling die erbij hoort.",
    ),
    errors.OtherRegion: Message(
        "Dit bestand is van een andere regio.", _UNCHANGED, "Kies het bestand van uw eigen sleutelhouder.",
    ),
    errors.AlreadyReceived: Message(
        "Dit bestand, of een nieuwer van deze afzender, is al ontvangen.", "Het eerdere bestand blijft gelden.", "",
    ),
    errors.TellingClosed: Message("Deze telling is gesloten.", "Wat geteld is verandert niet meer.", ""),
    errors.NotCosigned: Message(
        "Dit verzoek is niet door beide partijen ondertekend.", _NOT_SENT,
        "Vraag het samenwerkingsverband om het door de sleutelhouder medeondertekende bestand.",
    ),
    errors.NoSuchTelling: Message("Deze telling is hier niet bekend.", _UNCHANGED, "Open de telling eerst."),
    errors.ProfileUnknown: Message(
        "Er is nog geen regioprofiel vastgelegd.", _UNCHANGED,
        "Lees het profiel van de regio in en vergelijk de vingerafdrukken aan de telefoon.",
    ),
    errors.ProfileRefused: Message("Dit regioprofiel wordt niet aanvaard: {reason}.", _UNCHANGED, "Bel de regio."),
    errors.DefinitionsDiffer: Message(
        "Dit bestand telt met andere definities of een ander rapport.", _UNCHANGED,
        "Tel opnieuw met de definities van het regioprofiel. Heeft Thuisplan sinds een nieuwe versie andere rapporten? "
        "Dan maakt het samenwerkingsverband bij Deelnemers een nieuwe versie van het profiel.",
    ),
    errors.SecondRegion: Message(
        "Dit register doet al mee met ‘{region}’, die hetzelfde onderwijs telt. Een school hoort bij één "
        "samenwerkingsverband; twee sommen van dezelfde scholen onder twee namen tonen samen één school.",
        "Er is niets vastgelegd.", "Vraag eerst aan de sleutelhouder van ‘{region}’ waarom er een tweede regio is.",
    ),
    errors.CountedElsewhere: Message(
        "Uw aantallen van {peildatum} gingen al naar ‘{region}’. Met deze erbij zou uit twee sommen één school te "
        "lezen zijn.",
        "Er is niets verzegeld.",
        "Vraag beide samenwerkingsverbanden waarom zij dezelfde dagen tellen. Een telling van meer dan drie weken "
        "ervoor of erna kan wel.",
    ),
    errors.TooFewSenders: Message(
        "Er zijn {found} afzenders van verschillende besturen; nodig zijn er minstens {needed}.",
        "Er is niets opgeteld en niets prijsgegeven.", "Wacht op meer bestanden of voeg cellen samen in het profiel.",
    ),
    errors.TooFewCounters: Message(
        "Wie niet ingeschreven of vrijgesteld is, tellen hier {found} besturen; dat moet er één zijn, of {needed}.",
        "Er is niets opgeteld en niets prijsgegeven.",
        "Laat één van hen (leerplicht of de consulent) voor allen tellen, en schrijf de anderen uit.",
    ),
    errors.CellsTooFine: Message(
        "Het profiel telt ‘{report}’ op. Dat is naar schoolsoort of gemeente, en één school kan daar de enige zijn.",
        "Er is niets geteld, opgeteld of prijsgegeven.",
        "Vraag het samenwerkingsverband om een profiel zonder dit rapport.",
    ),
    errors.AlreadyAnswered: Message(
        "Voor deze regio en peildatum is al een som gegeven.", "Een tweede som zou een school kunnen prijsgeven.", "",
    ),
    errors.AnswersForgotten: Message(
        "Dit register kwam uit een reservekopie, zonder de lijst van gegeven sommen; tot {until} kan er al een zijn.",
        "Er is niets ondertekend en niets opgeteld.", "Laat de regio een telling openen met een latere peildatum.",
    ),
    errors.SetsDiffer: Message(
        "De sleutelhouder heeft andere bestanden opgeteld dan hier zijn ontvangen.", "Er is niets opgeteld.",
        "Maak een nieuw sommenverzoek met dezelfde bestanden.",
    ),
    errors.ShareDoesNotOpen: Message(
        "Het deel dat {sender} voor u verzegelde, gaat niet open.", "Er is niets opgeteld en geen antwoord gegeven.",
        "Vraag het samenwerkingsverband om deze deelnemer uit te schrijven en het optelverzoek opnieuw te maken.",
    ),
    errors.ImplausibleSum: Message(
        "De som kan niet kloppen: een getal valt buiten wat mogelijk is.", "Er is niets opgeslagen.",
        "Een van de deelnemers leverde iets anders dan een telling. Vraag op Optellen de som zonder één groep.",
    ),
    errors.NotSpoilt: Message(
        "Van deze telling is geen som geweigerd; er is dus niets om zonder een groep te vragen.", _UNCHANGED, "",
    ),
    errors.NoGroups: Message(
        "Voor een som zonder één groep zijn in elke sector {needed} besturen nodig.", _UNCHANGED,
        "Open een nieuwe telling, meer dan drie weken na deze peildatum.",
    ),
    errors.NotEnrolled: Message(
        "Deze school staat niet op de deelnemerslijst van deze telling.", _NOT_SENT, "Bel de regio.",
    ),
    errors.EnrolledElsewhere: Message(
        "In deze regio schrijft alleen de inschrijver deelnemers in en uit.", "Er is niets overgenomen.",
        "Laat de aanmelding aan de inschrijver sturen; u krijgt van hem een lijst zonder namen.",
    ),
    errors.OutOfSequence: Message(
        "Dit bestand past niet na het vorige van deze afzender.", "Er is niets van overgenomen.",
        "Is daar een bestand niet verstuurd, of een reservekopie teruggezet? Na een telefoongesprek mag het toch.",
    ),
    errors.TellingStillOpen: Message(
        "Deze telling is nog niet gesloten.", "Er is niets opgeteld.",
        "Sluit eerst de telling en stuur het sommenverzoek aan de sleutelhouder.",
    ),
    errors.NotSummedYet: Message(
        "Deze telling is nog niet opgeteld.", "Er is niets gemaakt.",
        "Lees eerst het somantwoord van de sleutelhouder in.",
    ),
    errors.TotalsWithheld: Message(
        "Deze telling komt niet op papier: het verschil met een eerdere telling zou één school laten zien.",
        "De totalen staan bij Optellen.",
        "Een volgende telling, van dezelfde deelnemers als toen, komt weer in een rapport.",
    ),
    errors.SumJumped: Message(
        "Anders dan bij de vorige telling, en veel: {lines}.", "Er is nog niets gedeeld.",
        "Vraag bij de scholen na of het klopt, en geef dat aan bij Optellen.",
    ),
    errors.InvalidTarget: Message("Dit doel is nog niet af: {reason}.", "Er is niets opgeslagen.", "Vul het doel aan."),
    errors.PromiseBroken: Message("Een belofte van Thuisplan hield geen stand: {promise}.", "", ""),
}  # fmt: skip


def message_for(error: ThuisplanError) -> Message:
    """The message of this error with its facts filled in."""
    found = _MESSAGES[type(error)]
    facts = {name: str(value) for name, value in error.facts.items()}
    facts.setdefault("by", "")  # who has the register open is not always known
    if "column" in facts:  # empty when the row as a whole is wrong
        facts["column"] = f" (kolom {facts['column']})" if facts["column"] else ""
    return Message(found.what.format_map(_Blank(facts)), found.safe, found.remedy)


class _Blank(dict[str, str]):
    """A fact that was not given reads as three dots instead of hiding the message behind a second error."""

    def __missing__(self, key: str) -> str:
        return "…"
