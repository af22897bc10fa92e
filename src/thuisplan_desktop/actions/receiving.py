"""The region: open a telling, have it summed, and add up. `delivering` takes in the files between."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from thuisplan_desktop.actions import awaited, history, spoilt
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.opening import OpenRegister, need, need_past
from thuisplan_desktop.actions.summing import combined, still_enrolled, summable_files, summed
from thuisplan_desktop.actions.telling_views import is_summed, view_of
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AlreadyExists,
    AlreadyReceived,
    ImplausibleSum,
    NoSuchTelling,
    NotSpoilt,
    ProfileRefused,
    SetsDiffer,
    TellingStillOpen,
)
from thuisplan_desktop.exchange import profile_v1, sum_v1, telling_v1
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.membership import Member, held_back
from thuisplan_desktop.region.telling import CombinedTable, Enrolment, Mode, Profile, RosterLine, Telling
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import region_books, summed_boards, telling_books
from thuisplan_desktop.store.region_books import SumAnswer
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptTelling

# --- a telling


def propose_telling(register: OpenRegister, peildatum: date) -> Changed:
    """A telling on this day with everybody enrolled now, for the key holder to co-sign. Value: the proposal file.

    Newcomers who have to wait (see `waiting`) are left out. Raises TooFewSenders when a sector has too few besturen,
    and InvalidCase for a day in the future.
    """
    need(register, Role.REGION)
    need_past(register, peildatum)
    with register.change() as connection:
        member = own_membership(connection)
        _need_second_party(member.profile)
        telling = Telling(
            id=telling_v1.NO_ID,
            region=member.profile.region,
            profile_version=member.profile.version,
            profile_hash=profile_v1.profile_hash(member.profile),
            peildatum=peildatum,
            roster=_roster(_taking_part(connection, member, peildatum)),
            opened_on=register.today(),
        )
        shares.check_roster(telling, member.profile)
        data = telling_v1.encode_proposal(telling, member.profile, member.identity)
        register.log(connection, "telling_proposed")
    return changed(Kind.REGION, value=data)


def _need_second_party(profile: Profile) -> None:
    if profile.mode is not Mode.SPLIT:
        raise ProfileRefused(reason="in deze regio is er geen tweede sleutelhouder om mee te tekenen of op te tellen")


def waiting(register: OpenRegister, peildatum: date) -> tuple[str, ...]:
    """The names of newcomers who would have to wait at a telling on this day, until more come or a new schooljaar."""
    need(register, Role.REGION)
    with register.read() as connection:
        member = own_membership(connection)
        present = set(_taking_part(connection, member, peildatum))
        everybody = [kept.enrolment for kept in telling_books.load_enrolments(connection)]
    return tuple(sorted(enrolment.name for enrolment in everybody if enrolment not in present))


def _taking_part(connection: Connection, member: Membership, peildatum: date) -> list[Enrolment]:
    enrolments = [kept.enrolment for kept in telling_books.load_enrolments(connection)]
    enrolled = [Member(one.keys.signing, one.board, one.sectors) for one in enrolments]
    if member.profile.mode is Mode.PROTECTED:
        return enrolments
    late = held_back(enrolled, history.last_answered(connection, member), peildatum, member.profile)
    return [one for one in enrolments if one.keys.signing not in late]


def _roster(enrolments: Iterable[Enrolment]) -> tuple[RosterLine, ...]:
    """Besturen become numbers within this roster, so that the file names none."""
    numbers: dict[str, int] = {}
    lines = []
    for enrolment in sorted(enrolments, key=lambda one: one.keys.signing):
        board = numbers.setdefault(enrolment.board.casefold(), len(numbers) + 1)
        lines.append(RosterLine(enrolment.keys.signing, board, enrolment.sectors))
    return tuple(lines)


def open_telling(register: OpenRegister, cosigned: bytes) -> Changed:
    """Keep the co-signed telling, from now on open for files. Value: its TellingView.

    Raises NotCosigned, and AlreadyAnswered when a sum of nearly that day came in between: there is no other to come.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        member = own_membership(connection)
        _need_second_party(member.profile)
        telling = telling_v1.decode(cosigned, member.profile)
        if any(kept.id == telling.id for kept in telling_books.load_tellingen(connection)):
            raise AlreadyExists
        if any(
            abs(one.peildatum - telling.peildatum) <= shares.ANSWER_DISTANCE
            for one in history.answered_here(connection, member)
        ):
            raise AlreadyAnswered
        kept = KeptTelling.of(telling, cosigned, member.own.profile)
        telling_books.save_telling(connection, kept)
        register.log(connection, "telling_opened")
        view = view_of(connection, kept)
    return changed(Kind.REGION, value=view)


# --- the sum


def _open_telling(connection: Connection, telling_id: bytes) -> tuple[Membership, Telling, KeptTelling]:
    kept = telling_books.load_telling(connection, telling_id)
    member, telling = kept_telling(own_membership(connection), kept)
    return member, telling, kept


def request_sum(register: OpenRegister, telling_id: bytes) -> Changed:
    """Close the telling and pass the unread shares on to the key holder. Value: the sum request file.

    Raises TooFewSenders while in every sector too few besturen delivered: then the telling stays open; AlreadyReceived
    when the answer came before a backup was put back. A closed telling gives the same request again, without the file
    of who was struck off since: that is how a share that doesn't open is left out.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        member, telling, kept = _open_telling(connection, telling_id)
        _need_second_party(member.profile)
        enrolled = still_enrolled(connection, region_books.load_latest(connection, telling_id))
        shares.may_answer(telling, member.profile, [received.sender for received in enrolled])
        latest = summable_files(telling, member.profile, enrolled)
        if not all(received.envelope_b for received in latest):  # summed before a restore: what was left is no file
            raise AlreadyReceived
        data = sum_v1.encode_request(
            telling, member.profile, member.identity, [received.envelope_b for received in latest]
        )
        if kept.closed_on is None:
            telling_books.close_telling(connection, telling_id, register.today())
        register.log(connection, "sum_requested")
    return changed(Kind.REGION, value=data)


def request_rest(register: OpenRegister, telling_id: bytes) -> Changed:
    """Ask for the sum once more without one group, after one that could not be right. Value: the sum request file.

    Each refused answer moves on by one group. Raises NotSpoilt when no answer was refused, NoGroups in a region with
    too few besturen.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        member, telling, _ = _open_telling(connection, telling_id)
        kept = spoilt.load(connection, telling_id)
        if kept is None:
            raise NotSpoilt
        wanted = spoilt.next_rest(kept, telling, member.profile)
        files = [one for one in region_books.load_latest(connection, telling_id) if one.sender in wanted]
        data = sum_v1.encode_request(telling, member.profile, member.identity, [one.envelope_b for one in files])
        register.log(connection, "sum_requested")
    return changed(Kind.REGION, value=data)


def add_up(register: OpenRegister, telling_id: bytes, answer: bytes) -> Changed:
    """Add the key holder's sum to ours and keep the exact totals, once. Value: how many senders they cover.

    Where by our own list of earlier tellingen only totals may be answered, no more is kept of a full answer: a key
    holder who forgot what he answered doesn't make up for it. A sum that can't be right is noted, so that it can be
    asked for without one group; files that were summed and are not here may come in after all.
    Raises TellingStillOpen, SetsDiffer, ImplausibleSum, BrokenSeal, NotForUs, OtherTelling, AlreadyReceived.
    """
    need(register, Role.REGION)
    try:
        with register.change() as connection:
            covered = _add_up(register, connection, telling_id, answer)
            register.log(connection, "summed")
    except ImplausibleSum:
        _note_spoilt(register, telling_id, answer)
        raise
    except SetsDiffer:
        _await_files(register, telling_id, answer)
        raise
    return changed(Kind.REGION, value=covered)


def _add_up(register: OpenRegister, connection: Connection, telling_id: bytes, answer: bytes) -> int:
    member, telling, kept = _open_telling(connection, telling_id)
    _need_second_party(member.profile)
    if kept.closed_on is None:
        raise TellingStillOpen
    latest, given = summed(connection, member, telling, answer)
    tables = combined(connection, member, telling, latest, given)
    senders = [received.sender for received in latest]
    region_books.save_sum_answer(
        connection, SumAnswer(telling_id=telling_id, document=answer, received_on=register.today())
    )
    delivered = region_books.load_senders(connection, telling_id)
    short = delivered - history.counted_of(telling, delivered, member.profile)
    region_books.keep_received_of(connection, telling_id, [*senders, *short])
    region_books.save_combined(connection, telling_id, tables)
    members = history.members_of(connection, telling, senders)
    summed_boards.save_boards(connection, telling_id, {one.signing: one.board for one in members})
    before = spoilt.load(connection, telling_id)
    if before is not None:
        number = spoilt.left_out_of(before, senders, telling, member.profile)
        spoilt.save(connection, telling_id, replace(before, left_out=number))
    return len(latest)


def _note_spoilt(register: OpenRegister, telling_id: bytes, answer: bytes) -> None:
    with register.change() as connection:
        if region_books.load_sum_answer(connection, telling_id) is not None:
            return
        member, telling, _ = _open_telling(connection, telling_id)
        files, _ = summed(connection, member, telling, answer)
        senders = history.counted_of(telling, [received.sender for received in files], member.profile)
        before = spoilt.load(connection, telling_id)
        spoilt.save(connection, telling_id, spoilt.after(before, senders, telling, member.profile))
        register.log(connection, "sum_refused")


def _await_files(register: OpenRegister, telling_id: bytes, answer: bytes) -> None:
    """A register that was copied back by hand closed a telling without a file that had been summed."""
    with register.change() as connection:
        if region_books.load_sum_answer(connection, telling_id) is None and awaited.note(
            connection, telling_id, answer
        ):
            register.log(connection, "sum_refused")


def exact_sums(register: OpenRegister, telling_id: bytes) -> tuple[CombinedTable, ...]:
    """The exact totals, for the officer's eyes on the page Optellen only. Who looked is logged."""
    need(register, Role.REGION)
    with register.read() as connection:
        found = region_books.load_combined(connection, telling_id)
    register.log_reading("exact_sums_shown")
    return found


def equals(register: OpenRegister, telling_id: bytes, expected: Mapping[str, Mapping[str, int | None]]) -> bool:
    """Whether the exact sums have exactly these cells, report by report; totals may be left out of `expected`.

    Says nothing else: an exact number never leaves through this door. Raises ProfileRefused for a telling of tables
    that the schools protected: there is no exact sum to hold anything against.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        kept = telling_books.load_telling(connection, telling_id)
        if profile_v1.decode(kept.profile).mode is Mode.PROTECTED:
            raise ProfileRefused(reason="de scholen schermen zelf af, dus er is geen exacte som om mee te vergelijken")
        combined = {one.table.report: one for one in region_books.load_combined(connection, telling_id)}
        register.log(connection, "sums_compared")
    return set(combined) == set(expected) and all(_same(combined[name], cells) for name, cells in expected.items())


def _same(combined: CombinedTable, expected: Mapping[str, int | None]) -> bool:
    table = combined.table
    derived = {total.total for total in table.totals if not total.remainder}
    there = {cell: value for cell, value in table.cells.items() if cell in expected or cell not in derived}
    return there == dict(expected)


def find_telling(register: OpenRegister, peildatum: date, words: str = "") -> bytes:
    """The id of the telling on this day. Of several the one whose words begin with `words`; without those the one that
    has a sum, as there comes no other of nearly that day, else the one opened last. Raises NoSuchTelling.
    """
    need(register, Role.REGION)
    typed = words.casefold().split()
    with register.read() as connection:
        found = [
            kept
            for kept in reversed(telling_books.load_tellingen(connection))
            if kept.peildatum == peildatum and words_of(kept.id).split()[: len(typed)] == typed
        ]
        if not found:
            raise NoSuchTelling
        with_sum = (kept for kept in found if is_summed(connection, kept, profile_v1.decode(kept.profile)))
        return next(with_sum, found[0]).id
