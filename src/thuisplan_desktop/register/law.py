"""Sources of what the program says about law: which article, which text was read, and whether it was checked since.

Law changes, so no sentence on a screen or on paper names an article without the date of the text behind it.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from thuisplan_desktop.paths import resource


@dataclass(frozen=True)
class Source:
    """`text`: which version of the words was read. `checked`: compared with the law that holds now."""

    article: str
    text: str
    checked: bool

    @property
    def cited(self) -> str:
        """'BW 1:245 (wettekst 2015, nog te controleren)'"""
        doubt = "" if self.checked else ", nog te controleren"
        return f"{self.article} ({self.text}{doubt})"


@cache
def sources() -> dict[str, Source]:
    """Every source by its key."""
    found = tomllib.loads(resource("law", "bronnen.toml").read_text("utf-8"))
    return {key: Source(values["article"], values["text"], values["checked"]) for key, values in found.items()}


def cite(*keys: str) -> str:
    """The sources as one clause for behind a sentence, each with its date; those of one text are told together.

    KeyError for a key that isn't there.
    """
    return "; ".join(
        Source("; ".join(one.article for one in found), text, checked).cited
        for (text, checked), found in groupby((sources()[key] for key in keys), lambda one: (one.text, one.checked))
    )


def filled(text: str) -> str:
    """A text of a resource in which {key} stands for a source, with those sources cited. KeyError as `cite`."""
    return re.sub(r"\{([a-z0-9-]+(?:, [a-z0-9-]+)*)\}", lambda found: cite(*found[1].split(", ")), text)
