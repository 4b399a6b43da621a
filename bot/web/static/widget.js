/**
 * <faq-chat api="…" welcome="…">: asks the bot, and shows what it says.
 *
 * What stands inside the element (the phone number) stays, so a visitor without a script or a network has it too.
 * All words go in as text, never as markup. Nothing is stored.
 */

/** Milliseconds to wait for a reply. */
const PATIENCE = 10_000;
const UNREACHABLE = "I cannot answer right now. Please call.";

/** Make an element with attributes and children; a string becomes text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A link that calls or writes to a number. */
function callLink(number, kind) {
  const { display, uri } = number;
  const words = uri.startsWith("tel:") ? `Call ${display}` : display[0].toUpperCase() + display.slice(1);
  return make("a", { class: kind, href: uri }, words);
}

/** A passage of the page, with the way to where it stands. */
function quoteFigure({ text, section, link }) {
  const where = section ? `Read it on the page: ${section}` : "Read it on the page";
  return make(
    "figure",
    {},
    make("blockquote", { cite: link }, text),
    make("figcaption", {}, make("a", { href: link }, where)),
  );
}

class FaqChat extends HTMLElement {
  /** What the bot wants back with the next question. */
  #context = null;
  #isWaiting = false;
  #log;
  #field;

  connectedCallback() {
    if (this.#log) return;
    this.#log = make("div", { role: "log", "aria-label": "Conversation", tabindex: "0" });
    this.#field = make("input", { id: "faq-chat-text", maxlength: "5000", autocomplete: "off", enterkeyhint: "send" });
    const form = make(
      "form",
      { class: "question" },
      make("label", { for: this.#field.id }, "Your question"),
      this.#field,
      make("button", {}, "Ask"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask(this.#field.value);
    });
    this.append(this.#log, form, make("div", {}, ...this.childNodes));
    this.#greet();
  }

  async #greet() {
    try {
      const { greeting, titles } = await this.#fetch(this.getAttribute("welcome"));
      this.#show(make("p", {}, greeting), ...this.#choices(titles, "Questions to begin with"));
    } catch {
      this.#show(make("p", {}, UNREACHABLE));
    }
  }

  async #ask(text) {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    if (this.#field.value === text) this.#field.value = "";
    if (text.trim()) this.#show(make("p", { class: "asked" }, make("span", { class: "unseen" }, "You asked: "), make("bdi", {}, text)));
    try {
      const reply = await this.#fetch(this.getAttribute("api"), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text: text.toWellFormed?.() ?? text, context: this.#context }),
      });
      this.#context = reply.context;
      this.#show(...this.#replyParts(reply));
    } catch {
      this.#field.value ||= text;
      this.#show(make("p", {}, UNREACHABLE));
    } finally {
      this.#isWaiting = false;
    }
  }

  async #fetch(address, options = {}) {
    const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  }

  /** What a reply shows, in order: numbers for danger first. */
  #replyParts({ kind, message, quotes, choices, handoff }) {
    const urgent = handoff?.urgent ?? [];
    const isClarify = kind === "clarify";
    return [
      ...(urgent.length ? [make("p", {}, ...urgent.map((number) => callLink(number, "urgent")))] : []),
      ...(message ? [make("p", {}, message)] : []),
      ...quotes.map(quoteFigure),
      ...(isClarify ? this.#choices(choices, "Did you mean") : []),
      ...(handoff ? [make("p", {}, handoff.message), make("p", {}, callLink(handoff.phone, "call"))] : []),
      ...(isClarify ? [] : this.#choices(choices, "Ask next")),
    ];
  }

  #choices(offered, label) {
    if (!offered.length) return [];
    const buttons = offered.map(({ title }) => {
      const button = make("button", { type: "button" }, title);
      button.addEventListener("click", () => this.#ask(title));
      return button;
    });
    return [make("div", { class: "choices", role: "group", "aria-label": label }, ...buttons)];
  }

  /** Add a turn to the conversation, and show where it begins. */
  #show(...parts) {
    const turn = make("div", { class: "turn" }, ...parts);
    this.#log.append(turn);
    this.#log.scrollTop = turn.offsetTop - this.#log.offsetTop;
  }
}

customElements.define("faq-chat", FaqChat);
