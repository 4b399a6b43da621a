"""Find the browsers that the tests drive, and, as a program, install what is missing: ``python tests/browser/browsers.py``."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Playwright, sync_playwright

HERE: Final = Path(__file__).parent
AXE: Final = HERE / "node_modules" / "axe-core" / "axe.min.js"
#: engine -> the names of its program, best first
PROGRAMS: Final = {
    "chromium": ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"),
    "firefox": ("firefox-esr", "firefox"),
}
#: engine -> Debian's package
PACKAGES: Final = {"chromium": "chromium", "firefox": "firefox-esr"}
#: no talk of the browser's own
QUIET: Final = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
WHAT_TO_DO: Final = (
    "There is no {engine} to test with. Install it (on Debian or Ubuntu: apt install {package}), or let Playwright bring its own: "
    "python -m playwright install {engine}"
)
#: WebKit's driver, and a screen for it to draw on -> Debian's package; it is tested where both are
WEBKIT: Final = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
NO_AXE: Final = "There is no axe-core to test with. Install Node.js and npm, then: npm install --prefix tests/browser"


def launch(playwright: Playwright, engine: str, **more: object) -> Browser:
    """Start a browser of that engine: the one that is installed, else Playwright's own.

    Raises FileNotFoundError, with what to do, if there is neither.
    """
    program = _program(engine)
    if program is None and not Path(getattr(playwright, engine).executable_path).exists():
        raise FileNotFoundError(WHAT_TO_DO.format(engine=engine, package=PACKAGES[engine]))
    if engine == "chromium":
        return playwright.chromium.launch(executable_path=program, args=QUIET, **more)
    # An installed Firefox is driven by WebDriver BiDi; Playwright's own is a build that listens to Playwright.
    return playwright.firefox.launch(executable_path=program, channel="moz-firefox" if program else None, **more)


def read_axe() -> str:
    """Return axe-core's script.

    Raises FileNotFoundError, with what to do, if it is not installed.
    """
    if not AXE.exists():
        raise FileNotFoundError(NO_AXE)
    return AXE.read_text(encoding="utf-8")


def _program(engine: str) -> str | None:
    return next((found for name in PROGRAMS[engine] if (found := shutil.which(name))), None)


def _has(engine: str) -> bool:
    with sync_playwright() as playwright:
        return _program(engine) is not None or Path(getattr(playwright, engine).executable_path).exists()


def _by_apt(engine: str) -> None:
    _apt(PACKAGES[engine])


def _apt(*packages: str) -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-qq", "--no-install-recommends", *packages)


def _by_playwright(engine: str) -> None:
    _run(sys.executable, "-m", "playwright", "install", engine)


def _run(*command: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Install the browsers and the checker that are missing; say what cannot be had. The tests fail without them."""
    ways: tuple[Callable[[str], None], ...] = (_by_apt, _by_playwright)
    for engine in PROGRAMS:
        for way in ways:
            if not _has(engine):
                sys.stderr.write(f"Installing {engine}\n")
                way(engine)
        if not _has(engine):
            sys.stderr.write(WHAT_TO_DO.format(engine=engine, package=PACKAGES[engine]) + "\n")
    if not all(map(shutil.which, WEBKIT)):
        _apt(*WEBKIT.values())
    if not AXE.exists() and shutil.which("npm"):
        _run("npm", "install", "--prefix", str(HERE), "--no-package-lock", "--no-audit", "--no-fund", "--silent")
    if not AXE.exists():
        sys.stderr.write(NO_AXE + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
