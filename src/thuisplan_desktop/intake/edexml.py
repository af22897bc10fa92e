"""EDEXML 1.0.3 to 2.1 (Edustandaard): pupils of one school, read with only the fields this program may hold.

The vocabulary of a saved UWLR answer (`leerlinggegevens`) is the same and is read too.

The official schema lists school years up to 2024-2025, so the structure is checked here and not by the schema.
Documents with a DOCTYPE or an entity are refused: EDEXML has none, and they are how XML attacks its reader.
What is not kept (BSN, e-mail, country, photo, sex, teachers, remarks) never becomes a value: its text is not even
collected, only the name of the field is counted (AVG article 5(1)(c), UAVG article 46).
"""

from xml.parsers import expat

from thuisplan_desktop.errors import EmptyFile, HostileXml, MalformedXml, NotEdexml, UnknownEncoding
from thuisplan_desktop.intake import limits
from thuisplan_desktop.intake.edexml_pupils import PupilFile, build_file
from thuisplan_desktop.intake.edexml_tree import Collector

ENCODINGS = frozenset({"utf-8", "utf-16", "iso-8859-1", "iso-8859-15", "us-ascii", "windows-1252"})


def read(data: bytes) -> PupilFile:
    """Read one EDEXML file.

    Raises FileTooLarge, EmptyFile, UnknownEncoding, HostileXml, MalformedXml (with the line), NotEdexml, and for a
    value that cannot be right LooksLikeBsn, MalformedRow or ImpossibleDate, whose `row` is the line in the file.
    """
    limits.check_size(len(data))
    if not data.strip():
        raise EmptyFile
    collector = Collector()
    _parse(data, collector)
    if not (collector.saw_school and collector.saw_pupils):
        raise NotEdexml
    return build_file(collector)


def _parse(data: bytes, collector: Collector) -> None:
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: collector.start(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda _name: collector.end()
    parser.CharacterDataHandler = collector.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        # `from None`: a traceback of the parser has no place in a log
        raise MalformedXml(line=error.lineno) from None


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ENCODINGS:
        raise UnknownEncoding


def _refuse(*_declaration: object) -> None:
    raise HostileXml
