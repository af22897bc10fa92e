"""Lists from elsewhere: EDEXML, CSV, Excel."""

from thuisplan_desktop.errors.base import ThuisplanError


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


class SchoolNotTold(ThuisplanError):
    """An absence list names no school, and this register has pupils of several."""


class NothingSelected(ThuisplanError): ...


class NothingToRead(ThuisplanError):
    """No row of an absence list counts. `why`: what they all have."""


class MalformedChoices(ThuisplanError):
    """A file with choices for an import has another shape than it should. `field`: the part that is wrong."""


class PupilChanged(ThuisplanError):
    """An import would change the name, birth date or school of `key_count` known pupils, and nobody decided yet."""
