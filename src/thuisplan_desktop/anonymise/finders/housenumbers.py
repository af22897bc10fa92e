"""House numbers: behind a street, called so, of the neighbours, and once more where the note has an address."""

import re
from collections.abc import Iterator, Sequence

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import signals
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.finders import clues
from thuisplan_desktop.anonymise.findings import ADDRESS, PLACE
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.watched import Watched

_FLOOR = one_of("hs bis zw rd ws huis bg boven beneden achter voor rood zwart toe")
_SUFFIX = (
    rf"(?:(?<=-)[A-Za-z]\d{{1,3}}|[A-Da-d][-–]?\d{{1,3}}|[A-Za-z]|[IVX]{{1,4}}|{_FLOOR}|[A-Da-d]\d?)(?![\w'’]|\.\w)"
)
HOUSE_NUMBER = (
    r"(?!\d{1,2}(?:-\d{1,2}-(?:19|20)|/\d{1,2}/(?:19|20)?)\d\d(?!\d)|(?:19|20)\d\d-\d\d-\d\d)"  # no day is one
    rf"\d{{1,5}}(?:(?:[ ]?[-–/][ ]?|[ ])?{_SUFFIX}|[ ]?[-–/][ ]?\d{{1,4}}[A-Za-z]?(?!\w))?"
    r"(?:[ ](?:bis|hs|huis|boven|beneden|achter)(?!\w))?(?![\d%]|[:.,]\d|[A-Za-z])"
)
_MONTHS = one_of(" ".join(signals.MONTHS))
_NO_HOUSE = (
    r"(?![ ]?(?:%|x\b|km|jaar|jr|uur|u\b|mnd|maand|week|weken|wk|dag|keer|maal|min|meter|euro|kinderen|leerlingen"
    rf"|straat|straten|huizen|deuren|en\b[ ]\d|t/m|-[ ]?\d|e\b|ste\b|de\b|{_MONTHS}\b)|[/-]\d)"
)
_OTHERWISE = (
    r"(?:in plaats van|ipv|i\.p\.v\.|en niet|niet meer|niet|moet zijn|was|of|(?:zijn|was),? (?:en )?niet|is nu"
    r"|is het nu|wordt nu|voorheen|eerst was|oud is)(?: op| naar| nr\.?| nummer)?"
)
_SAID = r"(?:(?:dus|en|maar|nee|let op|pas op|echt)[,:]? )?"
_INSTEAD = re.compile(
    rf"(?:, ?\d{{1,2}}e)?[ ,(!.:;–-]{{1,4}}{_SAID}{_OTHERWISE}[ ]({HOUSE_NUMBER}){_NO_HOUSE}"
    rf"(?:,? (?:maar|wel)(?: op)? ({HOUSE_NUMBER}))?",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(
    rf",?[ ](?:is |op )?niet (?:op )?({HOUSE_NUMBER}),? (?:maar|wel) (?:op )?({HOUSE_NUMBER})", re.IGNORECASE
)
_WORDS = r"(?:is|was|wordt|nu|niet|nieuw|oud|moet|klopt|het|gaat|om)"
_CALLED = re.compile(
    rf"(?:(?:huisnummer|huisnr\.?)(?:[ :=]{{1,3}}{_WORDS}\b){{0,3}}"
    rf"|(?:op nummer|op nr\.?|woont op)(?: {_WORDS}\b){{0,2}})"
    rf"[ :=]{{1,3}}({HOUSE_NUMBER})(?![ ]?(?:km|jaar|uur))",
    re.IGNORECASE,
)
_NUMBERED = r"(?:nr\.?|nummer|huisnr\.?|huisnummer|no\.?)"
_NEIGHBOURS = Watched(
    a_set("""
    buurvrouw buurman buren buur buurtjes buurmeisje buurjongen buurtgenoot buurtbewoner buurtbewoners bewoner bewoners
    bewoonster overbuurvrouw overbuurman overburen benedenbuurvrouw benedenbuurman benedenburen bovenbuurvrouw
    bovenbuurman bovenburen onderburen onderbuurvrouw onderbuurman buuf bvrouw
""")
)
_OTHERS = Watched(
    a_set("mevrouw mw mevr meneer dhr mensen familie fam gezin vrouw man oma opa jongen meisje kinderen vriend")
)
_HOUSE = rf"(?:\d{{1,2}} (?:hoog|hg)(?!\w)|\d{{1,4}}(?:-?[a-h]|[ ](?:hs|bis|hoog|huis))?(?![\w%]|[:.,]\d){_NO_HOUSE})"
_OF = re.compile(
    r"(?: (?:daar|hier|boven|beneden|links|rechts|die|woont)){0,2}"
    rf" (?:van|op|uit|v) (?:{_NUMBERED} )?({_HOUSE})"
)
_OF_LETTERED = re.compile(rf" (?:van|op|uit|v) (?:{_NUMBERED} (\d{{1,4}}[a-h]?)|(\d{{1,4}}[a-h]))(?![\w%]|[:.,]\d)")
_BESIDE = a_set("naast tegenover boven onder achter")
_AT = a_set("van bij naar uit op voor tot vanaf")
_AT_THE_DOOR = re.compile(
    r"\b(?:woon|woont|wonen|verhui\w+|deur|aangebeld|aanbellen|buren|buurvrouw|buurman|sleutel|huisbezoek|adres|straat"
    r"|flat|portiek|galerij|huis|brievenbus)\b",
    re.IGNORECASE,
)
_AROUND = 60  # characters in which somebody is said to live or to ring the bell
_AFTER_NUMBER_CUE = re.compile(rf"\.? ({_HOUSE})")


def of_called(reading: Reading, i: int, token: Token) -> Iterator[Span]:
    """'huisnr is 141 niet 114', 'op nummer 12', 'naast nummer 20', 'verhuisd van nummer 4'."""
    text, left = reading.text, reading.near(i, i - 1)
    at = left.start if left is not None and left.folded == "op" else token.start
    if m := _CALLED.match(text, at):
        yield Span(m.start(1), m.end(1), ADDRESS, "huisnummer", 0.8)
        yield from instead(text, m.end())
    elif left is not None and token.folded in ("nummer", "nr") and (m := _AFTER_NUMBER_CUE.match(text, token.end)):
        lives = left.folded in _AT and _AT_THE_DOOR.search(text, max(0, token.start - _AROUND), token.end + _AROUND)
        if lives or left.folded in _BESIDE:
            yield Span(m.start(1), m.end(1), ADDRESS, "huisnummer", 0.6)


def of_neighbours(reading: Reading) -> Iterator[Span]:
    """'buurvrouw van 86a', 'buurman Henk op 12', 'de buren op nummer 12', 'de mevrouw van 12b'."""
    for words, pattern in ((_NEIGHBOURS, _OF), (_OTHERS, _OF_LETTERED)):
        for i in reading.where[words]:
            last = reading.tokens[min(i + _MOST_NAMES, len(reading.tokens) - 1)]
            if not reading.has_number(reading.tokens[i].end, last.end + _WITHIN):
                continue
            m = pattern.match(reading.text, _past_name(reading, i))
            for group in range(1, pattern.groups + 1) if m else ():
                if m and m[group]:
                    yield Span(m.start(group), m.end(group), ADDRESS, "huisnummer van de buren", 0.6)


def _past_name(reading: Reading, i: int) -> int:
    """Where the name of the neighbour that word i announces ends: 'buurvrouw, Truus van 206'."""
    for _ in range(_MOST_NAMES):
        after = reading.around[i + 1]
        if after is None or after.gap not in (" ", ", ") or after.facts & (is_.FUNCTION | is_.INFIX):
            break
        if not after.capital and (not after.facts & is_.FIRST or after.facts & is_.COMMON):
            break
        i += 1
    end = reading.tokens[i].end
    return end + 1 if reading.text[end : end + 2] == ", " else end


_MOST_NAMES = 2
_WITHIN = 60  # characters between a name and the house number of who is called so at most
_NUMBER_OF = re.compile(r"[ \u00a0,](\d{1,4})([ -]?[A-Za-z])?$")
_BEFORE_NUMBER = re.compile(
    rf"(?:^|[ (\n])(?:(?:op|van|naar|naast|tegenover|uit|of|niet|geen|ipv|{_NUMBERED})[ ])$", re.IGNORECASE
)
_BACK, _NEAR = 14, 40
_ON_FOOT = re.compile(
    r"\b(?:woont|wonen|woonde|bezorgd|aangebeld|belde aan|bellen aan|buren|deur|open|verhuisd|verderop)\b[^.!?\n]{0,24}"
    r"[ ](?:op|van|naar) $",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\d{2,4}[a-h](?![\w-])")
_BARE = re.compile(rf"\d{{1,4}}(?![\w%]|[:.,]\d){_NO_HOUSE}")


def near(reading: Reading, found: Sequence[Span]) -> Iterator[Span]:
    """Where the note has an address: its number without the street, one with a letter, the quarter behind it."""
    text = reading.text
    homes = [span for span in found if span.kind is ADDRESS]
    own = {m[1] for home in homes if (m := _NUMBER_OF.search(text, home.start, home.end))}
    if not own:
        return
    for at, end, _ in reading.numbers:
        if end - at > _LONGEST or text[at - 1 : at] != " ":
            continue
        if not _BEFORE_NUMBER.search(text, max(0, at - _BACK), at):
            continue
        again = text[at:end] in own and end - at > 1
        again = again or bool(_ON_FOOT.search(text, max(0, at - _NEAR), at))  # 'aangebeld op 14'
        again = again or _is_contrast(reading, homes, at, end)
        m = _LETTERED.match(text, at) or (_BARE.match(text, at) if again else None)
        if m:
            yield Span(at, m.end(), ADDRESS, "huisnummer zonder straat", 0.6)
    for home in homes:
        yield from _quarter(reading, home)


def _is_contrast(reading: Reading, homes: Sequence[Span], at: int, end: int) -> bool:
    """'niet 1340' close to an address with a number of as many digits."""
    if not reading.text[max(0, at - 7) : at].lower().endswith(("niet ", "geen ", "ipv ")):
        return False
    close = [home for home in homes if -_NEAR <= at - home.end <= _NEAR or 0 <= home.start - end <= _NEAR]
    numbers = [m[1] for home in close if (m := _NUMBER_OF.search(reading.text, home.start, home.end))]
    return any(len(number) == end - at > 1 for number in numbers)


_LONGEST = 4  # digits of a house number
_NO_QUARTER = is_.PLAIN | is_.ANNOUNCES | is_.INFIX | is_.FIRST | is_.NUMBER_CUE | is_.CALL_CUE


def _quarter(reading: Reading, home: Span) -> Iterator[Span]:
    """'kruitbergzicht 27 zuidoost', 'dorpsstraat 12, osdorp'."""
    token = reading.around[reading.after(home.end)]
    if (
        token is None
        or reading.text[home.end : token.start] not in (" ", ", ")
        or not reading.text[home.end - 1].isalnum()
    ):
        return
    known = token.folded in clues.QUARTERS
    unknown = not token.capital and not token.facts & _NO_QUARTER and len(token.text) > _LONGEST
    if known or (unknown and reading.text[token.end : token.end + 1] in clues.FIELD_ENDS):
        yield Span(token.start, token.end, PLACE, "wijk achter een adres", 0.5)


def instead(text: str, end: int) -> Iterator[Span]:
    """'39 in plaats van 93': the other number stands for the address as well."""
    yield from _numbers_of(_INSTEAD.match(text, end))


def not_but(text: str, end: int) -> Iterator[Span]:
    """'niet op 93 maar op 39' behind a street."""
    yield from _numbers_of(_NOT_BUT.match(text, end))


def _numbers_of(found: re.Match[str] | None) -> Iterator[Span]:
    for group in (1, 2) if found else ():
        if found and found[group]:
            yield Span(found.start(group), found.end(group), ADDRESS, "huisnummer", 0.8)
