"""Show Thuisplan on invented registers: in its window, or without a display as pictures and PDFs in build/demo/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "build" / "demo"
PROGRAM = [sys.executable, "-m", "thuisplan_desktop"]


def main() -> int:
    if has_display():
        return subprocess.run([*PROGRAM, "--demo"], check=False).returncode
    print("There is no display here, so the journey runs without a window.", flush=True)
    shutil.rmtree(DEMO, ignore_errors=True)
    steps = (
        ["journey", "--today", "--out", str(DEMO)],
        ["--window-child", "--pictures", str(DEMO / "registers"), str(DEMO / "pictures")],
    )
    for step in steps:
        code = subprocess.run([*PROGRAM, *step], check=False, env=environment()).returncode
        if code:
            return code
    print(f"Pictures of the window and the PDFs are in {DEMO.relative_to(ROOT)}/.")
    return 0


def has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    sys.exit(main())
