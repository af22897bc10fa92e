"""What can't be right gives one clear Dutch message and exit code 1, changes nothing and loses nothing."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from regions import TODAY, AgreedOf, Maker, Region, Templates, content_of, copy_of, keep_pupil, shut
from thuisplan_desktop.actions import absence_lists, importing, joining
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import counts_v1, parties_v1, profile_v1
from thuisplan_desktop.region.chains import START
from thuisplan_desktop.region.telling import RosterLine
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import identities

DATA = Path(__file__).parents[1] / "data"
XML = (DATA / "edexml" / "EDEXML.Voorbeeld.2.1.xml").read_bytes()
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><EDEX>&b;</EDEX>'
HEAD = "leerlingnummer;datum;code\r\n"


@pytest.fixture
def folder(maker: Maker, canary: str) -> Path:
    """A closed register of a pupil who is called the canary."""
    register = maker.make(Role.SCHOOL)
    keep_pupil(register, nickname=canary, pupil_key="40001", first_absent_on=date(2024, 1, 8))
    return shut(register)


def unharmed(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def huge(path: Path) -> None:
    """A gigabyte that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(1024**3)


# --- the register


def test_a_wrong_passphrase(run, folder: Path, tmp_path: Path) -> None:
    """Wrong, empty, or the right one with a space: the same sentence, and not a byte changes."""
    before = unharmed(folder)
    for wrong in ("vier losse woorden anders", " ", "vier losse woorden samen ", "\x00"):
        (tmp_path / "w").write_text(wrong)
        told = run("cases", folder, "--passphrase-file", tmp_path / "w").message
        assert told.startswith("Deze wachtzin opent het register niet.")
    assert unharmed(folder) == before


def spoilt(folder: Path, name: str, data: bytes | None) -> None:
    (folder / name).unlink()
    if data is not None:
        (folder / name).write_bytes(data)


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("register.db", lambda data: data[:100], "Dit is geen (volledig) Thuisplan-register."),
        ("register.db", lambda data: data[: len(data) // 2], "Het register is beschadigd."),
        ("register.db", lambda data: b"SQLite format 3\0" + data[16:], "Dit is geen (volledig) Thuisplan-register."),
        ("register.db", lambda data: None, "Dit is geen (volledig) Thuisplan-register."),
        ("keys.json", lambda data: data[:99], "Dit is geen (volledig) Thuisplan-register."),
        ("keys.json", lambda data: b"[" * 9999, "Dit is geen (volledig) Thuisplan-register."),
        ("keys.json", lambda data: None, "Dit is geen (volledig) Thuisplan-register."),
        ("keys.json", lambda data: data.replace(b'"memory_kib":65536', b'"memory_kib":1024'), "De sleutelgegevens"),
    ],
)
def test_a_truncated_or_foreign_folder(run, secret, folder: Path, name: str, change, sentence: str) -> None:
    """Half a file, a plain database, no file, weakened keys: named, and left as it was found."""
    data = (folder / name).read_bytes()
    assert change(data) != data
    spoilt(folder, name, change(data))
    before = unharmed(folder)
    for command in (("cases",), ("register", "check"), ("count",)):
        extra = ("--peildatum", "2024-03-12") if command == ("count",) else ()
        assert run(*command, folder, *extra, *secret).message.startswith(sentence)
    assert unharmed(folder) == before


def test_somebody_elses_register_db(run, secret, folder: Path, maker: Maker) -> None:
    """Keys of one folder and the register of another don't belong together."""
    other = shut(maker.make(Role.REGION))
    shutil.copy(other / "register.db", folder / "register.db")
    before = unharmed(folder)
    run("cases", folder, *secret).message  # noqa: B018  (it asserts)
    assert unharmed(folder) == before


def test_no_folder_at_all(run, secret, tmp_path: Path) -> None:
    """A path without anything, and a file in its place."""
    (tmp_path / "bestand.thuisplan").write_bytes(b"x")
    for missing in ("weg.thuisplan", "bestand.thuisplan"):
        assert "." in run("cases", tmp_path / missing, *secret).message
    assert not (tmp_path / "weg.thuisplan").exists()


# --- lists from elsewhere


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.xml", XML.replace(b"<EDEX", b"<!DOCTYPE E SYSTEM 'x'><EDEX", 1), "Dit XML-bestand bevat een documenttype"),
        ("a.xml", LAUGHS, "Dit XML-bestand bevat een documenttype"),
        ("a.xml", b"\xff\xfe" + LAUGHS.decode().encode("utf-16-le"), "Dit XML-bestand bevat een documenttype"),
        ("a.xml", XML[: len(XML) // 2], "Dit XML-bestand is afgebroken of onleesbaar (regel"),
        ("a.xml", b"<EDEX>" + b"<x>" * 5000, "D"),
        ("a.xml", b"<html><body>hallo</body></html>", "Dit is geen EDEXML-bestand."),
        ("a.xml", b"", "Dit bestand is leeg."),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "De tekens in dit bestand zijn niet te lezen."),
        ("a.csv", b"naam;datum\r\nx;y\r\n", "In deze lijst ontbreekt: leerlingnummer, code."),
        ("a.csv", (HEAD + "40001;31-02-2024;A\r\n").encode(), "Regel 2 heeft een onmogelijke datum (kolom datum)."),
        ("a.csv", (HEAD + "40001;00-00-0000;A\r\n").encode(), "Regel 2 heeft een onmogelijke datum"),
        ("a.csv", (HEAD + "1;2-3-2024;A\r\n1;3-3-2024\r\n").encode(), "Regel 3 klopt niet. Er is niets ingelezen."),
        ("a.csv", (HEAD + '40001;"2-3-2024;A\r\n').encode(), "Regel 2 klopt niet."),
        ("a.csv", (HEAD + "40001;2-3-2024;QQ\r\n").encode(), "Regel 2 heeft een verzuimcode die Thuisplan niet kent."),
        ("a.csv", HEAD.encode(), "Dit bestand is leeg."),
        ("weg.csv", None, "Dit bestand of deze map bestaat niet."),
    ],
)  # fmt: skip
def test_bad_lists(
    run, secret, maker: Maker, folder: Path, tmp_path: Path, name: str, data: bytes | None, sentence: str, canary: str
) -> None:
    """One sentence with what is wrong and where, nothing imported, also not the good half of the list."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    before = content_of(folder, maker.keys[Role.SCHOOL])
    for extra in ((), ("--dry-run",), ("--select", "all")):
        told = run("import", folder, path, *extra, *secret).message
        assert told.startswith(sentence)
        assert canary not in told
        assert str(tmp_path) not in told
    assert content_of(folder, maker.keys[Role.SCHOOL]) == before


@pytest.mark.parametrize("name", ["leerlingen.xml", "verzuim.csv"])
def test_a_gigabyte_is_refused_by_its_size(
    run, secret, maker: Maker, folder: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is read or parsed."""
    huge(tmp_path / name)
    before = content_of(folder, maker.keys[Role.SCHOOL])
    for room, readers in ((importing, ("preview_pupils", "import_pupils")), (absence_lists, ("import_absences",))):
        for reader in readers:
            monkeypatch.setattr(room, reader, lambda *_: pytest.fail("it was parsed"))
    told = run("import", folder, tmp_path / name, *secret).message
    assert told.startswith("Dit bestand is groter dan 50 MB en wordt niet gelezen.")
    assert content_of(folder, maker.keys[Role.SCHOOL]) == before


# --- files that travel


@dataclass
class Delivered:
    """A telling with sealed files on disk, and every folder closed."""

    maker: Maker
    region: Path
    keyholder: Path
    sender: Path
    files: dict[str, Path]

    def contents(self) -> list[object]:
        roles = {self.region: Role.REGION, self.keyholder: Role.KEYHOLDER, self.sender: Role.SCHOOL}
        return [content_of(folder, self.maker.keys[role]) for folder, role in roles.items()]


@pytest.fixture(scope="module")
def delivery(
    agreed_of: AgreedOf, register_templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Path], dict[str, bytes]]:
    """The closed folders and the files, to be copied."""
    five = copy_of(agreed_of(5), Maker(register_templates, tmp_path_factory.mktemp("delivery")))
    telling = five.open_telling(TODAY)
    good = five.seal(telling)
    stranger, foreign = strange_files(five, telling)
    at = good[0].rindex(b'"box":"') + 200
    made = {
        "goed": good[0],
        "veranderd": good[0][:at] + (b"A" if good[0][at : at + 1] != b"A" else b"B") + good[0][at + 1 :],
        "onbekend": stranger,
        "ander": foreign,
        "afgekapt": good[0][:-20],
        "telling": telling,
        "leeg": b"",
        "geen": b"PK\x03\x04 een zipbestand",
        "nieuwer": good[0].replace(b'"version":1', b'"version":2'),
    }
    folders = [shut(register) for register in (five.region, five.keyholder, *five.senders)]
    return folders[:3], made


@pytest.fixture
def delivered(agreed_of: AgreedOf, delivery: tuple[list[Path], dict[str, bytes]], tmp_path: Path) -> Delivered:
    folders, made = delivery
    files = {name: tmp_path / f"{name}.tplan" for name in made}
    for name, data in made.items():
        files[name].write_bytes(data)
    copies = [Path(shutil.copytree(folder, tmp_path / folder.name)) for folder in folders]
    return Delivered(agreed_of(5), *copies, files)


def strange_files(five: Region, data: bytes) -> tuple[bytes, bytes]:
    """A file of a key that nobody enrolled, and a file that is sealed for another region."""
    with five.senders[0].read() as connection:
        member, telling = joining.member_for_telling(connection, data)
        own = Identity.load(identities.load_identity(connection, telling.region).private_keys)
    identity = Identity.generate()
    share = bytes(counts_v1.share_length(member.profile))
    shares = {"for_swv": share, "for_keyholder": share}
    roster = (*telling.roster, RosterLine(identity.public[0], 9, frozenset({"po"})))
    stranger = counts_v1.encode(replace(telling, roster=roster), member.profile, identity, START, **shares)
    elsewhere = replace(member.profile, swv=parties_v1.keys_of(identity))
    moved = replace(telling, profile_hash=profile_v1.profile_hash(elsewhere))
    return stranger, counts_v1.encode(moved, elsewhere, own, START, **shares)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("veranderd", "Het zegel van dit bestand is verbroken"),
        ("onbekend", "De afzender van dit bestand is hier niet ingeschreven."),
        ("ander", "Dit bestand is voor iemand anders verzegeld."),
        ("afgekapt", "Dit is geen (volledig) Thuisplan-bestand."),
        ("telling", "Dit is een ander soort bestand: tellingverzoek, niet verzegelde telling."),
        ("leeg", "Dit is geen (volledig) Thuisplan-bestand."),
        ("geen", "Dit is geen (volledig) Thuisplan-bestand."),
        ("nieuwer", "Dit bestand is gemaakt met een nieuwere versie van Thuisplan."),
    ],
)
def test_a_bad_count_file(run, secret, delivered: Delivered, name: str, sentence: str) -> None:
    """The region names what is wrong with it, keeps nothing of it, and takes a good file beside it."""
    arguments = ("region", "receive", delivered.region, "--peildatum", TODAY, *secret)
    before = delivered.contents()
    ran = run(*arguments, delivered.files[name])
    assert ran.code == 1
    assert ran.err.startswith(f"{name}.tplan: {sentence}")
    assert ran.err.count("\n") == 1
    assert delivered.contents() == before
    ran = run(*arguments, delivered.files[name], delivered.files["goed"])
    assert (ran.code, ran.out.splitlines()[0]) == (1, "goed.tplan: Ontvangen: het zegel klopt.")
    assert "1 van 5" in ran.out


@pytest.mark.parametrize(
    "command",
    [
        ("seal", "sender", "--verzoek"),
        ("keyholder cosign", "keyholder", ""),
        ("keyholder answer", "keyholder", ""),
        ("region start-telling", "region", ""),
        ("region combine", "region", "--answer"),
    ],
)
def test_a_bad_file_for_any_command(
    run, secret, delivered: Delivered, tmp_path: Path, command: tuple[str, str, str]
) -> None:
    """Whoever gets the wrong file says so in one sentence; no register changes and no result is written."""
    words, role, option = command
    result = () if words in ("region start-telling", "region combine") else ("--out", tmp_path / "uit.tplan")
    day = ("--peildatum", TODAY) if words == "region combine" else ()
    before = delivered.contents()
    for name in ("veranderd", "afgekapt", "leeg", "geen", "goed", "weg"):
        path = delivered.files.get(name, tmp_path / "weg.tplan")
        file = (option, path) if option else (path,)
        told = run(*words.split(), getattr(delivered, role), *file, *result, *day, *secret).message
        assert told.endswith(".")
        assert str(tmp_path) not in told
    assert delivered.contents() == before
    assert not (tmp_path / "uit.tplan").exists()


def test_a_sealed_file_of_a_gigabyte(run, secret, delivered: Delivered, tmp_path: Path) -> None:
    """It is read no further than its limit."""
    huge(tmp_path / "groot.tplan")
    files = ("--verzoek", tmp_path / "groot.tplan", "--out", tmp_path / "x")
    told = run("seal", delivered.sender, *files, *secret).message
    assert told.startswith("Dit bestand is groter dan 16 MB")


@pytest.mark.parametrize("expected", ["[]", "{", '{"nk-po-2017": 5}', "[" * 100_000])
def test_a_bad_expected_table(run, secret, delivered: Delivered, tmp_path: Path, expected: str) -> None:
    """`combine --check` names a file that isn't a table."""
    (tmp_path / "verwacht.json").write_text(expected)
    check = ("--peildatum", TODAY, "--check", tmp_path / "verwacht.json")
    assert "Regel 1 klopt niet" in run("region", "combine", delivered.region, *check, *secret).message


def test_another_days_telling(run, secret, delivered: Delivered) -> None:
    """A day without a telling is named."""
    files = ("--peildatum", "2020-01-01", delivered.files["goed"])
    told = run("region", "receive", delivered.region, *files, *secret).message
    assert told.startswith("Deze telling is hier niet bekend.")
