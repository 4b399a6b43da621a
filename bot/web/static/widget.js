/** <faq-chat>: docs/embed.md tells how to use it. */

/** Milliseconds until a wait is said, given up, told, gone. */
const WAIT = 1000, PATIENCE = 10_000, HUSH = 150, TOLD = 3000;
const MOST_KEPT = 50, MARK = "faq-chat-quote";

export const WORDS = {
  en: {
    ask: "Ask a question", title: "Ask this page", close: "Close", clear: "Clear", log: "Conversation", field: "Your question",
    send: "Ask", first: "Questions to begin with", you: "You asked:", from: "From:", show: "Show on page",
    next: "You can ask next", mean: "Did you mean", other: "Something else", reword: "Please ask in other words, or call.",
    helpful: "Was this helpful?", yes: "Yes", no: "No", thanks: "Thank you.", call: "Call {number}", copy: "Copy number",
    copied: "Copied", emergency: "In an emergency, call 911", crisis: "In a crisis, call or text 988", wait: "Looking on the page…", retry: "Try again",
    sorry: "I cannot answer right now. Try again, or call.", late: "The answer takes too long. Try again, or call.",
    busy: "Too many questions at once. Wait a moment and try again, or call.",
    offline: "You are offline. Try again when you are back, or call.",
  },
  es: {
    ask: "Haga una pregunta", title: "Pregunte a esta página", close: "Cerrar", clear: "Borrar", log: "Conversación",
    field: "Su pregunta", send: "Preguntar", first: "Preguntas para empezar", you: "Usted preguntó:", from: "De:",
    show: "Mostrar en la página", next: "Puede preguntar también", mean: "Quizás quiso decir", other: "Otra cosa",
    reword: "Pregunte con otras palabras, o llame.", helpful: "¿Le ayudó?", yes: "Sí", no: "No", thanks: "Gracias.",
    call: "Llame al {number}", copy: "Copiar el número", copied: "Copiado", emergency: "En una emergencia, llame al 911",
    crisis: "En una crisis, llame o envíe un texto al 988",
    wait: "Buscando en la página…", retry: "Intentar de nuevo", sorry: "No puedo responder ahora. Intente de nuevo, o llame.",
    late: "La respuesta tarda demasiado. Intente de nuevo, o llame.",
    busy: "Demasiadas preguntas a la vez. Espere un momento e intente de nuevo, o llame.",
    offline: "No tiene conexión. Intente de nuevo cuando vuelva, o llame.",
  },
};

const COLOURS = {
  ink: ["#1c2430", "#e8ecf2"], quiet: ["#4f5b6b", "#b3bdca"], paper: ["#fff", "#171c24"], tint: ["#eef3fa", "#252e3b"],
  line: ["#7d8a9b", "#7d8a9b"], accent: ["#1d4f91", "#9cc3ff"], alarm: ["#a3201a", "#ffb4ab"],
};
const [LIGHT, DARK] = [0, 1].map((at) => Object.entries(COLOURS).map(([name, pair]) => `--_${name}: var(--faq-${name}, ${pair[at]});`).join(" "));
const STYLE = `
:host { all: initial !important; display: block !important; font: medium/1.5 var(--faq-font, system-ui, sans-serif) !important; color-scheme: light dark !important; ${LIGHT} }
@media (prefers-color-scheme: dark) { :host(:not([theme=light])) { ${DARK} } }
:host([theme=light]) { color-scheme: light !important; }
:host([theme=dark]) { color-scheme: dark !important; ${DARK} }
:host([hidden]), [hidden] { display: none !important; }
section { display: flex; flex-direction: column; overflow-y: auto; overscroll-behavior: contain; color: var(--_ink); background: var(--_paper); border: 1px solid var(--_line); border-radius: .5em; }
section, [part=ask] { position: fixed; z-index: var(--faq-z, 1000); inset-block-end: calc(1em + var(--_under, 0px)); inset-inline-end: 1em;
  box-shadow: 0 0 1em #0003; }
:host([position=start]) :is(section, [part=ask]) { inset-inline: 1em auto; }
section { inline-size: 25em; max-inline-size: calc(100% - 2em); block-size: min(42em, var(--_room, 100dvh) - 2em); }
* { box-sizing: border-box; margin: 0; padding: 0; unicode-bidi: plaintext; }
h2 { flex: 1; font-size: 1.1em; }
ul { list-style: none; }
button, input { min-block-size: 44px; padding: .5em 1em; font: inherit; color: inherit; background: var(--_paper);
  border: 1px solid var(--_line); border-radius: .5em; }
a, button { color: var(--_accent); text-align: start; cursor: pointer; }
[part=ask], [part=send], [aria-pressed=true] { color: var(--faq-on, var(--_paper)); background: var(--_accent); border-color: #0000; }
[part=ask] { padding: 1em; font-weight: 600; border-radius: 2em; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
header, form, [part=help], figcaption, .row { display: flex; flex-wrap: wrap; gap: .5em; align-items: baseline; }
header { padding: .5em 1em; border-block-end: 1px solid var(--_line); }
header button { border-color: #0000; }
form { padding: 1em; border-block-start: 1px solid var(--_line); }
label { flex-basis: 100%; font-weight: 600; }
input { flex: 1; min-inline-size: 0; }
[part=help], slot { padding: 0 1em 1em; }
slot { display: block; }
[part=help] { position: sticky; inset-block-end: 0; justify-content: space-between; gap: 0 .5em; font-size: .9em; background: inherit; }
[part=help] a, figcaption a { padding-block: .5em; }
[part=log] { position: relative; flex: 1 0 8em; padding: 1em; overflow-y: auto; overflow-wrap: anywhere; outline-offset: -3px; }
[part=turn] + [part=turn] { margin-block-start: 1.5em; }
[part=reply] > * + *, [part=urgent] > * + * { margin-block-start: 1em; }
[part=question] { inline-size: fit-content; max-inline-size: 85%; margin-block-end: 1em; margin-inline-start: auto; padding: .5em 1em; border-radius: .5em;
  background: var(--_tint); border: 1px solid #0000; }
blockquote { padding-inline-start: 1em; border-inline-start: 4px solid var(--_accent); white-space: pre-line; }
figcaption { justify-content: space-between; padding-inline-start: 1.4em; }
figcaption, .quiet, [part=wait] { font-size: .9em; color: var(--_quiet); }
li + li, .quiet + ul { margin-block-start: .5em; }
li button { inline-size: 100%; }
[part=urgent] { padding: 1em; border: 2px solid var(--_alarm); border-radius: .5em; }
[part=urgent] a::first-letter { text-transform: uppercase; }
[part=urgent] a { padding: .5em 1em; border-radius: .5em; font-size: 1.1em; font-weight: 600; text-decoration: none;
  color: var(--_paper); background: var(--_alarm); border: 1px solid #0000; }
p span, a span, [role=status] { white-space: nowrap; }
.unseen, [role=status] { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
@media (pointer: coarse) { [part=copy] { display: none; } }
@media (max-width: 30em) { section { inset: auto 0 var(--_under, 0px) !important; inline-size: auto; max-inline-size: none;
  block-size: calc(var(--_room, 100dvh) - 2em); border-width: 1px 0 0; border-radius: 0; } }
:host([position=inline]) :is(section, [part=ask]) { position: static; inline-size: auto; max-inline-size: none; box-shadow: none; }
:host([position=inline]) section { block-size: min(42em, 90dvh); }
@media print { button, form, [part=help], ul, .quiet { display: none !important; }
  :host section { position: static !important; inline-size: auto !important; block-size: auto !important; overflow: visible; border: 0; box-shadow: none !important; }
  [part=log] { overflow: visible; } }
`;
const sheet = new CSSStyleSheet(), marks = new CSSStyleSheet();
sheet.replaceSync(STYLE);
marks.replaceSync(`::highlight(${MARK}) { background-color: #ffe58a; color: #1c2430; }
@media (forced-colors: active) { ::highlight(${MARK}) { background-color: Highlight; color: HighlightText; } }`);
document.adoptedStyleSheets.push(marks);

/** Make an element; its part names its word. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (["word", "name", "number"].includes(key)) element.dataset[key] = value;
    else element.setAttribute(key, value);
  }
  if (attributes.word) element.part = attributes.word;
  element.append(...children.flat().filter(Boolean));
  return element;
}

/** What comes from outside: words, or a harmless address. */
function text(value, form = /\S/) {
  if (typeof value !== "string" || !form.test(value)) throw new TypeError();
  return value;
}
const address = (value) => text(value, /^(https?|tel|sms):/);

function find(passage) {
  const places = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let page = "";
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    if (parent.closest("script, style, textarea, faq-chat") || parent.checkVisibility?.() === false) continue;
    for (let at = 0; at < node.length; at++) {
      if (!/\S/.test(node.data[at])) continue;
      page += node.data[at];
      places.push([node, at]);
    }
  }
  const sought = passage.replace(/\s/g, ""), start = page.indexOf(sought);
  if (start < 0) return null;
  const range = new Range(), [last, at] = places[start + sought.length - 1];
  range.setStart(...places[start]);
  range.setEnd(last, at + 1);
  return range;
}

function mark(range) {
  const home = range.startContainer.parentElement, behavior = "instant";
  home.scrollIntoView({ behavior });
  scrollBy({ top: range.getBoundingClientRect().top - innerHeight / 4, behavior });
  CSS.highlights.set(MARK, new Highlight(range));
  if (!home.hasAttribute("tabindex")) {
    home.tabIndex = -1;
    home.addEventListener("blur", () => home.removeAttribute("tabindex"), { once: true });
  }
  home.focus({ preventScroll: true });
}

class FaqChat extends HTMLElement {
  static observedAttributes = ["open", "lang", "texts"];
  #words;
  #phone;
  #content;
  #context = null;
  /** The next question waits for it. */
  #last = Promise.resolve();
  #pending = new Set();
  #kept = [];
  #told;

  #launcher = make("button", { word: "ask", "aria-controls": "panel", click: () => this.#enter() });
  #title = make("h2", { id: "title", tabindex: -1, word: "title" });
  #clear = make("button", { word: "clear", click: () => this.#forget() });
  #log = make("div", { part: "log", role: "log", "aria-live": "off", tabindex: 0, name: "log" });
  #fallback = make("slot", { part: "fallback", hidden: "" });
  #field = make("input", { part: "input", id: "field", maxlength: 5000, autocomplete: "off", enterkeyhint: "send" });
  #call = make("a", { word: "call", hidden: "" });
  #emergency = make("a", { word: "emergency" });
  #status = make("div", { role: "status" });
  #panel = make("section", { part: "panel", id: "panel", "aria-labelledby": "title", hidden: "" },
    make("header", {}, this.#title, this.#clear, make("button", { word: "close", click: () => (this.open = false) })),
    this.#log,
    this.#fallback,
    make("form", { submit: (event) => { event.preventDefault(); this.#ask(this.#field.value); } },
      make("label", { for: "field", word: "field" }), this.#field, make("button", { word: "send" })),
    make("div", { part: "help" }, this.#call, this.#emergency),
    this.#status);

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#launcher, this.#panel);
  }

  get open() { return this.hasAttribute("open"); }
  set open(value) { this.toggleAttribute("open", !!value); }

  get #texts() { try { return JSON.parse(this.getAttribute("texts")); } catch { return null; } }

  get #isInline() { return this.getAttribute("position") === "inline"; }
  get #isKept() { return this.getAttribute("persist") === "session"; }
  get #server() { return new URL(this.getAttribute("server")?.replace(/\/?$/, "/") ?? new URL("..", import.meta.url), document.baseURI); }
  get #drawer() { return `faq-chat ${this.#server} ${this.id}`; }

  connectedCallback() {
    const { open } = this; // set too early?
    delete this.open;
    this.open = open;
    this.#update();
  }

  disconnectedCallback() {
    this.#listen("remove");
    CSS.highlights?.delete(MARK);
  }

  attributeChangedCallback() { this.#update(); }

  #update() {
    if (!this.isConnected) return;
    const { open } = this, hadFocus = this.shadowRoot.activeElement;
    this.#panel.hidden = !open;
    this.#launcher.hidden = open;
    this.#launcher.setAttribute("aria-expanded", open);
    this.#clear.hidden = !this.#isKept;
    const link = this.querySelector('a[href^="tel:"]'), uri = link?.href;
    // "Call us 24/7" holds no number.
    if (/\d/.test(uri)) this.#phone ??= { uri, display: link.textContent.match(/[+(]?\d[\d() .-]{8,}\d/)?.[0] ?? uri.slice(4) };
    this.#translate();
    this.#listen(open ? "add" : "remove");
    if (open) {
      this.#begin();
      this.#fit();
    } else if (hadFocus) this.#launcher.focus();
  }

  #enter() {
    this.open = true;
    (matchMedia("(pointer: coarse)").matches ? this.#title : this.#field).focus();
  }

  #escape = (event) => {
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented && !this.#isInline) this.open = false;
  };

  #listen(way) {
    way += "EventListener";
    document[way]("keydown", this.#escape);
    visualViewport[way]("resize", this.#fit);
    visualViewport[way]("scroll", this.#fit);
  }

  // Stay above a phone's keyboard.
  #fit = () => {
    const { height, offsetTop, scale } = visualViewport;
    if (scale > 1) return;
    this.#panel.style.cssText = `--_room: ${height}px; --_under: ${innerHeight - offsetTop - height}px`;
    if (this.shadowRoot.activeElement === this.#field) this.#scroll(this.#log.lastChild);
  };

  #translate() {
    const language = (this.lang || this.closest("[lang]")?.lang || "en").split("-")[0];
    const words = (this.#words = { ...WORDS.en, ...WORDS[language] });
    const form = { emergency: /\d/, call: /{number}/ };
    for (const [name, other] of Object.entries(this.#texts ?? {})) if (other?.match?.(form[name] ?? /\S/)) words[name] = other;
    this.#panel.lang = this.#launcher.lang = WORDS[language] || this.hasAttribute("texts") ? language : "en";
    this.#emergency.href = `tel:${words.emergency.match(/\d+/)}`;
    this.#call.hidden = !this.#phone;
    if (this.#phone) {
      this.#call.href = address(this.#phone.uri);
      this.#call.dataset.number = text(this.#phone.display);
    }
    this.#label(this.shadowRoot);
  }

  #label(root) {
    for (const each of root.querySelectorAll("[data-word]")) {
      each.textContent = this.#words[each.dataset.word].replace("{number}", each.dataset.number);
      each.lang = this.#panel.lang;
    }
    for (const each of root.querySelectorAll("[data-name]")) each.ariaLabel = this.#words[each.dataset.name];
    for (const each of root.querySelectorAll("p:not([part]), a")) {
      const [first, ...rest] = each.textContent.split(this.#phone?.display);
      each.replaceChildren(first, ...rest.flatMap((words) => [make("span", {}, this.#phone.display), words]));
    }
  }

  #announce(words) {
    setTimeout(() => (this.#status.textContent = words), HUSH);
    clearTimeout(this.#told);
    this.#told = setTimeout(() => (this.#status.textContent = ""), TOLD);
  }

  async #fetch(path, body) {
    const control = new AbortController(), late = setTimeout(() => control.abort(), PATIENCE);
    this.#pending.add(control);
    try {
      const answer = await fetch(new URL(`api/v1/${path}`, this.#server), {
        ...(body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
        credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error", signal: control.signal,
      });
      if (!answer.ok) throw answer.status;
      return { ...await answer.json(), turn: answer.headers.get("X-Turn-Id") ?? undefined };
    } finally {
      clearTimeout(late);
      this.#pending.delete(control);
    }
  }

  #begin() {
    if (this.#log.firstChild) return;
    this.#run(this.#turn(), async () => {
      const { greeting, titles, phone, language = "" } = (this.#content ??= await this.#fetch("content"));
      this.#phone = phone;
      this.#log.lang = language;
      this.#translate();
      return [make("p", {}, text(greeting)), this.#choices(titles, "first")];
    });
    if (this.#isKept) this.#remember();
  }

  #ask(question, button) {
    const turn = this.#turn(question);
    if (button) turn.box.focus();
    else this.#field.value = "";
    this.#send(turn);
  }

  #send(turn) {
    const { question } = turn, before = this.#last;
    this.#last = this.#run(turn, async () => {
      await before;
      if (!this.#log.contains(turn.box)) return [];
      const reply = await this.#fetch("reply", { text: question.toWellFormed?.() ?? question, context: this.#context });
      const parts = this.#parts(reply);
      this.#context = reply.context;
      this.#keep({ question, reply });
      return parts;
    });
  }

  async #run(turn, job) {
    const { question, box } = turn;
    const slow = setTimeout(() => this.#show(turn, make("p", { word: "wait" })), WAIT);
    this.#log.querySelector("[part=retry]")?.remove();
    box.replaceChildren();
    try {
      this.#show(turn, await job());
      this.#fallback.hidden = true;
    } catch (error) {
      if (!this.#log.contains(box)) return;
      this.#fallback.hidden = !!this.#content;
      const word = [429, 503].includes(error) ? "busy" : !navigator.onLine ? "offline" : error.name === "AbortError" ? "late" : "sorry";
      this.#show(turn, [word, "emergency", "crisis"].map((word) => make("p", { word })), this.#number(this.#phone), make("button", { word: "retry", click: () => {
        box.focus();
        if (this.#field.value === question) this.#field.value = "";
        if (question === undefined) this.#run(turn, job);
        else this.#send(turn);
      } }));
      this.#field.value ||= question ?? "";
    } finally {
      clearTimeout(slow);
    }
  }

  #turn(question) {
    const box = make("div", { part: "reply", tabindex: -1 });
    const turn = make("div", { part: "turn" },
      question?.trim() && make("p", { part: "question" }, make("span", { class: "unseen", word: "you" }), " ", make("bdi", {}, question)), box);
    this.#label(turn);
    this.#log.append(turn);
    this.#scroll(turn);
    return { question, box };
  }

  #show({ box }, ...parts) {
    const turn = box.parentElement;
    if (!this.#log.contains(box)) return;
    box.replaceChildren(...parts.flat(2).filter(Boolean));
    this.#label(box);
    if (!turn.nextSibling) this.#scroll(turn);
    this.#announce([...box.querySelectorAll("p, blockquote, .mean button")].map((each) => each.textContent).join(" "));
  }

  /** Show a reply below the end of its question; danger from its top. */
  #scroll({ firstChild, lastChild }) {
    const top = (each) => each.getBoundingClientRect().top;
    const above = lastChild.querySelector("[part=urgent]") ? 0 : Math.min(top(lastChild) - top(firstChild), this.#log.clientHeight / 3);
    for (const frame of [this.#log, this.#panel]) frame.scrollTop += top(lastChild) - above - top(frame) - 16;
  }

  /** What a reply shows, in order; throws if it is no reply. */
  #parts({ kind, intents, message, quotes, choices, handoff, turn }) {
    const isClarify = kind === "clarify", ending = handoff && !isClarify && make("p", {}, text(handoff.message));
    const urgent = handoff?.urgent.map((number) => this.#link(number)) ?? [];
    const parts = [
      urgent.length && make("div", { part: "urgent" }, make("div", { class: "row" }, urgent), ending),
      message && make("p", {}, text(message)),
      quotes.map((quote) => this.#quote(quote)),
      isClarify && this.#choices(choices, "mean", this.#other()),
      !urgent.length && ending,
      ending && this.#number(handoff.phone),
      kind === "answer" && [this.#vote(text(intents[0]), turn), this.#choices(choices, "next")],
    ].flat(2).filter(Boolean);
    if (!parts.length) throw new TypeError();
    return parts;
  }

  #quote({ text: passage, section, link }) {
    return make("figure", { part: "quote" },
      make("blockquote", { cite: address(link), dir: "auto" }, text(passage)),
      make("figcaption", {},
        section && make("span", {}, make("span", { word: "from" }), " ", make("cite", {}, text(section))),
        make("a", { href: link, word: "show", click: (event) => this.#point(event, passage) })));
  }

  #point(event, passage) {
    const range = window.Highlight && !event.ctrlKey && !event.metaKey && !event.shiftKey && find(passage);
    if (!range) return;
    event.preventDefault();
    const panel = this.#panel.getBoundingClientRect(), there = range.getBoundingClientRect();
    if (!this.#isInline && panel.left < there.right && there.left < panel.right) this.open = false;
    mark(range);
  }

  #choices(offered, name, other) {
    const buttons = offered.map(({ title }) => make("button", { part: "choice", click: () => this.#ask(title, true) }, text(title)));
    if (other) buttons.push(other);
    return buttons.length && [
      !other && make("div", { class: "quiet", word: name }),
      make("ul", { class: name, name }, buttons.map((button) => make("li", {}, button))),
    ];
  }

  #other() {
    return make("button", { word: "other", click: () => {
      const turn = this.#turn();
      turn.box.focus();
      this.#show(turn, make("p", { word: "reword" }), this.#number(this.#phone));
    } });
  }

  #link({ display, uri }) {
    return make("a", { href: address(uri), ...(uri.startsWith("tel:") && { word: "call", number: display }) }, text(display));
  }

  #number(phone) {
    const copy = make("button", { word: "copy", click: async () => {
      await navigator.clipboard.writeText(phone.display);
      copy.dataset.word = "copied";
      this.#label(copy.parentElement);
      this.#announce(copy.textContent);
    } });
    return phone && make("div", { class: "row" }, this.#link(phone), navigator.clipboard && copy);
  }

  #vote(intent, turn) {
    const button = (word, helpful) => make("button", { word, "aria-pressed": false, click: ({ currentTarget }) => {
      if (row.querySelector("[aria-pressed=true]")) return;
      currentTarget.ariaPressed = true;
      row.append(this.#words.thanks);
      this.#announce(this.#words.thanks);
      this.#fetch("feedback", { intent, helpful, turn }).catch(() => {});
    } });
    const row = make("div", { class: "row quiet", role: "group", name: "helpful" }, make("span", { word: "helpful" }), button("yes", true), button("no", false));
    return row;
  }

  #keep(turn) {
    if (!this.#isKept) return;
    this.#kept = [...this.#kept, turn].slice(-MOST_KEPT);
    try { sessionStorage.setItem(this.#drawer, JSON.stringify(this.#kept)); } catch { /* full or forbidden */ }
  }

  #remember() {
    try {
      for (const { question, reply } of JSON.parse(sessionStorage.getItem(this.#drawer)) ?? []) {
        const parts = this.#parts(reply), { box } = this.#turn(question);
        box.append(...parts);
        this.#label(box);
        this.#scroll(box.parentElement);
        this.#context = reply.context;
        this.#kept.push({ question, reply });
      }
    } catch { /* unreadable */ }
  }

  #forget() {
    for (const control of this.#pending) control.abort();
    sessionStorage.removeItem(this.#drawer);
    this.#kept = [];
    this.#context = null;
    this.#log.replaceChildren();
    this.#begin();
  }
}

customElements.get("faq-chat") ?? customElements.define("faq-chat", FaqChat);
