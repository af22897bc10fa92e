"""What was agreed at a meeting about one case: recorded when it says no more than this table may read, else kept."""

from dataclasses import replace

from thuisplan_desktop.actions.asking import basis_then, record_sharing
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.meetings import agreements_draft_key
from thuisplan_desktop.actions.naming import everybody, names_somebody
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.typed import refuse_bsn_in
from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.intake import elfproef
from thuisplan_desktop.register.codes import DataCategory, Route
from thuisplan_desktop.register.delicate import may_tell, speaks_of_health
from thuisplan_desktop.register.meeting import Discussion
from thuisplan_desktop.register.pointing import names_another
from thuisplan_desktop.store import cases, settings
from thuisplan_desktop.store import meetings as store
from thuisplan_desktop.store.register_file import Connection

_NAMES_SOMEBODY = "deze casus heeft hier geen naam en in de afspraken staat iemand; noem geen naam, nummer of adres"
_HEALTH = (
    "gezondheid is voor deze tafel niet vrijgegeven; schrijf op wie wat doet, niet welke ziekte, stoornis of medicijn "
    "er is"
)
_NAMES_ANOTHER = "in de afspraken staat de naam van een andere leerling; noem alleen wie de casus betreft"


def record(register: OpenRegister, discussion_id: str, agreements: str, *, knowing: bool = False) -> Changed:
    """What was agreed about one case, also about an anonymous one (found back by its sheet code).

    Raises InvalidCase where the words name another pupil, or, about a case without a name, anybody; and where they name
    an illness while this table hears nothing of health. What may say something of health, help or home to a table that
    doesn't hear it is kept only `knowing`: a person was asked and said that it may stand there.
    """
    with register.change() as connection:
        discussion = store.load_discussion(connection, discussion_id)
        refuse_bsn_in({"agreements": agreements})
        _check_words(register, connection, discussion, agreements)
        _check_known(discussion, agreements, knowing=knowing)
        store.save_discussion(connection, replace(discussion, agreements=agreements))
        settings.drop(connection, agreements_draft_key(discussion_id))
        meeting = store.load_meeting(connection, discussion.meeting_id)
        if meeting.held_on <= register.today():
            basis = basis_then(register, connection, meeting, discussion)
            record_sharing(connection, discussion, meeting, meeting.held_on, basis)
        register.log(connection, "agreements_recorded", discussion.case_id)
    return changed(Kind.MEETINGS, case_id=discussion.case_id)


def write(register: OpenRegister, discussion_id: str, agreements: str, *, knowing: bool = False) -> Changed:
    """As `record`, and what it refuses waits as a draft: the program may lock before anybody mends it."""
    try:
        return record(register, discussion_id, agreements, knowing=knowing)
    except InvalidCase:
        keep_draft(register, discussion_id, agreements)
        raise


def keep_draft(register: OpenRegister, discussion_id: str, agreements: str) -> Changed:
    """Keep what was typed, encrypted with everything else and on no paper, until agreements are recorded.

    A draft holds no BSN either: it is left out, and told in its place. Raises NoSuchDiscussion.
    """
    with register.change() as connection:
        discussion = store.load_discussion(connection, discussion_id)
        settings.put(connection, agreements_draft_key(discussion_id), elfproef.without(agreements))
        register.log(connection, "agreements_draft_kept", discussion.case_id)
    return changed()


def _check_words(register: OpenRegister, connection: Connection, discussion: Discussion, agreements: str) -> None:
    if discussion.route is not Route.BY_NAME:
        if names_somebody(agreements, everybody(register, connection)):
            raise InvalidCase(field="agreements", reason=_NAMES_SOMEBODY)
        return
    own = cases.load_case_file(connection, discussion.case_id).case
    if names_another([("afspraken", agreements)], own, cases.load_case_files(connection)):
        raise InvalidCase(field="agreements", reason=_NAMES_ANOTHER)
    if DataCategory.HEALTH not in discussion.categories and speaks_of_health(agreements):
        raise InvalidCase(field="agreements", reason=_HEALTH)


def _check_known(discussion: Discussion, agreements: str, *, knowing: bool) -> None:
    """Of a case without a name no words of health lead to anybody."""
    told = discussion.categories
    kinds = may_tell(agreements, told) if discussion.route is Route.BY_NAME and not knowing else ()
    if kinds and agreements != discussion.agreements:
        names = join_words([kind.label for kind in kinds])
        raise InvalidCase(
            field="agreements",
            reason=f"hier staat misschien iets over {names}, en dat is voor deze tafel niet vrijgegeven; schrijf het "
            "anders op, of zeg dat het er mag staan",
        )
