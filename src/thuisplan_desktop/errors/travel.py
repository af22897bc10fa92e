"""Files that travel between schools, key holder and region."""

from thuisplan_desktop.errors.base import ThuisplanError


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


class TellingMisdated(ThuisplanError):
    """A telling whose days can't be right. `reason`"""


class NoSuchTelling(ThuisplanError): ...


class ProfileUnknown(ThuisplanError): ...


class ProfileRefused(ThuisplanError):
    """`reason`"""


class SecondRegion(ThuisplanError):
    """A school is in another region already that counts its sector. `region`: the name of that one."""


class CountedElsewhere(ThuisplanError):
    """Another region has this school's counts of nearly this day. `region`: its name; `peildatum`: the day it has."""


class BoardsAlike(ThuisplanError):
    """A bestuur that would count as another one than those in `alike`, and is written like them. `board`: its name."""


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
