"""A table to be protected, what was made of it, and what may be published: `docs/formats/table-v1.md`.

The readers are strict: whatever is odd is MalformedTable with a Dutch reason, in which no id or number stands.
"""

import json
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, NoReturn

from thuisplan_desktop.counts.additive import MIN_THRESHOLD, AdditiveTable, Published
from thuisplan_desktop.counts.proving import RULE, Certificate, Protection, Release, document, fingerprint
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CertificateDiffers, MalformedTable

CERTIFICATE_VERSION = 1
MAX_CELLS = 100_000
MAX_COUNT = 10**9
"""Sums of larger numbers would not be exact in the solver's arithmetic."""

_MAX_ID = 500
_MAX_RELEASES = 200


def decode_table(data: bytes, threshold: int | None = None) -> AdditiveTable:
    """A TABLE; a given `threshold` goes before that of the file. Raises MalformedTable, CertificateDiffers."""
    record = _record(_parse(data), "de tabel", {"cells", "totals"}, _TABLE_MEMBERS)
    cells = _cells(record["cells"])
    totals = _totals(record["totals"])
    if not {cell for total in totals for cell in (total.total, *total.parts)} <= cells.keys():
        _fail("een som noemt een cel die niet in 'cells' staat")
    own = record.get("threshold", MIN_THRESHOLD)
    return AdditiveTable(
        cells=cells,
        totals=totals,
        threshold=_whole(own, "de drempel", 2) if threshold is None else threshold,
        maximum=_numbers(record, "max", cells),
        structural_zero=_ids(record, "structural_zero", cells),
        auxiliary=_ids(record, "auxiliary", cells),
        contributors=_numbers(record, "contributors", cells),
        published_before=tuple(release.published for release in _releases(record.get("published_before", []))),
    )


_TABLE_MEMBERS = frozenset(
    {"threshold", "max", "structural_zero", "auxiliary", "contributors", "published_before"}
)  # fmt: skip


def decode_release(data: bytes) -> Release:
    """A PUBLISHED, its certificate checked against it when it has one. Raises MalformedTable, CertificateDiffers."""
    return _release(_parse(data))


def encode_protection(done: Protection) -> bytes:
    """What the maker keeps, with the PUBLISHED inside it."""
    return _text(
        {
            "hidden": sorted(done.published.hidden),
            "bounds": _bounds(done.certificate),
            "hidden_small": done.hidden_small,
            "hidden_extra": done.hidden_extra,
            "lower_bound_extra": done.lower_bound_extra,
            "proved": done.proved,
            "published": _published(done.published, done.certificate),
        }
    )


def encode_release(release: Release) -> bytes:
    """A PUBLISHED by itself."""
    return _text(_published(release.published, release.certificate))


def as_kept(published: Published) -> str:
    """A published table as text for the register's own books; `decode_release` reads it."""
    return _text(_published(published, None)).decode()


def _text(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _published(published: Published, certificate: Certificate | None) -> dict[str, Any]:
    plain = document(published)
    if certificate is not None:
        plain["certificate"] = {
            "version": CERTIFICATE_VERSION,
            "rule": certificate.rule,
            "threshold": certificate.threshold,
            "published_sha256": certificate.published_sha256,
            "earlier_sha256": list(certificate.earlier_sha256),
            "bounds": _bounds(certificate),
        }
    return plain


def _bounds(certificate: Certificate) -> dict[str, list[int | None]]:
    return {cell: list(bounds) for cell, bounds in sorted(certificate.bounds.items())}


def _parse(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise MalformedTable(reason="het is geen geldige JSON") from None


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _fail("een naam staat er twee keer in")
    return found


def _no_number(_text: str) -> NoReturn:
    _fail("een getal is niet eindig")


def _fail(reason: str) -> NoReturn:
    raise MalformedTable(reason=reason)


def _record(value: object, what: str, needed: set[str], optional: frozenset[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        _fail(f"{what} is geen object met namen en waarden")
    if missing := needed - value.keys():
        _fail(f"in {what} ontbreekt '{min(missing)}'")
    if not value.keys() <= needed | optional:
        _fail(f"in {what} staat een onbekende naam")
    return value


def _whole(value: object, what: str, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MAX_COUNT:
        _fail(f"{what} is geen geheel getal van {least} tot een miljard")
    return value


def _id(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_ID or not value.isprintable():
        _fail("een naam van een cel is leeg, te lang of geen gewone tekst")
    return value


def _cells(value: object) -> dict[str, int | None]:
    if not isinstance(value, dict):
        _fail("'cells' is geen object met namen en aantallen")
    if len(value) > MAX_CELLS:
        _fail(f"er zijn meer dan {MAX_CELLS} cellen")
    return {_id(cell): None if count is None else _whole(count, "een aantal") for cell, count in value.items()}


def _numbers(record: Mapping[str, Any], name: str, known: Mapping[str, object] | None = None) -> dict[str, int]:
    value = record.get(name, {})
    if not isinstance(value, dict):
        _fail(f"'{name}' is geen object met namen en aantallen")
    if known is not None and not value.keys() <= known.keys():
        _fail(f"'{name}' noemt een cel die niet in 'cells' staat")
    return {_id(cell): _whole(count, f"een getal in '{name}'") for cell, count in value.items()}


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        _fail(f"'{name}' is geen lijst")
    return value


def _ids(record: Mapping[str, Any], name: str, known: Mapping[str, object] | None = None) -> frozenset[str]:
    listed = [_id(one) for one in _list(record.get(name, []), name)]
    if len(set(listed)) != len(listed):
        _fail(f"'{name}' noemt een cel twee keer")
    if known is not None and not set(listed) <= known.keys():
        _fail(f"'{name}' noemt een cel die niet in 'cells' staat")
    return frozenset(listed)


def _totals(value: object) -> tuple[Total, ...]:
    totals = tuple(_total(one) for one in _list(value, "totals"))
    if sum(len(total.parts) for total in totals) > 10 * MAX_CELLS:
        _fail("er zijn te veel sommen")
    _check_no_circle(totals)
    return totals


def _check_no_circle(totals: Sequence[Total]) -> None:
    """A sum of its own sums has no end; a table that holds one was made by mistake or to harm."""
    below: dict[str, set[str]] = {}
    for total in totals:
        below.setdefault(total.total, set()).update(total.parts)
    try:
        TopologicalSorter(below).prepare()
    except CycleError:
        _fail("een som is, langs andere sommen, een deel van zichzelf")


def _total(value: object) -> Total:
    record = _record(value, "een som", {"total", "parts"}, frozenset({"remainder"}))
    parts = tuple(_id(part) for part in _list(record["parts"], "parts"))
    total, remainder = _id(record["total"]), record.get("remainder", False)
    if not isinstance(remainder, bool):
        _fail("'remainder' is niet waar of onwaar")
    if not parts or len(set(parts)) != len(parts) or total in parts:
        _fail("een som heeft geen delen, een deel twee keer, of zichzelf als deel")
    return Total(total, parts, remainder)


def _releases(value: object) -> tuple[Release, ...]:
    listed = _list(value, "published_before")
    if len(listed) > _MAX_RELEASES:
        _fail(f"er zijn meer dan {_MAX_RELEASES} eerdere publicaties")
    return tuple(map(_release, listed))


_PUBLISHED_MEMBERS = frozenset({"max", "structural_zero", "may_be_zero", "helpers", "certificate"})


def _release(value: object) -> Release:
    record = _record(value, "de publicatie", {"threshold", "cells", "hidden", "totals"}, _PUBLISHED_MEMBERS)
    published = Published(
        threshold=_whole(record["threshold"], "de drempel", 2),
        cells=_cells(record["cells"]),
        hidden=_ids(record, "hidden"),
        totals=_totals(record["totals"]),
        maximum=_numbers(record, "max"),
        structural_zero=_ids(record, "structural_zero"),
        may_be_zero=_ids(record, "may_be_zero"),
        helpers=_ids(record, "helpers"),
    )
    if published.hidden & published.cells.keys():
        _fail("een cel is tegelijk getoond en afgeschermd")
    if not published.may_be_zero <= published.hidden:
        _fail("'may_be_zero' noemt een cel die niet is afgeschermd")
    if published.helpers & (published.cells.keys() | published.hidden):
        _fail("'helpers' noemt een cel die gepubliceerd is")
    certificate = _certificate(record["certificate"]) if record.get("certificate") is not None else None
    if certificate is not None and _not_of(certificate, published):
        raise CertificateDiffers
    return Release(published, certificate)


def _not_of(certificate: Certificate, published: Published) -> bool:
    return certificate.published_sha256 != fingerprint(published) or certificate.threshold != published.threshold


def _certificate(value: object) -> Certificate:
    needed = {"version", "rule", "threshold", "published_sha256", "earlier_sha256", "bounds"}
    record = _record(value, "het certificaat", needed, frozenset())
    if record["version"] != CERTIFICATE_VERSION or record["rule"] != RULE:
        _fail("het certificaat is van een andere versie of een andere regel")
    if not isinstance(record["bounds"], dict):
        _fail("'bounds' is geen object met namen en grenzen")
    return Certificate(
        rule=RULE,
        threshold=_whole(record["threshold"], "de drempel", 2),
        published_sha256=_hash(record["published_sha256"]),
        bounds={_id(cell): _pair(pair) for cell, pair in record["bounds"].items()},
        earlier_sha256=tuple(map(_hash, _list(record["earlier_sha256"], "earlier_sha256"))),
    )


def _hash(value: object) -> str:
    if not isinstance(value, str) or len(value) != 64 or not set(value) <= set("0123456789abcdef"):
        _fail("een hash in het certificaat is geen SHA-256")
    return value


def _pair(value: object) -> tuple[int, int | None]:
    pair = _list(value, "bounds")
    if len(pair) != 2:
        _fail("een grens in het certificaat is geen paar")
    low = _whole(pair[0], "een ondergrens")
    return low, None if pair[1] is None else _whole(pair[1], "een bovengrens", low)
