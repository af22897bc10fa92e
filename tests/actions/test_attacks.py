"""The attacks of decision 2 on a region, each played by who would play it: what is refused, and what is answered."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from regions import (
    CODE,
    SWV,
    TODAY,
    AgreedOf,
    Clock,
    Maker,
    Region,
    agree,
    copy_of,
    folder_of,
    keep_pupil,
    log_of,
    pin,
    school,
)
from thuisplan_desktop.actions import (
    agreeing,
    backups,
    counting,
    delivering,
    history,
    joining,
    keyholding,
    opening,
    putting_back,
    receiving,
    telling_views,
)
from thuisplan_desktop.crypto.canonical import encode
from thuisplan_desktop.crypto.keyring import Identity, words_of
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AlreadyReceived,
    AnswersForgotten,
    BrokenSeal,
    ImplausibleSum,
    NoSuchTelling,
    NotAThuisplanFile,
    NotCosigned,
    OtherTelling,
    OutOfSequence,
    ShareDoesNotOpen,
    TellingClosed,
    ThuisplanError,
    TooFewSenders,
    UnknownSender,
)
from thuisplan_desktop.exchange import counts_v1, parties_v1, sealed_file, shares_v1
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.chains import START
from thuisplan_desktop.region.telling import PartyKeys
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import given, identities, register_file, telling_books

TOTALS = {"thuiszitters_totaal", "vrijstelling_5_totaal"}
NEXT, THIRD = TODAY + timedelta(days=30), TODAY + timedelta(days=60)
NEW_YEAR = date(2026, 9, 1)
THREE_YEARS = TODAY + timedelta(days=3 * 366 + 1)
PASSPHRASE = "vier losse woorden samen"


def text(kind: type[ThuisplanError], **facts: object) -> str:
    return message_for(kind(**facts)).text


@pytest.fixture
def six(maker: Maker, agreed_of: AgreedOf) -> Region:
    """Six schools of six besturen: one may stay away."""
    return copy_of(agreed_of(6), maker)


def play(region: Region, clock: Clock, day: date, *, without: int = 0) -> set[str]:
    """A telling in which so many of the last senders stay away; gives the cells that were answered."""
    clock.go_to(day)
    telling = region.open_telling(day)
    present = region.senders[: len(region.senders) - without]
    sealed = [counting.seal_for_region(one, telling).value.data for one in present]
    assert all(verdict.accepted for verdict in region.receive(day, sealed))
    region.sum_up(day)
    (combined,) = receiving.exact_sums(region.region, region.id_of(day))
    return set(combined.table.cells)


def join(region: Region, maker: Maker, numbers: range) -> Region:
    """More schools, enrolled by both."""
    profile = bytes(participants_profile(region))
    new = [maker.make(Role.SCHOOL, school(number)) for number in numbers]
    for one in new:
        joining.pin_profile(one, profile)
        enrolment = joining.enrolment_file(one, CODE).value.data
        agreeing.enrol(region.region, enrolment)
        agreeing.enrol(region.keyholder, enrolment)
    return Region(region.region, region.keyholder, [*region.senders, *new])


def participants_profile(region: Region) -> bytes:
    with region.region.read() as connection:
        return agreeing.own_membership(connection).own.profile


# --- who comes and who goes


def test_one_school_less_gives_totals_only(six: Region, clock: Clock) -> None:
    """The difference of two sums would be the count of the one that stayed away; its total is all that is told."""
    keep_pupil(six.senders[0], first_absent_on=date(2026, 1, 12))
    assert play(six, clock, TODAY) > TOTALS
    clock.go_to(NEXT)
    telling = six.open_telling(NEXT)
    six.receive(NEXT, [counting.seal_for_region(one, telling).value.data for one in six.senders[:5]])
    (view, _) = telling_views.list_tellingen(six.region)
    assert (view.totals_only, [(one.joined, one.left) for one in view.changes[0]]) == ({"nk-po-2017"}, [(0, 1)])
    request = receiving.request_sum(six.region, view.id).value
    asked = keyholding.read_request(six.keyholder, request)
    assert asked.totals_only == {"nk-po-2017"}
    assert [(one.sector, one.left) for one in asked.changes[0]] == [("po", 1)]
    receiving.add_up(six.region, view.id, keyholding.answer(six.keyholder, request).value)
    (combined,) = receiving.exact_sums(six.region, view.id)
    assert set(combined.table.cells) == TOTALS
    assert combined.table.cells["thuiszitters_totaal"] == 1
    assert telling_views.list_tellingen(six.region)[0].totals_only == {"nk-po-2017"}


def test_the_same_senders_get_everything(six: Region, clock: Clock) -> None:
    """Month after month, as long as nobody comes or goes."""
    assert play(six, clock, TODAY) == play(six, clock, NEXT) > TOTALS


def test_a_telling_of_totals_is_no_way_round(six: Region, clock: Clock) -> None:
    """All, all but one for its totals, all but one again: the third would differ from the first by one school."""
    play(six, clock, TODAY)
    assert play(six, clock, NEXT, without=1) == TOTALS
    assert play(six, clock, THIRD, without=1) == TOTALS
    assert play(six, clock, NEW_YEAR, without=1) == TOTALS, "a new schooljaar is no way round either"
    assert play(six, clock, THREE_YEARS, without=1) > TOTALS, "in three years the counts are others altogether"


def test_a_school_that_is_late_once_costs_one_telling(six: Region, clock: Clock) -> None:
    """All, all but one, all, all: the same senders have had these cells, so no reader learns more from them."""
    play(six, clock, TODAY)
    assert play(six, clock, NEXT, without=1) == TOTALS
    assert play(six, clock, THIRD) > TOTALS
    assert play(six, clock, NEW_YEAR) > TOTALS


def test_sets_that_drift_are_compared_with_every_telling(maker: Maker, clock: Clock) -> None:
    """All, all but six, all but one: each far enough from the one before, and the third is the first but one."""
    twelve = agree(maker, [school(number) for number in range(12)])
    assert play(twelve, clock, TODAY) > TOTALS
    assert play(twelve, clock, NEXT, without=6) > TOTALS
    assert play(twelve, clock, THIRD, without=1) == TOTALS


def test_the_region_keeps_totals_when_the_key_holder_forgot(
    six: Region, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has not even noticed that he forgot answers in full; by the region's own list only totals are kept."""
    monkeypatch.setattr(given, "unknown_until", lambda _connection: None)
    before = Path(shutil.copy(backups.make(six.keyholder).value.path, tmp_path / "kopie.thuisplan-backup"))
    assert play(six, clock, TODAY) > TOTALS
    clock.go_to(TODAY)
    holder = restored(six, before, note=False, clock=clock)
    assert play(replace(six, keyholder=holder), clock, NEXT, without=1) == TOTALS
    holder.close()


def test_a_newcomer_waits_for_more_or_for_the_schooljaar(six: Region, clock: Clock, maker: Maker) -> None:
    """During a schooljaar one school is left off the roster, five are not; at the start of a schooljaar one may come.

    When it may come alone, there are totals only.
    """
    play(six, clock, TODAY)
    seven = join(six, maker, range(6, 7))
    clock.go_to(NEXT)
    assert receiving.waiting(seven.region, NEXT) == ("School 99XG",)
    assert len(roster(seven, NEXT)) == 6
    clock.go_to(NEW_YEAR)
    assert receiving.waiting(seven.region, NEW_YEAR) == ()
    eleven = join(seven, maker, range(7, 11))
    clock.go_to(NEXT)
    assert receiving.waiting(eleven.region, NEXT) == ()
    assert play(eleven, clock, NEXT) > TOTALS, "five besturen at once hide each other"


def roster(region: Region, day: date) -> set[bytes]:
    return {line.signing for line in proposed(region, day).roster}


def proposed(region: Region, day: date):
    with region.region.read() as connection:
        member = agreeing.own_membership(connection)
    from_file = receiving.propose_telling(region.region, day).value
    return keyholding.telling_v1.decode_proposal(from_file, member.profile)


def test_a_newcomer_alone_at_the_start_of_the_schooljaar(six: Region, clock: Clock, maker: Maker) -> None:
    """It comes in, and that telling has totals only; so had a roster which the region bent to let it in earlier."""
    play(six, clock, TODAY)
    seven = join(six, maker, range(6, 7))
    assert play(seven, clock, NEW_YEAR) == TOTALS


def test_a_sender_who_was_struck_off_is_a_change_too(six: Region, clock: Clock) -> None:
    """The key holder still knows that it was there, though nobody enrols it any more."""
    play(six, clock, TODAY)
    gone = agreeing.list_senders(six.region)[-1]
    for party in (six.region, six.keyholder):
        agreeing.strike(party, gone.signing)
    left = [one for one in six.senders if joining.own_keys(one)[0].fingerprint != gone.fingerprint]
    assert play(Region(six.region, six.keyholder, left), clock, NEXT) == TOTALS
    assert log_of(six.keyholder).count("sender_struck") == 1


# --- a second answer


def answer_once(region: Region) -> bytes:
    """A telling up to its answer; gives the request."""
    region.receive(TODAY, region.seal(region.open_telling(TODAY)))
    request: bytes = receiving.request_sum(region.region, region.id_of(TODAY)).value
    keyholding.answer(region.keyholder, request)
    return request


def test_a_new_profile_is_no_second_answer(five: Region, clock: Clock) -> None:
    """Another version of the profile for the same region and nearly the same day is the same question."""
    answer_once(five)
    presented = joining.enrolment_file(five.keyholder, CODE).value
    profile = agreeing.make_profile(
        five.region, region=CODE, name="Voorbeeldregio", definitions_name="noord-kennemerland-2017",
        keyholder_file=presented.data, sectors=[one for one in agreeing.Sector if one.value == "po"],
    ).value  # fmt: skip
    for register in (five.keyholder, *five.senders):
        pin(register, profile)
    day = TODAY + timedelta(days=21)
    clock.go_to(day)
    with pytest.raises(AlreadyAnswered):
        keyholding.cosign(five.keyholder, receiving.propose_telling(five.region, day).value)


def restored(five: Region, before: Path, *, note: bool, clock: Clock) -> keyholding.OpenRegister:
    """The key holder's register as it was in a backup, put back where the present one can't be opened."""
    folder = folder_of(five.keyholder)
    five.keyholder.close()
    (folder / "register.db").write_bytes(b"kapot")
    if not note:
        (folder / given.NOTE).unlink()
    putting_back.restore_closed(folder, before, opening.by_passphrase(PASSPHRASE), clock())
    key = five.keyholder.workspace.data_key
    return keyholding.OpenRegister(register_file.open_(folder, key), clock)


@pytest.fixture
def backed_up(five: Region, tmp_path: Path) -> Path:
    """A backup of the key holder from before any answer."""
    row = backups.make(five.keyholder).value
    return Path(shutil.copy(row.path, tmp_path / "kopie.thuisplan-backup"))


def test_given_sums_survive_a_restore_in_the_program(five: Region, backed_up: Path, clock: Clock) -> None:
    """The present register hands its list over to the one that comes back."""
    request = answer_once(five)
    folder, key = folder_of(five.keyholder), five.keyholder.workspace.data_key
    putting_back.restore(five.keyholder, backed_up)
    again = keyholding.OpenRegister(register_file.open_(folder, key), clock)
    with again.read() as connection:
        assert [one.peildatum for one in given.load_given(connection)] == [TODAY]
    refuses(again, five, clock)
    assert keyholding.answer(again, request).value, "the answer itself came along too"
    again.close()


def refuses(holder: keyholding.OpenRegister, five: Region, clock: Clock) -> None:
    day = TODAY + timedelta(days=1)
    clock.go_to(day)
    with pytest.raises(AlreadyAnswered):
        keyholding.cosign(holder, receiving.propose_telling(five.region, day).value)


def test_given_sums_survive_where_the_register_was_lost(five: Region, backed_up: Path, clock: Clock) -> None:
    """The note beside the register knows; the old request is not answered anew over other senders either."""
    request = answer_once(five)
    holder = restored(five, backed_up, note=True, clock=clock)
    with pytest.raises((AlreadyAnswered, NoSuchTelling)):
        keyholding.answer(holder, request)
    refuses(holder, five, clock)
    holder.close()


def test_an_older_file_put_back_by_hand_does_not_forget(five: Region, tmp_path: Path, clock: Clock) -> None:
    """register.db alone, as it was before the answer: opening it says what is wrong, and the sum stays given."""
    folder, key = folder_of(five.keyholder), five.keyholder.workspace.data_key
    five.keyholder.close()
    shutil.copy(folder / "register.db", tmp_path / "older.db")
    now = keyholding.OpenRegister(register_file.open_(folder, key), clock)
    answer_once(replace(five, keyholder=now))
    now.close()
    shutil.copy(tmp_path / "older.db", folder / "register.db")
    holder = keyholding.OpenRegister(register_file.open_(folder, key), clock)
    assert any("ouder dan de lijst van gegeven sommen" in warning for warning in holder.warnings)
    refuses(holder, five, clock)
    holder.close()


def test_without_any_list_nothing_near_is_answered(five: Region, backed_up: Path, clock: Clock) -> None:
    """On a new computer nobody knows what was given: every peildatum until three weeks from now is refused."""
    answer_once(five)
    holder = restored(five, backed_up, note=False, clock=clock)
    clock.go_to(NEXT)
    edge = TODAY + timedelta(days=21)
    with pytest.raises(AnswersForgotten) as refused:
        keyholding.cosign(holder, receiving.propose_telling(five.region, edge).value)
    assert refused.value.facts["until"] == "14 april 2026"
    day = edge + timedelta(days=1)
    assert keyholding.cosign(holder, receiving.propose_telling(five.region, day).value).value
    holder.close()


def test_a_key_holder_who_forgot_gives_totals_for_three_years(six: Region, tmp_path: Path, clock: Clock) -> None:
    """All, a backup put back on a new computer, all but one: a dishonest region reads the file itself, so he keeps it
    small; after three years the counts are others altogether."""
    before = Path(shutil.copy(backups.make(six.keyholder).value.path, tmp_path / "kopie.thuisplan-backup"))
    play(six, clock, TODAY)
    clock.go_to(TODAY)
    holder = restored(six, before, note=False, clock=clock)
    again = replace(six, keyholder=holder)
    for day, told in ((NEXT, {"nk-po-2017"}), (THREE_YEARS, frozenset())):
        clock.go_to(day)
        telling = again.open_telling(day)
        again.receive(day, [counting.seal_for_region(one, telling).value.data for one in again.senders[:5]])
        request = receiving.request_sum(again.region, again.id_of(day)).value
        asked = keyholding.read_request(holder, request)
        assert (asked.totals_only, asked.forgotten_on) == (told, TODAY if told else None)
        receiving.add_up(again.region, again.id_of(day), keyholding.answer(holder, request).value)
        with holder.read() as connection:
            assert given.load_given(connection)[-1].totals_only == told
    holder.close()


def test_a_sum_of_which_nobody_kept_who_was_in_it_is_guessed_at_by_nobody(six: Region, clock: Clock) -> None:
    """One was late, and the list of those days holds no senders: all six on the roster would pass for the same set."""
    clock.go_to(TODAY)
    telling = six.open_telling(TODAY)
    six.receive(TODAY, [counting.seal_for_region(one, telling).value.data for one in six.senders[:5]])
    six.sum_up(TODAY)
    with six.keyholder.change() as connection:
        (known,) = given.load_given(connection)
        connection.exec_driver_sql("DROP TRIGGER given_no_delete")
        connection.exec_driver_sql("DELETE FROM given")
        given.save_given(connection, replace(known, senders=()))
        six.keyholder.log(connection, "test")
    with six.keyholder.read() as connection:
        (earlier,) = history.given_here(connection, agreeing.own_membership(connection))
    assert not earlier.cells, "no such answer is repeated"
    play(six, clock, NEXT)
    with six.keyholder.read() as connection:
        assert given.load_given(connection)[-1].totals_only == {"nk-po-2017"}, "an honest region keeps it small itself"


def test_a_list_that_was_tampered_with_counts_as_lost(five: Region, clock: Clock) -> None:
    """A changed byte in the note: what the register itself knows stays, and the days around today are refused."""
    answer_once(five)
    folder, key = folder_of(five.keyholder), five.keyholder.workspace.data_key
    five.keyholder.close()
    note = bytearray((folder / given.NOTE).read_bytes())
    note[20] ^= 1
    (folder / given.NOTE).write_bytes(note)
    again = keyholding.OpenRegister(register_file.open_(folder, key), clock)
    assert any("niet te lezen" in warning for warning in again.warnings)
    with again.read() as connection:
        assert given.unknown_until(connection) is not None
        assert len(given.load_given(connection)) == 1
    again.close()


# --- files on the way


def bend(data: bytes, change) -> bytes:
    value = json.loads(data)
    change(value)
    return encode(value)


def swap_halves(first: bytes, second: bytes) -> bytes:
    other = json.loads(second)["body"]["keyholder"]
    return bend(first, lambda value: value["body"].update(keyholder=other))


def test_replayed_swapped_altered_late(five: Region) -> None:
    """Each has its own reason, and leaves the four others as they were."""
    telling = five.open_telling(TODAY)
    first, second, *others = five.seal(telling)
    newer = counting.seal_for_region(five.senders[0], telling).value.data
    assert all(one.accepted for one in five.receive(TODAY, [first, newer, *others]))
    attacks = {
        "replayed": (newer, AlreadyReceived),
        "the replaced one again": (first, AlreadyReceived),
        "halves of two files": (swap_halves(second, newer), BrokenSeal),
        "altered": (bend(second, lambda v: v["body"]["swv"].update(signature=sig(newer))), BrokenSeal),
        "of version 0": (bend(second, lambda v: v.update(version=0)), NotAThuisplanFile),
        "cut short": (second[:-1], NotAThuisplanFile),
    }
    for name, (data, refused) in attacks.items():
        (verdict,) = five.receive(TODAY, [data])
        assert (verdict.accepted, verdict.text) == (False, text(refused)), name
    assert five.receive(TODAY, [second])[0].accepted
    receiving.request_sum(five.region, five.id_of(TODAY))
    late = counting.seal_for_region(five.senders[1], telling).value.data
    assert five.receive(TODAY, [late])[0].text == text(TellingClosed), "an expired telling takes nothing"


def test_an_older_file_after_a_newer_one_and_a_file_of_another_telling(five: Region, clock: Clock) -> None:
    """The postman turns them round, or keeps one for the next telling: the newer one stays, the other says why."""
    telling = five.open_telling(TODAY)
    older, newer = (counting.seal_for_region(five.senders[0], telling).value.data for _ in range(2))
    assert five.receive(TODAY, [newer])[0].accepted
    (verdict,) = five.receive(TODAY, [older])
    assert (verdict.accepted, verdict.text) == (False, text(OutOfSequence))
    kept = counting.seal_for_region(five.senders[1], telling).value.data
    later = TODAY + timedelta(days=30)
    clock.go_to(later)
    five.open_telling(later)
    (verdict,) = five.receive(later, [kept])
    assert (verdict.accepted, verdict.text) == (False, text(OtherTelling))


def sig(data: bytes) -> str:
    return str(json.loads(data)["body"]["swv"]["signature"])


def back_in_time(sender, number: int, last: bytes) -> None:
    """The sender's register as a backup knew it."""
    with sender.change() as connection:
        own = identities.load_identity(connection, CODE)
        identities.save_identity(connection, replace(own, sequence=number, last_hash=last))


def test_a_fork_is_refused_and_a_restored_sender_is_let_in_by_telephone(five: Region) -> None:
    """Two different files with one number: refused. After a call about its words the chain goes on from the new file;
    what was received before is no way back, and the key holder sums what the region has."""
    telling = five.open_telling(TODAY)
    files = five.seal(telling)
    five.receive(TODAY, files)
    sender = five.senders[0]
    back_in_time(sender, 0, b"")
    forked = counting.seal_for_region(sender, telling).value
    (verdict,) = five.receive(TODAY, [forked.data])
    assert (verdict.accepted, verdict.sender, verdict.text) == (False, "School 99XA", text(OutOfSequence))
    assert verdict.words == forked.file_words == words_of(sealed_file.file_hash(forked.data))
    further = counting.seal_for_region(sender, telling).value.data
    assert five.receive(TODAY, [further])[0].text == text(OutOfSequence), "the next number, after another file"
    back_in_time(sender, 1, sealed_file.file_hash(forked.data))
    admitted = delivering.readmit(five.region, five.id_of(TODAY), forked.data).value
    assert (admitted.accepted, admitted.sender) == (True, "School 99XA")
    assert log_of(five.region)[-1] == "sender_readmitted"
    assert five.receive(TODAY, [files[0]])[0].text == text(AlreadyReceived)
    after = counting.seal_for_region(sender, telling).value.data
    assert five.receive(TODAY, [after])[0].accepted, "the chain goes on"
    assert five.sum_up(TODAY) == 5


def test_what_the_postman_kept_does_not_come_back_after_a_readmission(five: Region) -> None:
    """He withheld files 2 and 3; the sender put back a backup and was let in by telephone. The old ones stay out, the
    sender's own next file comes in, and the sum has the pupil who was added since."""
    telling = five.open_telling(TODAY)
    sender = five.senders[0]
    five.receive(TODAY, five.seal(telling))
    kept = [counting.seal_for_region(sender, telling).value.data for _ in range(2)]
    back_in_time(sender, 0, b"")
    keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    new = counting.seal_for_region(sender, telling).value.data
    delivering.readmit(five.region, five.id_of(TODAY), new)
    assert [one.text for one in five.receive(TODAY, kept)] == [text(OutOfSequence)] * 2
    assert five.receive(TODAY, [counting.seal_for_region(sender, telling).value.data])[0].accepted
    five.sum_up(TODAY)
    (combined,) = receiving.exact_sums(five.region, five.id_of(TODAY))
    assert combined.table.cells["thuiszitters_totaal"] == 1


def test_a_correction_after_a_file_that_was_not_sent_waits_for_a_call(five: Region) -> None:
    """Nothing that counts is replaced along a chain with a gap; a first file after a gap comes in."""
    telling = five.open_telling(TODAY)
    one, other = five.senders[:2]
    counting.seal_for_region(one, telling)
    assert five.receive(TODAY, [counting.seal_for_region(one, telling).value.data])[0].accepted
    five.receive(TODAY, [counting.seal_for_region(other, telling).value.data])
    counting.seal_for_region(other, telling)
    third = counting.seal_for_region(other, telling).value
    (verdict,) = five.receive(TODAY, [third.data])
    assert (verdict.accepted, verdict.words) == (False, third.file_words)
    assert delivering.readmit(five.region, five.id_of(TODAY), third.data).value.accepted


def test_readmission_forgives_the_chain_and_nothing_else(five: Region, clock: Clock) -> None:
    """A file that is altered, of another telling, or received before stays refused."""
    clock.go_to(NEXT)
    telling = five.open_telling(TODAY)
    elsewhere = counting.seal_for_region(five.senders[1], five.open_telling(NEXT)).value.data
    first = counting.seal_for_region(five.senders[0], telling).value.data
    five.receive(TODAY, [first])
    telling_id = five.id_of(TODAY)
    for data, refused in (
        (first, AlreadyReceived),
        (elsewhere, OtherTelling),
        (bend(first, lambda v: v["body"]["keyholder"].update(signature=sig(elsewhere))), BrokenSeal),
    ):
        with pytest.raises(refused):
            delivering.readmit(five.region, telling_id, data)


# --- numbers that can't be


@pytest.mark.parametrize("word", [0, 1, 2])
def test_absurd_numbers_never_become_a_sum(five: Region, word: int) -> None:
    """A count of a million, a school that registers seven times or contributes twice: the whole sum is refused."""
    telling = five.open_telling(TODAY)
    files = five.seal(telling)
    with five.senders[0].change() as connection:
        member, opened = joining.member_for_telling(connection, telling)
    vector = [0, 1, 0] * (shares.vector_length(member.profile.layouts) // 3)
    vector[word] = (1_000_000, 7, 2)[word]
    one, two = (shares.to_bytes(share) for share in shares.split(vector))
    files[0] = counts_v1.encode(opened, member.profile, member.identity, START, for_swv=one, for_keyholder=two)
    assert all(verdict.accepted for verdict in five.receive(TODAY, files)), "nobody can see it in one share"
    telling_id = five.id_of(TODAY)
    answer = keyholding.answer(five.keyholder, receiving.request_sum(five.region, telling_id).value).value
    with pytest.raises(ImplausibleSum):
        receiving.add_up(five.region, telling_id, answer)
    assert receiving.exact_sums(five.region, telling_id) == ()


def test_a_sender_whose_share_does_not_open_is_left_out(
    six: Region, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rightly signed, sealed to nobody: it is named, nothing is spent, and the telling goes on without it."""
    telling = six.open_telling(TODAY)
    files = six.seal(telling)
    clock.go_to(NEXT)
    sealing, nobody = shares_v1.seal, parties_v1.keys_of(Identity.generate())

    def seal(share: bytes, header: shares_v1.Header, keys: PartyKeys, sender: Identity) -> shares_v1.SealedShare:
        return sealing(share, header, nobody if header.role == "keyholder" else keys, sender)

    monkeypatch.setattr(shares_v1, "seal", seal)
    files[5] = counting.seal_for_region(six.senders[5], telling).value.data
    monkeypatch.undo()
    assert all(verdict.accepted for verdict in six.receive(TODAY, files)), "the region can't see it"
    telling_id = six.id_of(TODAY)
    request = receiving.request_sum(six.region, telling_id).value
    for ask in (keyholding.read_request, keyholding.answer):
        with pytest.raises(ShareDoesNotOpen) as named:
            ask(six.keyholder, request)
        assert named.value.facts == {"sender": "School 99XF"}
    agreeing.strike(six.region, agreeing.find_sender(six.region, "School 99XF").signing)
    again = receiving.request_sum(six.region, telling_id).value
    answer = keyholding.answer(six.keyholder, again).value
    assert receiving.add_up(six.region, telling_id, answer).value == 5
    (view,) = telling_views.list_tellingen(six.region)
    assert (len(view.delivered), len(view.missing)) == (5, 1)


def test_a_sender_struck_after_the_request_stays_in_its_sum(six: Region) -> None:
    """The answer that was asked for with its file is added with its file."""
    six.receive(TODAY, six.seal(six.open_telling(TODAY)))
    telling_id = six.id_of(TODAY)
    answer = keyholding.answer(six.keyholder, receiving.request_sum(six.region, telling_id).value).value
    agreeing.strike(six.region, agreeing.list_senders(six.region)[-1].signing)
    assert receiving.add_up(six.region, telling_id, answer).value == 6


def test_an_answer_of_another_region_says_so(five: Region, maker: Maker) -> None:
    """It is whole, and of another telling: not a broken seal."""
    other = agree(maker, [school(number) for number in range(5, 10)])
    other.receive(TODAY, other.seal(other.open_telling(TODAY)))
    strange = keyholding.answer(other.keyholder, receiving.request_sum(other.region, other.id_of(TODAY)).value).value
    answer_once(five)
    with pytest.raises(OtherTelling):
        receiving.add_up(five.region, five.id_of(TODAY), strange)


def test_the_consulent_of_the_region_is_no_fifth_school(maker: Maker) -> None:
    """It can't have the pupils that schools count: the sum of five would be that of four, for who runs its register."""
    four = agree(maker, [school(number) for number in range(4)])
    consulent = maker.make(Role.CONSULENT, SWV)
    joining.pin_profile(consulent, participants_profile(four))
    enrolment = joining.enrolment_file(consulent, CODE).value.data
    for party in (four.region, four.keyholder):
        agreeing.enrol(party, enrolment)
    with pytest.raises(TooFewSenders):
        receiving.propose_telling(four.region, TODAY)
    with pytest.MonkeyPatch.context() as dishonest:
        dishonest.setattr(shares, "check_roster", lambda _telling, _profile: None)
        proposal = receiving.propose_telling(four.region, TODAY).value
    for look in (keyholding.read_request, keyholding.cosign):
        with pytest.raises(TooFewSenders) as refused:
            look(four.keyholder, proposal)
        assert refused.value.facts == {"found": 4, "needed": 5}


def test_own_account_is_said_before_signing(five: Region, maker: Maker) -> None:
    """With one consulent beside five schools: what it counts alone is summed, and the key holder reads so."""
    consulent = maker.make(Role.CONSULENT, SWV)
    joining.pin_profile(consulent, participants_profile(five))
    enrolment = joining.enrolment_file(consulent, CODE).value.data
    for party in (five.region, five.keyholder):
        agreeing.enrol(party, enrolment)
    asked = keyholding.read_request(five.keyholder, receiving.propose_telling(five.region, TODAY).value)
    assert (asked.boards, asked.own_account, asked.senders) == (((Sector.PO, 5),), (Sector.PO,), 6)


def test_a_roster_with_an_invented_sender_is_not_signed(five: Region, maker: Maker) -> None:
    """Enrolled by the samenwerkingsverband alone, to tell one school's counts apart; and no way without a signature."""
    invented = maker.make(Role.SCHOOL, school(9))
    joining.pin_profile(invented, participants_profile(five))
    agreeing.enrol(five.region, joining.enrolment_file(invented, CODE).value.data)
    proposal = receiving.propose_telling(five.region, TODAY).value
    with pytest.raises(UnknownSender):
        keyholding.cosign(five.keyholder, proposal)
    with pytest.raises(NotCosigned):
        counting.seal_for_region(five.senders[0], proposal)
    with five.keyholder.read() as connection:
        assert telling_books.load_tellingen(connection) == ()
