"""A count file of one envelope, and the list of pseudonyms: who can make, open and pass them, and what is refused."""

import struct
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from region.protected_factory import DECLARED, LEAVES, PARTS, counted
from thuisplan_desktop.counts.protect import ProtectedTable, protect
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.crypto.keyring import Identity, pseudonym
from thuisplan_desktop.errors import (
    AlreadyReceived,
    BrokenSeal,
    CertificateDiffers,
    DefinitionsDiffer,
    NotAThuisplanFile,
    NotEnrolled,
    NotForUs,
    NotProtected,
    OtherKindOfFile,
    OtherTelling,
    OutOfSequence,
    ProfileRefused,
    ProfileUnknown,
    UnknownSender,
)
from thuisplan_desktop.exchange import (
    counts_v1,
    profile_v1,
    protected_v1,
    pseudonyms_v1,
    sealed_file,
    shares_v1,
    telling_v1,
)
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region import chains
from thuisplan_desktop.region.chains import NOTHING, START, Chain
from thuisplan_desktop.region.layouts import layout_of
from thuisplan_desktop.region.telling import Mode, PseudonymLine, PseudonymList, Telling

DAY = date(2026, 10, 1)
HEAD = 40
"""Bytes before the first cell: threshold and hash."""


@pytest.fixture(scope="module")
def there(region: Any) -> Any:
    """The region of the other tests, without a second party: its key holder is the enrolling officer."""
    profile = region.with_profile(
        mode=Mode.PROTECTED, layouts=(layout_of(DECLARED),), definitions="noord-kennemerland-2017"
    )
    draft = replace(region.draft(DAY), profile_hash=profile_v1.profile_hash(profile))
    telling = telling_v1.decode(telling_v1.encode_proposal(draft, profile, region.swv), profile)
    return profile, telling


def table(day: date = DAY) -> ProtectedTable:
    made = counted(dict.fromkeys(LEAVES, 0) | {PARTS[0]: 1, PARTS[1]: 6, "langdurig_ziek": None})
    return protect(replace(made, peildatum=day))


def sealed(region: Any, there: Any, who: int = 0, last: Chain = START) -> bytes:
    profile, telling = there
    return protected_v1.encode(telling, profile, region.senders[who], last, [table()])


def opened(region: Any, there: Any, data: bytes) -> tuple[ProtectedTable, ...]:
    profile, telling = there
    received = protected_v1.receive(data, telling, profile, region.swv)
    return protected_v1.tables_of(received.content, telling, profile, 5)


def test_a_file_is_read_back_with_its_marks(region: Any, there: Any) -> None:
    """Every state of a cell, and the bounds that the region's own audit finds."""
    (again,) = opened(region, there, sealed(region, there))
    assert again.cells == table().cells
    assert again.cells[PARTS[0]] is Mark.HIDDEN
    assert again.cells["langdurig_ziek"] is None
    assert again.certificate.bounds == table().certificate.bounds


def test_a_report_of_another_sector_is_not_registered(region: Any, there: Any) -> None:
    """Nothing is sent as if it were zero."""
    profile, telling = there
    data = protected_v1.encode(telling, profile, region.senders[0], START, [])
    assert opened(region, there, data) == ()
    assert len(data) == len(sealed(region, there))


def test_every_file_is_equally_long(region: Any, there: Any) -> None:
    """Whatever is hidden, by whom, how often: a postman learns nothing from the length."""
    late = Chain(99_999, b"h" * 32)
    files = [sealed(region, there), sealed(region, there, 3), sealed(region, there, 1, late)]
    assert len({len(data) for data in files}) == 1


def test_no_name_and_no_count_stands_in_it(region: Any, there: Any) -> None:
    """What the file says in the open is a key, hashes and a number."""
    profile, telling = there
    data = sealed(region, there)
    header = protected_v1.read_header(data)
    assert (header.sender, header.telling_id) == (region.senders[0].public[0], telling.id)
    for word in (profile.region, PARTS[0], DAY.isoformat(), "Voorbeeld"):
        assert word.encode() not in data


def test_only_the_region_opens_it(region: Any, there: Any) -> None:
    """The enrolling officer passes on what he can't read; nor can another sender."""
    profile, telling = there
    data = sealed(region, there)
    for other in (region.keyholder, region.senders[1]):
        with pytest.raises(NotForUs):
            protected_v1.receive(data, telling, profile, other)


def test_the_chain_is_that_of_every_count_file(region: Any, there: Any) -> None:
    """The same again, an older one, a fork: refused as in the other mode."""
    profile, telling = there
    first = protected_v1.receive(sealed(region, there), telling, profile, region.swv)
    after = chains.follow(first, NOTHING)
    with pytest.raises(AlreadyReceived):
        chains.follow(first, after)
    fork = protected_v1.receive(sealed(region, there), telling, profile, region.swv)
    with pytest.raises(OutOfSequence):
        chains.follow(fork, after)
    second = protected_v1.receive(sealed(region, there, 0, after.end), telling, profile, region.swv)
    assert chains.follow(second, after).end.sequence == 2


def test_who_may_seal(region: Any, there: Any) -> None:
    """Only who is on the roster, under the profile of the telling, tables of that very day and definitions."""
    profile, telling = there
    seal = protected_v1.encode
    with pytest.raises(NotEnrolled):
        seal(telling, profile, Identity.generate(), START, [])
    with pytest.raises(ProfileUnknown):
        seal(telling, replace(profile, version=2), region.senders[0], START, [])
    with pytest.raises(OtherTelling):
        seal(telling, profile, region.senders[0], START, [table(date(2026, 9, 1))])
    other = replace(counted(dict.fromkeys(LEAVES, 0)), peildatum=DAY, definitions_version="2")
    with pytest.raises(DefinitionsDiffer):
        seal(telling, profile, region.senders[0], START, [protect(other)])


def test_the_two_modes_are_never_confused(region: Any, there: Any) -> None:
    """A split file where tables are protected, and the other way round: another kind, whatever was signed."""
    profile, telling = there
    with pytest.raises(OtherKindOfFile):
        protected_v1.receive(region.counts(region.senders[0]), telling, profile, region.swv)
    with pytest.raises(OtherKindOfFile):
        counts_v1.receive(sealed(region, there), region.telling, region.profile, region.swv)
    with pytest.raises(ProfileRefused):
        protected_v1.receive(sealed(region, there), region.telling, region.profile, region.swv)
    with pytest.raises(ProfileRefused):
        protected_v1.encode(region.telling, region.profile, region.senders[0], START, [])


def test_a_half_does_not_pass_for_a_table(region: Any, there: Any) -> None:
    """Renaming the kind doesn't help: signature and seal are bound to it."""
    profile, telling = there
    half = sealed_file.unpack(region.counts(region.senders[0]), Kind.COUNTS).body
    assert isinstance(half, dict)
    renamed = sealed_file.pack(Kind.PROTECTED_COUNTS, half["swv"], {})
    with pytest.raises(BrokenSeal):
        protected_v1.receive(renamed, telling, profile, region.swv)


def bent(region: Any, there: Any, change: Any) -> bytes:
    """A file with other content, rightly sealed and signed: what a dishonest school could make."""
    profile, telling = there
    content = change(protected_v1.content_of([table()], telling, profile))
    box = shares_v1.seal(content, protected_v1.read_header(sealed(region, there)), profile.swv, region.senders[0])
    return sealed_file.pack(Kind.PROTECTED_COUNTS, box.to_value(), {})


def with_word(number: int, word: int) -> Any:
    return lambda content: content[: HEAD + 8 * number] + struct.pack("<Q", word) + content[HEAD + 8 * number + 8 :]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (with_word(0, 1), NotProtected),
        (with_word(0, 2**64 - 4), NotProtected),
        (with_word(9, 2**64 - 2), CertificateDiffers),
        (lambda content: content[:8] + bytes(32) + content[HEAD:], CertificateDiffers),
        (lambda content: struct.pack("<Q", 4) + content[8:], NotProtected),
        (lambda content: struct.pack("<Q", 6) + content[8:], CertificateDiffers),
        (lambda content: struct.pack("<Q", 101) + content[8:], NotProtected),
        (lambda content: struct.pack("<Q", 2**64 - 1) + content[8:], NotProtected),
        (lambda content: content[:-8], OtherTelling),
    ],
    ids=[
        "a small number",
        "no count",
        "hidden besides",
        "another hash",
        "a lower threshold",
        "a higher one",
        "above the highest",
        "absurd",
        "shorter",
    ],
)
def test_a_forged_table_is_refused(region: Any, there: Any, change: Any, error: type[Exception]) -> None:
    """Signed and sealed by an enrolled sender, and still: the region judges the table itself."""
    with pytest.raises(error):
        opened(region, there, bent(region, there, change))


def test_altered_on_the_way(region: Any, there: Any) -> None:
    """Another sender, telling, number or box breaks signature or seal."""
    profile, telling = there
    one, other = (sealed_file.unpack(sealed(region, there, who), Kind.PROTECTED_COUNTS).body for who in (0, 1))
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    spoilt = [
        {**one, "box": other["box"]},
        {**one, "signature": other["signature"]},
        {**one, "header": {**one["header"], "sender": other["header"]["sender"]}},
        {**one, "header": {**one["header"], "sequence": "00000002"}},
    ]
    for body in spoilt:
        with pytest.raises(BrokenSeal):
            protected_v1.receive(sealed_file.pack(Kind.PROTECTED_COUNTS, body, {}), telling, profile, region.swv)
    signed = sealed_file.pack(Kind.PROTECTED_COUNTS, one, {"swv": bytes(64)})
    with pytest.raises(NotAThuisplanFile):
        protected_v1.receive(signed, telling, profile, region.swv)


def test_another_telling_or_a_stranger(region: Any, there: Any) -> None:
    """Of another peildatum, or not on this roster."""
    profile, telling = there
    data = sealed(region, there)
    other = replace(telling, id=b"x" * 32)
    with pytest.raises(OtherTelling):
        protected_v1.receive(data, other, profile, region.swv)
    without = replace(telling, roster=telling.roster[:0])
    with pytest.raises(UnknownSender):
        protected_v1.receive(data, without, profile, region.swv)


# --- the list of pseudonyms


def listed(region: Any, telling: Telling) -> PseudonymList:
    lines = [PseudonymLine(one.public[0], one.party_id, frozenset({"po"})) for one in region.senders]
    return PseudonymList("voorbeeldregio", 1, telling.opened_on, tuple(sorted(lines, key=lambda one: one.signing)))


def test_the_list_names_nobody(region: Any, there: Any) -> None:
    """Keys and sectors; what the region calls a sender are the first words that the sender itself reads out."""
    profile, telling = there
    data = pseudonyms_v1.encode(listed(region, telling), profile, region.keyholder)
    assert pseudonyms_v1.decode(data, profile) == listed(region, telling)
    assert b"board" not in data
    assert b"name" not in data
    one = region.senders[0]
    assert one.fingerprint.startswith(f"{pseudonym(one.party_id)} ")


def test_only_the_enrolling_officer_of_this_region_lists(region: Any, there: Any) -> None:
    """Not the region itself, not a key holder, not for another region."""
    profile, telling = there
    one = listed(region, telling)
    with pytest.raises(NotForUs):
        pseudonyms_v1.encode(one, profile, region.swv)
    data = pseudonyms_v1.encode(one, profile, region.keyholder)
    with pytest.raises(BrokenSeal):
        pseudonyms_v1.decode(data, replace(profile, keyholder=profile.swv))
    with pytest.raises(ProfileRefused):
        pseudonyms_v1.decode(data, region.profile)
    with pytest.raises(ProfileUnknown):
        pseudonyms_v1.decode(data, replace(profile, region="elders"))


def test_an_odd_list_is_not_ours(region: Any, there: Any) -> None:
    """A sender twice, two with one party, out of order: even when rightly signed."""
    profile, telling = there
    data = pseudonyms_v1.encode(listed(region, telling), profile, region.keyholder)
    body = sealed_file.unpack(data, Kind.PSEUDONYMS).body
    assert isinstance(body, dict)
    lines = body["lines"]
    for odd in ([lines[0], lines[0]], lines[::-1], [lines[0], {**lines[1], "party": lines[0]["party"]}]):
        changed = {**body, "lines": odd}
        signature = sealed_file.sign_body(region.keyholder, Kind.PSEUDONYMS, "enroller", changed)
        with pytest.raises(NotAThuisplanFile):
            pseudonyms_v1.decode(sealed_file.pack(Kind.PSEUDONYMS, changed, {"enroller": signature}), profile)
