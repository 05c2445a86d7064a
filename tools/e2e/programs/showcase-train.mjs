// Trains each topic from its file and from code: node showcase-train.mjs <engine> [topic …], writes <engine>.json.
import { writeFileSync } from 'node:fs';
import { fromCode, fromFile, judge, toJson, topicsOf } from './showcase-projects.mjs';

const [engine, ...names] = process.argv.slice(2);

/** Trains and judges a project. */
async function run(/** @type {any} */ project, /** @type {string} */ topic) {
  const result = await project.train();
  const history = result.history.map((/** @type {any} */ { type, clock, values }) => {
    const { seconds: _, ...places } = clock;
    return { type, clock: places, values };
  });
  const { status, engine: ranOn, warnings } = result;
  return {
    status,
    ranOn,
    warnings,
    checkpoint: project.checkpoint ?? result.lastCheckpoint,
    history,
    ...(await judge(project, topic)),
  };
}

const results = {};
for (const topic of topicsOf(names)) {
  try {
    const file = await run(fromFile(topic, engine, `results/${engine}/file`), topic);
    const code = await run(await fromCode(topic, engine, `results/${engine}/code`), topic);
    results[topic] = { file, code };
  } catch (error) {
    throw new Error(`The topic '${topic}' failed on ${engine}`, { cause: error });
  }
}
writeFileSync(`${engine}.json`, toJson(results));
