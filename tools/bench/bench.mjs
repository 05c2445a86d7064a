import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { choosePeers, peersWith } from './choose-peers.mjs';
import { measureMemory } from './measure-memory.mjs';
import { chooseEngines, measureOverhead } from './measure-overhead.mjs';
import { measureOptimizers } from './measure-optimizers.mjs';
import { measureSpeed } from './measure-speed.mjs';
import { HELP, parseOptions } from './options.mjs';
import { renderPage } from './page.mjs';
import { RUNS } from './paths.mjs';
import { peers } from './peers.mjs';
import { makeReport, mergeReports } from './report.mjs';

/** `npm run bench`: measures, prints tables, asserts nothing. See README.md. */
const options = orExit(() => parseOptions(process.argv.slice(2)), `\n\n${HELP}`);
if (options.help) console.log(HELP);
else await main();

async function main() {
  const { from, json, out } = options;
  const report =
    from.length === 0 ? await measure() : mergeReports(from.map((path) => JSON.parse(readFileSync(path, 'utf8'))));
  const page = await renderPage(report);
  console.log(page);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 1)}\n`);
  if (out !== undefined) writeFileSync(out, page);
}

async function measure() {
  // Peers and run folders are cleared away on exit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  process.once('exit', () => rmSync(RUNS, { recursive: true, force: true }));
  const { models, batches, engines, rounds, seconds, patience, memory, overhead, optimizers, steps } = options;
  const say = (/** @type {string} */ text) => console.error(text);
  if (overhead) {
    const what = { models, batches, engines: orExit(() => chooseEngines(engines)) };
    return makeReport([], { overhead: await measureOverhead(what, { rounds, seconds, patience, say }) });
  }
  if (optimizers) {
    const what = { models, batches, engines: orExit(() => chooseEngines(engines ?? ['onnx'])) };
    return makeReport([], { optimizers: await measureOptimizers(what, { rounds, seconds, patience, say }) });
  }
  const chosen = orExit(() => choosePeers(peers(), engines));
  if (memory) {
    // Unless others are named, those that people train with.
    const trainers = engines === undefined ? chosen.filter(({ task }) => task.way === 'trainer') : chosen;
    const rows = await measureMemory({ models, batches, peers: trainers }, { steps, patience, say });
    return makeReport(trainers, { memory: rows });
  }
  const rows = [];
  for (const model of models) {
    for (const batch of batches) {
      rows.push(
        ...(await measureSpeed({ model, batch, peers: peersWith(chosen, model) }, { rounds, seconds, patience, say })),
      );
    }
  }
  return makeReport(chosen, { settings: { rounds, seconds }, rows });
}

/**
 * @template Result
 * @param {() => Result} read something that the user wrote
 * @param {string} [help]
 */
function orExit(read, help = '') {
  try {
    return read();
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}${help}`);
    process.exit(1);
  }
}
