"""What the leaflet says, whatever its language. A text that changes gets a higher `version`."""

from collections.abc import Sequence
from dataclasses import dataclass

from thuisplan_desktop.pdf.form_words import points


@dataclass(frozen=True)
class LeafletWords:
    """One language and one voice, in plain language (B1). `parts`: a heading with its points."""

    version: str
    kind: str
    title: str
    intro: str
    parts: Sequence[tuple[str, tuple[str, ...]]]
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
