"""The streaming half of the EDEXML reader: from elements to the few raw values that are kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from thuisplan_desktop.errors import MalformedRow, MalformedXml, NotEdexml
from thuisplan_desktop.intake import limits

MAX_DEPTH = 16
MAX_TEXT = 256
"""The longest text the official schema allows anywhere we read (EDEXKeyType, version 2.1)."""

ROOTS = frozenset({"EDEX", "leerlinggegevens"})
"""UWLR sends the same vocabulary between systems under another name; a saved answer is read as EDEXML."""
WRAPPERS = frozenset({"Envelope", "Body", "Header", "leerlinggegevens_antwoord"})
"""What UWLR puts around it: a SOAP message. Nothing in them is kept."""

SCHOOL = ("EDEX", "school")
BRANCH = ("EDEX", "vestigingen", "vestiging")
GROUP = ("EDEX", "groepen", "groep")
PUPILS = ("EDEX", "leerlingen")
PUPIL = ("EDEX", "leerlingen", "leerling")
TEACHER = ("EDEX", "leerkrachten", "leerkracht")

KEPT: Mapping[tuple[str, ...], frozenset[str]] = {
    SCHOOL: frozenset({"schooljaar", "peildatum", "brincode", "dependancecode"}),
    BRANCH: frozenset({"naam"}),
    GROUP: frozenset({"naam", "jaargroep"}),
    PUPIL: frozenset(
        {
            "achternaam", "voorvoegsel", "voornamen", "roepnaam", "geboortedatum", "jaargroep", "postcodenl",
            "instroomdatum", "uitstroomdatum",
        }
    ),
}  # fmt: skip
REFERENCES = frozenset({"groep", "vestiging"})
"""Children of a pupil that point elsewhere by their attribute `key`."""

KNOWN_DROPPED = frozenset(
    {
        "eckid", "voorletters-1", "voorletters", "geslacht", "start_ondw_jgr3", "samengestelde_groepen",
        "gebruikersnaam", "emailadres", "fotourl", "etniciteit", "land", "land_vader", "land_moeder", "sofinummer",
        "bsn", "onderwijsnummer", "bsn_ondwnr-4", "rijksregisternummer", "gewicht_nieuw", "gewicht", "postnummerbe",
        "postcodeoverig", "toevoegingen", "mutatiedatum",
    }
)  # fmt: skip
OTHER_FIELD = "ander veld"
"""A field name the standard does not know is not repeated: even a name may say something about a pupil."""
TEACHERS = "leerkracht"


@dataclass(slots=True)
class Record:
    """One element of interest with its kept values, and the line it began on."""

    line: int
    key: str = ""
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Record(line={self.line})"


class Collector:
    """Receives the parser's events and keeps only what is asked for."""

    def __init__(self) -> None:
        self.school = Record(0)
        self.branches: dict[str, str] = {}
        self.groups: dict[str, Record] = {}
        self.pupils: list[Record] = []
        self.dropped: Counter[str] = Counter()
        self.saw_school = False
        self.saw_pupils = False
        self._around = 0
        self._path: tuple[str, ...] = ()
        self._record: Record | None = None
        self._home: tuple[str, ...] = ()
        self._wanted: str | None = None
        self._text: list[str] = []
        self._length = 0
        self._line = 0

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self._line = line
        name = name.rpartition(":")[2]
        if not self._path:
            if name in WRAPPERS and self._around < MAX_DEPTH:
                self._around += 1
                return
            name = self._root(name)
        self._path = (*self._path, name)
        if len(self._path) > MAX_DEPTH:
            raise MalformedXml(line=line)
        if self._record is not None and self._path[:-1] == self._home:
            self._child(name, attributes)
        else:
            self._open(attributes)

    def _root(self, name: str) -> str:
        """One school a file: a second root would be another."""
        if name not in ROOTS or self.saw_school:
            raise NotEdexml
        return "EDEX"

    def _open(self, attributes: Mapping[str, str]) -> None:
        if self._path == PUPILS:
            self.saw_pupils = True
        if self._path == TEACHER:
            self.dropped[TEACHERS] += 1
        if self._path in KEPT:
            self._record = Record(self._line, self._key(attributes))
            self._home = self._path
            if self._path == PUPIL and "eckid" in attributes:
                self.dropped["eckid"] += 1

    def _key(self, attributes: Mapping[str, str]) -> str:
        key = attributes.get("key", "").strip()
        if self._path != SCHOOL and not 0 < len(key) <= MAX_TEXT:
            raise MalformedRow(row=self._line, column="key")
        return key

    def _child(self, name: str, attributes: Mapping[str, str]) -> None:
        assert self._record is not None
        if self._home == PUPIL and name in REFERENCES:
            self._set(f"@{name}", attributes.get("key", "").strip())
        elif name in KEPT[self._home]:
            self._wanted, self._text, self._length = name, [], 0
        elif self._home == PUPIL:
            self.dropped[name if name in KNOWN_DROPPED else OTHER_FIELD] += 1

    def _set(self, name: str, value: str) -> None:
        assert self._record is not None
        if name in self._record.values:
            # which of two birth dates would be the pupil's?
            raise MalformedRow(row=self._line, column=name.removeprefix("@"))
        self._record.values[name] = value
        self._record.lines[name] = self._line

    def text(self, data: str) -> None:
        if self._wanted is None or self._path[:-1] != self._home:
            return
        self._length += len(data)
        if self._length > MAX_TEXT:
            raise MalformedRow(row=self._line, column=self._wanted)
        self._text.append(data)

    def end(self) -> None:
        if not self._path:
            self._around -= 1
            return
        if self._wanted is not None and self._path == (*self._home, self._wanted):
            self._set(self._wanted, "".join(self._text))
            self._wanted = None
        elif self._record is not None and self._path == self._home:
            self._close(self._record)
            self._record, self._home = None, ()
        self._path = self._path[:-1]

    def _close(self, record: Record) -> None:
        if self._home == SCHOOL:
            self.school, self.saw_school = record, True
        elif self._home == BRANCH:
            self.branches[record.key] = record.values.get("naam", "")
        elif self._home == GROUP:
            self.groups[record.key] = record
        else:
            self.pupils.append(record)
            if len(self.pupils) > limits.MAX_PUPILS:
                raise limits.too_large()
