"""What the notes beside a register tell once it is open: whether it is older than they are, or lacks given sums."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.errors import BrokenSeal, OlderRegister, ThuisplanError
from thuisplan_desktop.store import beside, given, logbook, settings
from thuisplan_desktop.store.workspace import Access, Workspace, WorkspaceKind

_TAIL_LOST = (
    "Het register eindigt eerder dan de notitie ernaast zegt: er ontbreken de laatste {count} regels van het logboek. "
    "Is register.db teruggezet uit een kopie? Zo niet, zet dan een reservekopie terug."
)
_OTHER_TAIL = "Het logboek is anders dan de notitie ernaast zegt: het register is vervangen of nagemaakt."
_NOTE_UNREADABLE = (
    "De notitie naast het register is beschadigd of nog van de sleutel van voor ‘nieuwe sleutel’: of er iets "
    "ontbreekt, is nu niet na te gaan. Kijk of uw laatste wijzigingen er staan."
)
_GIVEN_MISSED = (
    "Dit register is ouder dan de lijst van gegeven sommen ernaast. Wat eraan ontbrak is overgenomen: een som die al "
    "gegeven is, wordt geen tweede keer gegeven."
)
_GIVEN_BROKEN = (
    "De lijst van gegeven sommen naast het register is niet te lezen. Voor peildatums tot drie weken na vandaag geeft "
    "dit register daarom geen som meer; open voor zo'n telling een nieuwe peildatum."
)
_SLOTS_OLDER = (
    "Het register en zijn sleutelbestand zijn ouder dan de notitie ernaast: sinds die kopie is veranderd wie het mag "
    "openen. Wie er toen af is gehaald, kan er nu weer in: kijk bij Beheer wie toegang heeft."
)
_NOTE_GONE = (
    "De notitie naast het register is weg: of er iets ontbreekt, is nu niet na te gaan. Kijk of uw laatste wijzigingen "
    "er staan."
)


def judge(workspace: Workspace, access: Access) -> None:
    """Let it know the epoch of its slots and what doesn't fit; the given sums that either lacks are put right. Raises
    OlderRegister as `register_file.open_` says.
    """
    workspace.epoch = _own_epoch(workspace)
    workspace.doubts = () if _was_put_back(workspace) else _judged_head(workspace, access)
    workspace.warnings = (*workspace.warnings, *workspace.doubts, *_kept_given(workspace, access.former_key))


def _own_epoch(workspace: Workspace) -> int:
    """Of the slot set that the register itself knows; 0 when it knows none, as before its first is written."""
    with workspace.read() as connection:
        known = settings.get(connection, settings.KEYS)
    with suppress(ThuisplanError):
        return keyfile.from_json(known).epoch if known else 0
    return 0


def _was_put_back(workspace: Workspace) -> bool:
    """Whether this is a restore that was cut off before it had its own note: that of before is what it replaced."""
    with workspace.read() as connection:
        replaces = settings.get(connection, beside.REPLACES)
    if not replaces:
        return False
    expected = replaces == beside.trace_of(workspace.folder)
    if expected:
        workspace.keep_head()
    with workspace.beside_note() as connection:
        settings.drop(connection, beside.REPLACES)
    return expected


def _judged_head(workspace: Workspace, access: Access) -> tuple[str, ...]:
    """Compare the note beside the register with the end of the logbook and with the slots; what doesn't fit becomes a
    warning. Raises OlderRegister where both sets of slots are older than the note's."""
    try:
        note = _noted(workspace, access.former_key)
    except BrokenSeal:
        return (_NOTE_UNREADABLE,)
    with workspace.read() as connection:
        number = logbook.head(connection).number
        hash_there = logbook.hash_at(connection, note.number) if note is not None else None
    if note is None:
        return (_NOTE_GONE,) if number else ()
    older = note.epoch > max(access.epoch, workspace.epoch)
    if older and access.epoch:
        raise OlderRegister
    slots = (_SLOTS_OLDER,) if older else ()
    if number < note.number:
        return (*slots, _TAIL_LOST.format(count=note.number - number))
    return (*slots, _OTHER_TAIL) if hash_there not in (None, note.hash) else slots


def _noted(workspace: Workspace, former_key: bytes) -> beside.HeadNote | None:
    """The note beside; a renewal cut short left it under the key of before."""
    try:
        return beside.read_head(workspace.folder, workspace.data_key, workspace.register_id)
    except BrokenSeal:
        if not former_key:
            raise
    return beside.read_head(workspace.folder, former_key, workspace.register_id)


def _kept_given(workspace: Workspace, former_key: bytes) -> tuple[str, ...]:
    """A key holder's register and the note beside it each get the given sums that the other has more."""
    if workspace.kind is not WorkspaceKind.KEYHOLDER:
        return ()
    with workspace.read() as connection:
        found = given.compare(connection, workspace.folder, workspace.data_key, workspace.register_id)
        if found.broken and former_key:  # as in `_noted`; it is written anew then
            before = given.compare(connection, workspace.folder, former_key, workspace.register_id)
            found = replace(before, note_lacks=True)
    if found.changes_register:
        with workspace.beside_note() as connection:
            given.take_over(connection, found, datetime.now(UTC).date())
    if found.changes_register or found.note_lacks:
        with suppress(ThuisplanError):  # a full disk keeps nobody out; the next opening tries again
            workspace.write_given()
    if not found.changes_register:
        return ()
    return (_GIVEN_BROKEN if found.broken else _GIVEN_MISSED,)
