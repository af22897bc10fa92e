"""Schools, care and employers whose name is made of ordinary words, by a writer who leaves capitals out."""

from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders import clues
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token

_ARTICLES = a_set("de het 't t it")
_LINKS = a_set("voor op in aan en om")
_METALS = a_set("gouden zilveren houten glazen stenen koperen")
# Kinds too general to be followed by a name: 'de groep komt', 'school belt', 'havo kader'.
_GENERAL = a_set("""
    school groep huis centrum wonen opvang winkel kerk havo vmbo mavo vwo vso sbo pro mbo so bso isk koor bedrijf
    gemeente gemeenten jeugdzorg thuiszorg zorg hulp jeugd advies coaching dagbesteding kinderopvang peuterspeelzaal
    restaurant cafe cafetaria supermarkt speeltuin moskee tempel synagoge ziekenhuis bibliotheek theater vereniging
    club academie campus universiteit hogeschool techniek bouw beheer administratie service fruit groente bloemen vis
    vlees kaas transport horeca retail schoonmaak catering tuinen meubelen keukens installatie vwo
""")
# Schools and networks that are told apart by an article and a noun: 'vso de spinaker', 'swv de westfriese knoop'.
_NETWORKS = a_set("sch bs swv samenwerkingsverband vso sbo so pro isk scouting school basisschool kerk gemeente club")
_STILL_NAMED = a_set("peuterspeelzaal kinderopvang bso moskee restaurant cafe bibliotheek koor dagbesteding")
_NEVER_NAMED = _GENERAL - _STILL_NAMED
_NO_NAME = is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.HARMLESS | is_.MONTH | is_.INFIX | is_.NUMBER_CUE
_WORKING = a_set("""
    chauffeur monteur schoonmaker schoonmaakster vakkenvuller kassa magazijn vrachtwagenchauffeur lasser verkoopster
    werk werkt werken werkte werkten stage bijbaan bijbaantje baantje baan dienst solliciteert leerwerkplek
    zaterdagbaan krantenwijk invalt kookt schoonmaakt
""")
_TREATED = a_set("""
    begel behand aanm overst
    intake aangemeld aanmelding wachtlijst behandeling therapie traject begeleiding emdr onderzoek opgenomen opname
    dagbehandeling logeert logeren ingeschreven gestart diagnostiek hulp jeugdhulp ambulante behandelaar
""")
_CARERS = a_set("""
    begeleider begeleidster behandelaar psycholoog coach consulent therapeut medewerker medewerkster hulpverlener
    gezinscoach jobcoach casusregisseur orthopedagoog psychiater maatje vrijwilliger trainer
""")
_GIVEN = a_set("hulp begeleiding steun directie bestuur winkel kantine medewerkers personeel oprichter eigenaar")
_CARRIED = a_set("vervoer vervoerd taxivervoer leerlingenvervoer busje gebracht opgehaald")
_PLAYING = a_set("""
    voetbalt voetbal hockeyt hockey turnt turnen zwemt zwemmen judo judoot tennist tennis danst dans bokst boksen
    kickbokst kickboksen handbalt handbal korfbalt korfbal volleybalt basketbalt atletiek scouting traint trainer
    paardrijden rijdt keeper
""")
_AT_SCHOOL = a_set("""
    plek plaats plaatsing
    zit zat zitten zaten gaat ging staat stond start startte stapt overstap ingeschreven geplaatst doet was
""")
# Places and people everybody has: never the name of a school or an employer.
_COMMONPLACE = a_set("""
    aanvraag aanvragen indicatie beschikking
    administratie gemeente leerplicht receptie ggd groep klas overkant buren politie school bso opvang zorg jeugdzorg
    bibliotheek balie leiding directie winkel snackbar kantine buurt straat flat hulp instelling praktijk kerk moskee
    voetbal bank fiets gang wc stoep kamer trap tafel grond bus trein tram taxi auto boot brommer scooter telefoon
    computer laptop tablet app groepsapp foto film lijst agenda planning mail brief kaart bel deur bezoek dokter
    huisarts tandarts politiebureau bureau rechtbank rechter kinderrechter notaris advocaat markt stad dorp wijk
    camping speeltuin speelplein schoolplein plein gym gymzaal zaal hal aula kleedkamer sport training wedstrijd
    manege stal boerderij zorgboerderij garage sportschool zwembad park bos strand zee haven kade brug weg snelweg
    hoek rand hoogte plek vloer zolder kelder keuken badkamer slaapkamer woonkamer tuin schuur balkon dak ziekenhuis
    kliniek apotheek spoed crisis eerste tweede derde laatste vorige volgende nieuwe oude andere zelfde vader moeder
    wachtlijst rol stand toekomst situatie tijd middag ochtend avond nacht week dag maand zomer winter vakantie
    basisschool middelbare taalschool isk vso sbo pro mbo roc havo vwo vmbo brugklas onderbouw bovenbouw trajectklas
    rebound opdc time-out les lessen pauze bijles stage werk wijkteam jeugdteam team ondersteuningsteam zorgteam
    mentor docent juf meester leraar ib coach arts jeugdarts kapper slager bakker supermarkt jumbo kinderopvang
    afdeling dagbesteding dagbehandeling logeeropvang crisisopvang opname internaat azc groepsleiding leerkracht
    huiswerk rekenen taal lezen gedrag verzuim gesprek overleg kinderen jongens meiden ouders familie opa oma tante oom
    praktijkschool vakschool sportclub club vereniging bond kermis feest verjaardag begrafenis zitting rechtszaak
""")


def find(reading: Reading) -> Iterator[Span]:
    """Only where capitals are left out; every finding is a proposal with a low certainty."""
    for i, token in enumerate(reading.tokens if reading.lower_style else ()):
        if not token.capital:
            yield from _by_kind(reading, i, token)
            yield from _by_place(reading, i, token)


_KINDS = is_.ORG_TYPE | is_.ORG_END | is_.HEAD


def _by_kind(reading: Reading, i: int, token: Token) -> Iterator[Span]:
    """What a word for a kind of organisation says of the words beside it."""
    if token.facts & _KINDS or token.folded in _NETWORKS:
        yield from _behind_type(reading, i, token)
    if token.folded in _SURE_TAILS and i:
        yield from _before_tail(reading, i)


def _by_place(reading: Reading, i: int, token: Token) -> Iterator[Span]:
    """What stands behind a preposition, before a verb, between brackets or behind a heading."""
    if token.folded in _PREPOSITIONS:
        yield from _behind_preposition(reading, i, token)
    elif token.folded in _TELEPHONING and i > 1 and token.gap == " ":
        yield from _before_verb(reading, i)
    if token.gap == " (" and token.folded in _ARTICLES:
        yield from _in_brackets(reading, i)
    if token.folded in _HEADINGS and reading.text[token.end : token.end + 2] == ": ":
        yield from _in_field(reading, i)


_PREPOSITIONS = a_set("bij via van op naar door met nr v namens")
_TELEPHONING = a_set("belt belde mailt mailde adviseert adviseerde koppelt verwijst stuurt meldt nodigt biedt")
_HEADINGS = a_set("""
    sch aanm begel behand werkgever bedrijf
    kerk moskee contactpersoon aanmelding aanbieder instelling sportclub club bijbaan stageplek kdv kinderopvang
    vso sbo jeugdzorg ggz behandelaar hulpverlener verwezen bestuur
    school jh jb hv
    vorige huidige hulp hulpverlening jeugdhulp behandeling begeleiding werk stage sport opvang bso werkgever
    basisschool zorgaanbieder
""")


def _is_listed(reading: Reading, infix: Token | None, name: Token | None) -> bool:
    """'bakkerij van vliet': not 'manege de oude hengst', where the surname is a word that describes."""
    if infix is None or name is None or (infix.folded in _ARTICLES and name.facts & is_.LISTED):
        return False
    return f"{infix.folded} {name.folded}" in reading.words.surnames_with_infix


def _before_verb(reading: Reading, i: int) -> Iterator[Span]:
    """'het baken belt terug': an article and a thing that phones, where a sentence starts."""
    noun, article = reading.tokens[i - 1], reading.tokens[i - 2]
    opens = article.folded in _ARTICLES and article.opening is not Opening.NONE and noun.gap == " "
    if opens and _may_name(noun) and not noun.folded.endswith(_PEOPLE_ENDINGS):
        yield _span(reading, i - 2, i - 1, "gewone woorden waar een school, zorg of werk staat")


_PEOPLE_ENDINGS = (
    "er",
    "ster",
    "aar",
    "eur",
    "ist",
    "ent",
    "ant",
    "man",
    "vrouw",
    "oog",
    "arts",
    "ling",
    "ouder",
    "team",
)


_CARE_TAILS = a_set("zorg jeugd advies bouw transport kinderopvang coaching")
_SMALL_FORMS = ("je", "tje", "pje", "etje")


def _has_tail(reading: Reading, i: int) -> bool:
    """'toren zorg', 'horizon jeugd': a noun for one thing, by its diminutive, before what ends the name of a firm."""
    thing, tail = reading.around[i], reading.near(i + 1, i + 1)
    if thing is None or tail is None or tail.folded not in _CARE_TAILS or tail.gap != " " or not _may_name(thing):
        return False
    if thing.facts & is_.AGENT or thing.folded.endswith(_PEOPLE_ENDINGS):
        return False
    return any(reading.words.stored(thing.folded + small) & is_.LISTED for small in _SMALL_FORMS)


_SURE_TAILS = a_set("boys college lyceum transport transporten united")


def _before_tail(reading: Reading, i: int) -> Iterator[Span]:
    """'eik college', 'molen boys': a thing right before a word that ends the name of a school, club or firm."""
    named = reading.tokens[i - 1]
    if reading.gaps[i] == " " and _may_name(named) and not named.folded.endswith("e"):
        yield _span(reading, i - 1, i, "gewone woorden voor een soort organisatie")


def _in_field(reading: Reading, i: int) -> Iterator[Span]:
    """'vorige school: het palet': nothing but the name up to the end of the field."""
    last = _phrase(reading, i + 1, tied=True, gap=": ")
    if last is not None and _behind(reading, last) in ("", ",", ".", ";", "\n", ":", "("):
        yield _span(reading, i + 1, last, "gewone woorden achter een kopje")


def _in_brackets(reading: Reading, i: int) -> Iterator[Span]:
    """'kinderarts hensen (het tandem)': nothing but an article and a thing between brackets, behind a name."""
    named = reading.around[i - 1]
    last = _phrase(reading, i, tied=True, gap=" (")
    if named is None or not named.facts & is_.NAME or last is None:
        return
    if _behind(reading, last) == ")":
        yield _span(reading, i, last, "gewone woorden tussen haakjes achter een naam")


def _behind(reading: Reading, i: int) -> str:
    """The character right behind word i; empty at the end of the text."""
    end = reading.tokens[i].end
    return reading.text[end : end + 1]


def _behind_type(reading: Reading, i: int, token: Token) -> Iterator[Span]:
    """'fanfare nieuwe wegen', 'boksschool zorg op maat', 'cbs de regenboog'."""
    article = reading.near(i + 1, i + 1)
    if token.folded in _NEVER_NAMED or not token.facts & (is_.ORG_TYPE | is_.ORG_END):
        named = token.folded in _NETWORKS and article is not None and article.folded in _ARTICLES
        end = _phrase(reading, i + 1, tied=True) if named else None
        if end is not None:
            yield _span(reading, i + 1, end, "gewone woorden na een soort organisatie")
        return
    infix, name = reading.near(i + 1, i + 1), reading.near(i + 2, i + 2)
    owned = infix is not None and name is not None and infix.facts & is_.OPENS_INFIX and name.gap == infix.gap == " "
    if owned and _is_listed(reading, infix, name):
        yield _span(reading, i + 1, i + 2, "achternaam na een soort organisatie")
        return
    end = _phrase(reading, i + 1, tied=True)
    if end is not None:
        first = i if token.folded in clues.CLUBS else i + 1  # 'vv reiger boys'
        yield _span(reading, first, end, "gewone woorden na een soort organisatie")


def _behind_preposition(reading: Reading, i: int, token: Token) -> Iterator[Span]:
    word, after = token.folded, reading.near(i + 1, i + 1)
    if after is None or after.capital:
        return
    around = {t.folded for t in reading.tokens[max(0, i - 5) : i]}
    before = reading.near(i, i - 1)
    article = after.folded in _ARTICLES
    if after.facts & (is_.ORG_TYPE | is_.HEAD):
        return  # what stands behind the kind is looked at there
    cues = _TREATED | _CARRIED if word in ("door", "met") else _WORKING | _TREATED | _PLAYING
    if word in ("bij", "via", "door", "met") and around & cues:
        fits = True
    elif word in ("van", "v") and before is not None:
        further = reading.near(i - 1, i - 2)
        titled = further is not None and further.facts & is_.TITLE  # 'mw strik van de schalm'
        named = before.facts & is_.NAME and (titled or not before.facts & is_.COMMON) and article
        fits = bool(named) or before.folded in _CARERS | _GIVEN
    elif word in ("namens", "via"):
        fits = article
    else:
        unknown = not after.facts & is_.PLAIN
        fits = word in ("op", "naar", "nr") and (article or unknown) and bool(around & _AT_SCHOOL)
    if not fits and word in ("via", "bij", "met", "van", "v", "namens", "nr", "naar") and _has_tail(reading, i + 1):
        yield _span(reading, i + 1, i + 2, "gewone woorden voor een soort organisatie")
        return
    ignored = is_.VERB if word in ("bij", "via") and not after.folded.endswith("en") else 0  # 'werkt bij stap jeugd'
    end = _phrase(reading, i + 1, tied=word in ("bij", "via", "door"), ignored=ignored) if fits else None
    if end is not None:
        yield _span(reading, i + 1, end, "gewone woorden waar een school, zorg of werk staat")


# Words with which clubs, firms and care are called behind their first word: 'kolping boys', 'de wit transport'.
_TAILS = a_set("""
    boys girls united sport sports transport zorg thuis jeugd kids junior juniors clinics kliniek groep bouw
    techniek advies coaching onderwijs kinderopvang metaal wonen werkt college lyceum academie moskee stars tigers
    lions wanderers rangers city combinatie logistiek service services schoonmaak catering horeca retail nails bikes
    rijschool
""")


def _phrase(reading: Reading, i: int, *, tied: bool, gap: str = " ", ignored: int = 0) -> int | None:
    """The number of the last word of a noun phrase from word i on, or None when it cannot be a name."""
    first = reading.around[i]
    if first is not None and first.folded in _ARTICLES and first.gap.rstrip("'’‘") == gap:
        i, ignored, gap = i + 1, is_.VERB, " "  # behind an article stands no verb
        first = reading.around[i]
    if first is None or first.gap != gap:
        return None
    if not _may_name(first, ignored):
        return i + 2 if tied and first.folded in ("zorg", "hulp", "werk") and _is_tied(reading, i) else None
    after = reading.near(i + 1, i + 1)
    if after is not None and after.gap == " " and not after.capital and after.folded in _TAILS:
        return i + 1
    described = (
        (first.folded.endswith("e") or first.folded in _METALS)
        and after is not None
        and after.gap == " "
        and _may_be_described(after)
    )
    if described:
        return i + 1
    return i + 2 if tied and _is_tied(reading, i) else i


def _is_tied(reading: Reading, i: int) -> bool:
    """Whether a small word ties the next word to word i: 'zorg op maat'."""
    link, further = reading.near(i + 1, i + 1), reading.near(i + 2, i + 2)
    if link is None or further is None or link.folded not in _LINKS:
        return False
    return link.gap == further.gap == " " and _may_name(further)


def _may_be_described(token: Token) -> bool:
    """'hoek' in 'de bonte hoek': also a word everybody uses, but no kind of organisation."""
    return not token.capital and len(token.text) > 2 and not token.facts & (_NO_NAME | is_.ORG_TYPE)


def _may_name(token: Token, ignored: int = 0) -> bool:
    done = token.folded.endswith(("d", "t")) and token.folded.startswith(("ge", "aan", "af", "be", "op", "ver"))
    plain = token.facts & _NO_NAME & ~ignored or token.folded in _COMMONPLACE or done  # 'taxi aangevraagd'
    return not token.capital and len(token.text) > 2 and not plain


def _span(reading: Reading, first: int, last: int, reason: str) -> Span:
    start = clues.with_apostrophe(reading, first, reading.tokens[first].start)
    return Span(start, reading.tokens[last].end, Kind.ORG, reason, 0.4)
