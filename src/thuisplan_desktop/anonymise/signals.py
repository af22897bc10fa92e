"""Words that announce a number, a date, an account, an address or a telling phrase: what makes a finder look closer."""

from thuisplan_desktop.anonymise.cues import a_set

MONTHS = a_set("""
    jan januari january januarie feb febr februari february februarie mrt maart march maa mar apr april mei may
    jun juni
    june juny jul juli july augustus augustes august aug sep sept september okt oktober october oct nov november dec
    december
""")
# What stands in a word that tells a feat or fame, as the expressions of `telling.py` have it, and cups.
FEATS = (
    "olymp", "voice", "idols", "talent", "guinness", "record", "tocht", "vierdaagse", "ournaal", "songfestival",
    "bekend", "berucht", "beroemd",
)  # fmt: skip
CUPS = a_set("nk ek wk")
WEEKDAYS = a_set("ma di wo do vr za zo")  # as notes shorten them; 'do' is a surname as well

ORDINALS = a_set("""
    eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende
    vijftiende zestiende zeventiende achttiende negentiende twintigste eenentwintigste tweeentwintigste
    drieentwintigste vierentwintigste vijfentwintigste zesentwintigste zevenentwintigste achtentwintigste
    negenentwintigste dertigste eenendertigste een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien
    veertien vijftien zestien zeventien achttien negentien twintig eenentwintig tweeentwintig drieentwintig
    vierentwintig vijfentwintig zesentwintig zevenentwintig achtentwintig negenentwintig dertig eenendertig
""")

FEASTS = a_set("""
    kerstavond kerstdag oudejaarsdag oudejaarsavond oudjaarsdag oudjaar nieuwjaarsdag nieuwjaar koningsdag
    koninginnedag sinterklaas sinterklaasavond pakjesavond bevrijdingsdag dodenherdenking schrikkeldag valentijnsdag
    moederdag vaderdag dierendag driekoningen sint-maarten maarten hemelvaartsdag allerzielen allerheiligen
    halloween
    prinsjesdag paasdag pinksterdag suikerfeest arbeid nieuw
""")

NUMBER_CUES = a_set("""
    kenmerk dossier zaak polis ref referentie aangifte kenteken llnr lnr clientnr zaaknr id nummer nr mutatie pv
    paspoort rijbewijs trajectcode code zorgpas bus taxibus lidnr klantnr rekening iban beschikking contract factuur
    rolnr agb badge uzovi pasnummer registratie pas kandidaat kandidaten examennummer meldcode casus crm suwi trajectnr
    brin brinnr brincode parket rekest
""")

BSN_CUES = a_set("bsn burgerservicenummer burgerservice sofi sofinummer bsnr bsn-nummer pgn persoonsgebonden")

CALL_CUES = a_set("""
    tel telefoon telefoonnummer telefoonnr telnr mobiel mobiele mob gsm belnummer fax thuisnummer noodnummer app
    appen
    bel bellen gebeld bereikbaar whatsapp belt belde terugbellen nummer nr bnr telf tst toestel toest ext extensie
    doorkiesnummer doorkiesnr doorkies int intern interne inwendig toestelnummer toestelnr sein pieper
""")

PLATFORMS = a_set("""
    snap snapchat insta instagram tiktok discord roblox twitch fortnite minecraft steam twitter telegram signal
    facebook youtube whatsapp playstation psn xbox gamertag skype threads bereal online account accountnaam
    gebruikersnaam profiel nickname username kanaal inlog inlognaam alias wattpad spotify soundcloud insta-account
    tiktok-account pinterest onlyfans gebruiker
""")

ADDRESS_CUES = a_set("""
    adres woonadres bezoekadres postadres verblijfadres verblijfplaats wonende ingeschreven straat woont postbus pb
    antwoordnummer logeeradres thuisadres factuuradres plek kavel boot woonboot caravan chalet standplaats
    landgoed ark
    flat portiek appartement woonark schip ms hut kade ligplaats stacaravan huisje bungalow
""")

KIN = a_set("""
    zoon dochter kind kinderen kleinzoon kleindochter kleinkind broer broertje zus zusje neef neefje nicht nichtje
    stiefzoon stiefdochter pleegzoon pleegdochter jongste oudste weduwe weduwnaar vrouw man ouders gezin familie
    zoontje dochtertje tweelingbroer tweelingzus achterkleinkind nazaat vader moeder
""")

PEOPLE = a_set("""
    jongen meisje kind leerling gezin jongere zoon dochter broer zus jongetje meid familie tweeling drieling knul
    kleinzoon kleindochter
    jochie ventje knulletje kereltje jongeman freule jonkvrouw jonkheer piet sint kindje joch man
    vrouw schipper eigenaar eigenaresse bestuurder vader moeder man dame heer scholier puber peuter kleuter
    wethouder burgemeester raadslid voorzitter directeur agent brandweerman predikant dominee voorganger diaken imam
    koster organist drummer zanger zangeres danser danseres prins prinses kaasboer visboer melkboer bakker slager
    kapper acteur actrice schrijver dichter schilder muzikant gitarist trompettist dirigent
    famke jonge jonkje mevrouw meneer meisjes oma opa vent loodgieter ouderling antiquaar zeiler zeilster weervrouw
    weerman taxichauffeur buschauffeur predikante
""")

CHAMPIONS = a_set("""
    kampioen kampioene talent recordhouder recordhoudster winnaar winnares finalist finaliste profvoetballer
    international jeugdkampioen jeugdkampioene wereldkampioen wereldkampioene
""")

WITNESSES = a_set("""
    overlevende slachtoffer getuige nabestaande winnaar winnares finalist kampioen kampioene hoofdrolspeler
    deelnemer deelneemster recordhouder recordhoudster solist soliste hoofdrolspeelster gezicht stem boegbeeld
    held heldin aanvoerder aanvoerster keeper keepster
""")

TO_DO = a_set("""
    bellen mailen appen terugbellen nabellen afbellen vragen inlichten informeren uitnodigen spreken benaderen bezoeken
    aanschrijven terugmailen bedanken feliciteren
""")

KNOWING = a_set("""
    kent kennen kende kenden noemt noemen noemden genoemd bekend aangesproken aanspreekt herkend herkennen noemde
    uitgemaakt bekendstaat
""")

ONLY = a_set("enige eerste jongste oudste kleinste grootste langste bekendste beroemdste snelste laatste beste")

NEWS_VERBS = a_set("haalde haalden stond stonden kwam kwamen verscheen vertelde")

EVERYBODY = a_set("iedereen dorp buurt stad wijk school straat klas")

HONOURED = a_set("""
    jeugdprinses jeugdprins kinderprins kinderprinses carnavalsprins prinses_carnaval schutterskoning schutterskoningin
    kermiskoningin bloemenkoningin kinderburgemeester jeugdburgemeester kinderwethouder stadsdichter dorpsdichter
    jeugddichter dorpsomroeper stadsomroeper molenaar torenwachter vuurtorenwachter beiaardier wereldrecordhouder
    olympier hoofdpiet bruidsjonker stadsbeiaardier koorsolist oogstkoningin kaaskoningin tulpenkoningin
""")

DISASTERS = a_set("""
    zonk gezonken lek stilgelegd afbrandde afgebrand uitbrandde uitgebrand instortte ingestort ontplofte ontploft
    verongelukte verongelukt failliet overboord verdronk verdronken vermoord neergeschoten neergestoken ontvoerd
    gekapseisd kapseisde ontspoorde ontspoord overvallen gekaapt vergaan verging
""")

EVENTS = a_set("""
    brand stalbrand woningbrand schoolbrand ongeluk busongeluk treinongeluk auto-ongeluk vliegramp ramp explosie
    gasexplosie ontploffing steekpartij schietpartij overval aanrijding lawine gezinsdrama verdrinking vermissing
    ontvoering gijzeling aanslag instorting overstroming dambreuk scheepsramp petitie
    steekincident schietincident vuurwerkramp kettingbotsing gaslek
""")

BEING = a_set("is was heet heette blijft")

# Words for who does or is something, by how they end: 'torenwachter', 'soliste', 'kaasboer', 'havenkoning'.
AGENT_ENDINGS = tuple(
    a_set("""
    wachter wachtster boer boerin speler speelster zanger zangeres rijder rijdster loper loopster bouwer maker
    maakster houder houdster winnaar winnares kampioen kampioene koning koningin prins prinses pastor pastoor
    danser danseres drummer fluitist blazer redder redster zwemmer zwemster schipper visser smid molenaar teller
    varker luider jockey rijer trainer duiker piloot omroeper dichter schrijver schrijfster kunstenaar
    kunstenares artiest artieste presentator presentatrice imker jager herder herderin bakker slager brouwer
    kapper uitbater uitbaatster eigenaar eigenares deelnemer deelneemster solist soliste organist organiste
    violist violiste pianist pianiste goochelaar acrobaat clown portier koster kosteres imam dominee predikant
    voorganger diaken burgemeester wethouder raadslid brandweerman voetballer voetbalster schaatser schaatsster
    wielrenner wielrenster turner turnster bokser bokster judoka ruiter amazone verzamelaar uitvinder bewoner
    bewoonster kluizenaar vlogger youtuber rapper keeper keepster spits scheidsrechter tweeling drieling
    vierling lid stem gezicht
""")
)

# The same for longer words only: 'finaliste', 'scholiere', 'bakkerszoon'.
LONG_AGENT_ENDINGS = tuple(
    a_set("""
    enaar elaar iste iere euse rice aarster ares ante ente zoon dochter jongen meisje
""")
)

EVERYDAY_AGENTS = a_set("""
    medewerker hulpverlener gebruiker deelnemer schrijver verzorger opvoeder bezoeker beller melder verzender
    ontvanger aanbieder verwijzer inwoner onderzoeker ondersteuner vertegenwoordiger aanvrager opsteller onderwijzer
    stagebegeleider kleinzoon kleindochter stiefzoon stiefdochter pleegzoon pleegdochter buurjongen buurmeisje
    studente docente patiente cliente assistente consulente dokter computer december september oktober november
    januari februari
""")

TELLING = HONOURED | DISASTERS | KIN | PEOPLE | CHAMPIONS | WITNESSES | KNOWING | ONLY | NEWS_VERBS | EVERYBODY

# Frequent English words: notes of international families mix languages. None of them is a common first name.
ENGLISH = a_set("""
    the and but with without from they them their she he his her him we our you your it its is are was were be been
    being has have had do does did not no yes please thanks thank cheers dear hello kind regards best sincerely next
    step call called calling mom mum dad mother father brother sister parents teacher teachers school home house
    class
    works working work said says told asked wants want would could should can cannot couldn't didn't doesn't don't
    isn't wasn't won't about after before because since until when while where who what which why how this that
    these
    those there here then than to of in on at for by or as so if into over under up down out off again only also
    very
    much more most some any all each every other another new old good bad happy sad sick ill well fine quick update
    meeting feedback follow-up monday tuesday wednesday thursday friday saturday sunday january february march
    june july
    august september october november december today tomorrow yesterday week weeks month months year years day days
    morning afternoon evening night mr mrs ms miss sir madam granny grandma grandpa aunt uncle boy girl kid kids
    boys
    girls son daughter friend friends family flat street road school number phone email mail note notes hi hey
    i'm i'd i'll
    he's she's it's they're we're you're let's lovely see you're needs need help support plan back just still now
    never always maybe really quite too through between both during english dutch gp sen ta tutor form uni pm am
    re fwd
    spoke speak talk talked talking refuses refuse
    came come comes goes went going gone moved moves live lives lived left looks look looking hiding
""")
