"""The rules of the house that no other tool checks: walls, sizes, words, exits, and what may stand in a file."""

import ast
import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from exits import ways_out
from thuisplan_desktop import errors, messages, paths
from thuisplan_desktop.counts import reports
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.register import definitions

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "thuisplan_desktop"
MODULES = sorted(SOURCE.rglob("*.py"))
PROGRAM = sorted([*MODULES, *(ROOT / "tools").rglob("*.py")])
PROGRAM_FILES = frozenset(PROGRAM)
CODE = sorted([*PROGRAM, *(ROOT / "tests").rglob("*.py")])
KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, ThuisplanError) and kind is not ThuisplanError
}

Node = TypeVar("Node", bound=ast.AST)

LONG_FUNCTIONS = {
    "tampered": "a table of spoilt files, one after the other",
}
"""Functions above 40 lines, each with its reason."""


def trees(files: list[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for path in files:
        yield path, tree_of(path)


@cache
def tree_of(path: Path) -> ast.Module:
    return parsed(path)


def parsed(path: Path) -> ast.Module:
    with keeping_garbage():
        return ast.parse(path.read_text("utf-8"))


@contextmanager
def keeping_garbage() -> Iterator[None]:
    """A tree has none, and looking for it meanwhile costs three times as much as parsing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class Shape:
    """What is asked of every file, the tests too; their trees are not kept."""

    functions: tuple[tuple[str, int], ...]
    loose: tuple[int, ...]
    """The lines of strings that are statements by themselves."""


@cache
def shape_of(path: Path) -> Shape:
    tree = tree_of(path) if path in PROGRAM_FILES else parsed(path)
    with keeping_garbage():
        found = [one for one in ast.walk(tree) if isinstance(one, (ast.FunctionDef, ast.Expr))]
    functions = [one for one in found if isinstance(one, ast.FunctionDef)]
    strings = [one for one in found if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)]
    return Shape(
        tuple((one.name, (one.end_lineno or 0) - one.lineno + 1) for one in functions),
        tuple(one.lineno for one in strings if isinstance(getattr(one.value, "value", None), str)),
    )


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """What is asked of the files of the program, in one walk over each."""
    asked = (ast.Call, ast.Raise, ast.Name, ast.Attribute)
    tree = tree_of(path)
    with keeping_garbage():
        return [node for node in ast.walk(tree) if isinstance(node, asked)]


def nodes(files: list[Path], kind: type[Node]) -> Iterator[tuple[Path, Node]]:
    for path in files:
        yield from ((path, node) for node in nodes_of(path) if isinstance(node, kind))


def test_the_walls_between_rooms() -> None:
    """Every import contract of pyproject.toml holds. (In a process of its own: the linter turns other logs off.)"""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def long_functions(files: list[Path], most: int) -> set[str]:
    with keeping_garbage():
        shapes = [shape_of(path) for path in files]
    return {name for shape in shapes for name, lines in shape.functions if lines > most}


def test_files_and_functions_stay_small() -> None:
    """Below 500 lines a file, at most 40 a function without a reason above; tests may tell a longer story."""
    assert long_functions(PROGRAM, 40) == set(LONG_FUNCTIONS)
    assert long_functions(CODE, 70) == set()
    assert [path.name for path in PROGRAM if path.read_text("utf-8").count("\n") >= 500] == []
    assert [path.name for path in CODE if path.read_text("utf-8").count("\n") >= 700] == []


def test_every_module_says_why_it_is_there() -> None:
    """A module without a docstring is a drawer."""
    assert [path.name for path, tree in trees(PROGRAM) if tree.body and not ast.get_docstring(tree)] == []


# --- resources


def test_no_sentence_stands_loose() -> None:
    """A string that is a statement by itself explains what stands above it; a half of a sentence is said to nobody."""
    for path in CODE:
        lines = path.read_text("utf-8").splitlines()
        for number in shape_of(path).loose:
            assert lines[number - 1].lstrip().startswith(('"""', 'r"""')), f"{path}:{number}"


def test_every_resource_opens() -> None:
    """Each file of resources/ is found through the one function that reads them, and isn't empty."""
    top = ROOT / "resources"
    found = [path.relative_to(top) for path in sorted(top.rglob("*")) if path.is_file()]
    assert len(found) > 60
    for path in found:
        assert paths.resource(*path.parts).stat().st_size > 0, path


def test_every_named_resource_is_there() -> None:
    """Whatever the program asks for by name exists: a release without its data file is found here."""
    asked = 0
    for path, node in nodes(MODULES, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "resource":
            parts = [part.value for part in node.args if isinstance(part, ast.Constant)]
            assert paths.resource(*map(str, parts)).exists(), path
            asked += 1
    assert asked >= 6


def test_the_definition_sets_that_were_decided() -> None:
    """The national set and those of four regions ship, and each has reports."""
    decided = {
        "landelijk", "noord-kennemerland-2017", "noord-kennemerland-nu", "zuid-limburg-2018",
        "zuid-kennemerland-ijmond-2021",
    }  # fmt: skip
    assert decided <= set(definitions.names())
    for name in definitions.names():
        assert definitions.load(name).threshold >= 5
        assert reports.reports_for(name)


# --- errors and what people read


def test_every_error_has_a_message() -> None:
    """Each kind has a sentence that says what happened, and what is safe; no message is of a kind that went."""
    assert set(messages._MESSAGES) == set(KINDS.values())
    for kind, message in messages._MESSAGES.items():
        assert message.what.endswith((".", "}")), kind
        assert message.safe.endswith(".") or kind is errors.PromiseBroken, kind
        assert message.what[0].isupper() or message.what[0] == "{", kind


def test_a_message_stands_where_its_error_stands() -> None:
    """`messages/` has the same drawers as `errors/`: whoever adds a kind finds the place of its sentence."""
    drawers = [messages.cases, messages.counts, messages.lists, messages.register_file, messages.travel]
    for drawer in drawers:
        name = drawer.__name__.rpartition(".")[2]
        assert {kind.__module__.rpartition(".")[2] for kind in drawer.MESSAGES} == {name}


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Every place that raises a known error: where, the kind, and the facts it gives."""
    for path, call in nodes(MODULES, ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in KINDS:
            yield f"{path.name}:{call.lineno}", call.func.id, {word.arg or "" for word in call.keywords}
    for path, bare in nodes(MODULES, ast.Raise):
        if isinstance(bare.exc, ast.Name) and bare.exc.id in KINDS:
            yield f"{path.name}:{bare.lineno}", bare.exc.id, set()


def test_no_message_has_an_open_blank() -> None:
    """Whoever raises an error gives every fact that its message asks for."""
    for place, name, facts in raised():
        blanks = set(re.findall(r"\{(\w+)\}", messages._MESSAGES[KINDS[name]].what))
        assert blanks <= facts, f"{place}: {name} lacks {blanks - facts}"


def test_every_error_is_raised_somewhere() -> None:
    """A kind that nothing raises is a promise about nothing."""
    others = [path for path in MODULES if path.parent.name not in ("errors", "messages")]
    used = {node.id for _, node in nodes(others, ast.Name)} | {node.attr for _, node in nodes(others, ast.Attribute)}
    assert set(KINDS) - used == set()


# --- what may leave


def printers() -> set[tuple[str, str]]:
    """What gives bytes that can leave: everything public of pdf/, every encoder and signer of exchange/."""
    found = set()
    for room, wanted in (("pdf", "bytes"), ("exchange", "bytes")):
        for path, tree in trees(sorted((SOURCE / room).glob("*.py"))):
            for node in tree.body:
                gives = isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == wanted
                if gives and (room == "pdf" or node.name.startswith("encode") or node.name == "cosign"):
                    found.add((path.stem, node.name))
    return {(module, name) for module, name in found if not name.startswith("_") and name != "render"}


def makers() -> Iterator[tuple[str, set[str]]]:
    """The actions that make bytes for outside, with the log lines they write."""
    outside = printers()
    for path, tree in trees(sorted((SOURCE / "actions").glob("*.py"))):
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name, node in functions.items():
            parts = reached(node, functions)
            if not name.startswith("_") and any(calls(part) & outside for part in parts):
                yield f"{path.stem}.{name}", {line for part in parts for line in logged(part)}


def calls(node: ast.AST) -> set[tuple[str, str]]:
    """What a function calls as module.name()."""
    attributes = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {
        (func.value.id, func.attr)
        for func in attributes
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    }


def reached(node: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    """A function with the private ones of its module that it uses."""
    found = [node]
    for part in found:
        names = {one.id for one in ast.walk(part) if isinstance(one, ast.Name)}
        found += [functions[name] for name in sorted(names & set(functions)) if functions[name] not in found]
    return found


def logged(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "log":
            action = call.args[1]
            if isinstance(action, ast.Constant):
                yield str(action.value)
            else:
                yield from ("sheet_anonymous", "sheet_learning") if "sheet_" in ast.unparse(action) else ()


def test_every_exit_has_its_row() -> None:
    """What makes bytes for outside writes a log line that stands in docs/exits.md, and every row has a maker."""
    made = dict(makers())
    assert len(made) >= 13
    without_register = {"board.make_key", "tables.protect_table"}  # no register is open, so there is no logbook
    without_line = without_register | {"proofs.save_waiting"}  # the paper of a destruction: its line came with that
    for name, lines in made.items():
        assert name in without_line or lines & ways_out(), f"{name} writes {lines}, which no exit has"
    shown = {"counts_shown"}  # read on a screen or as JSON: the table itself is protected, no file is made
    copied = {"backup_made", "second_place_chosen"}  # the encrypted file itself, by `store/backups.py`
    copied |= {"counts_passed_on"}  # the sealed file as it came
    assert ways_out() - shown - copied <= {line for lines in made.values() for line in lines}


# --- words


def tracked() -> Iterator[tuple[str, str]]:
    """Every text file of the project that we wrote ourselves, by name."""
    folders = [ROOT / name for name in ("src", "tests", "tools", "docs", "resources", "installer", ".ci")]
    kinds = {".md", ".toml", ".in", ".yml", ""}
    loose = [path for path in ROOT.iterdir() if path.is_file() and path.suffix in kinds and path.name != ".git"]
    for path in [*loose, *(one for folder in folders for one in sorted(folder.rglob("*")))]:
        if path.is_file() and path.suffix not in {".gz", ".ttf", ".db", ".pdf", ".png", ".pyc", ".bin", ".svg"}:
            yield str(path.relative_to(ROOT)), path.read_bytes().decode("utf-8", "replace")


def test_no_machine_in_the_project() -> None:
    """No path, host or index of the computer on which it was written."""
    folders = ("work", "tmp", "root", "home")
    shy = "|".join((*(f"(?<![\\w.])/{folder}/" for folder in folders), r"\bpypi\b", r"\blocal" + "host"))
    signs = (*(f"/{folder}/" for folder in folders), "py" + "pi", "local" + "host")
    suspects = [(name, text) for name, text in tracked() if any(sign in text for sign in signs)]
    assert [f"{name}: {match.group()}" for name, text in suspects for match in re.finditer(shy, text)] == []


def test_addresses_lead_to_sources_alone() -> None:
    """The program itself holds no web address; what others may visit stands in documents and licences."""
    for path in MODULES:
        assert not re.search(r"\w://\w", path.read_text("utf-8")), path


def test_the_glossary_is_of_words_in_use() -> None:
    """Each word in code that the glossary gives is in the program; what it forbids isn't."""
    program = "\n".join(f"{path.stem}\n{path.read_text('utf-8')}" for path in MODULES)
    rows = [
        line.split("|")
        for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    words = {word.split(".")[0] for row in rows[2:] for word in re.findall(r"`([\w.]+)`", row[2])}
    assert len(words) > 30
    assert words <= set(re.findall(r"\w+", program))
    names = {node.id for _, node in nodes(MODULES, ast.Name)}
    assert not {name for name in names if re.fullmatch(r"bsn|dossier|truant|custody|reference_date_of_count", name)}


def test_nothing_is_left_for_later() -> None:
    """No reminders, no skipped tests."""
    words = ("TO" + "DO", "FIX" + "ME", r"pytest\.mark\." + "skip", r"pytest\." + r"skip\(")
    later = re.compile("|".join(words))
    assert [path.name for path in CODE if later.search(path.read_text("utf-8"))] == []


def test_every_attack_in_the_threats_is_played() -> None:
    """A test that the page on threats names is there."""
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "threats.md").read_text("utf-8")))
    tests = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    there = {name for text in tests.values() for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    assert len(named) > 30
    assert named <= there
