"""WebKit, Safari's engine, as Debian builds it: driven by WebDriver on a screen that nobody sees."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Keys, WebKitGTK, WebKitGTKOptions
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service

from browser.chat import NO_WAIT

#: seconds until something that should be there counts as missing
PATIENCE = 30


@contextmanager
def webkit() -> Iterator[WebKitGTK]:
    """A browser in a window of its own."""
    with _screen() as screen:
        driver = WebKitGTK(options=WebKitGTKOptions(), service=Service(env=os.environ | {"DISPLAY": screen}))
        try:
            yield driver
        finally:
            driver.quit()


@contextmanager
def _screen() -> Iterator[str]:
    read, write = os.pipe()
    command = ("Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp")
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server, os.fdopen(read) as number:
        os.close(write)
        try:
            yield f":{number.readline().strip()}"
        finally:
            server.terminate()


class Panel:
    """The widget in WebKit: what can be seen, pressed and typed."""

    def __init__(self, driver: WebKitGTK) -> None:
        self.driver = driver
        self.root = self.wait(lambda: driver.find_element(By.CSS_SELECTOR, "faq-chat").shadow_root)

    def wait(self, found):
        """Return what ``found`` finds, as soon as it is something."""
        return WebDriverWait(self.driver, PATIENCE, 0.05, ignored_exceptions=[Exception]).until(lambda _: found())

    def all(self, selector: str) -> list[WebElement]:
        """Return what can be seen of the parts that ``selector`` names."""
        return [each for each in self.root.find_elements(By.CSS_SELECTOR, selector) if each.is_displayed()]

    def one(self, selector: str) -> WebElement:
        """Return the last such part, as soon as it can be seen."""
        return self.wait(lambda: self.all(selector)[-1])

    def open(self) -> "Panel":
        """Open the panel with the launcher."""
        self.one("[part=ask]").click()
        self.one("[part=choice]")
        return self

    def ask(self, question: str) -> WebElement:
        """Type a question, send it with Enter, and return the reply that comes."""
        number = len(self.all(f"[part=reply]:has(> {NO_WAIT})"))
        self.one("input").send_keys(question, Keys.ENTER)
        return self.wait(lambda: next(box for box in self.all(f"[part=reply]:has(> {NO_WAIT})")[number:]))

    def look(self, script: str, *arguments: object):
        """Return what ``script`` says."""
        return self.driver.execute_script(f"return ({script})", *arguments)
