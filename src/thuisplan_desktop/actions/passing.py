"""Passing count files on unread: who brings them to the region may not be who sent them (`protected` mode).

A school sends its file to the enrolling officer, by mail from its own address. He sees who sent it and can't open it;
the region gets it from him under a name that says nothing, in the order of its hash, and opens it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from thuisplan_desktop import messages
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.delivering import UNKNOWN
from thuisplan_desktop.actions.enrolling import known_as, officer
from thuisplan_desktop.actions.joining import Membership, kept_telling, member_for_telling
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.errors import OtherTelling, ThuisplanError, UnknownSender
from thuisplan_desktop.exchange import protected_v1, sealed_file
from thuisplan_desktop.region.telling import Enrolment
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import settings, telling_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptTelling

_PASSED = "passed_on"
"""The setting with, for each telling, the keys of those whose file was passed on."""


@dataclass(frozen=True)
class PassedFile:
    """What became of one file. `label` is what the caller called it; an accepted count file goes on as `name`."""

    label: str
    accepted: bool
    sender: str
    text: str
    name: str = ""
    data: bytes = field(default=b"", repr=False)

    def __repr__(self) -> str:
        return f"PassedFile(accepted={self.accepted})"


@dataclass(frozen=True)
class Response:
    """Who of a telling's roster sent something, by name and pseudonym: for whoever may call them."""

    peildatum: date
    words: str
    delivered: tuple[str, ...]
    missing: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Response(peildatum={self.peildatum})"


Reader = Callable[[], bytes]


def pass_on(register: OpenRegister, files: Sequence[tuple[str, Reader]]) -> Changed:
    """Look at the outside of count files and note who sent one. Value: a PassedFile each.

    The opened telling among them is kept: with it the officer sees who is still missing. A bad file is named and never
    hides the rest. Those to pass on come in the order of their hash, which says nothing of who was first.
    """
    need(register, Role.KEYHOLDER)
    with register.change() as connection:
        officer(connection)
        senders = {one.enrolment.keys.signing: one.enrolment for one in telling_books.load_enrolments(connection)}
        verdicts = [_judge(connection, senders, label, read) for label, read in files]
        register.log(connection, "counts_passed_on")
    return changed(Kind.REGION, value=tuple(sorted(verdicts, key=lambda one: one.name)))


def _judge(connection: Connection, senders: dict[bytes, Enrolment], label: str, read: Reader) -> PassedFile:
    try:
        data = read()
        if sealed_file.kind_of(data) is sealed_file.Kind.TELLING:
            _know(connection, data)
            return PassedFile(label, True, "", "De telling is bekend: u ziet hieronder wie er nog ontbreekt.")
        sender = _sent(connection, senders, data)
    except ThuisplanError as error:
        return PassedFile(label, False, "", messages.message_for(error).text)
    name = f"telling-{sealed_file.file_hash(data).hex()[:16]}.tplan"
    return PassedFile(label, True, sender.name, "De handtekening klopt: het kan ongelezen door.", name, data)


def _know(connection: Connection, data: bytes) -> None:
    """Once: the same telling again changes nothing. It may be one of the version of the profile before."""
    member, telling = member_for_telling(connection, data)
    telling_books.save_telling_once(connection, KeptTelling.of(telling, data, member.own.profile))


def _sent(connection: Connection, senders: dict[bytes, Enrolment], data: bytes) -> Enrolment:
    """Who sent this file. Raises UnknownSender, OtherTelling when that telling was not opened here, BrokenSeal."""
    header = protected_v1.read_header(data)
    if header.sender not in senders:
        raise UnknownSender
    if not any(kept.id == header.telling_id for kept in telling_books.load_tellingen(connection)):
        raise OtherTelling
    passed = _passed(connection)
    known = passed.setdefault(header.telling_id.hex(), [])
    if header.sender.hex() not in known:
        passed[header.telling_id.hex()] = sorted([*known, header.sender.hex()])
        settings.put(connection, _PASSED, json.dumps(passed))
    return senders[header.sender]


def _passed(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(settings.get(connection, _PASSED, "{}"))
    return found


def responses(register: OpenRegister) -> tuple[Response, ...]:
    """Every telling known here with who sent something, the newest peildatum first."""
    need(register, Role.KEYHOLDER)
    with register.read() as connection:
        member = officer(connection)
        names = {
            one.enrolment.keys.signing: f"{one.enrolment.name} ({known_as(one.enrolment)})"
            for one in telling_books.load_enrolments(connection)
        }
        passed = _passed(connection)
        found = [_response(member, kept, names, passed) for kept in telling_books.load_tellingen(connection)]
    return tuple(sorted(found, key=lambda one: one.peildatum, reverse=True))


def _response(member: Membership, kept: KeptTelling, names: dict[bytes, str], passed: dict[str, list[str]]) -> Response:
    telling = kept_telling(member, kept)[1]
    there = set(passed.get(kept.id.hex(), ()))
    lines = [(names.get(line.signing, UNKNOWN), line.signing.hex() in there) for line in telling.roster]
    return Response(
        peildatum=kept.peildatum,
        words=words_of(kept.id),
        delivered=tuple(sorted(name for name, sent in lines if sent)),
        missing=tuple(sorted(name for name, sent in lines if not sent)),
    )
