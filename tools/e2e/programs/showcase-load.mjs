// Judges each topic by its checkpoints, in a process that did not train them: node showcase-load.mjs <engine> [topic …], after
// showcase-train.mjs, writes <engine>-loaded.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadProject } from '@lml/core';
import { judge, toJson, topicsOf } from './showcase-projects.mjs';

const [engine, ...names] = process.argv.slice(2);
const trained = JSON.parse(readFileSync(`${engine}.json`, 'utf8'));
const results = {};
for (const topic of topicsOf(names)) {
  try {
    const load = async (/** @type {string} */ checkpoint) => judge(await loadProject(checkpoint), topic);
    const { file, code } = trained[topic];
    results[topic] = { file: await load(file.checkpoint), code: await load(code.checkpoint) };
  } catch (error) {
    throw new Error(`The topic '${topic}' failed on ${engine}`, { cause: error });
  }
}
writeFileSync(`${engine}-loaded.json`, toJson(results));
