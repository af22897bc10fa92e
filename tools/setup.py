"""Set up a fresh machine: system libraries (Debian only), a virtual environment, the locked packages.

Needs nothing but Python 3.11 and its standard library. Running it again does nothing: a stamp in the
environment remembers what was installed from which lock file.
"""

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed"

# Debian package -> the shared library that shows it is there. Qt loads these at start-up.
QT_LIBRARIES = {
    "libglib2.0-0": "glib-2.0",
    "libgl1": "GL",
    "libegl1": "EGL",
    "libxkbcommon0": "xkbcommon",
    "libfontconfig1": "fontconfig",
    "libdbus-1-3": "dbus-1",
    "libxcb-cursor0": "xcb-cursor",
    "libxkbcommon-x11-0": "xkbcommon-x11",
    "libxcb-icccm4": "xcb-icccm",
    "libxcb-image0": "xcb-image",
    "libxcb-keysyms1": "xcb-keysyms",
    "libxcb-render-util0": "xcb-render-util",
    "libxcb-shape0": "xcb-shape",
    "libxcb-xinerama0": "xcb-xinerama",
}


def main() -> int:
    if sys.version_info < (3, 11):
        print(f"Thuisplan needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint():
        return 0
    if not install_system_packages(missing_system_packages()):
        return 1
    make_environment()
    pip("install", "--require-hashes", "-r", "requirements.txt")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text(fingerprint(), encoding="utf-8")
    print("Set up in .venv.")
    return 0


def fingerprint() -> str:
    """What is installed depends on these files and this interpreter alone."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}".encode())
    for name in ("requirements.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def missing_system_packages() -> list[str]:
    """Debian packages that Qt or the virtual environment needs and this machine lacks."""
    if shutil.which("dpkg-query") is None:
        return []
    missing = [name for name in QT_LIBRARIES if not is_installed(name)]
    if not can_make_environments():
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return missing


def is_installed(package: str) -> bool:
    """Newer Debian releases rename a package with the suffix t64, so the library itself counts too."""
    status = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package], check=False, capture_output=True, text=True
    )
    return status.stdout.endswith(" installed") or library_is_there(QT_LIBRARIES[package])


def library_is_there(library: str) -> bool:
    return ctypes.util.find_library(library) is not None


def can_make_environments() -> bool:
    """Debian's Python comes without ensurepip, which a virtual environment needs to get pip."""
    return subprocess.run([sys.executable, "-c", "import ensurepip"], check=False, capture_output=True).returncode == 0


def install_system_packages(packages: list[str]) -> bool:
    if not packages:
        return True
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        print(f"These system packages are missing; ask an administrator to run: {' '.join(command)}")
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing system packages: {' '.join(packages)}")
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    done = subprocess.run([*command, "-qq"], check=False, env=environment, stdout=subprocess.DEVNULL)
    if done.returncode != 0:
        print(f"Installing the system packages failed; try it by hand: {' '.join(command)}")
    return done.returncode == 0


def make_environment() -> None:
    # A link is taken away and not followed: what it points to belongs to another checkout.
    if VENV.is_symlink():
        VENV.unlink()
    # Cleared first, so that an environment from another interpreter or a broken one doesn't linger.
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
