"""The register file, its keys and its backups."""

from thuisplan_desktop.errors import ThuisplanError, register_file
from thuisplan_desktop.messages.message import REGISTER_SAFE, UNCHANGED, Message

MESSAGES: dict[type[ThuisplanError], Message] = {
    register_file.WrongPassphrase: Message(
        "Deze wachtzin opent het register niet.", REGISTER_SAFE,
        "Probeer het opnieuw; let op hoofdletters. Lukt het niet, gebruik dan de herstelcode.",
    ),
    register_file.WeakPassphrase: Message(
        "Deze wachtzin is te kort of te makkelijk te raden.", UNCHANGED,
        "Kies vier verschillende woorden van drie letters of meer, of minstens 12 tekens zonder vast patroon.",
    ),
    register_file.NotARegister: Message(
        "Dit is geen (volledig) Thuisplan-register.", UNCHANGED,
        "Kies de map die eindigt op .thuisplan. Is het die map, haal het register dan terug uit een reservekopie.",
    ),
    register_file.RegisterDamaged: Message(
        "Het register is beschadigd.", "Er is niets overschreven en de reservekopieën staan er nog.",
        "Zet een reservekopie terug, of red wat nog te lezen is. Werk er tot dan niet in verder.",
    ),
    register_file.RegisterStopped: Message(
        "Het register kon niet verder worden geschreven en is gesloten.",
        "Alles van voor deze handeling is bewaard.",
        "Sluit Thuisplan en open het register opnieuw: dan wordt afgemaakt of teruggedraaid wat half was. Het opent "
        "met dezelfde wachtzin. Maak daarna bij Beheer een nieuwe herstelcode.",
    ),
    register_file.KeysDoNotFit: Message(
        "Het sleutelbestand keys.json past niet op register.db: het kan van een ander register zijn, of register.db is "
        "beschadigd.",
        "Er is niets overschreven en de reservekopieën staan er nog.",
        "Is keys.json pas vervangen, zet dan het goede terug. Zo niet, zet een reservekopie terug; die brengt haar "
        "eigen sleutels mee.",
    ),
    register_file.RegisterTooNew: Message(
        "Dit register is gemaakt met een nieuwere versie van Thuisplan.", REGISTER_SAFE,
        "Werk Thuisplan op deze computer bij.",
    ),
    register_file.RegisterInUse: Message(
        "Dit register is al geopend{by}.", REGISTER_SAFE,
        "Sluit eerst het andere venster. Op een gedeelde schijf kan dat ook op een andere computer zijn.",
    ),
    register_file.WrongWorkspace: Message(
        "Deze map is van een andere rol: {found}, niet {needed}.", UNCHANGED, "Kies de map die bij deze taak hoort.",
    ),
    register_file.KeyParametersRefused: Message(
        "De sleutelgegevens van dit register zijn veranderd en worden niet vertrouwd.", REGISTER_SAFE,
        "Haal ze terug uit een reservekopie: op het scherm ‘Terughalen of redden’, of met register restore --damaged.",
    ),
    register_file.AlreadyExists: Message(
        "Op deze plaats staat al iets.", "Het bestaande is niet overschreven.", "Kies een andere naam of plaats.",
    ),
    register_file.NoSuchFile: Message("Dit bestand of deze map bestaat niet.", UNCHANGED, "Controleer naam en plaats."),
    register_file.CannotRead: Message(
        "Dit bestand kan niet worden gelezen.", UNCHANGED,
        "Controleer of u er rechten op heeft en of het er nog is.",
    ),
    register_file.CannotWrite: Message(
        "Op deze plaats kan niet worden geschreven.", "Wat er stond is ongewijzigd.",
        "Zit de stick of schijf er nog in? Zo ja, kies dan een map waar u rechten op heeft.",
    ),
    register_file.OwnFolder: Message(
        "Deze map is van het register zelf: raakt die weg, dan gaat de tweede plek mee.", UNCHANGED,
        "Kies een map op een stick, een andere schijf of het netwerk.",
    ),
    register_file.DiskFull: Message(
        "De schijf is vol.", "Alles van vóór deze handeling is bewaard.", "Maak ruimte vrij en probeer het opnieuw.",
    ),
    register_file.OtherRegister: Message(
        "De sleutels en het register in deze map horen niet bij elkaar.", "Er is niets gewijzigd.",
        "Haal het register terug uit een reservekopie; die brengt haar eigen sleutels mee.",
    ),
    register_file.StoreRefused: Message(
        "Deze wijziging past niet bij wat er al staat.", "Er is niets opgeslagen.",
        "Ververs de pagina en probeer opnieuw.",
    ),
    register_file.RecoveryCodeMistyped: Message(
        "In de herstelcode zit een tikfout.", REGISTER_SAFE, "Vergelijk de code teken voor teken met het papier.",
    ),
    register_file.WrongRecoveryCode: Message(
        "Deze herstelcode hoort bij een ander register.", REGISTER_SAFE, "Zoek het herstelblad van dit register.",
    ),
    register_file.NoSuchSlot: Message("Deze persoon heeft geen toegang (meer).", UNCHANGED, "Ververs de lijst."),
    register_file.LastWayIn: Message(
        "Dit is de laatste wachtzin van dit register; zonder kan niemand het meer openen.", UNCHANGED,
        "Voeg eerst een ander toe.",
    ),
    register_file.TooManySlots: Message(
        "Dit register heeft al het grootste aantal personen.", UNCHANGED, "Verwijder eerst wie weg is.",
    ),
    register_file.SlotWithdrawn: Message(
        "Deze wachtzin is ingetrokken of vervangen; keys.json kwam uit een oudere kopie en is hersteld.",
        REGISTER_SAFE, "Gebruik de nieuwe wachtzin, of de herstelcode.",
    ),
    register_file.OlderRegister: Message(
        "Register en keys.json zijn ouder dan de notitie ernaast. Wie sindsdien is vertrokken, kan er weer in.",
        "Het is niet geopend; er is niets gewijzigd.",
        "Zet de nieuwste reservekopie terug. Is er geen nieuwere, dan kunt u het na bevestiging toch openen.",
    ),
    register_file.WayTakenOff: Message(
        "Dit opent de reservekopie wel, maar het register dat hier staat niet meer: die toegang is vervallen.",
        UNCHANGED,
        "Gebruik de wachtzin of de herstelcode van nu. Zijn die er niet meer, zet de reservekopie dan terug op een "
        "nieuwe plek, onder een andere naam.",
    ),
    register_file.WrongBoardKey: Message(
        "Dit register is niet verzegeld voor deze bestuurssleutel.", REGISTER_SAFE,
        "Gebruik de sleutel die bij het register is vastgelegd, of de herstelcode.",
    ),
    register_file.RegisterLocked: Message(
        "Dit register is op een andere computer geopend door {who}, sinds {since}.", REGISTER_SAFE,
        "Laat het daar sluiten. Is die computer vastgelopen, dan kunt u de vergrendeling na bevestiging weghalen.",
    ),
    register_file.UnclearLock: Message(
        "Bij dit register ligt een beschadigde notitie, van {since}, over wie het open heeft.", REGISTER_SAFE,
        "Ga na of iemand het op een andere computer open heeft. Is dat niet zo, haal de vergrendeling dan na "
        "bevestiging weg.",
    ),
    register_file.InTheWay: Message(
        "In de map van het register is {name} geen gewoon bestand, maar een map of iets anders.", UNCHANGED,
        "Haal dat weg of geef het een andere naam, en open het register daarna opnieuw. Laat al het andere staan.",
    ),
    register_file.SynchronisedFolder: Message(
        "Deze map wordt gekopieerd door {service}; daar gaat een register stuk en blijven oude versies staan.",
        UNCHANGED,
        "Zet het register in een map op deze computer zelf. Een reservekopie mag er wel heen.",
    ),
    register_file.DamagedBackup: Message(
        "Deze reservekopie is beschadigd.", "Het register en de andere reservekopieën zijn ongewijzigd.",
        "Kies een andere reservekopie.",
    ),
    register_file.NeedsOlderPassphrase: Message(
        "Deze reservekopie opent nog met de sleutel van vroeger.", UNCHANGED,
        "Geef ook de wachtzin waarmee het register toen openging.",
    ),
    register_file.NotABackup: Message("Dit is geen reservekopie van Thuisplan.", UNCHANGED, "Kies een ander bestand."),
    register_file.BackupTooNew: Message(
        "Deze reservekopie is gemaakt met een nieuwere versie van Thuisplan.", UNCHANGED,
        "Werk Thuisplan op deze computer bij.",
    ),
    register_file.OtherRegistersBackup: Message(
        "Deze reservekopie is van een ander register.", UNCHANGED, "Kies een reservekopie van dit register.",
    ),
    register_file.BackupDiffers: Message(
        "De reservekopie was niet gelijk aan het register en is weggegooid.", REGISTER_SAFE,
        "Controleer het register (Beheer) en probeer het opnieuw.",
    ),
    register_file.NothingToSalvage: Message(
        "Van dit register is niets meer te lezen.", "Er is niets overschreven.", "Zet een reservekopie terug.",
    ),
    register_file.PassphraseNotUtf8: Message(
        "De tekens van de aangeleverde wachtzin zijn niet te lezen.", UNCHANGED,
        "Bewaar de wachtzin als UTF-8 en probeer opnieuw.",
    ),
    register_file.NoPassphrase: Message(
        "Er is geen wachtzin of code gegeven.", UNCHANGED,
        "Typ hem, of lees hem uit een bestand met een regel erin, zoals met --passphrase-file.",
    ),
}  # fmt: skip
