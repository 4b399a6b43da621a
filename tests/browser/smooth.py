"""Five hundred turns: what the last questions cost the browser, beside the first. As a program it prints a table."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.browsers import launch
from browser.chat import Chat
from browser.conftest import serving
from browser.host import Host, answer

TURNS: Final = 500
HEAD: Final = "| turns | script, ms a turn | style | layout | longest task, ms | nodes | listeners |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
#: asks through the field, so many times, and waits for each answer and the frame that shows it
ASK: Final = """async (count) => {
  const root = document.querySelector("faq-chat").shadowRoot, log = root.querySelector("[role=log]"), field = root.querySelector("input");
  for (let asked = 0; asked < count; asked++) {
    field.value = "how far does it shine";
    field.form.requestSubmit();
    const box = log.lastElementChild.querySelector("[part=reply]");
    while (!box.querySelector("blockquote")) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
}"""
LONG: Final = """() => {
  window.long = [];
  new PerformanceObserver((list) => list.getEntries().forEach((task) => long.push(task.duration))).observe({ type: "longtask" });
}"""


def begin(page: Page, host: Host) -> None:
    """Open the widget on a page whose bot has an answer to everything, with questions to ask next."""
    choices = [{"intent": "lamp", "title": "How far does the lamp shine?"}, {"intent": "cat", "title": "Is there a cat?"}]
    host.reply = lambda question: answer(choices=choices)
    page.goto(host.address)
    Chat(page).open()


def ask(page: Page, count: int) -> None:
    """Ask so many questions, one after the other."""
    page.evaluate(ASK, count)


def most_styled(browser: Browser, page: Page) -> int:
    """Ask one question, and return of how many elements at most the style was found anew at a time."""
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    ask(page, 1)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    return max(event["args"]["elementCount"] for event in events if "elementCount" in event.get("args", {}))


def held(session: CDPSession) -> dict[str, float]:
    """Return what the page holds and has done so far, rubbish taken out."""
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return {metric["name"]: metric["value"] for metric in metrics}


def main() -> None:
    """Print what each hundred turns cost."""
    host = Host()
    with sync_playwright() as playwright, serving(host) as host.address:
        browser = launch(playwright, "chromium")
        page = browser.new_page()
        begin(page, host)
        page.evaluate(LONG)
        session = page.context.new_cdp_session(page)
        before = held(session)
        sys.stdout.write(HEAD)
        for turns in range(100, TURNS + 1, 100):
            ask(page, 100)
            now = held(session)
            spent = " | ".join(
                f"{(now[name] - before[name]) * 10:.1f}" for name in ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")
            )
            longest = max([0, *page.evaluate("long.splice(0)")])
            sys.stdout.write(f"| {turns} | {spent} | {longest:.0f} | {now['Nodes']:.0f} | {now['JSEventListeners']:.0f} |\n")
            before = now
        browser.close()


if __name__ == "__main__":
    main()
