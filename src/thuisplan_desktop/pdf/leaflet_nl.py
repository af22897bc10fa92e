"""The leaflet in Dutch: to parents, and to a pupil of 16 or older who decides alone."""

from thuisplan_desktop.pdf.form_words import prose
from thuisplan_desktop.pdf.leaflet_words import LeafletWords, sections
from thuisplan_desktop.register.codes import Role

_SUPPORT = "vraag de school naar het ouder- en jeugdsteunpunt van de regio"
_SOURCES = "Dit blad is gebaseerd op: {sources}. Wetten veranderen; vraag de school naar de laatste stand."

PARENTS = LeafletWords(
    version="nl-uitleg-ouders-3",
    kind="Uitleg voor ouders",
    title="Overleg over uw kind",
    intro=prose(
        """
        Uw kind mist veel school. Dan wil de school overleggen met mensen die kunnen helpen. In dit blad leest u wat
        dat betekent en wat u zelf kunt kiezen.
    """
    ),
    parts=sections(
        """
        = U kiest
        De school vraagt eerst uw toestemming. <b>U kiest per persoon of organisatie</b> of die mag meepraten.

        U kiest ook <b>welke gegevens</b> zij mogen weten: verzuim, onderwijs, thuis, gezondheid of hulp.

        Wij vertellen nooit meer dan nodig is.

        = U mag nee zeggen
        <b>Nee zeggen heeft geen nadelige gevolgen.</b> Uw kind blijft welkom en de school blijft helpen.

        U mag ook een deel toestaan. Bijvoorbeeld wel de jeugdarts, maar niet de gemeente.

        = U mag altijd stoppen
        Zeg of schrijf het aan de school. <b>Vanaf dat moment delen wij niets meer.</b> Wat al is verteld, kunnen wij
        niet terugdraaien.

        Uw toestemming stopt vanzelf als het overleg klaar is, en altijd aan het einde van het schooljaar.

        = Wie beslist?
        <b>Is uw kind jonger dan 12 jaar?</b> Dan beslissen de ouders met gezag of de voogd.

        <b>Is uw kind 12 tot en met 15 jaar?</b> Dan beslissen de ouders of voogd. Wij vragen ook wat uw kind ervan
        vindt. Gaat het over gezondheid of hulp, of praat er een arts of hulpverlener mee? Dan moet uw kind zelf ook
        toestemming geven.

        <b>Is uw kind 16 jaar of ouder?</b> Dan beslist uw kind zelf. Tot 18 jaar mag u nog wel weten hoe vaak en
        wanneer uw kind er niet was.

        <b>Bent u het niet met elkaar eens?</b> Maakt een ouder met gezag bezwaar, dan stopt het overleg meteen. Het
        gaat pas verder als u het eens bent.

        = Als er geen toestemming is
        Heel soms zijn er grote zorgen over een kind en komt er geen toestemming. Dan mag de school zonder naam om
        advies vragen. Dat heet <b>anoniem overleg</b>.

        Daarbij vertellen wij geen naam, geboortedatum, adres of klas. Ook geen andere dingen waaraan mensen uw kind
        kunnen herkennen. Een medewerker kijkt de tekst eerst na.

        Herkent iemand uw kind toch? Dan stopt het gesprek. Na een gesprek met naam kan anoniem overleg in die groep
        niet meer.

        = Wat soms moet of mag zonder toestemming
        Door de wet <b>moet</b> de school verzuim zonder geldige reden melden bij leerplicht.

        De school <b>mag</b> advies vragen aan het samenwerkingsverband, en gegevens geven aan een nieuwe school.

        Is een kind misschien niet veilig? Dan mag de school melden bij Veilig Thuis. Wij praten daar eerst met u
        over, tenzij dat gevaarlijk is voor uw kind.

        = Uw rechten
        U mag <b>alles lezen</b> wat wij over uw kind opschrijven. U krijgt een afdruk als u dat vraagt.

        Klopt er iets niet? Dan <b>verbeteren</b> wij het. U mag ook vragen om gegevens te <b>wissen</b>, om ze even
        <b>niet te gebruiken</b>, of <b>bezwaar</b> maken. U krijgt binnen een maand antwoord.
    """
    ),
    keeps={
        Role.SCHOOL: prose(
            """
            De school wist de gegevens uit dit overleg twee jaar nadat uw kind van school is gegaan. Blijft uw kind op
            deze school? Dan is dat twee jaar nadat het overleg is afgesloten. Na een verwijzing naar het speciaal
            onderwijs is het drie jaar. Later wissen kan alleen met een reden die wij
            opschrijven, zoals een klacht.
        """
        ),
        Role.CONSULENT: prose(
            """
            Het samenwerkingsverband wist de gegevens uit dit overleg drie jaar nadat het werk voor uw kind klaar is.
            Later wissen kan alleen met een reden die wij opschrijven, zoals een klacht.
        """
        ),
    },
    help="Vragen of hulp?",
    school="De school",
    support_point="Steunpunt voor ouders en jongeren",
    support_unknown=_SUPPORT,
    officer="Functionaris gegevensbescherming",
    supervisor="Klacht",
    supervisor_is="Autoriteit Persoonsgegevens",
    sources=_SOURCES,
)

PUPIL = LeafletWords(
    version="nl-uitleg-leerling-4",
    kind="Uitleg voor jongeren",
    title="Overleg over jou",
    intro=prose(
        """
        Je mist veel school. Dan wil de school overleggen met mensen die kunnen helpen. Omdat je 16 jaar of ouder
        bent, beslis jij of dat mag. In dit blad lees je wat dat betekent.
    """
    ),
    parts=sections(
        """
        = Jij kiest
        De school vraagt eerst jouw toestemming. <b>Jij kiest per persoon of organisatie</b> of die mag meepraten.

        Je kiest ook <b>welke gegevens</b> zij mogen weten: verzuim, onderwijs, thuis, gezondheid of hulp.

        Je mag bij het gesprek zijn. Wij horen graag wat je zelf wilt.

        = Je mag nee zeggen
        <b>Nee zeggen heeft geen nadelige gevolgen.</b> De school blijft je helpen.

        Je mag ook een deel toestaan. Bijvoorbeeld wel de jeugdarts, maar niet de gemeente.

        = Je mag altijd stoppen
        Zeg of schrijf het aan de school. <b>Vanaf dat moment delen wij niets meer.</b> Wat al is verteld, kunnen wij
        niet terugdraaien.

        Je toestemming stopt vanzelf als het overleg klaar is, en altijd aan het einde van het schooljaar.

        = Wat mogen je ouders weten?
        Tot je 18 bent mogen je ouders met gezag, of je voogd, weten hoe vaak en wanneer je er niet was. Niet de reden
        die jij aan school vertelt.

        Over onderwijs, thuis, gezondheid en hulp vertellen wij je ouders alleen iets als jij dat goed vindt. Vanaf
        18 jaar geldt dat voor alles.

        = Als je geen toestemming geeft
        Heel soms zijn er grote zorgen en komt er geen toestemming. Dan mag de school zonder jouw naam om advies
        vragen. Dat heet <b>anoniem overleg</b>.

        Daarbij vertellen wij geen naam, geboortedatum, adres of klas. Ook geen andere dingen waaraan mensen je kunnen
        herkennen. Een medewerker kijkt de tekst eerst na. Herkent iemand je toch? Dan stopt het gesprek.

        = Wat soms moet of mag zonder toestemming
        Door de wet <b>moet</b> de school verzuim zonder geldige reden melden bij leerplicht.

        De school <b>mag</b> advies vragen aan het samenwerkingsverband, en gegevens geven aan een nieuwe school.

        Ben je misschien niet veilig? Dan mag de school melden bij Veilig Thuis. Wij praten daar eerst met jou over,
        tenzij dat gevaarlijk voor je is.

        = Je rechten
        Je mag <b>alles lezen</b> wat wij over je opschrijven. Je krijgt een afdruk als je dat vraagt.

        Klopt er iets niet? Dan <b>verbeteren</b> wij het. Je mag ook vragen om gegevens te <b>wissen</b>, om ze even
        <b>niet te gebruiken</b>, of <b>bezwaar</b> maken. Je krijgt binnen een maand antwoord.
    """
    ),
    keeps={
        Role.SCHOOL: prose(
            """
            De school wist de gegevens uit dit overleg twee jaar nadat je van school bent gegaan. Blijf je op deze
            school? Dan is dat twee jaar nadat het overleg is afgesloten. Na een verwijzing naar het speciaal
            onderwijs is het drie jaar. Later wissen kan alleen met een reden die wij
            opschrijven, zoals een klacht.
        """
        ),
        Role.CONSULENT: prose(
            """
            Het samenwerkingsverband wist de gegevens uit dit overleg drie jaar nadat het werk voor jou klaar is.
            Later wissen kan alleen met een reden die wij opschrijven, zoals een klacht.
        """
        ),
    },
    help="Vragen of hulp?",
    school="De school",
    support_point="Steunpunt voor ouders en jongeren",
    support_unknown=_SUPPORT,
    officer="Functionaris gegevensbescherming",
    supervisor="Klacht",
    supervisor_is="Autoriteit Persoonsgegevens",
    sources=_SOURCES,
)
