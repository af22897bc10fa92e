"""Names of besturen that look alike: one bestuur that is enrolled in two spellings would count as two (decision 2).

Whether they are one is for the two people on the telephone: 'Stichting Kans' and 'Vereniging Kans' may both exist. So
nothing is folded together by itself beyond capitals; who enrols is told, before the words are compared.
"""

import unicodedata
from collections.abc import Iterable

_LOOKALIKES = str.maketrans("аеорсухіјѕкмтвнԁοαεικνρτυχβημıłø01", "aeopcyxijskmtbhdoaeikvptyxbhmilool")
"""Letters of other alphabets, and figures, that a reader takes for a Latin letter."""

_KINDS = ("stichting", "cooperatie", "vereniging", "schoolbestuur", "bestuur")
_SMALL = frozenset({"de", "het", "een", "en", "van", "voor", "in", "te", "t"})
_SHORTEST = 2


def skeleton(name: str) -> str:
    """What is left of a name for who reads it quickly: no accents, signs, capitals, small words or legal form."""
    plain = _without_accents(name.casefold()).translate(_LOOKALIKES)
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return "".join(word for word in words if not _is_form(word)) or "".join(words)


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _is_form(word: str) -> bool:
    """A legal form, also cut short ('st.', 'coöp.'), or a word without which a name is the same name."""
    return word in _SMALL or (len(word) >= _SHORTEST and any(kind.startswith(word) for kind in _KINDS))


def look_alike(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The other names that count as another bestuur and may be this one; each once, in alphabetical order."""
    own = skeleton(name)
    found = {other for other in others if skeleton(other) == own and other.casefold() != name.casefold()}
    return tuple(sorted(found))
