"""`register`, `import`, `cases`, `count` and `anonymise` on real folders."""

import getpass
import json
import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from regions import Maker, content_of, keep_pupil, shut
from thuisplan_desktop.actions import counting, publishing
from thuisplan_desktop.anonymise import find
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.register.codes import Role
from workbooks import book

DATA = Path(__file__).parents[1] / "data"
SAMPLE = DATA / "edexml" / "EDEXML.Voorbeeld.2.1.xml"


def folder(maker: Maker, **changes: object) -> Path:
    """A closed register of one pupil."""
    register = maker.make(Role.SCHOOL)
    keep_pupil(register, pupil_key="40001", first_absent_on=date(2024, 1, 8), **changes)
    return shut(register)


def test_create_and_check(run, secret, tmp_path: Path) -> None:
    """A new register shows its recovery code once, opens with its passphrase, and is never made over another."""
    made = tmp_path / "nieuw.thuisplan"
    arguments = (
        "--owner",
        "Anja Doedel",
        "--name",
        "De Verzonnen Boom",
        "--brin",
        "99XA",
        "--board",
        "Stichting Wortel",
    )
    refused = run("register", "create", made, *arguments[:-2], *secret).message
    assert refused.startswith("Dit kan niet kloppen: de naam van het bestuur ontbreekt.")
    assert not made.exists()
    arguments += secret
    created = run("register", "create", made, *arguments)
    assert created.code == 0
    assert len(created.out.splitlines()[1].replace("-", "").replace(" ", "")) >= 32
    before = {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()}
    assert run("register", "create", made, *arguments).message.startswith("Op deze plaats staat al iets.")
    assert {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()} == before
    assert run("register", "check", made, *secret).out.startswith("Het register is in orde.\n")


@pytest.mark.parametrize(("group", "role"), [("region", Role.REGION), ("keyholder", Role.KEYHOLDER)])
def test_create_of_the_other_roles(run, secret, tmp_path: Path, group: str, role: Role) -> None:
    """Region and key holder make theirs with their own command; a school's command refuses it by name."""
    made = tmp_path / "werkmap.thuisplan"
    assert run(group, "create", made, "--owner", "H", "--name", "Voorbeeld", *secret).code == 0
    for command in (("count", "--peildatum", "2024-03-12"), ("cases",), ("import", SAMPLE)):
        assert f"Deze map is van een andere rol: {role.label}" in run(command[0], made, *command[1:], *secret).message


def test_a_passphrase_from_stdin_or_a_notepad_file(run, maker: Maker, tmp_path: Path, monkeypatch) -> None:
    """One line from standard input; a file may begin with a byte order mark and end with more lines."""
    made = folder(maker)
    (tmp_path / "w.txt").write_bytes("\ufeffvier losse woorden samen\r\nniet deze\r\n".encode())
    assert run("cases", made, "--passphrase-file", tmp_path / "w.txt").code == 0
    monkeypatch.setattr("sys.stdin", iter_lines("vier losse woorden samen\n"))
    assert run("cases", made, "--passphrase-file", "-").code == 0
    monkeypatch.setattr("getpass.getpass", lambda prompt: "vier losse woorden samen")
    assert run("cases", made).code == 0


def test_a_passphrase_that_cannot_be_read(run, maker: Maker, tmp_path: Path, monkeypatch) -> None:
    """Another encoding would be another passphrase, with which a new register could not be opened again."""
    made = folder(maker)
    (tmp_path / "w.txt").write_bytes("vier losse wóórden samen".encode("cp1252"))
    told = "De tekens van de aangeleverde wachtzin zijn niet te lezen."
    assert run("cases", made, "--passphrase-file", tmp_path / "w.txt").message.startswith(told)
    monkeypatch.setattr("sys.stdin", iter_lines("vier losse w\udcf3\udcf3rden samen\n"))
    assert run("cases", made, "--passphrase-file", "-").message.startswith(told)


def test_nobody_to_type_a_passphrase(run, maker: Maker, monkeypatch) -> None:
    """Standard input that ended, asked for or not: one sentence."""
    made = folder(maker)
    monkeypatch.setattr("sys.stdin", iter_lines(""))
    assert run("cases", made, "--passphrase-file", "-").message.startswith("Er is geen wachtzin of code gegeven.")

    def ended(_prompt: str) -> str:
        warnings.warn("no terminal", getpass.GetPassWarning, stacklevel=1)
        raise EOFError

    monkeypatch.setattr("getpass.getpass", ended)
    assert run("cases", made).message.startswith("Er is geen wachtzin of code gegeven.")


class iter_lines:  # noqa: N801  (stands in for a stream)
    def __init__(self, line: str) -> None:
        self.readline = lambda: line


def test_import_of_pupils(run, secret, maker: Maker) -> None:
    """Look first; then one pupil; then all, without doubling. What is never kept is told."""
    made = folder(maker)
    before = content_of(made, maker.keys[Role.SCHOOL])
    looked = json.loads(run("import", made, SAMPLE, "--dry-run", "--json", *secret).out)
    assert looked["known"] == []
    assert looked["dropped"]["bsn"] > 0
    assert "nooit bewaard: bsn" in run("import", made, SAMPLE, "--dry-run", *secret).out
    assert content_of(made, maker.keys[Role.SCHOOL]) == before
    first = looked["pupils"][0]
    assert json.loads(run("import", made, SAMPLE, "--select", first, "--json", *secret).out)["added"] == 1
    done = json.loads(run("import", made, SAMPLE, "--select", "all", "--json", *secret).out)
    assert (done["added"], done["updated"]) == (len(looked["pupils"]) - 1, 1)
    assert run("import", made, SAMPLE, *secret).message.startswith("Er is geen leerling gekozen.")


def test_import_of_lists_with_choices(run, secret, maker: Maker, tmp_path: Path) -> None:
    """What the window would ask stands in a file; a workbook is read as a list is, and BSN is counted and left out."""
    made = shut(maker.make(Role.SCHOOL))
    head = ["Nr", "Roepnaam", "Achternaam", "Geboortedatum", "BSN"]
    (tmp_path / "leerlingen.xlsx").write_bytes(book([head, ["40001", "Femke", "Zandloper", "3-9-2014", "123456782"]]))
    choices = tmp_path / "keuzes.json"
    choices.write_text(json.dumps({"columns": {"key": "Nr", "nickname": "Roepnaam", "surname": "Achternaam",
                                               "birth_date": "Geboortedatum"}}), "utf-8")  # fmt: skip
    pupils = ("import", made, tmp_path / "leerlingen.xlsx", "--kind", "pupils", "--mapping", choices, *secret)
    done = json.loads(run(*pupils, "--select", "all", "--json").out)
    assert (done["added"], done["dropped"]) == (1, {"bsn": 1})
    (tmp_path / "leerlingen.xlsx").write_bytes(book([head, ["40001", "Femke", "Zandloper", "4-9-2014", ""]]))
    looked = json.loads(run(*pupils, "--dry-run", "--json").out)
    assert looked["differences"] == [{"key": "40001", "what": "birth_date"}]
    assert "geboortedatum" in run(*pupils, "--select", "all").message
    decided = {"key": "40001", "what": "birth_date", "replace": True, "reason": "paspoort gezien"}
    choices.write_text(json.dumps({**json.loads(choices.read_text("utf-8")), "decisions": [decided]}), "utf-8")
    assert json.loads(run(*pupils, "--select", "all", "--json").out)["updated"] == 1
    (tmp_path / "verzuim.csv").write_text("leerlingnummer;datum;code\n40001;2-3-2026;QX\n", "utf-8")
    days = ("import", made, tmp_path / "verzuim.csv", *secret)
    assert "verzuimcode" in run(*days).message
    choices.write_text(json.dumps({"codes": {"QX": "sick"}, "covers": ["2026-03-01", "2026-03-06"],
                                   "durations": {"day": 300}, "complete": True}), "utf-8")  # fmt: skip
    assert json.loads(run(*days, "--mapping", choices, "--json").out)["rows"] == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[]", "absences"),
        ("{", "absences"),
        ('{"kolommen": {}}', "absences"),
        ('{"columns": 3}', "absences"),
        ('{"covers": ["gisteren", "vandaag"]}', "absences"),
        ('{"durations": {"uur": 3}}', "absences"),
        ('{"codes": ["QX"]}', "absences"),
        ('{"decisions": [{"key": "1"}]}', "pupils"),
        ('{"types": {"x": "kasteel"}}', "pupils"),
    ],
)
def test_choices_of_another_shape_are_named(run, secret, maker: Maker, tmp_path: Path, text: str, kind: str) -> None:
    """One sentence with the part that is wrong; nothing comes in."""
    made = shut(maker.make(Role.SCHOOL))
    (tmp_path / "keuzes.json").write_text(text, "utf-8")
    (tmp_path / "lijst.csv").write_text("leerlingnummer;datum;code;naam\n1;2-3-2026;Z;Femke\n", "utf-8")
    options = ("--mapping", tmp_path / "keuzes.json", "--kind", kind, "--select", "all")
    told = run("import", made, tmp_path / "lijst.csv", *options, *secret).message
    assert told.startswith("Het bestand met keuzes klopt niet bij: ")


def test_import_of_absences(run, secret, maker: Maker, tmp_path: Path) -> None:
    """A dry run tells the same numbers and keeps nothing."""
    made = folder(maker)
    (tmp_path / "verzuim.csv").write_text("leerlingnummer;datum;code\r\n40001;12-03-2024;A\r\n9;12-03-2024;A\r\n")
    before = content_of(made, maker.keys[Role.SCHOOL])
    looked = run("import", made, tmp_path / "verzuim.csv", "--dry-run", "--json", *secret)
    assert content_of(made, maker.keys[Role.SCHOOL]) == before
    done = run("import", made, tmp_path / "verzuim.csv", "--json", *secret)
    assert done.out == looked.out
    assert json.loads(done.out)["rows"] == 1
    ahead = (datetime.now(UTC) + timedelta(days=30)).strftime("%d-%m-%Y")
    rows = f"leerlingnummer;datum;code\r\n40001;12-03-2024;A\r\n40001;{ahead};A\r\n"
    (tmp_path / "later.csv").write_text(rows)
    warned = json.loads(run("import", made, tmp_path / "later.csv", "--json", *secret).out)["warnings"]
    assert "1 regel van later dan vandaag niet ingelezen." in warned
    assert content_of(made, maker.keys[Role.SCHOOL]) != before
    assert "1 leerling zonder casus" in run("import", made, tmp_path / "verzuim.csv", *secret).out


def test_cases(run, secret, maker: Maker, canary: str) -> None:
    """The owner reads names on the screen; a list for machines has none."""
    made = folder(maker, nickname=canary)
    assert canary in run("cases", made, *secret).out
    (row,) = json.loads(run("cases", made, "--json", *secret).out)
    assert canary not in str(row)
    assert (row["since"], row["status"], row["closed"]) == ("2024-01-08", "lrv_over_3m", False)
    assert row["missing"][:2] == ["no_report", "not_confirmed"]
    assert "nakijken: melding ontbreekt" in run("cases", made, *secret).out
    empty = shut(maker.make(Role.SCHOOL))
    assert run("cases", empty, *secret).out == "Er zijn nog geen casussen.\n"


def test_count_is_protected(run, secret, maker: Maker) -> None:
    """One child at home is not readable as 1, in text or JSON; what is not registered is not zero."""
    made = folder(maker)
    then = ("--peildatum", "12-03-2024", "--definitions", "noord-kennemerland-2017")
    (table,) = json.loads(run("count", made, *then, "--json", *secret).out)
    assert "verzuim_4_weken_tot_3_maanden" in table["hidden"]
    assert not {1, 2, 3, 4} & set(table["cells"].values())
    assert not set(table["cells"]) & set(table["hidden"])
    assert (table["cells"]["langdurig_ziek"], table["peildatum"]) == (None, "2024-03-12")
    text = run("count", made, "--peildatum", "2024-03-12", *secret).out
    assert "afgeschermd" in text
    assert not [line for line in text.splitlines()[1:] if line.split()[-1] in {"1", "2", "3", "4"}]
    assert (
        "Definitieset 'x' bestaat niet."
        in run("count", made, "--peildatum", "2024-03-12", "--definitions", "x", *secret).message
    )


def test_anonymise(run, tmp_path: Path) -> None:
    """Each line keeps its id; spans count code points, end exclusive; a file is overwritten only when told so."""
    note = {"id": "n1", "text": "😀 Femke belt 06-12345678.", "known": {}}
    source, target = tmp_path / "in.jsonl", tmp_path / "uit.jsonl"
    source.write_text(json.dumps(note, ensure_ascii=False) + "\n\n", "utf-8")
    assert run("anonymise", source, target).code == 0
    (line,) = target.read_text("utf-8").splitlines()
    done = json.loads(line)
    assert done["id"] == "n1"
    assert "06-12345678" in {note["text"][span["start"] : span["end"]] for span in done["spans"]}
    assert "12345678" not in done["text"]
    assert run("anonymise", source, target).message.startswith("Op deze plaats staat al iets.")
    assert run("anonymise", source, target, "--force").code == 0


def test_anonymise_never_writes_over_its_source(run, tmp_path: Path) -> None:
    """The texts stand nowhere else: refused by name and by another way to it, also with --force."""
    source, link = tmp_path / "in.jsonl", tmp_path / "ook.jsonl"
    source.write_text('{"id": 1, "text": "Femke belt.", "known": {}}', "utf-8")
    link.symlink_to(source)
    for target in (source, link):
        assert run("anonymise", source, target, "--force").message.startswith("Op deze plaats staat al iets.")
    assert "Femke" in source.read_text("utf-8")


def test_anonymise_names_the_text_it_cannot_judge(run, tmp_path: Path) -> None:
    """Which line of the file, and which line of that text; nothing is written."""
    source = tmp_path / "in.jsonl"
    notes = [{"id": 1, "text": "Rust.", "known": {}}, {"id": 2, "text": "Rust.\n\u05e9\u05dc\u05d5\u05dd", "known": {}}]
    source.write_text("\n".join(map(json.dumps, notes)), "utf-8")
    told = run("anonymise", source, tmp_path / "uit.jsonl")
    assert told.message.startswith("Regel 2 van het bestand: regel 2 van die tekst kan niet worden beoordeeld.")
    assert not (tmp_path / "uit.jsonl").exists()


def test_anonymise_refuses_what_is_no_note_before_it_searches(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten megabytes would be searched for minutes before they are refused."""
    monkeypatch.setattr("thuisplan_desktop.anonymise.find.find", lambda *_: pytest.fail("searched"))
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": 1, "text": "Femke belt. " * 1_000_000}), "utf-8")
    told = run("anonymise", source, tmp_path / "uit.jsonl")
    assert told.message.startswith("Regel 1 van het bestand: regel 1 van die tekst kan niet worden beoordeeld.")


@pytest.mark.parametrize("error", [RuntimeError, ValueError, KeyError, RecursionError, MemoryError])
def test_anonymise_names_the_text_on_which_a_finder_breaks(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """It fails closed: nothing is written, and the line of the text is named, not blamed on the file."""

    def breaks(reading: Reading) -> tuple[Span, ...]:
        if "kapot" in reading.text:
            raise error
        return ()

    monkeypatch.setattr(find, "FINDERS", (breaks, *find.FINDERS))
    source = tmp_path / "in.jsonl"
    notes = [{"id": 1, "text": "Rust."}, {"id": 2, "text": "Rust.\nDit\nis kapot.\nJa."}]
    source.write_text("\n".join(map(json.dumps, notes)), "utf-8")
    told = run("anonymise", source, tmp_path / "uit.jsonl")
    assert told.message.startswith("Regel 2 van het bestand: regel 3 van die tekst kan niet worden beoordeeld.")
    assert not (tmp_path / "uit.jsonl").exists()


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1}',
        '{"id": "\\ud800", "text": "Rust."}',
        "geen json",
        '{"id": 1, "text": 5}',
        "[]",
        '{"id":1,"text":"x","known":"?"}',
        '{"id":1,"text":"x","known":{"child":{"surname":5}}}',
        '{"id":1,"text":"x","known":{"school":{"name":["x"]}}}',
        "[" * 100_000,
    ],
)
def test_anonymise_names_a_wrong_line(run, tmp_path: Path, line: str) -> None:
    """A line that isn't a note is named by its number, and nothing is written."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 0, "text": "Rust.", "known": {}}\n' + line, "utf-8")
    assert run("anonymise", source, tmp_path / "uit.jsonl").message.startswith("Regel 2 klopt niet")
    assert not (tmp_path / "uit.jsonl").exists()


def test_the_log_of_a_command_names_nobody(run, secret, maker: Maker, own_folders: Path, canary: str) -> None:
    """Whatever a command did, its log holds no name and no path."""
    made = folder(maker, nickname=canary)
    run("cases", made, *secret)
    run("import", made, SAMPLE, *secret)
    for log in own_folders.rglob("*.log"):
        written = log.read_text("utf-8")
        assert canary not in written
        assert str(made) not in written


def test_what_was_published_of_a_day_can_be_audited(run, secret, maker: Maker, tmp_path: Path) -> None:
    """One file that `audit` certifies; of a day of which readers have nothing there is none."""
    register = maker.make(Role.SCHOOL)
    keep_pupil(register, pupil_key="40001", first_absent_on=date(2024, 1, 8))
    row = counting.take_snapshot(register, date(2024, 3, 12)).value[0]
    publishing.publish(register, [publishing.Pick(row.id)])
    made, file = shut(register), tmp_path / "controle.json"
    assert run("published", made, "--peildatum", "2024-03-11", "--out", file, *secret).code == 1
    assert not file.exists()
    assert run("published", made, "--peildatum", "2024-03-12", "--out", file, *secret).code == 0
    assert "Het certificaat klopt." in run("audit", file).out
