"""The count file of a region whose schools protect their own tables: one envelope, sealed to the samenwerkingsverband.

What is sealed is a published table and the hash of it that its certificate is over; no bounds, because whoever opens
it repeats the audit. Every file under one profile is equally long. `docs/formats/protected-v1.md` holds the bytes.
"""

import hashlib
import secrets
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from thuisplan_desktop.counts.additive import Published
from thuisplan_desktop.counts.examining import Shown
from thuisplan_desktop.counts.protect import ProtectedTable, examined
from thuisplan_desktop.counts.proving import fingerprint
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import Mark, Total
from thuisplan_desktop.crypto.canonical import Malformed, Record
from thuisplan_desktop.crypto.keyring import Identity, party_id
from thuisplan_desktop.errors import CertificateDiffers, DefinitionsDiffer, NotEnrolled, OtherTelling, ProfileRefused
from thuisplan_desktop.exchange import sealed_file, shares_v1
from thuisplan_desktop.exchange.profile_v1 import SWV
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.exchange.shares_v1 import Header, SealedShare
from thuisplan_desktop.exchange.telling_v1 import check_agreement
from thuisplan_desktop.region.chains import Chain
from thuisplan_desktop.region.layouts import declared_of
from thuisplan_desktop.region.telling import Mode, Profile, ReportLayout, Telling

_NOT_REGISTERED, _HIDDEN, _HIDDEN_MAY_BE_ZERO = 2**64 - 1, 2**64 - 2, 2**64 - 3
_HEAD = struct.Struct("<Q32s")


@dataclass(frozen=True)
class ReceivedTables:
    """A count file whose seal is right. `content` is what was sealed; `tables_of` judges it."""

    sender: bytes
    sequence: int
    previous: bytes
    file_hash: bytes
    content: bytes = field(repr=False)


def content_length(layouts: Sequence[ReportLayout]) -> int:
    """Bytes of what is sealed under this profile, whatever is counted or hidden."""
    return _HEAD.size + 8 * sum(len(layout.cells) for layout in layouts)


def encode(
    telling: Telling, profile: Profile, sender: Identity, last: Chain, tables: Sequence[ProtectedTable]
) -> bytes:
    """The file that continues the sender's chain. A report without a table is not registered by this sender.

    Raises NotEnrolled when the sender is not on the roster, ProfileUnknown when telling and profile don't belong
    together, ProfileRefused when the region counts in shares, OtherTelling and DefinitionsDiffer for tables that
    were counted otherwise than this telling asks.
    """
    check_mode(profile)
    check_agreement(telling, profile)
    if sender.public[0] not in {line.signing for line in telling.roster}:
        raise NotEnrolled
    header = Header(
        role=SWV,
        telling_id=telling.id,
        sender=sender.public[0],
        recipient=party_id(profile.swv.signing, profile.swv.sealing),
        sequence=last.sequence + 1,
        previous=last.file_hash,
        delivery=secrets.token_bytes(shares_v1.DELIVERY_LENGTH),
        kind=Kind.PROTECTED_COUNTS,
    )
    content = content_of(tables, telling, profile)
    sealed = shares_v1.seal(content, header, profile.swv, sender)
    return sealed_file.pack(Kind.PROTECTED_COUNTS, sealed.to_value(), {})


def read_header(data: bytes) -> Header:
    """Who sent a file, for which telling; the signature is checked, the seal stays closed: who passes it on needs no
    more. Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal."""
    sealed = _read(data)
    shares_v1.check_signature(sealed)
    return sealed.header


def receive(data: bytes, telling: Telling, profile: Profile, swv: Identity) -> ReceivedTables:
    """Open a count file. Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal, OtherTelling,
    UnknownSender, NotForUs, and ProfileUnknown or ProfileRefused when telling and profile don't fit it."""
    sealed = _read(data)
    check_mode(profile)
    check_agreement(telling, profile)
    shares_v1.check_signature(sealed)
    shares_v1.check_telling(sealed.header, telling)
    shares_v1.check_addressed(sealed, swv.party_id, content_length(profile.layouts))
    return ReceivedTables(
        sender=sealed.header.sender,
        sequence=sealed.header.sequence,
        previous=sealed.header.previous,
        file_hash=sealed_file.file_hash(data),
        content=shares_v1.open_share(sealed, swv),
    )


def check_mode(profile: Profile) -> None:
    """Return only if this region's schools protect their own tables; raise ProfileRefused otherwise."""
    if profile.mode is not Mode.PROTECTED:
        raise ProfileRefused(reason="deze regio telt met twee helften")


def _read(data: bytes) -> SealedShare:
    container = sealed_file.unpack(data, Kind.PROTECTED_COUNTS)
    with sealed_file.reading():
        if container.signatures:
            raise Malformed
        return shares_v1.from_record(Record(container.body, *shares_v1.MEMBERS), SWV, Kind.PROTECTED_COUNTS)


# --- what is sealed


def content_of(tables: Sequence[ProtectedTable], telling: Telling, profile: Profile) -> bytes:
    """The bytes that are sealed. Raises OtherTelling, DefinitionsDiffer."""
    by_report = {table.report: table for table in tables if any(value is not None for value in table.cells.values())}
    if not {table.report for table in tables} <= {layout.report for layout in profile.layouts}:
        raise DefinitionsDiffer
    for table in tables:
        _check_table(table, telling, profile)
    words = [word for layout in profile.layouts for word in _words(by_report.get(layout.report), layout)]
    threshold = max((table.certificate.threshold for table in by_report.values()), default=0)
    ordered = [by_report[layout.report] for layout in profile.layouts if layout.report in by_report]
    return _HEAD.pack(threshold, _digest(ordered)) + struct.pack(f"<{len(words)}Q", *words)


def tables_of(content: bytes, telling: Telling, profile: Profile, least: int) -> tuple[ProtectedTable, ...]:
    """The tables in a file, after the audit was repeated; `least` is the lowest threshold they may have.

    Raises OtherTelling for another length, DefinitionsDiffer when this program has another version of a report,
    NotProtected when the tables don't keep the rule, CertificateDiffers when they aren't what was certified.
    """
    if len(content) != content_length(profile.layouts):
        raise OtherTelling
    threshold, digest = _HEAD.unpack_from(content)
    words = iter(struct.unpack_from(f"<{(len(content) - _HEAD.size) // 8}Q", content, _HEAD.size))
    shown = [
        table
        for layout in profile.layouts
        if (table := _shown(layout, {cell: next(words) for cell in layout.cells}, telling, profile))
    ]
    if not shown:
        return ()
    tables = examined(shown, threshold, least)
    if _digest(tables) != digest:
        raise CertificateDiffers
    return tables


def _check_table(table: ProtectedTable, telling: Telling, profile: Profile) -> None:
    if table.peildatum != telling.peildatum:
        raise OtherTelling
    if (table.definitions, table.definitions_version) != (profile.definitions, profile.definitions_version):
        raise DefinitionsDiffer


def _words(table: ProtectedTable | None, layout: ReportLayout) -> Iterable[int]:
    if table is None:
        return [_NOT_REGISTERED] * len(layout.cells)
    if table.report_version != layout.report_version or set(table.cells) != set(layout.cells):
        raise DefinitionsDiffer
    return [_word(table.cells[cell], may_be_zero=cell in table.may_be_zero) for cell in layout.cells]


def _word(value: int | Mark | None, *, may_be_zero: bool) -> int:
    if isinstance(value, Mark):
        return _HIDDEN_MAY_BE_ZERO if may_be_zero else _HIDDEN
    return _NOT_REGISTERED if value is None else value


_MARKS: Mapping[int, Mark | None] = {_NOT_REGISTERED: None, _HIDDEN: Mark.HIDDEN, _HIDDEN_MAY_BE_ZERO: Mark.HIDDEN}


def _shown(layout: ReportLayout, words: Mapping[str, int], telling: Telling, profile: Profile) -> Shown | None:
    """A report as it was sent; None when the sender registers nothing of it."""
    if set(words.values()) == {_NOT_REGISTERED}:
        return None
    return Shown(
        report=layout.report,
        report_version=layout.report_version,
        definitions=profile.definitions,
        definitions_version=profile.definitions_version,
        peildatum=telling.peildatum,
        cells={cell: _MARKS.get(word, word) for cell, word in words.items()},
        totals=declared_of(layout).totals,
        may_be_zero=frozenset(cell for cell, word in words.items() if word == _HIDDEN_MAY_BE_ZERO),
    )


def _digest(tables: Iterable[ProtectedTable]) -> bytes:
    """One hash over the published tables, each as it would be published by itself."""
    return hashlib.sha256(b"".join(bytes.fromhex(fingerprint(_published(table))) for table in tables)).digest()


def _published(table: ProtectedTable) -> Published:
    """With the cell names of this format, whatever the program calls them elsewhere."""
    sector = report(table.report).sector.value
    scope = f"{sector}/{table.definitions}/{table.definitions_version}/{table.peildatum.isoformat()}/"
    return Published(
        threshold=table.certificate.threshold,
        cells={scope + cell: value for cell, value in table.cells.items() if not isinstance(value, Mark)},
        hidden=frozenset(scope + cell for cell in table.hidden),
        totals=tuple(
            Total(scope + one.total, tuple(scope + part for part in one.parts), one.remainder) for one in table.totals
        ),
        may_be_zero=frozenset(scope + cell for cell in table.may_be_zero),
    )
