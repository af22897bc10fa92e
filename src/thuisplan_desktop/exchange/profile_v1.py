"""A region's agreement as a file, signed by the samenwerkingsverband. `docs/formats/profile-v1.md` holds the bytes.

The signature proves that the file comes from the keys that it names. That those are the samenwerkingsverband's is
known only by comparing the fingerprint over the telephone.
"""

import hashlib
from functools import lru_cache

from thuisplan_desktop.crypto import canonical
from thuisplan_desktop.crypto.canonical import Malformed, Record, tidy
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import NotForUs, ProfileRefused
from thuisplan_desktop.exchange import parties_v1, sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import MIN_SENDERS, Mode, Profile, ReportLayout

SWV = "swv"
KEYHOLDER = "keyholder"
ENROLLER = "enroller"
"""In `protected` mode there is no second key holder: in his place stands the enrolling officer, who signs the list of
pseudonyms and can open nothing."""

_MEMBERS = (
    "definitions",
    "definitions_version",
    "issued_on",
    "keyholder",
    "layouts",
    "min_senders",
    "mode",
    "name",
    "region",
    "swv",
    "version",
)
_LAYOUT_MEMBERS = ("cells", "report", "report_version", "sector")
_MOST_LAYOUTS = 64
_MOST_CELLS = 1000
_MOST = 2**31 - 1


def encode(profile: Profile, swv: Identity) -> bytes:
    """The signed file; raise NotForUs when `swv` is not the party the profile names, ProfileRefused as `decode`."""
    if parties_v1.keys_of(swv) != profile.swv:
        raise NotForUs
    body = _to_body(profile)
    data = sealed_file.pack(Kind.PROFILE, body, {SWV: sealed_file.sign_body(swv, Kind.PROFILE, SWV, body)})
    decode(data)
    return data


def decode(data: bytes, replaces: Profile | None = None) -> Profile:
    """The profile, its signature checked and its rules within what is built in.

    `replaces` is the pinned profile: then the same keys must sign a newer version for the same region. Raises
    NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal, ProfileRefused.
    """
    container = sealed_file.unpack(data, Kind.PROFILE)
    with sealed_file.reading():
        profile = _from_body(container.body)
        if set(container.signatures) != {SWV}:
            raise Malformed
    sealed_file.verify_body(container, SWV, profile.swv.signing)
    _check_rules(profile)
    if replaces is not None:
        _check_succession(profile, replaces)
    return profile


@lru_cache(maxsize=8)
def profile_hash(profile: Profile) -> bytes:
    """SHA-256 over the content: what a telling refers to."""
    return hashlib.sha256(canonical.encode(_to_body(profile))).digest()


def _to_body(profile: Profile) -> dict[str, object]:
    return {
        "definitions": profile.definitions,
        "definitions_version": profile.definitions_version,
        "issued_on": profile.issued_on.isoformat(),
        "keyholder": parties_v1.to_value(profile.keyholder),
        "layouts": [_layout_value(layout) for layout in profile.layouts],
        "min_senders": profile.min_senders,
        "mode": profile.mode.value,
        "name": tidy(profile.name),
        "region": profile.region,
        "swv": parties_v1.to_value(profile.swv),
        "version": profile.version,
    }


def _layout_value(layout: ReportLayout) -> dict[str, object]:
    return {
        "cells": list(layout.cells),
        "report": layout.report,
        "report_version": layout.report_version,
        "sector": layout.sector,
    }


def _from_body(body: object) -> Profile:
    record = Record(body, *_MEMBERS)
    return Profile(
        region=record.text("region"),
        name=record.text("name"),
        version=record.integer("version", 1, _MOST),
        mode=_mode(record),
        min_senders=record.integer("min_senders", 0, _MOST),
        definitions=record.text("definitions"),
        definitions_version=record.text("definitions_version"),
        layouts=_layouts(record),
        swv=parties_v1.from_record(Record(record.value("swv"), *parties_v1.MEMBERS)),
        keyholder=parties_v1.from_record(Record(record.value("keyholder"), *parties_v1.MEMBERS)),
        issued_on=record.day("issued_on"),
    )


def _mode(record: Record) -> Mode:
    try:
        return Mode(record.text("mode"))
    except ValueError:
        raise Malformed from None


def _layouts(record: Record) -> tuple[ReportLayout, ...]:
    layouts = tuple(_layout(layout) for layout in record.records("layouts", _MOST_LAYOUTS, *_LAYOUT_MEMBERS))
    if not layouts or len({layout.report for layout in layouts}) != len(layouts):
        raise Malformed
    return layouts


def _layout(record: Record) -> ReportLayout:
    cells = record.texts("cells", _MOST_CELLS)
    if not cells:
        raise Malformed
    return ReportLayout(
        report=record.text("report"),
        report_version=record.integer("report_version", 1, _MOST),
        sector=record.text("sector"),
        cells=cells,
    )


def _check_rules(profile: Profile) -> None:
    """Decision 2: the floor is built in; two halves in one hand are no halves, and who enrols does not count."""
    if profile.min_senders < MIN_SENDERS:
        raise ProfileRefused(reason=f"het vraagt minder dan {MIN_SENDERS} afzenders per telling")
    same = (profile.keyholder.signing == profile.swv.signing, profile.keyholder.sealing == profile.swv.sealing)
    if any(same):
        second = "tweede sleutelhouder" if profile.mode is Mode.SPLIT else "inschrijver"
        raise ProfileRefused(reason=f"samenwerkingsverband en {second} gebruiken dezelfde sleutel")


_ANOTHER_HAND = (
    "onder de code ‘{region}’ ligt hier al een profiel vast, van een ander samenwerkingsverband of van een werkmap die "
    "er niet meer is. Bel wie dit stuurde: is het echt, laat het dan een profiel maken onder een andere code"
)


def _check_succession(profile: Profile, pinned: Profile) -> None:
    if profile.region != pinned.region:
        raise ProfileRefused(reason="het is van een andere regio")
    if profile.swv != pinned.swv:
        raise ProfileRefused(reason=_ANOTHER_HAND.format(region=profile.region))
    if profile.mode is not pinned.mode:
        # With the keys of before, whoever knew the names would know the pseudonyms.
        raise ProfileRefused(reason="het telt op een andere manier dan het profiel dat al vastligt")
    if profile != pinned and profile.version <= pinned.version:
        raise ProfileRefused(reason="het is ouder dan het profiel dat al vastligt")
