"""A telling from the first enrolment to the report, every step a command, by seven parties with seven folders."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import duckdb
import pypdf
import pytest

from factories import make_case
from regions import CODE, GEMEENTE, SWV, Clock, Maker, Templates, content_of, school, shut
from thuisplan_desktop.actions import cases, joining
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import register_file

DAY = "2024-03-12"
CELL = "verzuim_4_weken_tot_3_maanden"


@pytest.fixture
def parties(register_templates: Templates, tmp_path: Path) -> Iterator[tuple[Maker, list[Path]]]:
    """Region, key holder and five schools with three children each, closed."""
    maker = Maker(register_templates, tmp_path, Clock())
    made = [maker.make(Role.REGION, SWV), maker.make(Role.KEYHOLDER, GEMEENTE)]
    for number in range(5):
        register = maker.make(Role.SCHOOL, school(number))
        for first in (date(2024, 1, 8), date(2024, 1, 15), date(2023, 9, 4)):
            cases.save_case(register, make_case(first_absent_on=first))
        made.append(register)
    yield maker, [shut(register) for register in made]
    maker.close()


def last_words(out: str) -> str:
    return out.rstrip().rsplit(": ", 1)[1]


def test_a_telling_by_commands(run, secret, parties, tmp_path: Path) -> None:
    """Present, profile, pin, join, enrol, open, cosign, start, seal, receive, close, answer, combine, gap, report."""
    maker, (region, keyholder, *schools) = parties
    out = tmp_path / "verzonden"

    def done(*arguments: object) -> str:
        ran = run(*arguments, *secret)
        assert (ran.code, ran.err) == (0, ""), arguments
        return str(ran.out)

    words = last_words(done("keyholder", "present", keyholder, "--region", CODE, "--out", out / "sleutel.tplan"))
    profile = ("--region", CODE, "--name", "Voorbeeldregio", "--definitions", "noord-kennemerland-nu", "--sector", "po",
               "--keyholder", out / "sleutel.tplan", "--out", out / "profiel.tplan")  # fmt: skip
    refused = run("region", "profile", region, *profile, "--fingerprint", "twaalf andere woorden", *secret)
    assert refused.message.startswith("De woorden aan de telefoon zijn niet de vingerafdruk")
    assert not (out / "profiel.tplan").exists()
    done("region", "profile", region, *profile, "--fingerprint", words.upper())
    swv = swv_words(region, maker)
    assert "versie 1" in done("keyholder", "pin", keyholder, out / "profiel.tplan", "--fingerprint", swv)
    for number, folder in enumerate(schools):
        mine = out / f"aanmelding-{number}.tplan"
        joining = ("join", folder, "--profile", out / "profiel.tplan", "--fingerprint", swv, "--out", mine)
        false = run(*joining, "--keyholder-fingerprint", swv, *secret)
        assert false.message.startswith("De woorden aan de telefoon zijn niet de vingerafdruk"), "both are compared"
        assert not mine.exists()
        told = done(*joining, "--keyholder-fingerprint", words)
        for who in (("region", region), ("keyholder", keyholder)):
            assert "Ingeschreven: School 99X" in done(who[0], "enrol", who[1], mine, "--fingerprint", last_words(told))
    done("region", "open-telling", region, "--peildatum", DAY, "--out", out / "voorstel.tplan")
    done("keyholder", "cosign", keyholder, out / "voorstel.tplan", "--out", out / "telling.tplan")
    assert "open voor 5 afzenders" in done("region", "start-telling", region, out / "telling.tplan")
    sealed = [out / f"telling-{number}.tplan" for number in range(5)]
    for folder, file in zip(schools, sealed, strict=True):
        done("seal", folder, "--verzoek", out / "telling.tplan", "--out", file)
    received = run("region", "receive", region, "--peildatum", DAY, sealed[0], out / "telling.tplan", *secret)
    assert received.code == 1, "one of two was refused"
    assert "1 van 5 afzenders" in received.out
    assert received.err.startswith("telling.tplan: Dit is een ander soort bestand")
    assert json.loads(done("region", "receive", region, "--peildatum", DAY, "--json", *sealed[1:]))["delivered"] == 5
    nothing_without_a_place(run, secret, maker, (region, keyholder, schools[0]), out)
    done("region", "close", region, "--peildatum", DAY, "--out", out / "verzoek.tplan")
    early = run("region", "report", region, "--peildatum", DAY, *secret)
    assert early.message.startswith("Deze telling is nog niet opgeteld.")
    wrong = run("region", "gap", schools[0], "--peildatum", DAY, "Langedijk", "onbekend", *secret)
    assert wrong.message.startswith("Deze map is van een andere rol: zorgcoördinator van een school")
    done("keyholder", "answer", keyholder, out / "verzoek.tplan", "--out", out / "antwoord.tplan")
    assert "5 afzenders" in done("region", "combine", region, "--peildatum", DAY, "--answer", out / "antwoord.tplan")
    done("region", "gap", region, "--peildatum", DAY, "Langedijk", "artikel 5 niet bekend")
    check_report(done, region, out, lambda path: run("audit", path).out)
    nothing_twice(run, secret, maker, (region, keyholder, schools[0]), out)


def swv_words(region: Path, maker: Maker) -> str:
    """What the samenwerkingsverband reads out over the telephone."""
    register = OpenRegister(register_file.open_(region, *maker.keys[Role.REGION]), Clock())
    try:
        return joining.own_keys(register)[0].fingerprint
    finally:
        register.close()


def check_report(done, region: Path, out: Path, audited: Callable[[Path], str]) -> None:
    """The same protected numbers as text, JSON and PDF; the exact ones only as 'gelijk' or 'ongelijk'."""
    at = ("--peildatum", DAY)
    report = json.loads(done("region", "report", region, *at, "--json"))
    five = {"sector": "po", "delivered": 5, "enrolled": 5}
    assert (report["covered"], report["gaps"]) == ([five], ["Langedijk: artikel 5 niet bekend"])
    (table,) = report["tables"]
    assert (table["cells"][CELL], table["cells"]["langdurig_verzuim_langer_dan_3_maanden"]) == (10, 5)
    text = done("region", "report", region, *at)
    assert "Onvolledig: Langedijk: artikel 5 niet bekend" in text
    assert f"{10:>18}" in text
    done("region", "report", region, *at, "--out", out / "rapport.pdf", "--for", "het OOGO")
    pages = pypdf.PdfReader(io.BytesIO((out / "rapport.pdf").read_bytes())).pages
    assert all(said in pages[0].extract_text() for said in ("Langedijk", "het OOGO"))
    done("region", "report", region, *at, "--audit", out / "controle.json")
    assert "Het certificaat klopt." in audited(out / "controle.json")
    assert "1 telling in" in done("region", "dataset", region, out / "alles")
    (file,) = (out / "alles").rglob("*.parquet")
    assert duckdb.sql(f"SELECT aantal FROM '{file}' WHERE cel = '{CELL}'").fetchall() == [(10,)]


def nothing_without_a_place(run, secret, maker: Maker, folders: tuple[Path, Path, Path], out: Path) -> None:
    """A result that can't be written (below a file, over a folder) stops the work beforehand."""
    region, keyholder, sender = folders
    roles = (Role.REGION, Role.KEYHOLDER, Role.SCHOOL)
    before = [content_of(folder, maker.keys[role]) for folder, role in zip(folders, roles, strict=True)]
    for place in (("--out", out / "telling.tplan" / "x"), ("--out", out, "--force"), ("--out", out / ("x" * 300))):
        for arguments in (
            ("region", "close", region, "--peildatum", DAY),
            ("seal", sender, "--verzoek", out / "telling.tplan"),
            ("keyholder", "cosign", keyholder, out / "voorstel.tplan"),
        ):
            assert run(*arguments, *place, *secret).message.startswith("Op deze plaats kan niet worden geschreven.")
    after = [content_of(folder, maker.keys[role]) for folder, role in zip(folders, roles, strict=True)]
    assert after == before


def nothing_twice(run, secret, maker: Maker, folders: tuple[Path, Path, Path], out: Path) -> None:
    """A result whose file is already there stops the work beforehand: nothing in any register changes."""
    region, keyholder, sender = folders
    telling, report = out / "telling.tplan", out / "rapport.pdf"
    roles = (Role.REGION, Role.KEYHOLDER, Role.SCHOOL)
    before = [content_of(folder, maker.keys[role]) for folder, role in zip(folders, roles, strict=True)]
    for arguments in (
        ("keyholder", "present", keyholder, "--region", "nieuw", "--out", out / "sleutel.tplan"),
        ("keyholder", "answer", keyholder, out / "verzoek.tplan", "--out", out / "antwoord.tplan"),
        ("keyholder", "cosign", keyholder, out / "voorstel.tplan", "--out", out / "telling.tplan"),
        ("seal", sender, "--verzoek", telling, "--out", out / "telling-0.tplan"),
        ("seal", sender, "--verzoek", telling, "--out", out / "nieuw", "--leesbrief", report),
        ("region", "close", region, "--peildatum", DAY, "--out", out / "verzoek.tplan"),
        ("region", "open-telling", region, "--peildatum", "2023-10-02", "--out", out / "voorstel.tplan"),
        ("region", "report", region, "--peildatum", DAY, "--out", out / "rapport.pdf"),
    ):
        assert run(*arguments, *secret).message.startswith("Op deze plaats staat al iets."), arguments
    assert not (out / "nieuw").exists()
    after = [content_of(folder, maker.keys[role]) for folder, role in zip(folders, roles, strict=True)]
    assert after == before
    again = ("keyholder", "answer", keyholder, out / "verzoek.tplan", "--out", out / "antwoord.tplan")
    assert run(*again, "--force", *secret).code == 0
