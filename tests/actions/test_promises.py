"""The journey checks its own promises: each holds on a fair region, and each notices when it is broken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from factories import make_case
from regions import TODAY, AgreedOf, Maker, Templates, agree, copy_of, school
from thuisplan_desktop.actions import cases, counting, receiving
from thuisplan_desktop.actions.demo import people, promises
from thuisplan_desktop.actions.demo.promises import Evidence
from thuisplan_desktop.errors import PromiseBroken
from thuisplan_desktop.pdf.letter import letter
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.store import region_books


@pytest.fixture(scope="module")
def played(register_templates: Templates, agreed_of: AgreedOf, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """The closed folders of a region with one telling done, to be copied."""
    made = Maker(register_templates, tmp_path_factory.mktemp("played"))
    five = copy_of(agreed_of(5), made)
    for sender in five.senders[:2]:
        cases.save_case(sender, make_case(first_absent_on=date(2026, 1, 12)))
    five.play(TODAY)
    made.close()
    return made


@pytest.fixture
def evidence(maker: Maker, played: Maker, tmp_path: Path) -> Evidence:
    """That region, and a folder of what it left."""
    five = copy_of(played, maker)
    telling = five.id_of(TODAY)
    out = tmp_path / "uit"
    for folder in (promises.BY_NAME, "verzonden"):
        (out / folder).mkdir(parents=True)
        (out / folder / "bestand").write_bytes(b"niets bijzonders")
    pupils = people.pupils(TODAY)[0]
    (out / promises.BY_NAME / "blad").write_text(pupils[0].full_name, encoding="utf-8")
    return Evidence(out, pupils, ["[leerling 1] is thuis."], five.senders, five.region, telling)


def broken(evidence: Evidence) -> str:
    with pytest.raises(PromiseBroken) as refused:
        promises.check(evidence)
    return str(refused.value.facts["promise"])


def test_every_promise_holds(evidence: Evidence) -> None:
    """One sentence each; small cells were there to protect."""
    told = promises.check(evidence)
    assert len(told) == 4
    assert told[0].startswith("1 bestanden doorzocht")
    assert told[3].startswith("2 afgeschermde")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_name_in_a_file(evidence: Evidence, encoding: str) -> None:
    """A planted surname is found in any of the usual encodings, but may stand among the sheets by name."""
    name = next(
        pupil.surname for pupil in evidence.pupils if pupil.surname.isascii() and len(pupil.surname) > 7
    ).encode(encoding)
    (evidence.out / "verzonden" / "bestand").write_bytes(b"\x00" * 99 + name + b"\xff")
    assert broken(evidence) == "geen naam in bestanden"


def test_a_name_inside_a_pdf(evidence: Evidence) -> None:
    """The letters of a PDF are packed; the search unpacks them."""
    name = next(pupil.surname for pupil in evidence.pupils if pupil.surname.isascii() and len(pupil.surname) > 7)
    (evidence.out / "verzonden" / "brief.pdf").write_bytes(letter("Brief", [("Over", name)], ["Een zin."]))
    assert broken(evidence) == "geen naam in bestanden"


def test_a_search_that_finds_nothing_anywhere(evidence: Evidence) -> None:
    """Without a name among the sheets by name the search has proved nothing."""
    (evidence.out / promises.BY_NAME / "blad").unlink()
    assert broken(evidence) == "de zoeker vindt een naam waar die hoort"


@pytest.mark.parametrize("text", ["{first} is thuis.", "Op 12 januari", "nummer 40001", "Dorpsstraat 12"])
def test_a_name_in_an_anonymous_text(evidence: Evidence, text: str) -> None:
    """A first name, a day, a number or an address left in a text breaks it."""
    told = text.format(first=evidence.pupils[0].first_name)
    assert broken(replace(evidence, anonymous_texts=[told])) == "geen naam in een anonieme tekst"


def test_a_shifted_sum(evidence: Evidence) -> None:
    """A register that counts one child more than the region says breaks the sum."""
    cases.save_case(evidence.senders[2], make_case(first_absent_on=date(2026, 1, 12)))
    counting.take_snapshot(evidence.senders[2], TODAY, "noord-kennemerland-nu")
    assert broken(evidence) == "de som van de regio is de som van de registers"


def test_a_share_that_is_a_count(evidence: Evidence) -> None:
    """A share with small words would be a school's own counts in the region's hands."""
    with evidence.region.change() as connection:
        one = region_books.load_latest(connection, evidence.telling_id)[0]
        plain = region_books.Received(**{**vars(one), "sequence": 9, "share_a": bytes(len(one.share_a))})
        region_books.add_received(connection, [plain])
    assert broken(evidence) == "geen school te zien in haar deel"


def test_a_small_number_that_shows(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """When what is published shows another telling's numbers than were protected, the promise notices."""
    exact = receiving.exact_sums(evidence.region, evidence.telling_id)
    monkeypatch.setattr(promises, "publish", lambda *_: replace_tables(exact))
    assert broken(evidence) == "elk klein aantal is afgeschermd"


def replace_tables(exact: Sequence[CombinedTable]) -> SimpleNamespace:
    """A publication of the exact tables, as a careless change would make it."""
    certificate = SimpleNamespace(threshold=5, bounds={})
    tables = [SimpleNamespace(report=one.table.report, cells=one.table.cells, certificate=certificate) for one in exact]
    return SimpleNamespace(tables=tables)


def test_the_people_are_invented() -> None:
    """Demo schools have BRIN 99XX and a bestuur each; pupils differ, are of school age and have no real name pair."""
    brins = [one.place.brin for one in people.SCHOOLS]
    assert all(brin.startswith("99") for brin in brins)
    assert len(set(brins)) == len({one.place.board for one in people.SCHOOLS}) == 6
    pupils = [pupil for group in people.pupils(TODAY) for pupil in group]
    assert len({pupil.key for pupil in pupils}) == len(pupils)
    assert all(5 <= (TODAY - pupil.birth_date).days // 365 <= 12 for pupil in pupils)


def test_a_region_of_demo_schools_has_enough_besturen(register_templates: Templates, maker: Maker) -> None:
    """The six demo schools alone may open a telling."""
    region = agree(maker, [one.place for one in people.SCHOOLS])
    assert region.open_telling(TODAY)
    assert school(0).brin == "99XA"
