"""What the leaflet says, whatever its language. A text that changes gets a higher `version`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuisplan_desktop.pdf.form_words import points
from thuisplan_desktop.register.codes import Role


@dataclass(frozen=True)
class LeafletWords:
    """One language and one voice, in plain language (B1). `parts`: a heading with its points.

    `keeps`: until when the data are kept, by whose register it is; it goes with the last part, that of the rights.
    """

    version: str
    kind: str
    title: str
    intro: str
    parts: Sequence[tuple[str, tuple[str, ...]]]
    keeps: Mapping[Role, str]
    help: str
    school: str
    support_point: str
    support_unknown: str
    officer: str
    supervisor: str
    supervisor_is: str
    sources: str


def sections(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Sections that start with '= heading', each with paragraphs that become points."""
    found = []
    for section in text.strip().split("= ")[1:]:
        heading, _, body = section.partition("\n")
        found.append((heading.strip(), points(body)))
    return tuple(found)
