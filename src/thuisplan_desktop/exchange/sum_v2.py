"""The key holder's answer: one summed share, the hash of every share in it, and which reports have totals only.

Version 2; `decode_answer` still reads version 1, which had no `totals_only`. `docs/formats/sum-v1.md` and `sum-v2.md`
hold the bytes. Whether the key holder may answer is decided in `region.shares` and `region.membership`; this file only
proves what was added.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from thuisplan_desktop.crypto import canonical, envelope
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import Identity, party_id
from thuisplan_desktop.errors import NotForUs, OtherRegion, OtherTelling, SetsDiffer
from thuisplan_desktop.exchange import parties_v1, sealed_file, shares_v1, sum_v1
from thuisplan_desktop.exchange.profile_v1 import KEYHOLDER
from thuisplan_desktop.exchange.sealed_file import Container, Kind
from thuisplan_desktop.region.telling import Profile, Telling

VERSION = 2

_MEMBERS = {
    1: ("box", "recipient", "summed", "telling"),
    2: ("box", "recipient", "summed", "telling", "totals_only"),
}
_MOST_REPORTS = 64


@dataclass(frozen=True)
class SumAnswer:
    """The summed share as bytes, laid out like a share but for the cells of `totals_only` that were left out."""

    share: bytes = field(repr=False)
    totals_only: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Header:
    """Everything in an answer but the box, which is bound to it."""

    recipient: bytes
    summed: tuple[bytes, ...]
    telling_id: bytes
    totals_only: tuple[str, ...]
    version: int

    def to_value(self) -> dict[str, object]:
        """As it stands in the file."""
        value: dict[str, object] = {
            "recipient": blob(self.recipient),
            "summed": [blob(digest) for digest in self.summed],
            "telling": blob(self.telling_id),
        }
        return value if self.version < VERSION else {**value, "totals_only": list(self.totals_only)}

    @property
    def context(self) -> bytes:
        """What the seal is bound to."""
        purpose = sealed_file.context(Kind.SUM_ANSWER, KEYHOLDER, self.version)
        return purpose + b"\x00" + canonical.encode(self.to_value())


def encode_answer(
    telling: Telling,
    profile: Profile,
    keyholder: Identity,
    summed: Collection[bytes],
    share: bytes,
    totals_only: Collection[str] = (),
) -> bytes:
    """Seal the summed share to the samenwerkingsverband; `summed` are the hashes of the shares that were added.

    Of the reports in `totals_only` the share holds no more than their totals. Raises NotForUs when `keyholder` is not
    the profile's.
    """
    if parties_v1.keys_of(keyholder) != profile.keyholder:
        raise NotForUs
    header = _Header(
        recipient=party_id(profile.swv.signing, profile.swv.sealing),
        summed=tuple(sorted(set(summed))),
        telling_id=telling.id,
        totals_only=tuple(sorted(set(totals_only))),
        version=VERSION,
    )
    body = {**header.to_value(), "box": blob(envelope.seal(share, header.context, profile.swv.sealing))}
    signature = sealed_file.sign_body(keyholder, Kind.SUM_ANSWER, KEYHOLDER, body, VERSION)
    return sealed_file.pack(Kind.SUM_ANSWER, body, {KEYHOLDER: signature}, VERSION)


def decode_answer(
    data: bytes, telling: Telling, profile: Profile, swv: Identity, expected: Collection[bytes]
) -> SumAnswer:
    """The summed share, only if it is the sum of exactly the shares whose hashes are `expected`.

    Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, OtherTelling, OtherRegion, BrokenSeal, NotForUs, SetsDiffer.
    """
    container = sealed_file.unpack(data, Kind.SUM_ANSWER)
    box, header = _read(container)
    if header.telling_id != telling.id:  # asked before the signature, or another region's answer would seem broken
        raise OtherTelling if header.recipient == swv.party_id else OtherRegion
    sum_v1.check_signed(container, KEYHOLDER, profile.keyholder.signing)
    if header.recipient != swv.party_id:
        raise NotForUs
    _check_same(set(header.summed), set(expected))
    return SumAnswer(envelope.open_sealed(box, header.context, swv), frozenset(header.totals_only))


def summed_in(data: bytes) -> frozenset[bytes]:
    """The hashes of the shares that an answer of our own says it is the sum of. Raises as any file that is none."""
    return frozenset(_read(sealed_file.unpack(data, Kind.SUM_ANSWER))[1].summed)


def _read(container: Container) -> tuple[bytes, _Header]:
    with sealed_file.reading():
        record = Record(container.body, *_MEMBERS[container.version])
        header = _Header(
            recipient=record.blob("recipient", shares_v1.HASH_LENGTH),
            summed=record.blobs("summed", shares_v1.HASH_LENGTH, sum_v1.MOST_SENDERS),
            telling_id=record.blob("telling", shares_v1.HASH_LENGTH),
            totals_only=record.texts("totals_only", _MOST_REPORTS) if container.version >= VERSION else (),
            version=container.version,
        )
        if list(header.summed) != sorted(set(header.summed)) or list(header.totals_only) != sorted(header.totals_only):
            raise Malformed
        return record.blob_up_to("box", shares_v1.LONGEST_BOX), header


def _check_same(summed: set[bytes], expected: set[bytes]) -> None:
    if summed != expected:
        raise SetsDiffer(missing=len(expected - summed), unexpected=len(summed - expected))
