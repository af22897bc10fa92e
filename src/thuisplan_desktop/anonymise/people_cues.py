"""Words that announce a person, a kind of organisation or a street: what stands before and after a name."""

from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set

TITLES = a_set("""
    coll
    gezin pleeggezin jkvr jonkvrouw wed mrs ms miss pastor agent wijkagent hr mvr jhr pater kapelaan rabbi hodja
    zr br dhr mw
    mevr mevrouw meneer mijnheer heer mr dr drs ir prof juf
    juffrouw juffie meester meneertje dokter zuster pastoor dominee ds imam familie fam tante oom ome tandarts
    mej
""")

# Titles behind which hardly anything but somebody's surname stands.
SURNAME_TITLES = a_set("mw mevr mevrouw mvr dhr meneer mijnheer")

RELATIVES = a_set("""
    moeder vader mama papa mam pap ma pa mem heit opa oma opi omi pake beppe aji nani nana tante oom ome tia tio
    abla abi teyze baba anne neef nicht neefje nichtje broer broertje zus zusje zusters broers zussen stiefvader
    stiefmoeder stiefbroer stiefzus stiefzusje stiefbroertje halfbroer halfzus halfzusje pleegmoeder pleegvader
    pleegouder pleegouders schoonzus zwager vriend vriendin vriendje vriendinnetje buurman buurvrouw buurjongen
    buurmeisje zoon dochter kleinzoon kleindochter peetoom peettante mdr vdr ouders kind tweelingbroer
    babcia dayi amca hala khalti hanim anneanne babaanne dede bomma bompa schoonmoeder schoonvader schoonbroer
    stiefpapa stiefmama bonusmoeder bonusvader bonuszus bonusbroer pleegbroer pleegzus kleinzus tweeling nichten
    neven
    opoe grootmoeder grootvader petekind tweelingzus oudtante ex partner man vrouw
""")

ROLES = a_set("""
    verv dir ha mntr mntor brugfunctionaris doorstroomcoach klassenleraar klassendocent hulpverlener
    lpa lpo zoco jobcoach zorgco wijkverpleegkundige mentor docent docente leraar lerares leerkracht teamleider
    directeur directrice conrector rector schoolleider conciergge concierge begeleider begeleidster behandelaar
    psycholoog orthopedagoog psychiater therapeut logopedist huisarts arts jeugdarts schoolarts verpleegkundige
    jeugdverpleegkundige leerplichtambtenaar consulent jeugdconsulent casusregisseur regisseur gezinsvoogd voogd
    wijkagent agent trainer coach jongerenwerker ambulant intern ib'er zorgcoordinator gezinsbegeleider
    gezinscoach jobcoach trajectbegeleider maatje collega tolk advocaat invaljuf stagiair stagiaire notulist
    voorzitter vertrouwenspersoon pmt'er fysiotherapeut ergotherapeut dietist remedial klasgenoot klasgenote
    medeleerling teamcoach decaan afdelingsleider maatschappelijk schoolmaatschappelijk praktijkondersteuner
    leerling jongere jongen meisje pupil client cliënt client jeugdconsulente intaker intern-begeleider tutor
    studieloopbaanbegeleider
    slb'er zorgteamlid rector conrectrix schoolleider adjunct teamleidster decane stagebegeleider praktijkopleider
    stagedocent chauffeur taxichauffeur pedagoog gedragswetenschapper systeemtherapeut kinderarts neuroloog
    psychotherapeut vaktherapeut speltherapeut coachee buddy ambulant-begeleider trajectbegeleidster groepsleider
    groepsleidster pleegzorgbegeleider gezinshuisouder jeugdbeschermer jeugdreclasseerder casemanager wethouder
    bewindvoerder mentrix curator officier rechter advocate pandit ouderling predikant predikante dirigent
    instructeur
    gymleraar gymdocent onderwijsassistent onderwijsassistente invaller vervanger oppas gastouder kok baas werkgever
    psych gz-psycholoog orthoped verpleegk jw'er jongerenwerkster collega-mentor teamgenoot klasgenoten vrienden
    ouder ouders verzorger verzorgster stiefopa stiefoma voornaam
    achternaam
""")

# What people do in the words of notes: behind a word that may be a name it says that somebody is called so. Each
# finder adds what else only people do where it looks.
SPEAKING = a_set("zegt zei denkt dacht vindt vond vraagt vroeg belt belde mailt mailde appt appte")
DEEDS = SPEAKING | a_set("""
    is was heeft had kan kon mag mocht moet moest zal gaat ging komt kwam doet deed krijgt kreeg blijft zit zat loopt
    slaapt sliep woont huilt huilde eet weet wist wilde
""")

# Roles that are written out as ordinary words but are often cut short.
LONGER_ROLES = a_set("""
    wijkagent jeugdagent klassenleraar klassendocent leerlingbegeleider verzuimcoordinator zorgcoordinator
    stagebegeleider praktijkbegeleider praktijkopleider gezinsbegeleider jeugdhulpverlener hulpverlener
    jeugdverpleegkundige wijkverpleegkundige verzuimmedewerker afdelingscoordinator groepsbegeleider
    leerplichtambtenaar leerplichtconsulent doorstroomcoach brugfunctionaris orthopedagoog gezinsvoogd casemanager
    jeugdbeschermer jongerencoach kindbehartiger
""")

GREETINGS = a_set("beste geachte lieve hallo hoi hai hey hi dag ha he goedemorgen goedemiddag goedenavond moi")

FAREWELLS = a_set("""
    groet groeten groetjes groetnis mvg vriendelijke hartelijke hartelijks liefs gr grt succes dank bedankt
    hoogachtend warme avond dag weekend alvast knuffel doei thx kus
""")

LABELS = a_set("""
    leerling lln ll kind naam roepnaam voornaam achternaam betreft betr onderwerp mentor moeder vader ouder
    ouders van aan cc bcc notulist voorzitter aanwezig afwezig inbrenger regie contact contactpersoon casus
    casusregisseur client cliënt opgesteld door gezien akkoord afzender tav t.a.v verslag opsteller schrijver
    coach begeleider docent tnv namens aanw afw deelnemers wie kandidaat behandelaar arts verbalisant verdachte
    getuige
    vdr mdr pt betreft inzake betr
""")

INFIXES = a_set("""
    van de der den d het it 't t te ter ten v vd vdr vder vden vander vande vanden von und zu af du la le les lo da
    das dos do di del della el al as ad ben bin ibn abu ould op in aan uit over onder bij tot voor s 's
""")

# Infixes that hardly ever stand before a capital outside a name: they join without more evidence.
SURE_INFIXES = a_phrase_set("""
    van_der van_den vd vdr vder vden vander vanden v_d v_d_r von von_der ter ten el al ben bin ibn abu della
    de_la van_'t van_t in_'t v.d. dos ould van_het_hof
""")

# The last word of an infix behind which any word is a surname: 'vd Berg', 'van der Plas'.
SURE_ENDS = a_set("vd vdr vder vden der den el ait bint abu ould")

# What may open a list of infixes at all: 'van de', not 'op de' unless the whole name is listed.
OPENS_INFIX = a_set("""
    van de der den d 't t te ter ten v vd vdr vder vden vander vande vanden von du la le da dos di del el al
""")

ORGANISATION_TYPES = a_set("""
    kolegio skol escuela ecole schule okul szkola
    kinderdagverblijf kdv peuteropvang peutergroep peutercentrum gastouderbureau rijschool fietsenwinkel tuincentrum
    logeerboerderij dierenasiel kinderboerderij zwemschool kookschool turnvereniging dansvereniging streetdance
    eethuis coderdojo ruilwinkel weggeefwinkel kringloopwinkel kraamzorg kookstudio petshop speelotheek school
    basisschool praktijkschool vakschool college lyceum gymnasium mavo havo vmbo vso sbo pro kindcentrum ikc
    scholengemeenschap osg csg rsg sg obs cbs rkbs rkb pcb pcbs kbs sbo sba isk mbo roc aoc stichting praktijk
    jeugdpraktijk kliniek instituut centrum behandelcentrum expertisecentrum zorgcentrum zorgboerderij boerderij
    zorghoeve zorggroep hoeve stal manege atelier bakkerij slagerij kwekerij garage kapsalon restaurant cafe
    cafetaria winkel supermarkt bv nv vof pizzeria fysio taxi kapper studio bureau buro dansstudio werkplaats fc sc
    sv vv hc kv rkvv rksv tc avv voetbalvereniging voetbalclub sportclub sportvereniging turnvereniging
    gymnastiekvereniging zwemclub judoclub boksschool sportschool tennisclub hockeyclub korfbalvereniging
    muziekschool dansschool scouting kerk parochie moskee tempel synagoge av wsv ziekenhuis woongroep woonvorm
    logeerhuis gezinshuis opvang kinderopvang bso peuterspeelzaal dagbesteding dagbehandeling buurthuis
    jongerencentrum wijkcentrum speeltuin camping hotel bedrijf firma transport snackbar autobedrijf wonen thuiszorg
    jeugdzorg groep kollegium schoalle skoalle bibliotheek theater ateljee vereniging gemeente gemeenten kerken
    universiteit hogeschool harmonie fanfare drumband koor club academie campus huis
""")

ORGANISATION_ENDINGS = tuple(
    a_set("""
    logistics transport transporten pluimvee sierteelt bouw dakbedekking installatie techniek schoonmaak horeca
    retail
    services service garage motors bakkers banket catering beheer administratie tegels keukens meubelen tuinen
    hoveniers
    bloemen groente fruit vlees vis kaas machines automotive verhuur vastgoed makelaars advocaten notarissen
    bedrijf studio theater museum hotel
    school college lyceum kliniek praktijk hoeve boerderij bakkerij kwekerij slagerij vereniging stichting
    centrum club groep zorg hulp wonen jeugd advies coaching opvang mavo vmbo
""")
)

STREET_ENDINGS = tuple(
    a_set("""
    straat straatje str laan ln weg wg plein hof hofje dreef kade singel gracht pad steeg dijk wal kamp
    plantsoen markt park wijk akker veld erf meent gaarde donk poort boulevard baan haven werf burg horst es
    oord brink weide tuin bocht kanaal vaart opgaande hage stede zoom rade loper maat meen koog wei leane
    strjitte loane paed kaai steiger ring rak
""")
)

SURE_STREET_ENDINGS = tuple(
    a_set("""
    straat straatje str laan lane weg plein hof hofje dreef kade singel gracht pad steeg dijk plantsoen markt
    boulevard wal erf gaarde strjitte leane kamp werf
""")
)

# A number after one of these is counted, not a house number.
COUNTED = a_set("""
    grp groep klas leerjaar jaar lokaal kamer ruimte fase stap doel week weken niveau artikel art cluster punt
    periode bijlage hoofdstuk paragraaf versie vak bus lijn tram route nummer nr deel blok module unit gang
    etage verdieping schaal stage dag les uur ronde rang havo vwo vmbo mavo mbo pro isk traject avi iq score
    perron spoor bladzijde pagina telefoon vandaag maart april mei juni juli augustus september oktober november
    december januari februari team tafel optie variant plan
""")

# Words a street's name starts with, which in front of a sentence are no name by themselves.
STREET_OPENINGS = a_set("""
    lange korte nieuwe oude grote kleine hoge lage eerste tweede derde vierde eerst achter boven onder binnen
    buiten noorder zuider ooster wester burgemeester burg pastoor past dokter doctor dr professor prof prins
    prinses pr koning koningin kon kardinaal generaal gen admiraal graaf gravin jonkheer jhr monseigneur mgr
    meester mr minister ds dominee sint st jan johan joh willem wilhelmina juliana beatrix bernhard laan plein
    kapitein ridder hertog keizer president rector pater broeder zuster noord zuid oost west de het van 't groot
    klein hoog laag oud nieuw bovenste onderste midden jonkheer mevrouw frans august abel
""")

# What a firm does, in small letters behind the name of its owner: 'vd bosch transporten'.
TRADES = a_set("""
    logistics transport transporten pluimvee sierteelt dakbedekking installatietechniek schoonmaak catering
    bouwbedrijf
    bloemen groentehandel machines verhuur vastgoed hoveniers tuinen motors automotive banket
""")

ORGANISATION_HEADS = a_set("""
    cjg ggz jeugdbescherming jeugdzorg bureau swv samenwerkingsverband ggd okt wijkteam jeugdteam buurtteam gebr
    gebroeders fa firma jongerenwerk welzijn thuiszorg scouting stichting vereniging kwekerij praktijk team
    stadsteam
    leger centrum huisartsenpraktijk tandartspraktijk fysiotherapie apotheek technasium gymnasium lyceum atheneum isk
    vso sbo mavo praktijkschool praktijkonderwijs zwembad sporthal bibliotheek camping kasteel hotel huize huis villa
    kinderboerderij museum theater manege dagbesteding zorgboerderij peuterspeelzaal kinderopvang bso gezinshuis
    woongroep buurthuis jeugdhuis jongerencentrum poppodium moskee kerk parochie college kliniek ziekenhuis hospice
""")

# A street that is called by its kind alone: 'Markt 16', 'Brink 4'.
BARE_STREETS = a_set("""
    markt plein dijk kade haven brink dam singel gracht kerkplein dorpsplein hof laan straat weg plantsoen esch
    es
""")

# Occupations and animals that are surnames: a noun for one thing never follows 'van' or 'met' without an article.
BARE_SURNAMES = a_set("""
    bakker visser dekker mulder kuiper kuyper schipper slager timmerman brouwer kok koster molenaar kramer dijkman
    ruiter haan vos schaap wolf leeuw prins koning keizer graaf hertog snijder schilder wever ridder stoop
    baars bisschop blom bommel boogaard braam brink bruins drost griffioen haak haas hamer heuvel hopman hulst jager
    jonker jonkers jonkman kersten klaver knol knoop koetsier kolk koopman koot kraan krijgsman kroes kroon landman
    linde lodder mol mulders muller oever oosting otter pater peters pijpers pronk rietveld robben roos schaaf
    schenk schepers schimmel schippers schoenmaker scholte schouten schrijver schut schutte smid smit snijders snoek
    spaan spijker spruit stam stevens strijker struik tromp valk veerman verhaar verhagen versluis verstappen vink
    vissers vogel vogelaar vonk vossen waal waard wal wetering wevers wiel zwaan zweers dokters hoekman huisman
    bouwman buis loman brouwers dekkers kuipers konings willems cornelissen heuvelman veldman bosman hofman moes
""")

# First names that are a noun for one thing as well: without an article they are the name.
BARE_NAMES = a_set("""
    arend roos max maxime job bob linde zwaantje mark beer vos wolf iris merel storm bink boy angel candy brandy dolly
    belle jet lot fee fleur river sterre ster joy lotus bloem jazz ernst frans bas jasmijn sil mats guus mees bob bobby
    job mike lieve engel prins prince princess king ad riet hope wolf
""")
