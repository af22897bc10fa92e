"""Every failure with a name.

An error says what kind of thing happened and carries only safe facts: counts, row numbers, column names,
dates of a telling. Never a name, a birth date, a file name, a path or free text. The sentence a person reads
stands in `messages/`, in the module of the same name; a test fails when a kind has none.
"""

from thuisplan_desktop.errors.base import *
from thuisplan_desktop.errors.cases import *
from thuisplan_desktop.errors.counts import *
from thuisplan_desktop.errors.lists import *
from thuisplan_desktop.errors.register_file import *
from thuisplan_desktop.errors.travel import *
