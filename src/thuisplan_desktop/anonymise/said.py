"""What the words around a name say of who bears it: 'juf Anna', 'haar vriendin heet Anna', 'Groot (vader)', 'Groot sr.'

Found by place and signs alone; `meant` decides what follows from it.
"""

from typing import NamedTuple

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.known import PUPIL
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token

SAYING_PARENT = a_set("""
    moeder vader mama papa mam pap ma pa mem heit mdr vdr baba anne ouder ouders verzorger verzorgster pleegmoeder
    pleegvader pleegouder pleegouders stiefmoeder stiefvader stiefmama stiefpapa bonusmoeder bonusvader
""")
_SPOUSES = a_set("man vrouw ex partner")  # of whom anybody may be one
OF_PARENTS = SAYING_PARENT | _SPOUSES
OF_PUPILS = a_set("leerling jongere jongen meisje pupil client coachee")
OF_PEERS = a_set("""
    vriend vriendin vriendje vriendinnetje vrienden klasgenoot klasgenote klasgenoten medeleerling teamgenoot maatje
    buurjongen buurmeisje
""")
OF_NEIGHBOURS = a_set("buurman buurvrouw buren")
OF_RELATIVES = (
    (cues.RELATIVES | a_set("stiefopa stiefoma grootouders"))
    - (OF_PARENTS | OF_PEERS)
    - a_set("kind zoon dochter kleinzoon kleindochter petekind tweeling neef neefje nicht nichtje")  # often the pupil
)
OF_WORKERS = (
    (cues.ROLES | a_set("juf juffie juffrouw meester agent wijkagent dokter tandarts coll"))
    - (OF_PARENTS | OF_PUPILS | OF_PEERS | OF_RELATIVES)
    - a_set("ha voogd voornaam achternaam")  # 'ha Femke' greets
)
OF_SOMEBODYS = "broer van"
"""As which the brother or friend of somebody other than the pupil counts: 'Femke (zus van Tom)'."""
GENERATIONS = a_set("sr jr senior junior")
_OF = a_set("van v")
_OF_CHILDREN = OF_PEERS | {word for word in cues.RELATIVES if "broer" in word or "zus" in word}
_OF_SOMEBODY = OF_PARENTS | OF_PUPILS | OF_PEERS | OF_NEIGHBOURS | OF_RELATIVES | OF_WORKERS
_SERVICES = a_set("""
    leerplicht ib jgz ggd rmc swv wijkteam jeugdteam zorgteam jeugdzorg jeugdhulp politie logopedie
    school gemeente
""")
_WORKER = "collega"  # as which who is told by his service counts
_CALLED = a_set("heet heette heten heetten genaamd")
_IS = a_set("is was")
_SAYING = _OF_SOMEBODY | _CALLED | _IS | cues.TITLES
_FIELD = frozenset((":", "=", "|", "-", "–", "(", ""))
_FIELD_ENDS = frozenset(("", "\n", "\r", ";", "|", "\t"))
_BEHIND = frozenset((" (", ", ", " s", " j", " S", " J", " v"))
_ANY = a_set("een de die deze")
_ARTICLES = a_set("de het een haar zijn hun onze mijn")
_ROLE_ENDS = frozenset(("", ")", ",", ";"))


class Said(NamedTuple):
    """Words for who somebody is, folded and empty where nothing says so."""

    before: str = ""
    """The word right before the name, whatever it is."""
    called: str = ""
    """What sure enough tells that a first name is not another's: 'juf Anna', 'Anna (mentor)'."""
    told: str = ""
    """What tells it of a surname: 'vader is Groot', 'Mentor: mw. Groot', 'Groot sr.'"""
    beside: str = ""
    """What may stand beside it in a list as well: 'Groot, leerplichtambtenaar'."""
    whose: bool = False
    """Whether it may be whose parent somebody is: 'tel moeder Tijn'."""


def said(reading: Reading, span: Span, before: str) -> Said:
    """What is said of the bearer of this name; `before` is the word right before it."""
    behind = reading.text[span.end : span.end + 2] in _BEHIND
    if before and before not in _SAYING and not behind:
        return Said(before)  # most names
    i = reading.after(span.start)
    called, told, beside = before if before in _OF_SOMEBODY else "", "", ""
    if before in _CALLED:
        called = told = _role(reading.around[i - 2])
    elif before in _IS:
        told = _role(reading.around[i - 2])
    elif not before or before in cues.TITLES:
        sure, told, beside = _in_front(reading, span, i, before)
        called = called or sure
    if behind:
        sure, surname, maybe = _behind(reading, span, before)
        called, told, beside = sure or called, surname or told, maybe or beside
    whose = before in SAYING_PARENT and called == before and reading.gaps[i] == " "
    if before in _SPOUSES and (article := reading.around[i - 2]) is not None and article.folded in _ANY:
        before = ""  # 'een man (Kees Bos)' is nobody's husband
    return Said(before, called, told, beside, whose)


def _in_front(reading: Reading, span: Span, i: int, before: str) -> tuple[str, str, str]:
    """A field or a word with a comma before the name or its title."""
    i -= bool(before)
    if before == "heer" and i and reading.tokens[i - 1].folded == "de":
        i -= 1
    role, sign = _role(reading.around[i - 1]) or _service(reading.around[i - 1]), reading.gaps[i].strip(" ")
    if not role or (sign not in _FIELD and sign != ","):
        return "", "", ""
    if sign == ",":
        return "", role if _closed(reading, span) else "", role
    fills = sign in (":", "=") and reading.text[span.end : span.end + 1] in _FIELD_ENDS
    return role if fills and not before else "", role, ""  # 'Moeder: Femke slaapt slecht' is what she says


def _behind(reading: Reading, span: Span, before: str) -> tuple[str, str, str]:
    """A word in brackets, behind a comma or a space."""
    i = reading.after(span.end)
    token, sign = reading.around[i], reading.text[span.end : span.end + 2]
    if token is None or token.start != span.end + 2 - sign[1:].isalpha():
        return "", "", ""
    if token.folded in GENERATIONS:
        return "", token.folded, ""
    of = sign == " v" and token.folded in _OF
    if sign[1:].isalpha() and not of:
        return "", "", ""
    while (token.folded in _ARTICLES or of) and (after := reading.around[i + 1]) is not None and after.gap == " ":
        i, token, of = i + 1, after, False
    role, after = _relation(reading, i), reading.around[i + 1]
    if sign != " (" or not role:
        service = "" if _is_sent(token, before, after) else _service(token)
        if sign == " v" or (service and sign == " ("):
            return "", service, ""  # 'Groot van de GGD'
        role = role or service
    if sign == ", ":
        if after is not None and after.gap == " " and after.capital:
            return "", "", ""  # 'Groot, oom Yusuf'
        closed = after is not None and after.gap == ", " and after.facts & is_.VERB
        return "", role if closed else "", role
    ends = reading.text[token.end : token.end + 1] in _ROLE_ENDS or (after is not None and after.folded in _OF)
    if not ends and not reading.text[token.end + 1 : token.end + 2].isdigit():
        return "", "", ""  # 'Rayan (moeder belt)'
    return "" if role in OF_PARENTS else role, role, ""  # 'Rayan (vader)' may be whose father it was


def _relation(reading: Reading, i: int) -> str:
    """The word for somebody there, unless it names whose brother or friend he is: 'broer van Tom'."""
    role, of, owner = _role(reading.around[i]), reading.around[i + 1], reading.around[i + 2]
    if role not in _OF_CHILDREN or of is None or of.folded not in _OF or owner is None or owner.gap != " ":
        return role
    named = owner.capital or (owner.facts & is_.NAME and not owner.facts & is_.COMMON)
    of_pupil = any(one.role == PUPIL for one in reading.book.names.bearers.get(owner.folded, ()))
    return OF_SOMEBODYS if named and not of_pupil and owner.folded not in _OF_SOMEBODY else role


def _is_sent(service: Token, before: str, after: Token | None) -> bool:
    """'Groot van school gestuurd'; who calls from there, or has a title, works there."""
    if service.folded != "school" or before in cues.TITLES or after is None or after.gap != " ":
        return False
    return after.folded not in cues.SPEAKING


def _closed(reading: Reading, span: Span) -> bool:
    """'De mentor, mw. Groot, belt': no list goes on behind the name."""
    after = reading.around[reading.after(span.end)]
    return after is not None and after.gap == ", " and after.start == span.end + 2 and bool(after.facts & is_.VERB)


def _role(token: Token | None) -> str:
    return token.folded if token is not None and token.folded in _OF_SOMEBODY else ""


def _service(token: Token | None) -> str:
    return _WORKER if token is not None and token.folded in _SERVICES else ""
