"""No key store of the operating system is used: nobody is locked out when one is changed, reset or left behind."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from safes import FIRST, Opener
from thuisplan_desktop.actions import cases

ROOT = Path(__file__).parents[3]
STORES = (
    "keyring", "secretstorage", "jeepney", "dbus", "gi", "pywin32", "pywin32-ctypes", "win32cred", "win32crypt",
    "win32ctypes", "winreg", "winrt", "pyobjc", "security", "localauthentication", "libsecret", "kwallet", "keychain",
    "crypt32", "advapi32", "ctypes",
)  # fmt: skip
"""Ways to the store of Windows (DPAPI, Credential Manager), macOS (Keychain) and Linux (Secret Service, KWallet);
Thuisplan itself calls no system library at all, so not those either.
"""


def test_no_package_that_reaches_one_is_installed_with_it() -> None:
    """Nor with what it needs, and what that needs, on any system."""
    waiting = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    found: set[str] = set()
    while waiting:
        name = re.split(r"[^\w.-]", waiting.pop())[0].casefold().replace("_", "-")
        if name in found:
            continue
        found.add(name)
        waiting += [need for need in _needs(name) if "extra ==" not in need]
    assert {"cryptography", "sqlcipher3", "pyside6-essentials"} <= found
    assert not found & set(STORES)


def _needs(name: str) -> list[str]:
    """Empty for what belongs to another system, and isn't here."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def test_no_line_of_the_program_reaches_one() -> None:
    """By what it imports."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0].casefold() for name in names} & set(STORES), path.name


OPEN = """
import sys
seen = []
sys.addaudithook(lambda event, arguments: seen.append((event, str(arguments[:1]))))
from pathlib import Path
from thuisplan_desktop.actions import cases, opening
register = opening.open_register(Path(sys.argv[1]), sys.argv[2])
print(len(cases.list_cases(register)), register.warnings)
register.close()
for event, what in seen:
    if event.startswith(("socket.", "ctypes.dlopen", "subprocess.", "os.exec", "os.posix_spawn", "winreg.")):
        print(event, what)
"""


def test_passphrase_and_folder_are_enough_anywhere(open_it: Opener, folder: Path, tmp_path: Path) -> None:
    """Another home, another session bus, another place on the disk, as on another computer: it opens the same way,
    and nobody was asked for anything on the way.
    """
    register = open_it()
    assert len(cases.list_cases(register)) == 1
    register.close()
    elsewhere = tmp_path / "andere computer"
    elsewhere.mkdir()
    moved = shutil.move(folder, elsewhere / "Mijn school.thuisplan")
    environment = {"PYTHONPATH": str(ROOT / "src"), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/dev/null"}
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        environment[name] = str(elsewhere)
    words = [sys.executable, "-c", OPEN, str(moved), FIRST]
    ran = subprocess.run(words, check=True, capture_output=True, text=True, env=environment)
    assert ran.stdout.splitlines() == ["1 ()"]
