"""Every failure with a name.

An error says what kind of thing happened and carries only safe facts: counts, row numbers, column names,
dates of a telling. Never a name, a birth date, a file name, a path or free text. The sentence a person reads
stands in `messages.py`; a test fails when a kind has none.
"""


class ThuisplanError(Exception):
    """A known failure. `facts` fill the blanks of its sentence and are safe to log."""

    def __init__(self, **facts: str | int) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


# --- the register file and its keys
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


# --- lists from elsewhere
class FileTooLarge(ThuisplanError):
    """`limit_mb`"""


class EmptyFile(ThuisplanError): ...


class UnknownEncoding(ThuisplanError): ...


class HostileXml(ThuisplanError):
    """A document type or entity declaration: EDEXML has none."""


class MalformedXml(ThuisplanError):
    """`line`"""


class NotEdexml(ThuisplanError): ...


class NotAWorkbook(ThuisplanError): ...


class HostileWorkbook(ThuisplanError):
    """A workbook with an entity declaration, two parts of one name, or thousands of parts."""


class LooksLikeBsn(ThuisplanError):
    """A chosen column holds BSNs, by its head or its digits. `column`: what it was chosen for."""


class ForbiddenColumn(ThuisplanError):
    """A chosen column brings what is never kept, by its head. `column`: what it was chosen for; `holds`: the kind."""


class MissingColumns(ThuisplanError):
    """`columns`"""


class MalformedRow(ThuisplanError):
    """`row`, `column`"""


class ImpossibleDate(ThuisplanError):
    """`row`, `column`"""


class UnknownCode(ThuisplanError):
    """`row`"""


class NothingSelected(ThuisplanError): ...


class MalformedChoices(ThuisplanError):
    """A file with choices for an import has another shape than it should. `field`: the part that is wrong."""


class PupilChanged(ThuisplanError):
    """An import would change the name, birth date or school of `key_count` known pupils, and nobody decided yet."""


# --- cases, consent, meetings
class NoSuchCase(ThuisplanError): ...


class CaseHeld(ThuisplanError):
    """A case that may not be destroyed yet. `reason`: a Dutch clause, without names."""


class CaseOpen(ThuisplanError):
    """A case that is not closed, and that nobody asked to erase: it is never destroyed."""


class InvalidCase(ThuisplanError):
    """`reason`: a Dutch clause that says what is wrong, without the value. `field`: its name, where one is wrong."""


class LooserThanLaw(ThuisplanError):
    """A threshold outside its bounds: `what`, `lowest`, `highest` and the `source` of the bound."""


class InvalidCalendar(ThuisplanError):
    """`reason`: a Dutch clause that says what is wrong."""


class InvalidConsent(ThuisplanError):
    """`reason`: a Dutch clause that says what is wrong, without the value."""


class NoSuchMeeting(ThuisplanError): ...


class NoSuchPart(ThuisplanError):
    """A part of a case that is no longer there."""


class NoSuchDiscussion(ThuisplanError): ...


class GaveConsent(ThuisplanError):
    """A contact who answered a request for consent stays: the record is the proof (AVG article 7(1))."""


class ConsentMissing(ThuisplanError):
    """The gate is closed. `reasons`: Dutch sentences, without names."""


class SharingNotAllowed(ThuisplanError):
    """No sharing rule and no consent allows it. `reasons`: Dutch sentences without names"""


class PaperRefused(ThuisplanError):
    """A scanned paper that is not a PDF, JPEG or PNG, is empty or too large. `reason`: a Dutch clause"""


class AnonymousNotAllowed(ThuisplanError):
    """`reasons`: Dutch sentences, without names."""


class NotReviewed(ThuisplanError):
    """`open_findings` still need a person's decision."""


class UnjudgedText(ThuisplanError):
    """Part of the text could not be judged, so there is no anonymous sheet. `part` is its line number."""


class UnjudgedNote(ThuisplanError):
    """The same for one of several texts in a file: `row`, its line in the file, and `part`."""


# --- definitions, counts, protection
class UnknownDefinitions(ThuisplanError):
    """`name`"""


class MalformedDefinitions(ThuisplanError):
    """`name`, `field`, and `reason`: a Dutch clause that never quotes the value."""


class MalformedReport(ThuisplanError):
    """`name`, `field`: what is wrong in a declared report."""


class MalformedSharingRules(ThuisplanError):
    """`rule`: its id, or 'kop' for the head; `field`"""


class LooserSharingRule(ThuisplanError):
    """Own sharing rules allow more than the shipped ones. `rule`: its id"""


class CannotProtect(ThuisplanError):
    """No choice of hidden cells keeps the promise. The kinds below say why, where that is known."""


class GivenAwayBefore(CannotProtect):
    """What was published before, together with this, would give `cells` small numbers away."""


class ChangedSinceBefore(CannotProtect):
    """An earlier release shows another number for a cell of this table."""


class OtherDefinitionsBefore(CannotProtect):
    """Another definition set gives a line of the same day another number: the difference would be a small count."""


class NoTimeToProtect(CannotProtect):
    """Without a finished audit there is no table."""


class ThresholdTooLow(ThuisplanError):
    """`needed`: the lowest threshold."""


class MalformedTable(ThuisplanError):
    """`reason`: a Dutch clause that says what is wrong in a file of a table, without an id or a number of it."""


class CertificateDiffers(ThuisplanError):
    """A published table is not the one that its certificate is over, or its bounds are not what the audit finds."""


class NotProtected(ThuisplanError):
    """A table from elsewhere that doesn't keep the small-count rule. `reason`: a Dutch clause, without its numbers."""


class PromiseNotKept(ThuisplanError):
    """A published table gives small counts away, whatever its certificate says. `reason`: a Dutch clause."""


class UnknownReport(ThuisplanError): ...


# --- files that travel
class NotAThuisplanFile(ThuisplanError): ...


class OtherKindOfFile(ThuisplanError):
    """`found`, `needed`: Dutch names of the two kinds."""


class FileTooNew(ThuisplanError): ...


class BrokenSeal(ThuisplanError): ...


class NotForUs(ThuisplanError): ...


class UnknownSender(ThuisplanError): ...


class NoSuchSender(ThuisplanError): ...


class FingerprintDiffers(ThuisplanError): ...


class OtherTelling(ThuisplanError): ...


class OtherRegion(OtherTelling):
    """Sealed to the keys of another region, about a telling of that region."""


class AlreadyReceived(ThuisplanError): ...


class TellingClosed(ThuisplanError): ...


class NotCosigned(ThuisplanError): ...


class NoSuchTelling(ThuisplanError): ...


class ProfileUnknown(ThuisplanError): ...


class ProfileRefused(ThuisplanError):
    """`reason`"""


class SecondRegion(ThuisplanError):
    """A school is in another region already that counts its sector. `region`: the name of that one."""


class CountedElsewhere(ThuisplanError):
    """Another region has this school's counts of nearly this day. `region`: its name; `peildatum`: the day it has."""


class DefinitionsDiffer(ThuisplanError): ...


class TooFewSenders(ThuisplanError):
    """`found`, `needed`"""


class AlreadyAnswered(ThuisplanError): ...


class AnswersForgotten(ThuisplanError):
    """A backup came back without the list of given sums. `until`: the last peildatum for which none is given."""


class SetsDiffer(ThuisplanError): ...


class ShareDoesNotOpen(ThuisplanError):
    """One sender signed a share that the key holder can't open. `sender`: its name as enrolled, an organisation's."""


class ImplausibleSum(ThuisplanError): ...


class TooFewCounters(ThuisplanError):
    """Lines that leerplicht or a consulent counts would be the sum of a few of them. `found` and `needed`: besturen."""


class CellsTooFine(ThuisplanError):
    """A profile adds up by school type or gemeente: a cell could be one school's. `report`: our own title of it."""


class NotSpoilt(ThuisplanError):
    """A sum without one group is asked of a telling of which no sum was refused."""


class NoGroups(ThuisplanError):
    """Too few besturen to sum a telling without one group of them. `needed`: how many there must be in each sector."""


class NotEnrolled(ThuisplanError): ...


class EnrolledElsewhere(ThuisplanError):
    """In this region an enrolling officer enrols, so that nobody who sees counts knows who is behind a pseudonym."""


class OutOfSequence(ThuisplanError):
    """A sender's file with an old number, with another previous file, or after a gap where none may be."""


class TellingStillOpen(ThuisplanError): ...


class NotSummedYet(ThuisplanError): ...


class TotalsWithheld(ThuisplanError):
    """A telling of which readers would take one school's count from the difference with an earlier one."""


class SumJumped(ThuisplanError):
    """Sums differ much from those of the telling before, and nobody asked about it yet. `lines`: their titles."""


class InvalidTarget(ThuisplanError):
    """`reason`: a Dutch clause."""


# --- the program's own promises
class PromiseBroken(ThuisplanError):
    """`promise`: which promise of the demonstration journey did not hold."""
