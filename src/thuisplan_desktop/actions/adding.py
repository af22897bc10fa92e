"""A telling of protected tables: the region opens it alone, and adds up between which two numbers each sum lies.

`receiving` has the telling of two halves; `delivering` takes in the files of both.
"""

import hashlib
from datetime import date

from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.opening import OpenRegister, need, need_past
from thuisplan_desktop.errors import TellingClosed, TooFewSenders
from thuisplan_desktop.exchange import profile_v1, protected_v1, telling_v1
from thuisplan_desktop.exchange.protected_v1 import check_mode
from thuisplan_desktop.region import intervals
from thuisplan_desktop.region.telling import RosterLine, Telling
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import interval_books, region_books, target_books, telling_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.target_books import Release
from thuisplan_desktop.store.telling_books import KeptTelling


def open_alone(register: OpenRegister, peildatum: date) -> Changed:
    """A telling on this day with everybody on the officer's list, from now on open for files. Value: its file.

    Nobody co-signs where there is no second party. Raises ProfileRefused in a region that has one, TooFewSenders
    before there is anybody on the list, InvalidCase for a day in the future.
    """
    need(register, Role.REGION)
    need_past(register, peildatum)
    with register.change() as connection:
        member = own_membership(connection)
        check_mode(member.profile)
        data = telling_v1.encode_proposal(
            _telling(register, connection, member, peildatum), member.profile, member.identity
        )
        telling = telling_v1.decode(data, member.profile)
        telling_books.save_telling(connection, KeptTelling.of(telling, data, member.own.profile))
        register.log(connection, "telling_opened")
    return changed(Kind.REGION, value=data)


def _telling(register: OpenRegister, connection: Connection, member: Membership, peildatum: date) -> Telling:
    enrolled = [kept.enrolment for kept in telling_books.load_enrolments(connection)]
    if not enrolled:
        raise TooFewSenders(found=0, needed=1)
    lines = (RosterLine(one.keys.signing, _NO_BOARD, one.sectors) for one in enrolled)
    return Telling(
        id=telling_v1.NO_ID,
        region=member.profile.region,
        profile_version=member.profile.version,
        profile_hash=profile_v1.profile_hash(member.profile),
        peildatum=peildatum,
        roster=tuple(sorted(lines, key=lambda line: line.signing)),
        opened_on=register.today(),
    )


_NO_BOARD = 0
"""Besturen are not told: the largest would be known by its size."""


def telling_file(register: OpenRegister, telling_id: bytes) -> bytes:
    """The file of a telling that was opened here, to send it once more."""
    need(register, Role.REGION)
    with register.change() as connection:
        kept = telling_books.load_telling(connection, telling_id)
        register.log(connection, "telling_opened")
    return kept.document


def close_and_add(register: OpenRegister, telling_id: bytes) -> Changed:
    """Close the telling and keep the interval sums, once and for ever. Value: how many senders they cover.

    Every table is judged again, as when it came in. Raises TellingClosed when that was done, TooFewSenders while
    nobody delivered, ProfileRefused for a telling of two halves.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        kept = telling_books.load_telling(connection, telling_id)
        member, telling = kept_telling(own_membership(connection), kept)
        check_mode(member.profile)
        if kept.closed_on is not None:
            raise TellingClosed
        latest = region_books.load_latest(connection, telling_id)
        if not latest:
            raise TooFewSenders(found=0, needed=1)
        least = definitions.load(member.profile.definitions).threshold
        tables = {one.sender: protected_v1.tables_of(one.share_a, telling, member.profile, least) for one in latest}
        document = interval_books.to_text(intervals.add_up(telling, member.profile, tables))
        digest = hashlib.sha256(document.encode()).hexdigest()
        target_books.save_release(
            connection,
            Release(telling_id=telling_id, document=document, published_sha256=digest, released_on=register.today()),
        )
        telling_books.close_telling(connection, telling_id, register.today())
        register.log(connection, "summed")
    return changed(Kind.REGION, value=len(latest))
