"""Enrolling apart from counting: the enrolling officer knows who is behind a pseudonym, the region only what it counts.

Only in regions of mode `protected`. The officer has a workspace of his own, like a key holder's, in which no count can
come; the region's has no name. What goes from the one to the other is a list of keys (decision 2).
"""

import json
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.crypto.keyring import party_id, pseudonym
from thuisplan_desktop.errors import AlreadyReceived, NotForUs, OutOfSequence, ProfileRefused
from thuisplan_desktop.exchange import parties_v1, pseudonyms_v1, sealed_file
from thuisplan_desktop.region.telling import Enrolment, Mode, PartyKeys, PseudonymLine, PseudonymList
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import settings, telling_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptEnrolment

_LIST = "pseudonym_list"
"""The setting with number, hash and day of the last list: made here, or taken over here."""


@dataclass(frozen=True)
class ListView:
    """A list of pseudonyms: its number, its day, and how many are on it."""

    number: int
    issued_on: date
    senders: int


# --- the enrolling officer


def officer(connection: Connection) -> Membership:
    """Our membership as the enrolling officer of a region. Raises ProfileRefused, NotForUs, ProfileUnknown."""
    member = own_membership(connection)
    if member.profile.mode is not Mode.PROTECTED:
        raise ProfileRefused(reason="deze regio telt met twee helften; u bent er de tweede sleutelhouder")
    if parties_v1.keys_of(member.identity) != member.profile.keyholder:
        raise NotForUs
    return member


def pseudonym_file(register: OpenRegister) -> Changed:
    """The list of everybody enrolled, without names, for the region. Value: the signed file."""
    need(register, Role.KEYHOLDER)
    with register.change() as connection:
        member = officer(connection)
        lines = tuple(_line(kept.enrolment) for kept in telling_books.load_enrolments(connection))
        listed = PseudonymList(member.profile.region, _next(connection, register.today()), register.today(), lines)
        data = pseudonyms_v1.encode(listed, member.profile, member.identity)
        _remember(connection, listed, data)
        register.log(connection, "pseudonyms_listed")
    return changed(Kind.REGION, value=data)


def _line(enrolment: Enrolment) -> PseudonymLine:
    keys = enrolment.keys
    return PseudonymLine(keys.signing, party_id(keys.signing, keys.sealing), enrolment.sectors)


def known_as(enrolment: Enrolment) -> str:
    """What the region calls a sender."""
    return pseudonym(_line(enrolment).party)


# --- the region


def take_over(register: OpenRegister, data: bytes) -> Changed:
    """Keep the officer's list in place of the last one: who is no longer on it is struck off. Value: a ListView.

    Tellingen that are open keep their roster. Raises what reading it raises; AlreadyReceived for the same list again,
    OutOfSequence for an older one.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        member = own_membership(connection)
        listed = pseudonyms_v1.decode(data, member.profile)
        number, digest = _last(connection)
        if digest == sealed_file.file_hash(data).hex():
            raise AlreadyReceived
        if listed.number <= number:
            raise OutOfSequence
        for kept in telling_books.load_enrolments(connection):
            telling_books.delete_enrolment(connection, kept.enrolment.keys.signing)
        for line in listed.lines:
            telling_books.save_enrolment(
                connection, KeptEnrolment(enrolment=_known(line, listed), enrolled_on=listed.issued_on)
            )
        _remember(connection, listed, data)
        register.log(connection, "pseudonyms_taken_over")
    return changed(Kind.REGION, value=ListView(listed.number, listed.issued_on, len(listed.lines)))


def _known(line: PseudonymLine, listed: PseudonymList) -> Enrolment:
    """A sender without a name. Nothing is sealed to it, so its party id stands where its sealing key would."""
    return Enrolment(
        region=listed.region,
        keys=PartyKeys(line.signing, line.party),
        name=pseudonym(line.party),
        board="",
        sectors=line.sectors,
    )


def last_list(register: OpenRegister) -> ListView | None:
    """The last list that was made or taken over here; None before the first."""
    with register.read() as connection:
        text = settings.get(connection, _LIST)
        if not text:
            return None
        number, _, issued_on, senders = json.loads(text)
        return ListView(number, date.fromisoformat(issued_on), senders)


def _last(connection: Connection) -> tuple[int, str]:
    number, digest, *_ = json.loads(settings.get(connection, _LIST, '[0, ""]'))
    return int(number), str(digest)


def _next(connection: Connection, today: date) -> int:
    """Higher than every list of an earlier day, also one that this register forgot with a backup put back."""
    return max(_last(connection)[0] + 1, today.toordinal())


def _remember(connection: Connection, listed: PseudonymList, data: bytes) -> None:
    kept = [listed.number, sealed_file.file_hash(data).hex(), listed.issued_on.isoformat(), len(listed.lines)]
    settings.put(connection, _LIST, json.dumps(kept))
