"""The widget as a person uses it: what can be seen, pressed and typed."""

from playwright.sync_api import Locator, Page, expect

#: the element that has the focus, wherever it is: its tag, and its words or name
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return `${at.localName} ${at.id || at.part.value || at.textContent.trim().slice(0, 40)}`;
}"""
#: what is said, and stands where the answer will, while a slow machine makes visitors wait
WAIT, NO_WAIT = "Looking on the page…", ":not([part=wait])"


class Chat:
    """One widget on a page."""

    def __init__(self, page: Page, element: str = "faq-chat") -> None:
        self.page = page
        self.element = page.locator(element)
        self.launcher = self.element.locator("[part=ask]")
        self.panel = self.element.get_by_role("region")
        self.log = self.element.get_by_role("log")
        self.field = self.element.get_by_role("textbox")
        self.replies = self.element.locator("[part=reply]")
        self.help = self.element.locator("[part=help]")

    def open(self) -> "Chat":
        """Open the panel with the launcher."""
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def ask(self, question: str) -> Locator:
        """Type a question, send it with Enter, and return the reply that comes."""
        number = self.replies.count()
        self.field.fill(question)
        self.field.press("Enter")
        reply = self.replies.nth(number)
        expect(reply.locator(f":scope > {NO_WAIT}")).not_to_have_count(0)
        return reply

    def button(self, name: str) -> Locator:
        """Return the button of that name."""
        return self.element.get_by_role("button", name=name, exact=True)

    def focused(self) -> str:
        """Return what has the focus."""
        said: str = self.page.evaluate(FOCUSED)
        return said

    def said(self, count: int) -> list[str]:
        """Return what a screen reader was told, when it is so many."""
        for _ in range(600):
            told: list[str] = [each for each in self.page.evaluate("said") if each != WAIT]
            if len(told) >= count:
                break
            self.page.wait_for_timeout(50)
        return told
