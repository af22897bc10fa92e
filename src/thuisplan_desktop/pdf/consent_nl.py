"""The consent form in Dutch: to the parents, and to a pupil of 16 or older who decides alone."""

from thuisplan_desktop.pdf.form_words import ASKED_FOR, FormWords, by, points, prose
from thuisplan_desktop.register.codes import DataCategory, GiverRole, Party

_P, _C, _G = Party, DataCategory, GiverRole

_PARTIES = {party: party.label[0].upper() + party.label[1:] for party in Party} | {
    _P.CONSULENT: "Consulent van het samenwerkingsverband",
    _P.MENTAL_HEALTH: "GGZ (psycholoog of psychiater)",
    _P.SOCIAL_WORKER: "Schoolmaatschappelijk werker",
}
_GIVERS = {
    _G.PARENT: "Ouder met gezag",
    _G.GUARDIAN: "Voogd",
    _G.CERTIFIED_INSTITUTION: "Gecertificeerde instelling met voogdij",
    _G.PUPIL_16: "Leerling (16 jaar of ouder)",
    _G.PUPIL_12: "Leerling (12 tot en met 15 jaar)",
}

PARENTS = FormWords(
    version="nl-ouders-2",
    language="nl",
    kind="Toestemmingsformulier",
    notice="Vertrouwelijk",
    title="Mogen wij over uw kind overleggen?",
    about="Dit formulier gaat over {pupil} van {school}.",
    intro=prose(
        """
        Uw kind mist veel school, of dat dreigt te gebeuren. Wij willen daarover met anderen praten, om samen een
        goede oplossing te vinden. Dat doen wij alleen als u het goed vindt. Lees rustig wat wij vragen en kies
        daarna zelf.
    """
    ),
    who="Wie vraagt dit?",
    asks="{name}, {function}.",
    contact="Hebt u een vraag? {contact}",
    what_for="Waarvoor vragen wij het?",
    purposes=by(
        ASKED_FOR,
        """
            <b>Bespreken in het ondersteuningsteam.</b> In dat team zoeken de school en anderen samen naar een
            oplossing voor uw kind.

            <b>Advies vragen aan de consulent.</b> Een consulent van het samenwerkingsverband geeft scholen advies
            over extra hulp.

            <b>Overleggen met de jeugdarts.</b> De jeugdarts denkt mee over wat uw kind aankan en nodig heeft.

            <b>Gegevens doorgeven.</b> Dan hoeft u bij een nieuwe school of hulpverlener niet alles opnieuw te
            vertellen.
        """,
    ),
    know="Goed om te weten",
    rights=points(
        """
            <b>U mag nee zeggen.</b> Dat heeft geen nadelige gevolgen voor u of uw kind. De school blijft uw kind
            helpen.

            <b>U kiest zelf</b> wie wat mag weten. Wij delen alleen wat nodig is, en niets met mensen die u niet
            aankruist.

            <b>U mag altijd stoppen.</b> Zeg of schrijf het aan {name}. Vanaf dat moment delen wij niets meer. Wat
            al is besproken, kunnen wij niet terugdraaien.

            <b>Uw toestemming geldt tot en met {until}</b>, of korter als het overleg eerder klaar is.

            <b>U mag alles lezen</b> wat wij over uw kind opschrijven. U mag ook vragen om het te verbeteren of te
            wissen.

            <b>Soms moet de school iets melden door de wet</b>, zoals ongeoorloofd verzuim aan leerplicht. Daarvoor
            is geen toestemming nodig. Wij vertellen het u wel.

            <b>Bent u niet tevreden?</b> Praat met ons of met de functionaris gegevensbescherming van de school. U
            kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens.
        """
    ),
    choice="Uw keuze: wie mag wat weten?",
    choose="Zet een kruisje in elk vakje waarvoor u toestemming geeft. Laat een vakje leeg als u dat niet wilt.",
    sharing_with="Wij overleggen met",
    categories={
        _C.ABSENCE: ("Verzuim", "welke dagen en uren uw kind niet op school was"),
        _C.EDUCATION: ("Onderwijs", "hoe het leren gaat, en welke extra hulp de school geeft"),
        _C.HOME: ("Thuis", "hoe het thuis gaat, als dat belangrijk is voor school"),
        _C.HEALTH: ("Gezondheid", "ziekte of klachten van uw kind. De wet beschermt deze gegevens extra"),
        _C.HELP: ("Hulp", "welke hulp uw kind of uw gezin krijgt"),
    },
    parties=_PARTIES,
    meaning="Wat betekenen deze woorden?",
    sign="Ondertekenen",
    yes="Ja, ik geef toestemming voor de vakjes die ik heb aangekruist.",
    no="Nee, ik geef geen toestemming.",
    signers=prose(
        """
        Iedereen die het gezag over uw kind heeft, vult hieronder zijn eigen vak in. Kiest u niet hetzelfde? Gebruik
        dan ieder een eigen formulier.
    """
    ),
    young=prose(
        """
        Is uw kind 12, 13, 14 of 15 jaar? Dan beslist uw kind mee over gezondheid, hulp en praten met een arts of
        hulpverlener, en tekent het zelf ook.
    """
    ),
    givers=_GIVERS,
    name="Naam",
    date="Datum",
    signature="Handtekening",
    received="Ontvangen door de school op",
    received_by="door",
    copy="U krijgt een kopie van dit formulier.",
)

PUPIL = FormWords(
    version="nl-leerling-1",
    language="nl",
    kind="Toestemmingsformulier",
    notice="Vertrouwelijk",
    title="Mogen wij over jou overleggen?",
    about="Dit formulier gaat over {pupil} van {school}.",
    intro=prose(
        """
        Je mist veel school, of dat dreigt te gebeuren. Wij willen daarover met anderen praten, om samen een goede
        oplossing te vinden. Omdat je 16 jaar of ouder bent, beslis jij of dat mag. Lees rustig wat wij vragen en
        kies daarna zelf.
    """
    ),
    who="Wie vraagt dit?",
    asks="{name}, {function}.",
    contact="Heb je een vraag? {contact}",
    what_for="Waarvoor vragen wij het?",
    purposes=by(
        ASKED_FOR,
        """
            <b>Bespreken in het ondersteuningsteam.</b> In dat team zoeken de school en anderen samen naar een
            oplossing voor jou.

            <b>Advies vragen aan de consulent.</b> Een consulent van het samenwerkingsverband geeft scholen advies
            over extra hulp.

            <b>Overleggen met de jeugdarts.</b> De jeugdarts denkt mee over wat je aankunt en nodig hebt.

            <b>Gegevens doorgeven.</b> Dan hoef je bij een nieuwe school of hulpverlener niet alles opnieuw te
            vertellen.
        """,
    ),
    know="Goed om te weten",
    rights=points(
        """
            <b>Je mag nee zeggen.</b> Dat heeft geen nadelige gevolgen. De school blijft je helpen.

            <b>Jij kiest</b> wie wat mag weten. Wij delen alleen wat nodig is, en niets met mensen die je niet
            aankruist.

            <b>Je mag altijd stoppen.</b> Zeg of schrijf het aan {name}. Vanaf dat moment delen wij niets meer. Wat
            al is besproken, kunnen wij niet terugdraaien.

            <b>Je toestemming geldt tot en met {until}</b>, of korter als het overleg eerder klaar is.

            <b>Je mag alles lezen</b> wat wij over je opschrijven. Je mag ook vragen om het te verbeteren of te
            wissen.

            <b>Soms moet de school iets melden door de wet</b>, zoals ongeoorloofd verzuim aan leerplicht. Daarvoor
            is geen toestemming nodig. Wij vertellen het je wel. Je ouders mogen tot je 18 bent weten wanneer je er
            niet was.

            <b>Ben je niet tevreden?</b> Praat met ons of met de functionaris gegevensbescherming van de school. Je
            kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens.
        """
    ),
    choice="Jouw keuze: wie mag wat weten?",
    choose="Zet een kruisje in elk vakje waarvoor je toestemming geeft. Laat een vakje leeg als je dat niet wilt.",
    sharing_with="Wij overleggen met",
    categories={
        _C.ABSENCE: ("Verzuim", "welke dagen en uren je niet op school was"),
        _C.EDUCATION: ("Onderwijs", "hoe het leren gaat, en welke extra hulp de school geeft"),
        _C.HOME: ("Thuis", "hoe het thuis gaat, als dat belangrijk is voor school"),
        _C.HEALTH: ("Gezondheid", "ziekte of klachten. De wet beschermt deze gegevens extra"),
        _C.HELP: ("Hulp", "welke hulp jij of je gezin krijgt"),
    },
    parties=_PARTIES,
    meaning="Wat betekenen deze woorden?",
    sign="Ondertekenen",
    yes="Ja, ik geef toestemming voor de vakjes die ik heb aangekruist.",
    no="Nee, ik geef geen toestemming.",
    signers="Vul je eigen vak in. Je ouders hoeven niet te tekenen.",
    young="",
    givers=_GIVERS,
    name="Naam",
    date="Datum",
    signature="Handtekening",
    received="Ontvangen door de school op",
    received_by="door",
    copy="Je krijgt een kopie van dit formulier.",
)
