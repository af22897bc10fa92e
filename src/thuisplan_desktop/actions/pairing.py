"""Pupils of a list beside the cases of the register: who is known, who may be, and what a person must decide."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.errors import InvalidCase, PupilChanged
from thuisplan_desktop.intake.edexml_pupils import HISTORICAL, PupilFile, PupilRow
from thuisplan_desktop.register import arrivals
from thuisplan_desktop.register.arrivals import Difference, What
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Enrolment


@dataclass(frozen=True)
class Decision:
    """Whether the file or the register is right about one thing of a known pupil, and why.

    For a possible double `replace` says that he is the pupil of the case; otherwise he gets a case of his own.
    """

    replace: bool
    reason: str


Decisions = Mapping[tuple[str, What], Decision]


@dataclass(frozen=True)
class Pair:
    """A pupil of the file with his case, if he has one, and what must be decided before it is kept."""

    pupil: PupilRow
    known: CaseFile | None
    differences: tuple[Difference, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether somebody still has to say that it is his case."""
        return any(one.what is What.PUPIL for one in self.differences)

    def __repr__(self) -> str:
        return "Pair()"


@dataclass(frozen=True)
class Moment:
    """The day, and the calendar that leerplicht hangs on."""

    today: date
    calendar: SchoolCalendar


def pairs(files: Sequence[CaseFile], file: PupilFile, moment: Moment) -> tuple[Pair, ...]:
    """Each pupil of the file with his case, never one twice: by the school's number, else by name and birth date.

    A case whose number stands in the file belongs to that pupil, chosen or not. Who is left may still be known by
    name alone: those are doubtful, come last so that they take nobody's case, and are each asked about.
    """
    meant = _meant(files, file, file.pupils)
    numbers = ({pupil.lasting_key for pupil in file.pupils} | {*meant.values()}) - {""}
    certain = _claimed(files, file, (numbers, meant))
    taken = {one.case.id for one in certain.values()}
    free = [one for one in files if one.case.id not in taken]
    found = []
    for pupil in file.pupils:
        unclear = None if pupil.key in certain else _possible(free, file, pupil, numbers)
        known = certain.get(pupil.key)
        found.append(_doubtful(file, pupil, unclear, moment) if unclear else _certain(file, pupil, known, moment))
    return tuple(found)


def settled(found: Sequence[Pair], decisions: Decisions) -> tuple[Pair, ...]:
    """The pairs as a person decided about them: who is another pupil has no case yet.

    Raises PupilChanged when something is undecided; InvalidCase for a decision without a reason, or two pupils
    of the file that would be the same case.
    """
    others = [pair for pair in found if _is_other(pair, decisions)]
    asked = [(one.key, one.what) for pair in found if pair not in others for one in pair.differences]
    undecided = {key for key, what in asked if (key, what) not in decisions}
    if undecided:
        raise PupilChanged(key_count=len(undecided))
    made = [*asked, *((pair.pupil.key, What.PUPIL) for pair in others)]
    if not all(decisions[about].reason.strip() for about in made):
        raise InvalidCase(reason="bij een keuze over leerling, naam, geboortedatum of school hoort een reden")
    claimed = [pair.known.case.id for pair in found if pair.known and pair.doubtful and pair not in others]
    if len(claimed) != len(set(claimed)):
        raise InvalidCase(reason="twee leerlingen uit het bestand kunnen niet dezelfde casus hebben")
    return tuple(Pair(pair.pupil, None, pair.differences[:1]) if pair in others else pair for pair in found)


def as_told(file: PupilFile, pupil: PupilRow, case: Case, today: date) -> Case:
    """What the school's system says about the pupil; where it says nothing, what the register has."""
    back = _is_back(file, pupil, case, today)
    return replace(
        case,
        nickname=pupil.nickname or pupil.first_names.partition(" ")[0] or case.nickname,
        first_names=pupil.first_names or case.first_names,
        infix=arrivals.infix_with(case, pupil.infix, pupil.surname),
        surname=pupil.surname or case.surname,
        birth_date=pupil.birth_date or case.birth_date,
        pupil_key=arrivals.fuller_number(case.pupil_key, pupil.lasting_key),
        postcode4=pupil.postcode4 or case.postcode4,
        brin=file.brin or case.brin,
        branch=file.branch or case.branch,
        year_group=pupil.year_group or case.year_group,
        class_name=pupil.class_name or case.class_name,
        enrolled_on=pupil.enrolled_on or case.enrolled_on,
        left_on=None if back else pupil.left_on or case.left_on,
        enrolment=Enrolment.ENROLLED if back else case.enrolment,
    )


_Numbers = tuple[Collection[str], Mapping[str, str]]
"""All numbers that belong to a pupil of the file, and the number of the register that each of the file means."""


def _meant(files: Sequence[CaseFile], file: PupilFile, pupils: Sequence[PupilRow]) -> Mapping[str, str]:
    keys = {one.case.pupil_key for one in files if one.case.brin == file.brin} - {""}
    found = arrivals.numbers_meant(keys, {pupil.lasting_key for pupil in pupils} - {""})
    return {numbers[0]: key for key, numbers in found.items() if len(numbers) == 1}


def _claimed(files: Sequence[CaseFile], file: PupilFile, numbers: _Numbers) -> dict[str, CaseFile]:
    """The case of each pupil who is known for certain, by the pupil's key; never one twice."""
    found: dict[str, CaseFile] = {}
    taken = set[str]()
    for pupil in file.pupils:
        known = _known([one for one in files if one.case.id not in taken], file, pupil, numbers)
        if known:
            taken.add(known.case.id)
            found[pupil.key] = known
    return found


def _known(files: Sequence[CaseFile], file: PupilFile, pupil: PupilRow, numbers: _Numbers) -> CaseFile | None:
    everybodys, meant = numbers
    key = meant.get(pupil.lasting_key)
    by_key = [one for one in files if key and one.case.pupil_key == key and one.case.brin == file.brin]
    here = [one for one in by_key if one.case.branch == file.branch]
    name = (pupil.nickname, pupil.infix, pupil.surname)
    return _likeliest(
        here
        or by_key
        or [
            one
            for one in files
            if one.case.pupil_key not in everybodys and arrivals.same_pupil(one.case, name, pupil.birth_date)
        ]
    )


def _possible(files: Sequence[CaseFile], file: PupilFile, pupil: PupilRow, numbers: Collection[str]) -> CaseFile | None:
    told = as_told(file, pupil, Case(id=new_id(), nickname=""), date.min)
    return _likeliest(
        [one for one in files if one.case.pupil_key not in numbers and arrivals.may_be_same(one.case, told)]
    )


def _likeliest(found: Sequence[CaseFile]) -> CaseFile | None:
    """An open case first, then the newest."""
    return max(enumerate(found), key=lambda pair: (pair[1].case.closed_on is None, pair[0]))[1] if found else None


def _certain(file: PupilFile, pupil: PupilRow, known: CaseFile | None, moment: Moment) -> Pair:
    """By his number it is he; with another name and another birth date that number may be somebody else's now."""
    if known is None:
        return Pair(pupil, None)
    asked = _asked(file, pupil, known, moment)
    if {What.NAME, What.BIRTH_DATE} <= {one.what for one in asked}:
        return _doubtful(file, pupil, known, moment)
    return Pair(pupil, known, asked)


def _asked(file: PupilFile, pupil: PupilRow, known: CaseFile, moment: Moment) -> tuple[Difference, ...]:
    case, told = known.case, as_told(file, pupil, known.case, moment.today)
    asked = arrivals.differences(case, told, pupil.key)
    if arrivals.not_obliged_by(case, told, moment.today, moment.calendar):
        asked = (*asked, arrivals.birth_date_question(case, told, pupil.key))
    if _is_back(file, pupil, case, moment.today):
        asked = (*asked, arrivals.left_question(case, pupil.key))
    return asked


def _is_back(file: PupilFile, pupil: PupilRow, case: Case, today: date) -> bool:
    """Listed at the school that he left, by a file that would have told so, and without a later enrolment.

    Or listed by any school while he stands enrolled nowhere: then he counts as absoluut verzuim until somebody says.
    """
    here = pupil.left_on is None and pupil.year_group != HISTORICAL
    if case.enrolment is Enrolment.NOT_ENROLLED:
        return here and (case.left_on is None or case.left_on < today)
    same = (file.brin or case.brin, file.branch or case.branch) == (case.brin, case.branch)
    gone = case.left_on is not None and (pupil.enrolled_on or date.min) <= case.left_on < today
    return same and here and file.tells_leaving and gone


def _doubtful(file: PupilFile, pupil: PupilRow, known: CaseFile, moment: Moment) -> Pair:
    theirs = as_told(file, pupil, Case(id=known.case.id, nickname=""), moment.today)
    double = arrivals.possible_double(known.case, theirs, pupil.key)
    return Pair(pupil, known, (double, *_asked(file, pupil, known, moment)))


def _is_other(pair: Pair, decisions: Decisions) -> bool:
    decision = decisions.get((pair.pupil.key, What.PUPIL)) if pair.doubtful else None
    return decision is not None and not decision.replace
