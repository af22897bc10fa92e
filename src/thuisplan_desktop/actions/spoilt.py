"""A sum that can't be right: the key holder sums the same files once more without one group (docs/decisions/0008).

The groups follow from who was summed (`region.groups`): neither party chooses them.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from thuisplan_desktop.errors import AlreadyAnswered, NoGroups, RegisterDamaged
from thuisplan_desktop.exchange import sum_v2
from thuisplan_desktop.region.groups import groups, unions
from thuisplan_desktop.region.membership import Member
from thuisplan_desktop.region.telling import Profile, Telling
from thuisplan_desktop.store import given, region_books, settings, telling_books
from thuisplan_desktop.store.given import Given
from thuisplan_desktop.store.register_file import Connection


def _groups(summed: Collection[bytes], telling: Telling, profile: Profile) -> tuple[frozenset[bytes], ...]:
    """By the besturen of the roster that both signed: who was struck off since has no other bestuur at one of them."""
    everybody = frozenset(summed)
    lines = (line for line in telling.roster if line.signing in everybody)
    return groups([Member(line.signing, str(line.board), line.sectors) for line in lines], profile)


# --- the key holder


@dataclass(frozen=True)
class Rest:
    """A sum that was given, without group `number` of `of`.

    `sets` are the senders of every sum that the region can make when it has all rests; `totals_only` holds at least
    those of the first sum and of the rests before.
    """

    id: bytes
    number: int
    of: int
    totals_only: frozenset[str]
    sets: tuple[tuple[Member, ...], ...] = field(repr=False)
    given_before: bool = False


def rest_of(connection: Connection, profile: Profile, telling: Telling, files: Mapping[bytes, bytes]) -> Rest | None:
    """The group that a request leaves out of the sum given before; None while no sum of this telling was given.

    `files` are the hashes in the request by sender. Raises AlreadyAnswered unless exactly one whole group is left out
    and every file is one that was summed: any other second sum could be the difference of one school.
    """
    everything = {one.telling_id: one for one in given.load_given(connection)}
    first = everything.get(telling.id)
    if first is None:
        return None
    documents = [one.document for one in telling_books.load_answers(connection) if one.telling_id == telling.id]
    if not documents or not sum_v2.summed_in(documents[0]).issuperset(files.values()):
        raise AlreadyAnswered
    parts = _groups({one.signing for one in first.senders}, telling, profile)
    for number, part in enumerate(parts, start=1):
        if {one.signing for one in first.senders} - part == set(files):
            return _rest(first, parts, number, everything)
    raise AlreadyAnswered


def _rest(first: Given, parts: Collection[frozenset[bytes]], number: int, everything: Mapping[bytes, Given]) -> Rest:
    ids = [_rest_id(first.telling_id, one) for one in range(1, len(parts) + 1)]
    before = [everything[one] for one in ids if one in everything]
    return Rest(
        id=ids[number - 1],
        number=number,
        of=len(parts),
        totals_only=first.totals_only.union(*(one.totals_only for one in before)),
        sets=unions([one for one in first.senders if one.signing in part] for part in parts),
        given_before=ids[number - 1] in everything,
    )


def _rest_id(telling_id: bytes, number: int) -> bytes:
    """Under what the list of given sums keeps it: no telling's own id."""
    return hashlib.sha256(b"thuisplan/rest/v1\x00" + telling_id + bytes([number])).digest()


# --- the region

_KEY = "spoilt_sum:"


@dataclass(frozen=True)
class Spoilt:
    """A telling whose sum could not be right. `senders` were in it; `asked` is the group that is left out next, from 1.

    `left_out` is the group without which the sum was kept at last; 0 while there is none.
    """

    senders: tuple[bytes, ...]
    asked: int = 1
    left_out: int = 0


def load(connection: Connection, telling_id: bytes) -> Spoilt | None:
    """None when no answer to this telling was refused. Raises RegisterDamaged."""
    text = settings.get(connection, _KEY + telling_id.hex())
    if not text:
        return None
    try:
        kept = json.loads(text)
        return Spoilt(tuple(bytes.fromhex(one) for one in kept["senders"]), int(kept["asked"]), int(kept["left_out"]))
    except (ValueError, TypeError, KeyError):
        raise RegisterDamaged(part="settings") from None


def save(connection: Connection, telling_id: bytes, spoilt: Spoilt) -> None:
    """Keep it in place of what was there."""
    kept = {"senders": [one.hex() for one in spoilt.senders], "asked": spoilt.asked, "left_out": spoilt.left_out}
    settings.put(connection, _KEY + telling_id.hex(), json.dumps(kept))


def without(connection: Connection, telling_id: bytes) -> frozenset[bytes]:
    """Who delivered and is not in the sum that was kept, as their group was left out of it; their files are gone."""
    kept = load(connection, telling_id)
    if kept is None or not kept.left_out:
        return frozenset()
    return frozenset(kept.senders) - region_books.load_senders(connection, telling_id)


def parts_of(spoilt: Spoilt, telling: Telling, profile: Profile) -> tuple[frozenset[bytes], ...]:
    """The groups of which one is left out; none in a region that is too small for them."""
    return _groups(spoilt.senders, telling, profile)


def next_rest(spoilt: Spoilt, telling: Telling, profile: Profile) -> frozenset[bytes]:
    """Who is left in the sum that is asked for next. Each group is left out once: asking on would tell a key holder who
    shifts his answers, refusal by refusal, how large a sum is. Raises NoGroups."""
    parts = parts_of(spoilt, telling, profile)
    if spoilt.asked > len(parts):
        raise NoGroups(needed=2 * profile.min_senders)
    return frozenset(spoilt.senders) - parts[spoilt.asked - 1]


def after(spoilt: Spoilt | None, summed: Collection[bytes], telling: Telling, profile: Profile) -> Spoilt:
    """Where it stands when the answer over these senders was refused: the group after the one that it left out."""
    if spoilt is None:
        return Spoilt(tuple(sorted(summed)))
    return replace(spoilt, asked=max(spoilt.asked, left_out_of(spoilt, summed, telling, profile) + 1))


def left_out_of(spoilt: Spoilt, summed: Collection[bytes], telling: Telling, profile: Profile) -> int:
    """The number of the group that is not in an answer; 0 when it is over everybody."""
    out = frozenset(spoilt.senders).difference(summed)
    numbered = enumerate(parts_of(spoilt, telling, profile), start=1)
    return next((number for number, part in numbered if part == out), 0)
