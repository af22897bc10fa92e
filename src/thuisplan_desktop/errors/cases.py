"""Cases, consent, meetings, sheets."""

from thuisplan_desktop.errors.base import ThuisplanError


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
