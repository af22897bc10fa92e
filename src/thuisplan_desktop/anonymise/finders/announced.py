"""Ordinary words that are names because of the role before them: 'contactpersoon: mei', 'tante wil komt'."""

from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched, WatchedSmall

_ROLES = is_.LABEL | is_.ROLE | is_.RELATIVE | is_.TITLE
_MORE_ROLES = a_set("""
    pers contactpers contactp contpers vertrpers vertrouwenspers aanspreekpunt aanspr aanspreekpersoon contactouder
    zorgco zoco coord coordinator slb slber ib iber lpa lp rmc jr jb smw amw poh pb ab gz psych ortho begel vervanger
    verv vervangt invaller tolk chauffeur voogd
""")
_ROLE_ENDINGS = (
    "persoon", "pers", "coach", "begeleider", "begeleidster", "mentor", "arts", "regisseur", "docent", "werker",
    "werkster", "loog", "coordinator", "consulent", "voogd", "ambtenaar", "kundige", "leider", "leidster", "houder",
    "vriend", "vriendin", "vader", "moeder", "ouder", "broer", "zus", "buur", "buurvrouw", "buurman", "kracht",
)  # fmt: skip
_FIELD_ENDS = frozenset(("", "\n", "\r", ",", ";", ".", ")", "|", "/", "+", "&"))
_BEHIND_FIELDS = frozenset((" (", " -", " –", " /", " +", " &", " |", "\t"))
# What somebody is, does or wants, though it is a first name or a frequent surname as well.
_STATES = a_set("""
    boos ziek thuis moe stil blij bang druk laat goed slecht wakker kwijt alleen later vrolijk zwak sterk rustig klaar
    zat dood open dicht weg terug vroeg snel vrij voor mee los vast groot klein jong oud nieuw kort lang zwaar licht nee
    ja aanwezig afwezig absent prima even top super fijn lief streng wel niet geen en of in na an al dan den nog nu hier
    daar zelf samen allen beide graag werk school les klas kok bakker slager visser schipper boer smid timmerman
    engels frans duits gym wit zwart rood groen blauw geel rust tijd raad hulp steun plan brief mail maart april juli
""")
_KIN = WatchedSmall(
    a_set("""
    tante oom ome oma opa buurvrouw buurman juf juffrouw meester zus zusje broer broertje neef neefje nicht nichtje
    vriend vriendin pake beppe buuf opoe schoonzus zwager stiefvader stiefmoeder
""")
)
_SMALL_NAMES = a_set("wil to mei ad ko co cor ben frans lieve rijk brand lente hope jo bo do sam lot")
_DOING = cues.DEEDS | a_set("""
    zou bleef staat stond ligt lag liep werkt werkte geeft gaf woonde zwijgt zweeg at speelt haalt brengt rijdt past
    helpt neemt ziet hoort vangt kookt betaalt bracht haalde reed hielp nam zag hoorde paste
""")
_MODALS = a_set("heeft had kan mag moet zal zou gaat is was")  # 'tante wil gaat': 'wil' is a name before any of them
_TIES = Watched(a_set("a fo fa fat sang sjoe kon lo"))  # inside Chinese names of Suriname: 'lie a fat', 'lo fo wong'


def add(reading: Reading, hidden: dict[int, Span]) -> None:
    """Adds words that a role, title or relative announces, in capitals or small letters."""
    for i, reason in (
        *_called(reading),
        *_behind_infixes(reading),
        *_filling_fields(reading),
        *_behind_kin(reading),
        *_with_ties(reading, hidden),
    ):
        if i not in hidden:
            token = reading.tokens[i]
            hidden[i] = Span(token.start, token.end, Kind.PERSON, reason, 0.6)


_CALLED = Watched(a_set("heet heette heten genaamd ene roepnaam bijnaam genoemd naar"))
_ASK = a_set("vraag vraagt vragen vroeg gevraagd")


def _called(reading: Reading) -> Iterator[tuple[int, str]]:
    """'vraag naar Ha', 'zij heet Mei': any capital behind what says how somebody is called."""
    for i in (at + 1 for at in reading.where[_CALLED]):
        token, further = reading.near(i, i), reading.near(i - 1, i - 2)
        asked = reading.tokens[i - 1].folded != "naar" or (further is not None and further.folded in _ASK)
        if token is not None and asked and token.gap == " " and _may_be_so_called(reading, token):
            yield i, "zo heet iemand"


def _may_be_so_called(reading: Reading, token: Token) -> bool:
    """A capital that is no abbreviation; in small letters a word that is no ordinary Dutch."""
    if "-" in token.text or len(token.text) < _SHORTEST or token.facts & (is_.FUNCTION | is_.ORG_TYPE | is_.RELATIVE):
        return False
    if token.capital:
        return token.text[1:].upper() != token.text[1:]
    return reading.lower_style and not token.facts & is_.PLAIN


_SHORTEST = 2


_SIGNS = frozenset(":=")


def _filling_fields(reading: Reading) -> Iterator[tuple[int, str]]:
    """'vertr.pers = wil', 'mentor: storm,': a name that is a word, alone behind a role and a sign."""
    signs = (gap for gap in reading.parted if gap.strip(" .") in _SIGNS)
    for i in (i for sign in signs for i in reading.parted[sign]):
        token = reading.tokens[i]
        if not token.facts & (is_.COMMON | is_.INFIX):
            continue
        role = reading.around[i - 1]
        if role is not None and is_role(role) and _may_be_called(token) and _ends_field(reading, token):
            yield i, "naam achter een rol"


def is_role(token: Token) -> bool:
    """Whether a word says what somebody is to the pupil: a role, a relative, a title, also cut short."""
    word = token.folded
    return bool(token.facts & _ROLES) or word in _MORE_ROLES or word.endswith(_ROLE_ENDINGS)


def _may_be_called(token: Token) -> bool:
    return bool(token.facts & is_.MAYBE) and token.folded not in _STATES and len(token.text) > 1


def _ends_field(reading: Reading, token: Token) -> bool:
    behind = reading.text[token.end : token.end + 2]
    return behind[:1] in _FIELD_ENDS or behind in _BEHIND_FIELDS


_WIL = WatchedSmall(("wil",))


def _behind_kin(reading: Reading) -> Iterator[tuple[int, str]]:
    """'tante wil komt', 'oma to belt', by a writer who leaves capitals out; 'moeder wil niet' is no name."""
    if not reading.lower_style:
        return
    for i in (i for i in reading.where_small[_WIL] if i and reading.tokens[i - 1].facts & is_.ROLE):
        after = reading.around[i + 1]
        if after is not None and reading.gaps[i] == after.gap == " " and after.folded in _DOING:
            yield i, "voornaam die ook een gewoon woord is, na een rol"  # 'voogd wil belt'
    for i in (at + 1 for at in reading.where_small[_KIN]):
        token, after = reading.around[i], reading.around[i + 1]
        if token is None or after is None or token.gap != " " or after.gap != " ":
            continue
        named = token.folded in _SMALL_NAMES or token.facts & is_.BARE_NAME
        does = after.folded in _DOING if token.folded != "wil" else after.folded in _DOING or after.folded in _MODALS
        if named and does:
            yield i, "voornaam die ook een gewoon woord is, na een familielid"


_MANY = a_set("ouders vrienden klasgenoten ouder verzorger")  # 'met haar ouders de Gereformeerde kerk'
_SURE_INFIXES = a_set("de den der vd vdr ter ten el")


def _behind_infixes(reading: Reading) -> Iterator[tuple[int, str]]:
    """'dr. van Ierland', 'huisarts de Rijk': a title or role, infixes and a capital, whatever word it is.

    Behind a role 'van' alone is a preposition: 'de mentor van Kim'.
    """
    tokens = reading.tokens
    for i in (i for i in reading.capitals if i and tokens[i - 1].facts & is_.OPENS_INFIX):
        token, first = tokens[i], _first_infix(reading, i)
        role = reading.near(first, first - 1)
        if first == i or role is None or not role.facts & (is_.ROLE | is_.TITLE) or token.all_capitals:
            continue
        one = role.folded not in _MANY and reading.tokens[first].folded in _SURE_INFIXES
        sure = role.facts & is_.TITLE or one
        adjective = token.folded.endswith("se") and token.facts & is_.HARMLESS
        if sure and not adjective and not token.facts & (is_.FUNCTION | is_.ANNOUNCES | is_.ORG_TYPE):
            yield from ((at, "achternaam met tussenvoegsel na een rol") for at in range(first, i + 1))


def _first_infix(reading: Reading, i: int) -> int:
    """The first of the small infixes right before word i; i itself when there are none."""
    first = i
    while first > 0 and i - first < _MOST_INFIXES and reading.gaps[first] == " ":
        before = reading.tokens[first - 1]
        if not before.facts & is_.OPENS_INFIX or before.capital:
            break
        first -= 1
    return first


_MOST_INFIXES = 3


def _with_ties(reading: Reading, hidden: dict[int, Span]) -> Iterator[tuple[int, str]]:
    """'mw lie a fat', 'dhr lo fo wong': all short words of a name of three, behind a title."""
    for i in reading.where[_TIES]:
        first, last = reading.around[i - 1], reading.around[i + 1]
        if not i or first is None or last is None or reading.gaps[i] != " " or last.gap != " ":
            continue
        no_name = last.facts & is_.FUNCTION and not last.facts & is_.INFIX
        if not reading.titled(i - 1) or (reading.tokens[i].folded == "a" and first.facts & is_.INFIX) or no_name:
            continue
        if i - 1 in hidden or i + 1 in hidden or not first.facts & is_.PLAIN:
            yield from ((at, "naam na een aanspreektitel") for at in (i - 1, i, i + 1))
