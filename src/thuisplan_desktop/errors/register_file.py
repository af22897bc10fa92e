"""The register file, its keys and its backups."""

from thuisplan_desktop.errors.base import ThuisplanError


class WrongPassphrase(ThuisplanError): ...


class WeakPassphrase(ThuisplanError): ...


class NotARegister(ThuisplanError): ...


class RegisterDamaged(ThuisplanError):
    """Unreadable under its own key: changed bytes, or the register.db of another folder. `part` where known."""


class RegisterStopped(ThuisplanError):
    """Renewing the key failed and the file could not be opened again at once: this session writes nothing more."""


class KeysDoNotFit(RegisterDamaged):
    """The key that keys.json gave does not open register.db: one of the two is damaged or of another folder."""


class RegisterTooNew(ThuisplanError): ...


class RegisterInUse(ThuisplanError):
    """Another program has it open. `by`: ' door …, sinds …' where known; shown to who has the key, never logged."""


class WrongWorkspace(ThuisplanError):
    """A folder of another role: `found` and `needed` name the two."""


class KeyParametersRefused(ThuisplanError):
    """keys.json asks for a derivation below the floor or above the ceiling."""


class AlreadyExists(ThuisplanError): ...


class NoSuchFile(ThuisplanError): ...


class CannotRead(ThuisplanError): ...


class CannotWrite(ThuisplanError): ...


class OwnFolder(ThuisplanError):
    """A second place for backups within the folder of the register itself."""


class DiskFull(ThuisplanError): ...


class OtherRegister(ThuisplanError):
    """register.db and keys.json belong to two different registers."""


class StoreRefused(ThuisplanError):
    """A change would break a rule of the database itself. `code`: SQLite's own name for the rule."""


class RecoveryCodeMistyped(ThuisplanError):
    """The checksum of the typed code fails: a slip, so nothing was tried."""


class WrongRecoveryCode(ThuisplanError):
    """A well-typed code that opens no slot of this register."""


class NoSuchSlot(ThuisplanError):
    """No person or board with this slot."""


class LastWayIn(ThuisplanError):
    """The last passphrase can't be taken away: nobody could open the register any more."""


class TooManySlots(ThuisplanError): ...


class SlotWithdrawn(ThuisplanError):
    """keys.json came from before a change: the slot it opened by is no longer in the register's own set."""


class OlderRegister(ThuisplanError):
    """register.db and keys.json are of before a change of who may open it, by the note beside them."""


class WayTakenOff(ThuisplanError):
    """A backup opens by it, but the slots of now are newer and don't: who was taken off gets nothing back in place."""


class WrongBoardKey(ThuisplanError):
    """This register was not sealed to this board key."""


class RegisterLocked(ThuisplanError):
    """Another computer has it open. `who`, `since`: a colleague's own label, shown to who has the key, never logged."""


class UnclearLock(RegisterLocked):
    """The note of who has it open can't be read; it is of `since`."""


class InTheWay(ThuisplanError):
    """`name`: one of the program's own files is a folder, a pipe or the like."""


class SynchronisedFolder(ThuisplanError):
    """`service`: a live register may not stand in a folder that a cloud service copies."""


class DamagedBackup(ThuisplanError):
    """A backup whose seal, length or content is not what was written."""


class NeedsOlderPassphrase(ThuisplanError):
    """A backup from before a new key: only the passphrase of then opens it."""


class NotABackup(ThuisplanError): ...


class BackupTooNew(ThuisplanError): ...


class OtherRegistersBackup(ThuisplanError):
    """A backup of another register."""


class BackupDiffers(ThuisplanError):
    """A fresh backup that does not hold exactly what the register holds: it was thrown away. `part`"""


class NothingToSalvage(ThuisplanError):
    """The file can't be opened at all, so only a backup helps."""


class PassphraseNotUtf8(ThuisplanError):
    """A passphrase that came from a file or from standard input in another encoding."""


class NoPassphrase(ThuisplanError):
    """Asked for, and the input ended without one: nobody is there to type it."""
