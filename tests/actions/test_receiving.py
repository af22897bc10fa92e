"""The region: what it accepts, what it refuses by name, and how it comes to exact sums."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_case
from regions import CODE, TODAY, Clock, Maker, Region, agree, keep_pupil, log_of, school
from thuisplan_desktop.actions import (
    absence_lists,
    agreeing,
    cases,
    counting,
    delivering,
    gaps,
    importing,
    joining,
    keyholding,
    receiving,
    releasing,
    telling_views,
)
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AlreadyExists,
    AlreadyReceived,
    BrokenSeal,
    InvalidCase,
    NoSuchFile,
    NoSuchTelling,
    NotCosigned,
    NotForUs,
    OtherTelling,
    ProfileRefused,
    ProfileUnknown,
    SetsDiffer,
    TellingStillOpen,
    ThuisplanError,
    TooFewSenders,
    UnknownSender,
    WrongWorkspace,
)
from thuisplan_desktop.exchange import counts_v1, parties_v1, profile_v1, sealed_file
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region.chains import START
from thuisplan_desktop.region.telling import RosterLine
from thuisplan_desktop.register.codes import Role, SchoolType
from thuisplan_desktop.store import identities, region_books

LATER = TODAY + timedelta(days=30)


def text(kind: type[ThuisplanError]) -> str:
    return message_for(kind()).text


def flip(data: bytes, place: int = -200) -> bytes:
    """Another letter of base64 in the last seal: the file still reads, its seal doesn't hold."""
    at = len(data) + place
    return data[:at] + (b"A" if data[at : at + 1] != b"A" else b"B") + data[at + 1 :]


def received(region: Region) -> int:
    telling = region.id_of(TODAY)
    with region.region.read() as connection:
        return len(region_books.load_latest(connection, telling))


# --- profile and senders


@pytest.mark.parametrize(
    ("changes", "refused"),
    [({"min_senders": 4}, ProfileRefused), ({"region": "andere"}, ProfileRefused)],
)
def test_a_profile_that_may_not_be(five: Region, changes: dict[str, object], refused: type[ThuisplanError]) -> None:
    """Fewer than five besturen, or a key holder of another region: there is no such profile."""
    wanted = {
        "region": CODE, "name": "V", "definitions_name": "landelijk",
        "keyholder_file": joining.enrolment_file(five.keyholder, CODE).value.data, **changes,
    }  # fmt: skip
    before = log_of(five.region)
    with pytest.raises(refused):
        agreeing.make_profile(five.region, **wanted)
    with pytest.raises(ProfileRefused):
        agreeing.make_profile(
            five.region, **{**wanted, "keyholder_file": joining.enrolment_file(five.senders[0], CODE).value.data}
        )
    assert log_of(five.region) == before


def test_who_may_be_enrolled(five: Region, maker: Maker) -> None:
    """A sender of this region, by its own file; never a key holder, a stranger or a file that was changed."""
    newcomer = maker.make(Role.SCHOOL, school(8))
    good = joining.enrolment_file(newcomer, CODE).value
    view = agreeing.read_enrolment(good.data)
    assert (view.name, view.fingerprint, repr(view)) == ("School 99XI", good.fingerprint, "SenderView()")
    before = agreeing.list_senders(five.region)
    for data, refused in (
        (good.data.replace(b"Bestuur 99XI", b"Bestuur 99XJ"), BrokenSeal),
        (joining.enrolment_file(newcomer, "andere").value.data, ProfileUnknown),
        (joining.enrolment_file(five.keyholder, CODE).value.data, ProfileRefused),
    ):
        with pytest.raises(refused):
            agreeing.enrol(five.region, data)
    with pytest.raises(WrongWorkspace):
        agreeing.enrol(newcomer, good.data)
    assert agreeing.list_senders(five.region) == before
    agreeing.enrol(five.region, good.data)
    agreeing.enrol(five.region, good.data)
    assert len(agreeing.list_senders(five.region)) == 6, "enrolling twice renews"


# --- a telling


def test_too_few_besturen_open_nothing(maker: Maker) -> None:
    """Five schools of four besturen are too few: a sum over them is nearly one school's count."""
    places = [school(number) for number in range(4)]
    region = agree(maker, [*places, school(3, SchoolType.SO)])
    assert {sender.settings.board for sender in region.senders} == {place.board for place in places}
    with pytest.raises(TooFewSenders) as refused:
        receiving.propose_telling(region.region, TODAY)
    assert refused.value.facts == {"found": 4, "needed": 5}
    assert telling_views.list_tellingen(region.region) == ()


def test_one_bestuur_in_two_spellings_is_one(maker: Maker) -> None:
    """Capitals in the name of a bestuur don't make it a second one."""
    places = [school(number) for number in range(5)]
    shouting = replace(school(9), board=places[0].board.upper())
    region = agree(maker, [*places[:4], shouting])
    with pytest.raises(TooFewSenders):
        receiving.propose_telling(region.region, TODAY)


def test_only_a_telling_of_both(five: Region) -> None:
    """A proposal opens nothing; the co-signed file opens it once."""
    proposal = receiving.propose_telling(five.region, TODAY).value
    with pytest.raises(NotCosigned):
        receiving.open_telling(five.region, proposal)
    opened = keyholding.cosign(five.keyholder, proposal).value
    view = receiving.open_telling(five.region, opened).value
    assert (view.peildatum, view.enrolled, view.delivered, view.answered) == (TODAY, 5, (), False)
    assert len(view.missing) == 5
    with pytest.raises(AlreadyExists):
        receiving.open_telling(five.region, opened)
    assert receiving.find_telling(five.region, TODAY) == view.id
    with pytest.raises(NoSuchTelling):
        receiving.find_telling(five.region, LATER)


def test_the_telling_opened_last_is_the_one_of_its_day(five: Region, clock: Clock) -> None:
    """A telling that was opened again, before any answer, takes the place of the first."""
    five.open_telling(TODAY)
    first = five.id_of(TODAY)
    clock.go_to(TODAY + timedelta(days=1))
    five.open_telling(TODAY)
    assert five.id_of(TODAY) != first


# --- receiving


def test_a_bad_file_between_good_ones(five: Region, maker: Maker) -> None:
    """Every file has its own verdict in one Dutch message; good ones are kept, bad ones change nothing."""
    telling = five.open_telling(TODAY)
    good = five.seal(telling)
    stranger = agree(maker, [school(number) for number in range(5, 10)])
    strange = stranger.seal(stranger.open_telling(TODAY))[0]

    def lost() -> bytes:
        raise NoSuchFile

    files = [
        ("goed", lambda: good[0]), ("veranderd", lambda: flip(good[1])), ("vreemd", lambda: strange),
        ("afgekapt", lambda: good[1][:-30]), ("weg", lost), ("ander", lambda: telling), ("goed", lambda: good[2]),
        ("dubbel", lambda: good[0]),
    ]  # fmt: skip
    seen: list[tuple[int, int]] = []
    before = len(log_of(five.region))
    verdicts = delivering.receive(five.region, five.id_of(TODAY), files, lambda *done: seen.append(done)).value
    assert [verdict.accepted for verdict in verdicts] == [True, False, False, False, False, False, True, False]
    assert [verdict.sender for verdict in verdicts if verdict.accepted] == ["School 99XA", "School 99XC"]
    assert verdicts[1].text == text(BrokenSeal)
    assert verdicts[2].text == text(OtherTelling)
    assert verdicts[7].text == text(AlreadyReceived)
    assert len({verdict.text for verdict in verdicts}) == 7
    assert seen[-1] == (8, 8)
    assert received(five) == 2
    assert log_of(five.region)[before:] == ["counts_received"] * 2
    assert repr(verdicts[0]) == "FileVerdict(accepted=True)"


def test_a_sender_who_is_not_on_the_roster(five: Region, maker: Maker) -> None:
    """A well-made file for this very telling, of a key that nobody enrolled, or sealed for another region."""
    data = five.open_telling(TODAY)
    stranger = maker.make(Role.SCHOOL, school(9))
    joining.enrolment_file(stranger, CODE)
    with five.senders[0].read() as connection:
        member, telling = joining.member_for_telling(connection, data)
    with stranger.read() as connection:
        identity = Identity.load(identities.load_identity(connection, CODE).private_keys)
    roster = (*telling.roster, RosterLine(identity.public[0], 9, frozenset({"po"})))
    share = bytes(counts_v1.share_length(member.profile))
    shares = {"for_swv": share, "for_keyholder": share}
    unknown = counts_v1.encode(replace(telling, roster=roster), member.profile, identity, START, **shares)
    (verdict,) = five.receive(TODAY, [unknown])
    assert verdict.text == text(UnknownSender)
    elsewhere = replace(member.profile, swv=parties_v1.keys_of(identity))
    moved = replace(telling, profile_hash=profile_v1.profile_hash(elsewhere))
    foreign = counts_v1.encode(moved, elsewhere, member.identity, START, **shares)
    (verdict,) = five.receive(TODAY, [foreign])
    assert verdict.text == text(NotForUs)
    assert received(five) == 0


def test_who_delivered_and_who_did_not(five: Region) -> None:
    """The list of a telling names both, for whoever must telephone."""
    files = five.seal(five.open_telling(TODAY))
    five.receive(TODAY, files[:2])
    (view,) = telling_views.list_tellingen(five.region)
    assert view.delivered == ("School 99XA", "School 99XB")
    assert view.missing == ("School 99XC", "School 99XD", "School 99XE")


def test_a_closed_telling_takes_no_files(five: Region) -> None:
    """What was passed on for the sum can't change any more."""
    telling = five.open_telling(TODAY)
    five.receive(TODAY, five.seal(telling))
    request = receiving.request_sum(five.region, five.id_of(TODAY)).value
    late = counting.seal_for_region(five.senders[0], telling).value.data
    (verdict,) = five.receive(TODAY, [late])
    assert verdict.text.startswith("Deze telling is gesloten.")
    again = receiving.request_sum(five.region, five.id_of(TODAY)).value
    assert again == request, "a closed telling gives the same request"


# --- the sum


def test_too_few_delivered_stays_open(five: Region) -> None:
    """With four of five delivered there is no request, and the fifth is still welcome."""
    files = five.seal(five.open_telling(TODAY))
    five.receive(TODAY, files[:4])
    with pytest.raises(TooFewSenders):
        receiving.request_sum(five.region, five.id_of(TODAY))
    assert telling_views.list_tellingen(five.region)[0].closed_on is None
    assert five.receive(TODAY, files[4:])[0].accepted
    assert five.sum_up(TODAY) == 5


def test_the_sum_is_that_of_the_registers(five: Region) -> None:
    """Two pupils at two schools are two in the region, and the page that shows it is logged."""
    for sender in five.senders[:2]:
        keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    five.play(TODAY)
    (combined,) = receiving.exact_sums(five.region, five.id_of(TODAY))
    cell = "verzuim_4_weken_tot_3_maanden"
    assert (combined.table.cells[cell], combined.registering[cell], combined.contributing[cell]) == (2, 5, 2)
    assert log_of(five.region)[-1] == "exact_sums_shown"
    assert repr(combined) == "CombinedTable(report='nk-po-2017')"


def test_a_day_long_ago_has_no_telling(five: Region) -> None:
    """A slip of the hand in the year: before 2000 nobody counted."""
    with pytest.raises(InvalidCase) as refused:
        receiving.propose_telling(five.region, date(1926, 3, 24))
    assert "1 januari 2000" in message_for(refused.value).text
    with pytest.raises(InvalidCase):
        counting.take_snapshot(five.senders[0], date(1, 1, 1))


def test_a_day_to_come_has_no_telling(five: Region, clock: Clock) -> None:
    """Neither proposed, nor sealed, nor counted: nobody knows who will be at home then."""
    with pytest.raises(InvalidCase):
        receiving.propose_telling(five.region, LATER)
    clock.go_to(LATER)
    telling = five.open_telling(LATER)
    clock.go_to(LATER - timedelta(days=1))
    sender = five.senders[0]
    before = log_of(sender)
    for work in (
        lambda: counting.seal_for_region(sender, telling),
        lambda: counting.take_snapshot(sender, LATER),
    ):
        with pytest.raises(InvalidCase):
            work()
    assert log_of(sender) == before
    clock.go_to(LATER)
    assert counting.seal_for_region(sender, telling).value.peildatum == LATER


def test_an_open_telling_is_not_added_up(five: Region) -> None:
    """An answer over a set that may still grow belongs to no telling that was closed."""
    five.receive(TODAY, five.seal(five.open_telling(TODAY)))
    with pytest.raises(TellingStillOpen):
        receiving.add_up(five.region, five.id_of(TODAY), b"")


def test_an_answer_to_something_else_adds_nothing(five: Region, clock: Clock) -> None:
    """Another telling's answer, a changed one, one over other files, a second one: refused, nothing kept."""
    clock.go_to(LATER)
    five.receive(TODAY, five.seal(five.open_telling(TODAY)))
    five.receive(LATER, five.seal(five.open_telling(LATER)))
    first, second = five.id_of(TODAY), five.id_of(LATER)
    answers = [
        keyholding.answer(five.keyholder, receiving.request_sum(five.region, one).value).value
        for one in (first, second)
    ]
    before = log_of(five.region)
    for data, refused in ((answers[1], OtherTelling), (flip(answers[0], -300), BrokenSeal)):
        with pytest.raises(refused):
            receiving.add_up(five.region, first, data)
    assert log_of(five.region) == before
    assert receiving.exact_sums(five.region, first) == ()
    assert receiving.add_up(five.region, first, answers[0]).value == 5
    with pytest.raises(ThuisplanError):
        receiving.add_up(five.region, first, answers[0])
    assert len(receiving.exact_sums(five.region, first)) == 1


def test_a_sum_over_other_files_is_refused(five: Region) -> None:
    """When the region's set isn't the key holder's, nothing is added: a difference of two sets is a school."""
    telling = five.open_telling(TODAY)
    five.receive(TODAY, five.seal(telling))
    telling_id = five.id_of(TODAY)
    answer = keyholding.answer(five.keyholder, receiving.request_sum(five.region, telling_id).value).value
    other = other_half(five, telling)
    with five.region.change() as connection:
        latest = region_books.load_latest(connection, telling_id)[0]
        changed = {**vars(latest), "sequence": 2, "file_hash": bytes(32), "envelope_b": other}
        region_books.add_received(connection, [region_books.Received(**changed)])
    with pytest.raises(SetsDiffer):
        receiving.add_up(five.region, telling_id, answer)
    assert receiving.equals(five.region, telling_id, {}) is True, "no sums were kept"


def other_half(five: Region, telling: bytes) -> bytes:
    """The key holder's half of another file of the first sender."""
    data = counting.seal_for_region(five.senders[0], telling).value.data
    telling_id = five.id_of(TODAY)
    with five.region.read() as connection:
        member, opened, _ = receiving._open_telling(connection, telling_id)
    return counts_v1.receive(data, opened, member.profile, member.identity).forward


def test_tasks_of_another_role(five: Region) -> None:
    """A school can't do the region's work, and the region not the key holder's."""
    for work in (
        lambda: receiving.propose_telling(five.senders[0], TODAY),
        lambda: receiving.request_sum(five.keyholder, b""),
        lambda: keyholding.cosign(five.region, b""),
        lambda: keyholding.answer(five.region, b""),
        lambda: releasing.publish(five.keyholder, b""),
        lambda: gaps.list_gaps(five.senders[0], b""),
        lambda: receiving.find_telling(five.senders[0], TODAY),
        lambda: telling_views.list_tellingen(five.senders[0]),
        lambda: cases.list_cases(five.region),
        lambda: cases.open_case(five.region, ""),
        lambda: cases.start_case(five.region, make_case()),
        lambda: importing.preview_pupils(five.region, b""),
        lambda: importing.import_pupils(five.region, b"", ()),
        lambda: absence_lists.preview_absences(five.region, b""),
        lambda: absence_lists.import_absences(five.keyholder, b""),
    ):
        with pytest.raises(WrongWorkspace):
            work()


@pytest.mark.parametrize("place", range(6))
def test_one_bad_file_in_any_place_changes_nothing(five: Region, place: int) -> None:
    """First, last or between: the same five are kept, with the same halves, and the sum is theirs."""
    files = five.seal(five.open_telling(TODAY))
    verdicts = five.receive(TODAY, [*files[:place], flip(files[0]), *files[place:]])
    assert [verdict.accepted for verdict in verdicts] == [number != place for number in range(6)]
    telling_id = five.id_of(TODAY)
    with five.region.read() as connection:
        kept = {one.file_hash for one in region_books.load_latest(connection, telling_id)}
    assert kept == {sealed_file.file_hash(data) for data in files}
    assert five.sum_up(TODAY) == 5


def test_a_telling_of_nearly_a_day_that_was_answered_does_not_open(five: Region) -> None:
    """Both were co-signed before either was answered. Of the second no sum can come, so no school delivers in vain."""
    first, second = (
        keyholding.cosign(five.keyholder, receiving.propose_telling(five.region, day).value).value
        for day in (TODAY, TODAY - timedelta(days=1))
    )
    receiving.open_telling(five.region, first)
    five.receive(TODAY, five.seal(first))
    five.sum_up(TODAY)
    with pytest.raises(AlreadyAnswered):
        receiving.open_telling(five.region, second)
    assert len(telling_views.list_tellingen(five.region)) == 1
