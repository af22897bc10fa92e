"""Capitals on words that are ordinary or harmless, read as a name because of what the word does in its sentence."""

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.tokens import HARD, NONE, Token

# What only people do, in the words of notes: 'Post denkt', 'Zomer stelt voor'. A thing may come, be or cost.
_SPEAKING = cues.SPEAKING | a_set("""
    meldt meldde vertelt vertelde schetst schetste bespreekt besprak adviseert adviseerde noteert noteerde merkt
    merkte overlegt overlegde antwoordt antwoordde bevestigt bevestigde herkent herkende beschrijft beschreef
    benadrukt benadrukte constateert constateerde vermoedt vermoedde twijfelt twijfelde wenst wenste hoopt hoopte
    weet wist kent kende wil wilde snapt snapte vreest vreesde belooft beloofde schrijft schreef luistert luisterde
    kijkt keek ziet zag schuift schoof licht onderzoekt onderzocht behandelt behandelde begeleidt begeleidde spreekt
    sprak praat praatte woont woonde slaapt sliep huilt huilde lacht lachte eet at fietst fietste zwijgt zweeg haalt
    haalde brengt bracht probeert probeerde zoekt zocht wacht wachtte neemt nam stelt stelde legt legde leest las
    speelt speelde
""")
_DEEDS = (
    cues.DEEDS
    | _SPEAKING
    | a_set("""
    zou bleef staat stond ligt lag liep werkt werkte geeft gaf volgt volgde bezocht start stopt maakt
""")
)
_ENDINGS = (
    "huis", "ink", "man", "mans", "stra", "sma", "inga", "enga", "ema", "kamp", "veld", "berg", "horst", "broek",
    "dijk", "hof", "hout", "beek", "meijer", "meyer", "laar", "loo", "hoven", "bos", "boer", "burg", "huizen", "wijk",
    "maker", "ters", "kers", "gers", "sens", "stein", "veen", "daal", "haas", "bakker", "mulder", "visser", "smit",
)  # fmt: skip
_NO_NAME = is_.TITLE | is_.RELATIVE | is_.ROLE | is_.LABEL | is_.ORG_TYPE | is_.MONTH
_GREETS = "lieve"
# First names that are frequent small words as well; the others are no first name where they are one.
_SMALL_FIRST = a_set("wil brand lente rijk lieve frans vito storm roos")
# Surnames among the frequent small words; an adverb may stand before a verb as well ('Verder zegt').
_SMALL_SURNAMES = a_set("post kamp klein groot jong winter zomer brand hout water wind spel troost winkel hoop herfst")
SMALL = _SMALL_FIRST | _SMALL_SURNAMES
_TIES = a_set("en of + & and")
_SHORTEST = 3


def reason(reading: Reading, i: int, token: Token) -> str:
    """Why word i, which has a capital, is somebody's name though the word is ordinary; empty when nothing says so."""
    if token.facts & is_.FUNCTION and token.folded not in SMALL:
        return ""
    if token.facts & _NO_NAME or len(token.text) < _SHORTEST or token.text.isupper():
        return ""
    if token.folded == _GREETS:
        return "" if _greets(reading, i, token) else "voornaam die ook een aanhef is"
    if token.folded in _SMALL_FIRST and (why := _of_first_name(reading, i, token)):
        return why
    if i and reading.tokens[i - 1].facts & is_.OPENS_INFIX and _behind_infix(reading, i, token):
        return "achternaam na een voornaam"
    after = reading.around[i + 1]
    if after is None or after.gap != " ":
        return ""
    if _does(token, after) or (after.folded in _TELEPHONING and _is_bare_noun(reading, token)):
        return "wie iets zegt of doet"
    told = after.folded in _GENERATIONS or _is_initial(reading, after)
    return "naam met een voorletter of senior erachter" if told and _may_be_one(token) else ""


def _of_first_name(reading: Reading, i: int, token: Token) -> str:
    """Why a small word that is a first name as well is the name here; empty when nothing says so."""
    if token.folded != "frans" and _fills_field(reading, token):
        return "voornaam die alleen staat"
    if _before_surname(reading, i):
        return "voornaam voor een achternaam"
    return "voornaam naast een andere" if token.opening is not HARD and _beside_name(reading, i) else ""


def _may_be_one(token: Token) -> bool:
    return bool(token.facts & is_.NAME) and (not token.facts & is_.FUNCTION or token.folded in _SMALL_SURNAMES)


_GENERATIONS = a_set("senior junior sr jr")


def _is_initial(reading: Reading, token: Token) -> bool:
    """The letter in 'Zomer W. (vader)'."""
    return len(token.text) == 1 and token.capital and reading.text[token.end : token.end + 1] == "."


def _fills_field(reading: Reading, token: Token) -> bool:
    """'Mentor daar: Wil.', 'Wil: weet iemand ...': alone behind a colon, or who speaks in a chat."""
    behind = reading.text[token.end : token.end + 1]
    return (":" in token.gap and behind in (".", ",", "\n", "")) or (behind == ":" and token.opening is HARD)


def _behind_infix(reading: Reading, i: int, token: Token) -> bool:
    """'Bart de Zee', 'Els ten Klein': any surname behind a first name and infixes."""
    at = i
    while at > i - 3 and (left := reading.near(at, at - 1)) is not None and left.facts & is_.OPENS_INFIX:
        if left.capital:
            return False
        at -= 1
    first = reading.near(at, at - 1)
    if at == i or first is None or not token.facts & is_.SURNAME:
        return False
    return first.capital and bool(first.facts & is_.FIRST) and not first.facts & (is_.FUNCTION | is_.HARMLESS)


def _does(token: Token, after: Token) -> bool:
    """'Kamp denkt', 'Wil kwam', 'Siefhuis heeft': what stands before what people do."""
    if after.capital or after.folded not in _DEEDS:
        return False
    if token.folded in _SMALL_FIRST and token.folded != "frans":
        return True
    if token.facts & is_.NAME and not token.facts & is_.PLACE:
        plain = token.facts & (is_.VERB | is_.INFIX) or token.folded in _THINGS
        plain = plain or (token.facts & is_.FUNCTION and token.folded not in _SMALL_SURNAMES)
        return after.folded in _SPEAKING and not plain
    made = token.facts & is_.COMMON and not token.facts & (is_.LISTED | is_.HARMLESS | is_.FUNCTION)
    return bool(made) and token.folded.endswith(_ENDINGS)


# What an organisation does in a note; a thing would need an article: 'Springplank belt terug'.
_TELEPHONING = a_set("""
    belt belde mailt mailde vraagt vroeg adviseert adviseerde denkt zegt zei meldt meldde biedt stuurt stuurde regelt
    heeft had pakt koppelt verwijst start begeleidt behandelt onderzoekt
""")
_NO_BARE = is_.ANNOUNCES | is_.FUNCTION | is_.HARMLESS | is_.VERB | is_.ORG_TYPE | is_.ORG_END
_UNCOUNTED = (
    "ing", "heid", "team", "tie", "sie", "ouder", "ouders", "leiding", "arts", "oog", "gesprek", "overleg", "les",
    "zuim", "schap", "isme", "ment", "ist", "iste", "er", "ster", "aar", "eur", "ant", "ent", "teit", "age",
    "kunde", "plan",
)  # fmt: skip


def _is_bare_noun(reading: Reading, token: Token) -> bool:
    """A noun for one thing, by its diminutive, at the start of a sentence and without an article."""
    if token.facts & _NO_BARE or not token.facts & is_.LISTED or token.folded.endswith(_UNCOUNTED):
        return False
    if token.opening is not HARD or len(token.folded) < _SHORTEST + 1:
        return False
    return any(reading.words.stored(token.folded + small) & is_.LISTED for small in ("je", "tje", "pje", "etje"))


_THINGS = a_set("""
    les school klas werk groep raad politie jeugd zorg team geld dank engels duits frans nederlands rechter dokter
    burgemeester inspectie leerling kind vader mama papa oom broer neef heer meester kader rijk god allah
""")


def _greets(reading: Reading, i: int, token: Token) -> bool:
    """'Lieve Anna,' and 'Lieve allemaal' open a letter; 'Lieve, dank', 'met Lieve' and 'Lieve zegt' name her."""
    if token.opening is NONE or reading.labelled(i) or i in reading.signed:
        return False
    after = reading.around[i + 1]
    if after is None or after.gap != " " or after.folded in _DEEDS:
        return False
    end = after.end
    for _ in range(4):
        further = reading.around[reading.after(end)]
        if further is None or further.gap != " ":
            break
        end = further.end
    return reading.text[end : end + 1] in (",", "!", "\n", "\r") and "\n" in f"\n{token.gap}"


def _before_surname(reading: Reading, i: int) -> bool:
    """'Wil Postma', 'Lente de Graaf': a capital that is no first name behind it, with infixes between or not."""
    at = i + 1
    while (infix := reading.near(at, at)) is not None and infix.facts & is_.OPENS_INFIX and at < i + 3:
        at += 1
    named = reading.near(at, at)
    if named is None or not named.capital or len(named.text) < _SHORTEST - 1:
        return False
    plain = named.facts & (is_.FUNCTION | is_.ANNOUNCES | is_.HARMLESS) and not named.facts & is_.SURNAME
    return not plain and (at > i + 1 or not named.facts & is_.FIRST)


def _beside_name(reading: Reading, i: int) -> bool:
    """'Tim en Wil': tied to a capital that is a first name."""
    tie, other = reading.near(i, i - 1), reading.near(i - 1, i - 2)
    if tie is None or other is None or tie.folded not in _TIES:
        return False
    return other.capital and bool(other.facts & is_.FIRST) and not other.facts & is_.HARMLESS
