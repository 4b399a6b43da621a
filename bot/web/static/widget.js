/**
 * <faq-chat>: asks the bot, and shows what it says. docs/embed.md tells how to place, translate and colour it.
 *
 * All words go in as text, never as markup. Nothing is asked before the panel opens, and nothing is stored
 * unless the page says persist="session". What stands inside the element shows where this cannot run or reach its server.
 */

/** Milliseconds: until a wait is mentioned, until a question is given up, until a screen reader is told (sooner it misses some). */
const WAIT = 1000, PATIENCE = 10_000, HUSH = 150, TOLD = 3000;
const MOST_KEPT = 50;
const KINDS = ["answer", "clarify", "handoff", "smalltalk"];
const PROTOCOLS = ["https:", "http:", "tel:", "sms:"];
const MARK = "faq-chat-quote";

/** The widget's own words; a page replaces any of them with texts='{"ask": "…"}'. */
export const WORDS = {
  en: {
    ask: "Ask a question", title: "Ask this page", close: "Close", clear: "Clear", log: "Conversation", field: "Your question",
    send: "Ask", first: "Questions to begin with", you: "You asked:", answer: "Answer:", from: "From:", show: "Show on page",
    next: "You can ask next", mean: "Did you mean", other: "Something else", reword: "Please ask in other words, or call.",
    helpful: "Was this helpful?", yes: "Yes", no: "No", thanks: "Thank you.", call: "Call {number}", copy: "Copy number",
    copied: "Copied", emergency: "In an emergency, call 911", wait: "Looking on the page…", retry: "Try again",
    sorry: "I cannot answer right now. Try again, or call.", late: "The answer takes too long. Try again, or call.",
    busy: "Too many questions at once. Wait a moment and try again, or call.",
    offline: "You are offline. Try again when you are back, or call.",
  },
  es: {
    ask: "Haga una pregunta", title: "Pregunte a esta página", close: "Cerrar", clear: "Borrar", log: "Conversación",
    field: "Su pregunta", send: "Preguntar", first: "Preguntas para empezar", you: "Usted preguntó:", answer: "Respuesta:", from: "De:",
    show: "Mostrar en la página", next: "Puede preguntar también", mean: "Quizás quiso decir", other: "Otra cosa",
    reword: "Pregunte con otras palabras, o llame.", helpful: "¿Le ayudó?", yes: "Sí", no: "No", thanks: "Gracias.",
    call: "Llame al {number}", copy: "Copiar el número", copied: "Copiado", emergency: "En una emergencia, llame al 911",
    wait: "Buscando en la página…", retry: "Intentar de nuevo", sorry: "No puedo responder ahora. Intente de nuevo, o llame.",
    late: "La respuesta tarda demasiado. Intente de nuevo, o llame.",
    busy: "Demasiadas preguntas a la vez. Espere un momento e intente de nuevo, o llame.",
    offline: "No tiene conexión. Intente de nuevo cuando vuelva, o llame.",
  },
};

const DARK = `--_ink: var(--faq-ink, #e8ecf2); --_quiet: var(--faq-quiet, #b3bdca); --_paper: var(--faq-paper, #171c24); --_tint: var(--faq-tint, #252e3b); --_line: var(--faq-line, #7c899a); --_accent: var(--faq-accent, #9cc3ff); --_on: var(--faq-on-accent, #10151c); --_alarm: var(--faq-alarm, #ffb4ab);`;
const STYLE = `
:host { all: initial !important; display: block !important; color-scheme: light dark !important;
  --_ink: var(--faq-ink, #1c2430); --_quiet: var(--faq-quiet, #4f5b6b); --_paper: var(--faq-paper, #fff); --_tint: var(--faq-tint, #eef3fa); --_line: var(--faq-line, #7d8a9b); --_accent: var(--faq-accent, #1d4f91); --_on: var(--faq-on-accent, #fff); --_alarm: var(--faq-alarm, #a3201a); }
@media (prefers-color-scheme: dark) { :host(:not([theme=light])) { ${DARK} } }
:host([theme=light]) { color-scheme: light !important; }
:host([theme=dark]) { color-scheme: dark !important; ${DARK} }
:host([hidden]), [hidden] { display: none !important; }
*, ::before { box-sizing: border-box; }
section, .open { font: 100%/1.5 var(--faq-font, system-ui, sans-serif); }
section { display: flex; flex-direction: column; overflow: hidden; color: var(--_ink); background: var(--_paper);
  border: 1px solid var(--_line); border-radius: var(--faq-radius, .75em); }
:host(:not([position=inline])) :is(section, .open) { position: fixed; z-index: var(--faq-z, 1000); inset-block-end: 1em; inset-inline-end: 1em;
  box-shadow: 0 .25em 1.5em #0003; }
:host([position=start]) :is(section, .open) { inset-inline: 1em auto !important; }
:host(:not([position=inline])) section { inline-size: 25em; max-inline-size: calc(100% - 2em); block-size: min(42em, 100dvh - 2em); }
:host([position=inline]) section { block-size: min(42em, 90dvh); }
h2, p, ul, figure, blockquote { margin: 0; padding: 0; }
h2 { flex: 1; font-size: 1.125em; }
ul { list-style: none; }
a { color: var(--_accent); text-underline-offset: .15em; }
button, input { min-block-size: 2.75em; padding: .375em .875em; font: inherit; color: inherit; background: var(--_paper);
  border: 1px solid var(--_line); border-radius: .5em; }
button { color: var(--_accent); text-align: start; cursor: pointer; }
.open, .send, [aria-pressed=true] { color: var(--_on); background: var(--_accent); border-color: transparent; }
.open { padding: .75em 1.25em; font-weight: 600; border-radius: 2em; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.send:focus-visible { outline-offset: 3px; }
header, form, .help, .row { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
header { padding: .5em .5em .5em 1em; padding-inline: 1em .5em; border-block-end: 1px solid var(--_line); }
header button { border-color: transparent; background: none; }
form { padding: .75em 1em; border-block-start: 1px solid var(--_line); }
label { flex-basis: 100%; font-weight: 600; }
input { flex: 1; min-inline-size: 0; font-size: max(1em, 16px); }
.help, .fallback { padding: 0 1em .75em; }
.help { justify-content: space-between; gap: 0 1em; font-size: .9375em; }
.help a { padding-block: .25em; min-block-size: 1.75em; }
[role=log] { flex: 1; min-block-size: 0; padding: 1em; overflow-y: auto; overscroll-behavior: contain; overflow-wrap: anywhere; outline-offset: -3px; }
.turn + .turn { margin-block-start: 1.5em; }
.reply > * + *, .urgent > * + * { margin-block-start: .75em; }
.asked { inline-size: fit-content; max-inline-size: 85%; margin: 0 0 1em; margin-inline-start: auto; padding: .5em .875em; border-radius: .75em;
  background: var(--_tint); border: 1px solid transparent; }
blockquote { padding-inline-start: 1em; border-inline-start: 4px solid var(--_accent); white-space: pre-line; }
figcaption { display: flex; flex-wrap: wrap; gap: 0 1em; justify-content: space-between; padding-inline-start: 1.25em; margin-block-start: .25em; }
figcaption, .quiet { font-size: .9375em; color: var(--_quiet); }
figcaption a { padding-block: .25em; }
li + li { margin-block-start: .5em; }
li button { inline-size: 100%; }
.urgent { padding: 1em; border: 2px solid var(--_alarm); border-radius: .5em; }
.urgent a { padding: .5em 1em; border-radius: .5em; font-size: 1.125em; font-weight: 600; text-decoration: none;
  color: var(--_paper); background: var(--_alarm); border: 1px solid transparent; }
.urgent a:focus-visible { outline-color: var(--_ink); }
.number { font-weight: 600; padding-block: .5em; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (pointer: coarse) { .copy { display: none; } }
@media (max-width: 30em) { :host(:not([position=inline])) section { inset: auto 0 0 !important; inline-size: auto; max-inline-size: none;
  block-size: calc(100dvh - 2em); border-width: 1px 0 0; border-end-start-radius: 0; border-end-end-radius: 0; } }
@media (max-height: 28em) { section { overflow-y: auto; } [role=log] { flex: none; overflow: visible; }
  .help { position: sticky; inset-block-end: 0; padding-block: .25em; background: inherit; } }
@media print { .open, form, .help, header button, ul, .row, .copy { display: none !important; }
  :host section { position: static !important; block-size: auto !important; inline-size: auto !important; overflow: visible; border: 0; box-shadow: none !important; }
  [role=log] { overflow: visible; } }
`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
const marks = new CSSStyleSheet();
marks.replaceSync(`::highlight(${MARK}) { background-color: #ffe58a; color: #1c2430; }
@media (forced-colors: active) { ::highlight(${MARK}) { background-color: Highlight; color: HighlightText; } }`);

/**
 * Make an element. Of its attributes, a function listens, an empty one is left out, and four say what the words are:
 * word and name (content and label in the widget's own words), number (what goes into them), say (to be announced).
 */
const DATA = ["word", "name", "number", "say"];
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (DATA.includes(key)) element.dataset[key] = value;
    else if (value) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Return ``value``, which came from outside, if it is a text that says something. */
function text(value) {
  if (typeof value !== "string" || !value) throw new TypeError("no text");
  return value;
}

/** Return an address from outside if it can do no harm. */
function address(value) {
  if (!PROTOCOLS.includes(new URL(text(value)).protocol)) throw new TypeError("no address");
  return value;
}

/** Return the range of ``passage`` on the page around the widget, white space and curly quotes aside; null if it is not there. */
function find(passage) {
  const plain = (words) => words.replace(/\s+/g, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  const places = [];
  let page = "";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest("script, style, noscript, textarea, faq-chat") || parent.checkVisibility?.() === false) continue;
    page += plain(node.data);
    for (let at = 0; at < node.length; at++) if (/\S/.test(node.data[at])) places.push([node, at]);
  }
  const sought = plain(passage), start = page.indexOf(sought);
  if (start < 0) return null;
  const range = new Range(), [last, at] = places[start + sought.length - 1];
  range.setStart(...places[start]);
  range.setEnd(last, at + 1);
  return range;
}

/** Bring a range into sight, mark it, and let the next Tab start there. */
function mark(range) {
  const home = range.startContainer.parentElement;
  home.scrollIntoView({ block: "center", behavior: "instant" });
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) scrollBy({ top: top - innerHeight / 4, behavior: "instant" });
  if (!document.adoptedStyleSheets.includes(marks)) document.adoptedStyleSheets.push(marks);
  CSS.highlights.set(MARK, new Highlight(range));
  if (!home.hasAttribute("tabindex")) {
    home.tabIndex = -1;
    home.addEventListener("blur", () => home.removeAttribute("tabindex"), { once: true });
  }
  home.focus({ preventScroll: true });
}

class FaqChat extends HTMLElement {
  static observedAttributes = ["open", "lang", "texts"];
  #root = this.attachShadow({ mode: "open" });
  #words = WORDS.en;
  /** What the bot said of itself; null until the panel opens. */
  #content = null;
  /** What the bot wants back with the next question. */
  #context = null;
  /** The last question's answer: the next question waits for it, because it needs the context. */
  #last = Promise.resolve();
  #pending = new Set();
  #kept = [];
  #phone;

  #launcher = make("button", { class: "open", part: "launcher", word: "ask", "aria-controls": "panel", click: () => this.#enter() });
  #title = make("h2", { id: "title", part: "title", tabindex: "-1", word: "title" });
  #clear = make("button", { part: "clear", word: "clear", click: () => this.#forget() });
  #close = make("button", { part: "close", word: "close", click: () => { this.open = false; } });
  #log = make("div", { role: "log", part: "log", "aria-live": "off", tabindex: "0", name: "log" });
  #fallback = make("div", { class: "fallback", part: "fallback", hidden: "hidden" }, make("slot"));
  // Long: the bot itself says, kindly, what is too long for it.
  #field = make("input", { id: "field", part: "field", maxlength: "5000", autocomplete: "off", enterkeyhint: "send" });
  #call = make("a", { part: "phone", word: "call", hidden: "hidden" });
  #emergency = make("a", { part: "emergency", word: "emergency" });
  #status = make("div", { role: "status", class: "unseen" });
  #panel = make("section", { id: "panel", part: "panel", "aria-labelledby": "title", hidden: "hidden" },
    make("header", { part: "header" }, this.#title, this.#clear, this.#close),
    this.#log,
    this.#fallback,
    make("form", { part: "form", submit: (event) => { event.preventDefault(); this.#ask(this.#field.value); } },
      make("label", { for: "field", word: "field" }), this.#field, make("button", { class: "send", part: "send", word: "send" })),
    make("p", { class: "help", part: "help" }, this.#call, this.#emergency),
    this.#status);

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#launcher, this.#panel);
  }

  get open() { return this.hasAttribute("open"); }
  set open(value) { this.toggleAttribute("open", Boolean(value)); }

  /** Words that replace the widget's own, by name. */
  get texts() {
    try { return JSON.parse(this.getAttribute("texts")) ?? {}; } catch { return {}; }
  }
  set texts(value) { this.setAttribute("texts", JSON.stringify(value)); }

  get #isInline() { return this.getAttribute("position") === "inline"; }
  get #isKept() { return this.getAttribute("persist") === "session"; }
  get #server() {
    const given = this.getAttribute("server");
    return given === null ? new URL("..", import.meta.url) : new URL(given.replace(/\/?$/, "/"), document.baseURI);
  }
  get #drawer() { return `faq-chat ${this.#server} ${this.id}`; }

  connectedCallback() {
    for (const name of ["open", "texts"]) {
      if (!Object.hasOwn(this, name)) continue; // set before this class was known
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#update();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#escape);
    CSS.highlights?.delete(MARK);
  }

  attributeChangedCallback() { this.#update(); }

  #update() {
    if (!this.isConnected) return;
    const { open } = this, hadFocus = this.#root.activeElement;
    this.#panel.hidden = !open;
    this.#launcher.hidden = open;
    this.#launcher.setAttribute("aria-expanded", open);
    this.#clear.hidden = !this.#isKept;
    this.#setNumber();
    this.#label(this.#root);
    document[open ? "addEventListener" : "removeEventListener"]("keydown", this.#escape);
    if (open) this.#begin();
    else if (hadFocus) this.#launcher.focus();
  }

  #enter() {
    this.open = true;
    // On a phone, the field would bring up the keyboard, over the greeting.
    (matchMedia("(pointer: coarse)").matches ? this.#title : this.#field).focus();
  }

  /** Heard on the whole page: a panel that covers what has the focus must go without taking the focus. */
  #escape = (event) => {
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented && !this.#isInline) this.open = false;
  };

  /** Put words into what asks for them, in the language of now. */
  #label(root) {
    const language = (this.lang || this.closest("[lang]")?.lang || "en").split("-")[0];
    const words = (this.#words = { ...WORDS.en, ...WORDS[language], ...this.texts });
    this.#panel.lang = this.#launcher.lang = WORDS[language] || this.hasAttribute("texts") ? language : "en";
    this.#emergency.href = `tel:${words.emergency.match(/\d+/)}`;
    for (const each of root.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word].replace("{number}", each.dataset.number);
    for (const each of root.querySelectorAll("[data-name]")) each.setAttribute("aria-label", words[each.dataset.name]);
  }

  /** The page's number is always in sight: as the bot tells it, before that as the page's own link tells it. */
  #setNumber(phone) {
    const link = this.querySelector('a[href^="tel:"]');
    this.#phone = phone ?? this.#phone ?? (link && { uri: link.href, display: link.textContent.match(/[+(]?\d[\d\s().-]*\d|$/)[0] || link.href.slice(4) });
    if (!this.#phone) return;
    this.#call.hidden = false;
    this.#call.href = address(this.#phone.uri);
    this.#call.dataset.number = text(this.#phone.display);
    this.#label(this.#panel.lastElementChild.previousElementSibling);
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
      return await answer.json();
    } finally {
      clearTimeout(late);
      this.#pending.delete(control);
    }
  }

  /** At the first opening: greet, and bring back what was kept. */
  #begin() {
    if (this.#log.firstChild) return;
    this.#run(this.#turn(), async () => {
      const { greeting, titles, phone, language } = (this.#content ??= await this.#fetch("content"));
      this.#setNumber(phone);
      this.#log.lang = language ?? "";
      return [make("p", { say: "" }, text(greeting)), ...this.#choices(titles, "first")];
    });
    if (this.#isKept) this.#remember();
  }

  #ask(question, isButton) {
    const turn = this.#turn(question);
    // A button keeps its place; the next Tab goes on from the answer.
    if (isButton) turn.box.focus();
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

  /** Show in a turn what ``job`` brings; or that it takes long; or why it failed, with one button to try again. */
  async #run(turn, job) {
    const { question, box } = turn;
    const slow = setTimeout(() => this.#show(turn, [make("p", { class: "quiet", word: "wait", say: "" })]), WAIT);
    this.#log.querySelectorAll(".retry").forEach((button) => button.remove());
    box.replaceChildren();
    try {
      const parts = await job();
      this.#fallback.hidden = true;
      this.#show(turn, parts);
    } catch (error) {
      const word = error === 429 ? "busy" : !navigator.onLine ? "offline" : error.name === "AbortError" ? "late" : "sorry";
      const again = () => {
        box.focus();
        if (this.#field.value === question) this.#field.value = "";
        if (question === undefined) this.#run(turn, job);
        else this.#send(turn);
      };
      this.#fallback.hidden = false;
      this.#show(turn, [make("p", { word, say: "" }), ...this.#number(this.#phone), make("button", { class: "retry", part: "retry", word: "retry", click: again })]);
      if (this.#log.contains(box)) this.#field.value ||= question ?? "";
    } finally {
      clearTimeout(slow);
    }
  }

  /** Begin a turn at the end of the conversation: what was asked, if anything, and room for what comes back. */
  #turn(question) {
    const box = make("div", { class: "reply", part: "reply", tabindex: "-1" });
    const asked = question?.trim() && make("p", { class: "asked", part: "question" }, make("span", { class: "unseen", word: "you" }), " ", make("bdi", {}, question));
    const turn = make("div", { class: "turn", part: "turn" }, ...(asked ? [asked] : []), box);
    this.#label(turn);
    this.#log.append(turn);
    this.#scroll(turn);
    return { question, box };
  }

  /** Fill a turn, and tell a screen reader what is new, once and without the visitor's own words. */
  #show({ question, box }, parts) {
    if (!this.#log.contains(box)) return;
    box.replaceChildren(...parts);
    this.#label(box);
    if (box.parentElement === this.#log.lastElementChild) this.#scroll(box.parentElement);
    this.#announce([...box.querySelectorAll("[data-say]")].map((each) => each.textContent).join(" "));
  }

  #announce(words) {
    setTimeout(() => { this.#status.textContent = words; }, HUSH);
    setTimeout(() => { if (this.#status.textContent === words) this.#status.textContent = ""; }, TOLD);
  }

  /** Bring the beginning of a turn to the top, in the log or, on a very low screen, in the panel. */
  #scroll(turn) {
    for (const frame of [this.#log, this.#panel]) frame.scrollTop += turn.getBoundingClientRect().top - frame.getBoundingClientRect().top - 16;
  }

  /** What a reply shows, in order; throws if it is no reply. */
  #parts({ kind, intents, message, quotes, choices, handoff }) {
    if (!KINDS.includes(kind)) throw new TypeError("no reply");
    const isClarify = kind === "clarify", isUrgent = handoff?.urgent.length > 0;
    const ending = isClarify || !handoff ? [] : [make("p", { say: "" }, text(handoff.message))];
    return [
      ...(isUrgent ? [make("div", { class: "urgent", part: "urgent" }, make("p", { class: "row" }, ...handoff.urgent.map((number) => this.#link(number))), ...ending)] : []),
      ...(message ? [make("p", { say: "" }, text(message))] : []),
      ...quotes.map((quote) => this.#quote(quote)),
      ...(isClarify ? this.#choices(choices, "mean", this.#other()) : []),
      ...(isUrgent ? [] : ending),
      ...(handoff && !isClarify ? this.#number(handoff.phone) : []),
      ...(kind === "answer" ? [this.#vote(text(intents[0])), ...this.#choices(choices, "next")] : []),
    ];
  }

  #quote({ text: passage, section, link }) {
    return make("figure", { part: "quote" },
      make("blockquote", { cite: address(link), dir: "auto", say: "" }, text(passage)),
      make("figcaption", {},
        ...(section ? [make("span", {}, make("span", { word: "from" }), " ", make("cite", { dir: "auto" }, text(section)))] : []),
        make("a", { href: link, word: "show", click: (event) => this.#point(event, passage) })));
  }

  /** Show the passage on this page if it stands here; else the link goes to where it stands. */
  #point(event, passage) {
    const range = "Highlight" in window && !event.ctrlKey && !event.metaKey && !event.shiftKey && find(passage);
    if (!range) return;
    event.preventDefault();
    const panel = this.#panel.getBoundingClientRect(), there = range.getBoundingClientRect();
    if (!this.#isInline && panel.left < there.right && there.left < panel.right) this.open = false;
    mark(range);
  }

  #choices(offered, name, ...more) {
    const isMean = name === "mean";
    const items = offered.map(({ title }) => make("button", { part: "choice", ...(isMean && { say: "" }), click: () => this.#ask(title, true) }, text(title)));
    if (!items.length && !more.length) return [];
    return [...(isMean ? [] : [make("p", { class: "quiet", word: name })]), make("ul", { part: "choices", name }, ...[...items, ...more].map((item) => make("li", {}, item)))];
  }

  #other() {
    return make("button", { part: "choice", word: "other", say: "", click: () => {
      const turn = this.#turn();
      turn.box.focus();
      this.#show(turn, [make("p", { word: "reword", say: "" }), ...this.#number(this.#phone)]);
    } });
  }

  #link({ display, uri }) {
    const isCall = address(uri).startsWith("tel:");
    return isCall ? make("a", { href: uri, part: "phone", word: "call", number: text(display) }) : make("a", { href: uri, part: "phone" }, text(display)[0].toUpperCase() + display.slice(1));
  }

  /** A number as a link, and to copy where there is no phone. */
  #number(phone) {
    if (!phone) return [];
    const copy = make("button", { class: "copy", part: "copy", word: "copy", click: async () => {
      await navigator.clipboard.writeText(phone.display);
      copy.dataset.word = "copied";
      this.#label(copy.parentElement);
      this.#announce(copy.textContent);
    } });
    return [make("p", { class: "row number" }, this.#link(phone), ...(navigator.clipboard ? [copy] : []))];
  }

  /** Two buttons: the intent and yes or no go to the server, never the question. */
  #vote(intent) {
    const button = (word, helpful) => make("button", { part: "vote", word, "aria-pressed": "false", click: ({ currentTarget }) => {
      if (row.querySelector("[aria-pressed=true]")) return;
      currentTarget.setAttribute("aria-pressed", "true");
      row.append(make("span", { word: "thanks" }));
      this.#label(row);
      this.#announce(this.#words.thanks);
      this.#fetch("feedback", { intent, helpful }).catch(() => {});
    } });
    const row = make("div", { class: "row quiet", part: "feedback", role: "group", name: "helpful" }, make("span", { word: "helpful" }), button("yes", true), button("no", false));
    return row;
  }

  #keep(turn) {
    if (!this.#isKept) return;
    this.#kept = [...this.#kept, turn].slice(-MOST_KEPT);
    try { sessionStorage.setItem(this.#drawer, JSON.stringify(this.#kept)); } catch { /* full, or forbidden: then it is not kept */ }
  }

  #remember() {
    try {
      for (const kept of JSON.parse(sessionStorage.getItem(this.#drawer)) ?? []) {
        const parts = this.#parts(kept.reply);
        const { box } = this.#turn(kept.question);
        box.append(...parts);
        this.#label(box);
        this.#context = kept.reply.context;
        this.#kept.push(kept);
      }
    } catch { /* what cannot be read is as good as none */ }
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

if (!customElements.get("faq-chat")) customElements.define("faq-chat", FaqChat);
