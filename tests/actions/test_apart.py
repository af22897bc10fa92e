"""A region without second party: sums between two numbers, and nobody who counts knows who is behind a pseudonym."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest

from apart import Apart, agree_apart, copy_apart, fill, named
from regions import CODE, TODAY, AgreedOf, Clock, Maker, content_of, copy_of, log_of, school, shut
from thuisplan_desktop.actions import (
    adding,
    agreeing,
    counting,
    delivering,
    enrolling,
    gaps,
    goals,
    joining,
    keyholding,
    participants,
    passing,
    publishing,
    receiving,
    releasing,
    reporting,
    telling_views,
)
from thuisplan_desktop.counts.reports import Rhythm
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import (
    AlreadyReceived,
    ChangedSinceBefore,
    EnrolledElsewhere,
    NotSummedYet,
    OtherKindOfFile,
    OutOfSequence,
    ProfileRefused,
    TellingClosed,
    ThuisplanError,
    TooFewSenders,
)
from thuisplan_desktop.exchange import protected_v1, sealed_file, shares_v1
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region.coverage import in_words
from thuisplan_desktop.region.intervals import Interval
from thuisplan_desktop.region.targets import Standing, Target, TargetKind
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role, SchoolType
from thuisplan_desktop.store import identities, region_books, settings, snapshots

SHORT, TOTAL = "verzuim_4_weken_tot_3_maanden", "thuiszitters_totaal"
MONTH = timedelta(days=30)


def text(kind: type[ThuisplanError], **facts: object) -> str:
    return message_for(kind(**facts)).text


@pytest.fixture(scope="module")
def agreed_three(register_templates, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    made = Maker(register_templates, tmp_path_factory.mktemp("apart"))
    agree_apart(made, [school(number) for number in range(3)])
    made.close()
    return made


@pytest.fixture
def three(maker: Maker, agreed_three: Maker) -> Apart:
    """Three schools are enough where each protects its own."""
    return copy_apart(agreed_three, maker)


# --- from the schools to the report


def test_the_region_gets_two_numbers_that_hold_the_truth(three: Apart) -> None:
    """Seven and two children, and a school without: the sum is nowhere known, and lies between."""
    for sender, children in zip(three.senders, (7, 2, 0), strict=True):
        fill(sender, children)
    telling_id = three.play()
    published = releasing.publish(three.region, telling_id)
    (table,) = published.tables
    value = table.cells[SHORT]
    assert isinstance(value, Interval)
    assert value.low <= 9
    assert value.high is None or value.high >= 9
    assert in_words(published.covered) == "3 van 3"
    assert table.cells["langdurig_ziek"] is None or isinstance(table.cells["langdurig_ziek"], int)
    assert receiving.exact_sums(three.region, telling_id) == ()


def test_there_is_no_exact_sum_to_compare_with(three: Apart) -> None:
    """'Equal' or 'unequal' would both be an answer about nothing; it is refused, before and after closing."""
    telling_id = three.play()
    with pytest.raises(ProfileRefused) as refused:
        receiving.equals(three.region, telling_id, {})
    assert "geen exacte som" in refused.value.facts["reason"]


def test_report_and_tables_print_both_numbers(three: Apart) -> None:
    """On paper and for a spreadsheet; how it was made is told otherwise than with two halves."""
    for sender in three.senders:
        fill(sender, 2)
    telling_id = three.play()
    gaps.note_gap(three.region, telling_id, "Langedijk", "onbekend")
    pdf = reporting.report_pdf(three.region, telling_id)
    paper = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    for words in ("of meer", "3 van 3", "Inschrijver", "schermde haar eigen kleine aantallen af", "Langedijk"):
        assert words in paper
    assert "zonder dat iemand in de regio" not in paper
    csv = reporting.report_csv(three.region, telling_id).decode("utf-8-sig")
    assert csv.splitlines()[0].endswith(";aantal;minstens;hoogstens")
    assert any("of meer;" in line and line.endswith(";") for line in csv.splitlines())


def test_a_closed_telling_never_changes(three: Apart) -> None:
    """No file comes in any more, nothing is added again, and the report prints the same years later."""
    telling = three.open_telling()
    files = three.seal(telling)
    three.receive(files[:2])
    with pytest.raises(NotSummedYet):
        releasing.publish(three.region, three.telling_id)
    telling_id = three.telling_id
    assert adding.close_and_add(three.region, telling_id).value == 2
    before = releasing.publish(three.region, telling_id)
    assert [one.text for one in three.receive(files[2:])] == [text(TellingClosed)]
    with pytest.raises(TellingClosed):
        adding.close_and_add(three.region, telling_id)
    assert releasing.publish(three.region, telling_id) == before
    assert in_words(before.covered) == "2 van 3"


def test_a_target_on_both_sides_of_which_the_sum_may_lie(three: Apart, clock: Clock) -> None:
    """'Niet te zeggen', on the page Doelen and in the report of the quarter; with no child it is reached."""
    target = Target(id="", report="nk-po-2017", cell=SHORT, kind=TargetKind.ABSOLUTE, value=6, due_on=TODAY)
    goals.set_target(three.region, target)
    three.play(TODAY - MONTH)
    (goal,) = goals.list_goals(three.region).goals
    assert goal.standing is Standing.REACHED
    for sender in three.senders:
        fill(sender, 2)
    telling_id = three.play()
    (goal,) = goals.list_goals(three.region).goals
    assert [type(point.value) for point in goal.trend.points] == [int, Interval]
    assert goal.standing is Standing.UNKNOWN
    pdf = reporting.report_pdf(three.region, telling_id, Rhythm.QUARTER)
    assert "niet te zeggen" in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


# --- at the school


def test_what_is_sealed_is_published(three: Apart) -> None:
    """A later print shows the very same table; so does the next file, as long as that table stays true."""
    sender = three.senders[0]
    fill(sender, 3)
    telling = three.open_telling()
    first, again = (counting.seal_for_region(sender, telling).value.data for _ in range(2))
    (snapshot, _) = counting.list_snapshots(sender)
    (printed,) = publishing.publish(sender, (publishing.Pick(snapshot.id),)).tables
    fill(sender, 1)
    later = counting.seal_for_region(sender, telling).value.data
    assert [verdict.accepted for verdict in three.receive([first, again, later])] == [True] * 3
    telling_id = three.telling_id
    with three.region.read() as connection:
        kept = [one.share_a for one in region_books.load_received(connection, telling_id)]
    assert len(set(kept)) == 1
    assert len({first, again, later}) == 3
    assert printed.table.hidden


def test_nothing_is_kept_of_a_seal_that_failed(three: Apart) -> None:
    """No snapshot, no number, no line: the next file continues where the last one ended."""
    sender = three.senders[0]
    telling = three.open_telling()
    counting.seal_for_region(sender, telling)
    fill(sender, 1)
    with sender.read() as connection:
        kept = len(snapshots.load_snapshots(connection))
        number = identities.load_identity(connection, CODE).sequence
    with pytest.raises(ChangedSinceBefore):
        counting.seal_for_region(sender, telling)
    with sender.read() as connection:
        assert len(snapshots.load_snapshots(connection)) == kept
        assert identities.load_identity(connection, CODE).sequence == number == 1


def test_a_school_of_another_sector_registers_nothing(maker: Maker) -> None:
    """Its file is as long as the others, and adds no zero."""
    there = agree_apart(maker, [school(0), school(1), replace(school(2), school_type=SchoolType.VO)])
    files = three_files(there)
    assert len({len(data) for data in files}) == 1
    there.receive(files)
    telling_id = receiving.find_telling(there.region, TODAY)
    adding.close_and_add(there.region, telling_id)
    (table,) = releasing.publish(there.region, telling_id).tables
    assert (table.registering[SHORT], table.delivered, table.enrolled) == (2, 2, 2)


def three_files(there: Apart) -> list[bytes]:
    return there.seal(there.open_telling())


# --- who may know what


def test_no_name_reaches_the_region(three: Apart, agreed_three: Maker) -> None:
    """Not in its register, after a whole telling, nor on any page; the officer has the names and no count."""
    for sender in three.senders:
        fill(sender, 2)
    three.play()
    views = telling_views.list_tellingen(three.region)
    shown = f"{participants.participants(three.region)} {agreeing.list_senders(three.region)} {views}"
    names = [one.settings.title for one in three.senders] + [one.settings.board for one in three.senders]
    keys = agreed_three.keys
    inside = repr(content_of(shut(three.region), keys[Role.REGION]))
    theirs = content_of(shut(three.officer), keys[Role.KEYHOLDER])
    for name in names:
        assert name not in shown
        assert name not in inside
        assert name in repr(theirs)
    assert not {"received", "combined", "releases", "sum_answers"} & set(theirs)
    assert "answers" in theirs
    assert not theirs["answers"]


def test_pages_on_counts_show_pseudonyms(three: Apart) -> None:
    """Four words that the sender itself can read out; the same ones stand beside its name at the officer."""
    three.receive(three_files(three)[:1])
    (view,) = telling_views.list_tellingen(three.region)
    assert (len(view.delivered), len(view.missing)) == (1, 2)
    (sent,) = view.delivered
    assert len(sent.split()) == 4
    own = joining.own_keys(three.senders[0])[0].fingerprint
    assert own.startswith(f"{sent} ")
    assert [one.fingerprint for one in agreeing.list_senders(three.region) if one.name == sent] == [own]


def test_the_officer_sees_who_is_missing_and_passes_on_unread(three: Apart) -> None:
    """By name and pseudonym; what goes on is the very file, with a name that says nothing, in the order of its hash."""
    files = three_files(three)
    passed = three.pass_on([files[0], b"geen bestand", files[1]])
    good = [one for one in passed if one.accepted]
    assert {one.data for one in good} == set(files[:2])
    assert {one.sender for one in good} == {one.settings.title for one in three.senders[:2]}
    assert [one.name for one in good] == sorted(one.name for one in good)
    assert all(len(one.name) == len("telling-0123456789abcdef.tplan") for one in good)
    assert len([one for one in passed if not one.accepted]) == 1
    (response,) = passing.responses(three.officer)
    assert (len(response.delivered), len(response.missing)) == (2, 1)
    assert response.missing[0].startswith("School 99XC (")


def test_the_region_enrols_nobody(three: Apart) -> None:
    """Not by file, not from a batch, and it strikes nobody off: the name on an enrolment is never shown to it."""
    enrolment = joining.enrolment_file(three.senders[0], CODE).value.data
    with pytest.raises(EnrolledElsewhere):
        agreeing.enrol(three.region, enrolment)
    with pytest.raises(EnrolledElsewhere):
        agreeing.strike(three.region, agreeing.list_senders(three.region)[0].signing)
    (read,) = participants.read_enrolments(three.region, named([enrolment]))
    assert read.sender is None
    assert "99XA" not in read.problem


def test_a_newer_list_replaces_the_last(three: Apart, maker: Maker) -> None:
    """Newcomers come in, who was struck off goes; the same list or an older one is refused."""
    first = enrolling.pseudonym_file(three.officer).value
    fourth = maker.make(Role.SCHOOL, school(3))
    joining.pin_profile(fourth, participants.profile_file(three.region))
    agreeing.enrol(three.officer, joining.enrolment_file(fourth, CODE).value.data)
    agreeing.strike(three.officer, joining_key(three.senders[0]))
    second = enrolling.pseudonym_file(three.officer).value
    assert enrolling.take_over(three.region, second).value.senders == 3
    with pytest.raises(AlreadyReceived):
        enrolling.take_over(three.region, second)
    with pytest.raises(OutOfSequence):
        enrolling.take_over(three.region, first)
    keys = {one.signing for one in agreeing.list_senders(three.region)}
    assert joining_key(fourth) in keys
    assert joining_key(three.senders[0]) not in keys
    last = enrolling.last_list(three.region)
    assert last is not None
    assert last == enrolling.last_list(three.officer)


def test_an_officer_with_the_new_version_passes_on_for_a_telling_of_the_old_one(three: Apart) -> None:
    """He is the first to pin it, and hears of the open telling only after that."""
    telling = adding.open_alone(three.region, TODAY).value
    files = three.seal(telling)
    second = agreeing.renew_profile(
        three.region,
        name="Voorbeeldregio, opnieuw",
        definitions_name="landelijk",
        min_senders=5,
        sectors=joining.pinned_profiles(three.region)[0].sectors,
    ).value
    joining.pin_as_second_party(three.officer, second)
    passed = three.pass_on([telling, *files])
    assert [one.accepted for one in passed] == [True] * 4
    (response,) = passing.responses(three.officer)
    assert (len(response.delivered), response.missing) == (3, ())
    assert all(one.accepted for one in three.receive([one.data for one in passed if one.data]))
    adding.close_and_add(three.region, three.telling_id)
    assert in_words(releasing.publish(three.region, three.telling_id).covered) == "3 van 3"


def test_an_officer_who_put_back_a_backup_lists_again(three: Apart, clock: Clock) -> None:
    """His register forgot its last numbers; a list of a later day is newer all the same."""
    with three.officer.change() as connection:
        before = settings.get(connection, "pseudonym_list")
        three.officer.log(connection, "pseudonyms_listed")
    enrolling.take_over(three.region, enrolling.pseudonym_file(three.officer).value)
    with three.officer.change() as connection:
        settings.put(connection, "pseudonym_list", before)
        three.officer.log(connection, "pseudonyms_listed")
    clock.go_to(TODAY + MONTH)
    assert enrolling.take_over(three.region, enrolling.pseudonym_file(three.officer).value).value.senders == 3


def joining_key(register: object) -> bytes:
    with register.read() as connection:  # type: ignore[attr-defined] - an open register
        return Identity.load(identities.load_identity(connection, CODE).private_keys).public[0]


def test_the_roster_names_no_besturen(three: Apart) -> None:
    """The largest bestuur would be known by its size."""
    body = sealed_file.unpack(three.open_telling(), sealed_file.Kind.TELLING).body
    assert isinstance(body, dict)
    assert {line["board"] for line in body["roster"]} == {0}


# --- attacks


def test_replayed_forked_and_old_files(three: Apart) -> None:
    """The same again, one from before, one of another telling: each is named, as with two halves."""
    sender = three.senders[0]
    telling = three.open_telling()
    first, second = (counting.seal_for_region(sender, telling).value.data for _ in range(2))
    assert [one.accepted for one in three.receive([second, second, first])] == [True, False, False]
    texts = [one.text for one in three.receive([second, first])]
    assert texts == [text(AlreadyReceived), text(OutOfSequence)]
    later = three.open_telling(TODAY - MONTH)
    moved = counting.seal_for_region(sender, later).value.data
    (verdict,) = three.receive([moved])
    assert "andere telling" in verdict.text


def test_a_sender_who_restored_a_backup_is_let_in_again(three: Apart) -> None:
    """By the words of the very file; the region calls the officer, who calls the school."""
    sender = three.senders[0]
    telling = three.open_telling()
    first = counting.seal_for_region(sender, telling).value.data
    with sender.change() as connection:
        own = identities.load_identity(connection, CODE)
        identities.save_identity(connection, replace(own, sequence=0, last_hash=b""))
        sender.log(connection, "counts_sealed")
    again = counting.seal_for_region(sender, telling).value.data
    good, refused = three.receive([first, again])
    assert (good.accepted, refused.accepted, bool(refused.words)) == (True, False, True)
    telling_id = three.telling_id
    assert delivering.readmit(three.region, telling_id, again).value.accepted


def test_one_bad_file_in_any_place_changes_nothing_for_the_others(three: Apart) -> None:
    """First, middle and last."""
    files = three_files(three)
    for place in range(3):
        mixed = [*files[:place], files[place][:-50], *files[place:]]
        assert [one.accepted for one in three.receive(mixed)].count(True) == (3 if place == 0 else 0)
    (view,) = telling_views.list_tellingen(three.region)
    assert len(view.delivered) == 3


def forge(there: Apart, content: bytes, telling: bytes) -> bytes:
    """A file of the first sender with this content, rightly signed and sealed: his program does what he likes."""
    sender = there.senders[0]
    good = counting.seal_for_region(sender, telling).value.data
    with sender.read() as connection:
        member = joining.membership(connection, CODE)
    header = protected_v1.read_header(good)
    box = shares_v1.seal(content, header, member.profile.swv, member.identity)
    return sealed_file.pack(sealed_file.Kind.PROTECTED_COUNTS, box.to_value(), {})


def test_an_unprotected_table_is_refused(three: Apart) -> None:
    """True small counts in a rightly signed file: the region refuses them and keeps nothing of them."""
    telling = three.open_telling()
    small = (5).to_bytes(8, "little") + bytes(32) + (3).to_bytes(8, "little") * 10
    (verdict,) = three.receive([forge(three, small, telling)])
    assert not verdict.accepted
    assert "klein aantal" in verdict.text
    (view,) = telling_views.list_tellingen(three.region)
    assert view.delivered == ()


def test_a_forged_certificate_is_refused(three: Apart) -> None:
    """Zeros that keep the rule, with the hash of something else."""
    telling = three.open_telling()
    content = (5).to_bytes(8, "little") + b"h" * 32 + bytes(80)
    (verdict,) = three.receive([forge(three, content, telling)])
    assert "niet de tabel van haar certificaat" in verdict.text


def test_the_two_modes_are_never_confused(three: Apart, maker: Maker, agreed_of: AgreedOf) -> None:
    """A file of halves in a telling of tables, and the other way round; nobody co-signs, asks or answers here."""
    split = copy_of(agreed_of(5), maker)
    opened = split.open_telling(TODAY)
    half = counting.seal_for_region(split.senders[0], opened).value.data
    telling = three.open_telling()
    table = counting.seal_for_region(three.senders[0], telling).value.data
    needs = {"found": "verzegelde telling", "needed": "verzegelde, afgeschermde telling"}
    assert three.receive([half])[0].text == text(OtherKindOfFile, **needs)
    turned = {"found": needs["needed"], "needed": needs["found"]}
    assert split.receive(TODAY, [table])[0].text == text(OtherKindOfFile, **turned)
    telling_id = three.telling_id
    other = receiving.find_telling(split.region, TODAY)
    for refused in (
        lambda: receiving.propose_telling(three.region, TODAY),
        lambda: receiving.open_telling(three.region, telling),
        lambda: receiving.request_sum(three.region, telling_id),
        lambda: receiving.add_up(three.region, telling_id, b""),
        lambda: keyholding.cosign(three.officer, telling),
        lambda: adding.open_alone(split.region, TODAY),
        lambda: adding.close_and_add(split.region, other),
        lambda: enrolling.pseudonym_file(split.keyholder),
        lambda: enrolling.take_over(split.region, enrolling.pseudonym_file(three.officer).value),
        lambda: passing.pass_on(split.keyholder, []),
    ):
        with pytest.raises(ProfileRefused):
            refused()


def test_a_region_never_changes_its_mode(three: Apart, maker: Maker, agreed_of: AgreedOf) -> None:
    """With the keys of before, whoever knew the names would know the pseudonyms."""
    split = copy_of(agreed_of(5), maker)
    own = joining.enrolment_file(split.keyholder, CODE).value.data
    with pytest.raises(ProfileRefused):
        agreeing.make_profile(
            split.region, region=CODE, name="V", definitions_name="landelijk", keyholder_file=own, mode=Mode.PROTECTED
        )
    assert participants.participants(split.region).profile.mode is Mode.SPLIT


def test_an_older_version_is_named(three: Apart) -> None:
    """A file of a later version says so; one of a kind this program doesn't know too."""
    telling = three.open_telling()
    value = json.loads(counting.seal_for_region(three.senders[0], telling).value.data)
    newer = json.dumps({**value, "version": 2}, sort_keys=True, separators=(",", ":")).encode()
    assert "nieuwer" in three.receive([newer])[0].text


def test_a_stranger_delivers_nothing(three: Apart, maker: Maker) -> None:
    """Neither through the officer nor straight to the region."""
    stranger = maker.make(Role.SCHOOL, school(5))
    joining.pin_profile(stranger, participants.profile_file(three.region))
    telling = three.open_telling()
    with pytest.raises(ThuisplanError):
        counting.seal_for_region(stranger, telling)
    good = counting.seal_for_region(three.senders[0], telling).value.data
    with stranger.read() as connection:
        member = joining.membership(connection, CODE)
    header = replace(protected_v1.read_header(good), sender=member.identity.public[0])
    box = shares_v1.seal(bytes(120), header, member.profile.swv, member.identity)
    forged = sealed_file.pack(sealed_file.Kind.PROTECTED_COUNTS, box.to_value(), {})
    assert not three.pass_on([forged])[0].accepted
    assert not three.receive([forged])[0].accepted


def test_nobody_to_count_or_nothing_delivered(maker: Maker, three: Apart) -> None:
    """No telling without a list, no sum without a file."""
    with pytest.raises(TooFewSenders):
        adding.open_alone(agree_apart(maker, []).region, TODAY)
    three.open_telling()
    with pytest.raises(TooFewSenders):
        adding.close_and_add(three.region, three.telling_id)


def test_the_chain_runs_through_tellingen(three: Apart) -> None:
    """A file that got lost on the way is replaced by a later one; the numbers go on."""
    sender = three.senders[0]
    counting.seal_for_region(sender, three.open_telling(TODAY - MONTH))
    second = counting.seal_for_region(sender, three.open_telling()).value.data
    assert protected_v1.read_header(second).sequence == 2
    assert three.receive([second])[0].accepted


def test_every_step_is_one_line(three: Apart) -> None:
    """List made, taken over, telling opened, passed on, sealed, received, summed."""
    assert log_of(three.officer)[-1] == "pseudonyms_listed"
    assert log_of(three.region)[-1] == "pseudonyms_taken_over"
    three.play()
    assert log_of(three.officer)[-2:] == ["counts_passed_on", "counts_passed_on"]
    assert log_of(three.region)[-5:] == ["telling_opened", *["counts_received"] * 3, "summed"]
    with three.officer.read() as connection:
        assert settings.get(connection, "passed_on")
