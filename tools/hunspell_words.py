"""Every lower-case word a Hunspell dictionary accepts on its own: its stems with their prefixes and suffixes.

Compounding rules are left alone (the program splits compounds itself). Standard library only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rule:
    """One affix: take `strip` off, put `add` on, where the stem fits `condition`."""

    strip: str
    add: str
    condition: re.Pattern[str]
    then: tuple[str, ...]


def expand(aff: Path, dic: Path) -> Iterator[str]:
    """Stems and inflected forms, in the order of the dictionary, with repetitions."""
    suffixes, prefixes, hidden = _affixes(aff)
    for line in dic.read_text("utf-8").splitlines()[1:]:
        stem, _, rest = line.split("\t")[0].split(" ph:")[0].partition("/")
        flags = _flags(rest.split()[0]) if rest.strip() else ()
        if hidden.isdisjoint(flags):
            yield stem
        if "Fw" not in flags:
            yield from _inflected(stem, flags, suffixes, prefixes, hidden)


def _flags(text: str) -> tuple[str, ...]:
    return tuple(text[i : i + 2] for i in range(0, len(text) - 1, 2))


def _affixes(aff: Path) -> tuple[dict[str, list[Rule]], dict[str, list[Rule]], set[str]]:
    found: dict[str, dict[str, list[Rule]]] = {"SFX": defaultdict(list), "PFX": defaultdict(list)}
    hidden = {"Fw"}
    for line in aff.read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) > 1 and parts[0] in ("ONLYINCOMPOUND", "NEEDAFFIX", "FORBIDDENWORD"):
            hidden.add(parts[1])
        if len(parts) < 5 or parts[0] not in found:
            continue
        add, _, then = parts[3].partition("/")
        at_end = parts[0] == "SFX"
        condition = re.compile(f"{parts[4]}$" if at_end else f"^{parts[4]}")
        strip = "" if parts[2] == "0" else parts[2]
        rule = Rule(strip, "" if add == "0" else add, condition, _flags(then))
        found[parts[0]][parts[1]].append(rule)
    return found["SFX"], found["PFX"], hidden


def _inflected(
    stem: str,
    flags: tuple[str, ...],
    suffixes: dict[str, list[Rule]],
    prefixes: dict[str, list[Rule]],
    hidden: set[str],
) -> Iterator[str]:
    for flag in flags:
        for rule in suffixes.get(flag, ()):
            if stem.endswith(rule.strip) and rule.condition.search(stem) and hidden.isdisjoint(rule.then):
                yield stem[: len(stem) - len(rule.strip)] + rule.add
        for rule in prefixes.get(flag, ()):
            if rule.condition.search(stem) and hidden.isdisjoint(rule.then):
                yield rule.add + stem
