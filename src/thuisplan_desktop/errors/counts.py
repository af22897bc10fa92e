"""Definitions, counts and their protection."""

from thuisplan_desktop.errors.base import ThuisplanError


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


class ThresholdRaised(GivenAwayBefore):
    """As that, where readers have numbers under a lower threshold than holds now. `until`: the last day of those, in
    Dutch.
    """


class ChangedSinceBefore(CannotProtect):
    """An earlier release shows another number for a cell of this table."""


class OtherDefinitionsBefore(CannotProtect):
    """Another definition set gives a line of the same day another number: the difference would be a small count."""


class PublishedUnknown(CannotProtect):
    """A backup was put back, and nobody knows what was published in between. `since`, `until`: days in Dutch."""


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


class UnknownLine(ThuisplanError):
    """A report has no such line."""
