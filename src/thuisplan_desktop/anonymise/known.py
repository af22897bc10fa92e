"""What the register knows of one case: the strings that must never be left standing."""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.anonymise import people_cues as cues

# The roles by which `meant` tells people apart; whoever else has a part in a case may have any other.
PUPIL, OTHER_PUPIL = "de leerling", "een andere leerling"
PARENT, CARER, GUARDIAN, RELATIVE = "een ouder", "een verzorger", "de voogd", "een gezinslid"
SOMEBODY = "een betrokkene"
"""Of the case, and that is all that is known."""


@dataclass(frozen=True)
class KnownPerson:
    """Somebody in the register. `role` is what a reader may see instead: 'de leerling', 'een ouder', 'de mentor'.

    Empty for who has no part in this case, such as the parent of another pupil: his name is hidden, and that is all.
    """

    role: str
    first_names: str = ""
    nickname: str = ""
    infix: str = ""
    surname: str = ""

    @staticmethod
    def called(role: str, name: str) -> "KnownPerson":
        """From a name in one piece: 'Ilse van den Brink', 'drs. I. van den Brink', 'Brink, Ilse van den'.

        A word alone counts as a first name: with another surname behind it, it is not his.
        """
        surname, comma, first = name.partition(", ")
        words = f"{first} {surname}".split() if comma else name.split()
        while len(words) > 1 and words[0].rstrip(".").casefold() in cues.TITLES:
            words = words[1:]
        if len(words) > 1 and words[0].casefold() in cues.OPENS_INFIX:
            return KnownPerson(role, surname=" ".join(words))
        cut = next((i for i, word in enumerate(words) if i and word[:1].isupper()), 1)
        return KnownPerson(role, "".join(words[:1]), infix=" ".join(words[1:cut]), surname=" ".join(words[cut:]))

    def __repr__(self) -> str:
        return f"KnownPerson({self.role!r})"


@dataclass(frozen=True)
class Known:
    """Everything the register holds that names this case. An empty `Known()` is allowed: the language remains."""

    persons: tuple[KnownPerson, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()

    def __repr__(self) -> str:
        return f"Known({len(self.persons)} persons)"
