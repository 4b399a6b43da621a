// The JavaScript peers, each in its ordinary configuration. It is run by run.py as child.py is, and speaks as that does:
//   node peers.mjs METHOD JOB.json    ->    one JSON line when ready, one for each question, one at the end
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const megabytes = () => process.memoryUsage.rss() / 1e6;
// The time that a core has worked for this process, as in child.py.
const milliseconds = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const say = (line) => writeSync(1, `${JSON.stringify(line)}\n`);

const methods = {
  "fuse.js": () => {
    const Fuse = require("fuse.js");
    return async (rows) => {
      const fuse = new (Fuse.default ?? Fuse)(rows, { keys: ["text"], includeScore: true });
      return async (text) => {
        const [best] = fuse.search(text, { limit: 1 });
        return best ? [best.item.intent, 100 * (1 - best.score)] : ["", 0];
      };
    };
  },
  "node-nlp": () => {
    const { NlpManager } = require("node-nlp");
    return async (rows) => {
      const manager = new NlpManager({ languages: ["en"], autoSave: false, nlu: { log: false } });
      for (const row of rows) manager.addDocument("en", row.text, row.intent);
      await manager.train();
      return async (text) => {
        const found = await manager.process("en", text);
        // "None" is its word for out of scope; the best intent is then the best of the others.
        const best = found.classifications.find(({ intent }) => intent !== "None");
        return best ? [best.intent, 100 * best.score] : ["", 0];
      };
    };
  },
};

async function main(method, file) {
  const job = JSON.parse(readFileSync(file, "utf8"));
  const rows = job.train.map(([text, intent]) => ({ text, intent }));
  const learn = methods[method]();
  const before = megabytes();
  let started = milliseconds();
  const answer = await learn(rows);
  const seconds = (milliseconds() - started) / 1000;
  const { version } = require(`./node_modules/${method}/package.json`);
  say({ version, load_s: seconds, added_mb: megabytes() - before });
  const end = performance.now() + 1000 * job.budget;
  for (const text of job.questions) {
    started = milliseconds();
    const [intent, score] = await answer(text);
    say([intent, score, "", milliseconds() - started]);
    if (performance.now() > end) break;
  }
  say({ peak_mb: process.resourceUsage().maxRSS / 1000 });
}

await main(process.argv[2], process.argv[3]);
