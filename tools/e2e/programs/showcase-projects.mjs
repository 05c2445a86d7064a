import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import '@lml/compiler';
import { build, isNdArray, parseConfig, projectFromConfig } from '@lml/core';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/metrics';
import '@lml/models';
import '@lml/optimizers';
import '@lml/predictors';
import '@lml/splitters';
import 'lml-plugin-showcase';

/** The topics of the folder `projects`, or those of them that are named. */
export function topicsOf(/** @type {readonly string[]} */ names) {
  const files = readdirSync('projects').filter((file) => file.endsWith('.yaml'));
  const topics = files.map((file) => file.slice(0, -'.yaml'.length)).sort();
  const unknown = names.find((name) => !topics.includes(name));
  if (unknown !== undefined) throw new Error(`There is no topic '${unknown}'. There are: ${topics.join(', ')}`);
  return names.length > 0 ? names : topics;
}

/** The project of `projects/<topic>.yaml`, on an engine, which writes to a folder. */
export function fromFile(/** @type {string} */ topic, /** @type {string} */ engine, /** @type {string} */ folder) {
  const file = `projects/${topic}.yaml`;
  const overrides = [`trainer.engine=${engine}`, `folder=${JSON.stringify(folder)}`];
  const { config, locating } = parseConfig(readFileSync(file, 'utf8'), { file, overrides });
  return locating(() => projectFromConfig(config));
}

/** The same project from `projects/<topic>.mjs`, which makes it in code. */
export async function fromCode(
  /** @type {string} */ topic,
  /** @type {string} */ engine,
  /** @type {string} */ folder,
) {
  const { default: make } = await import(join(process.cwd(), 'projects', `${topic}.mjs`));
  return make({ engine: build('engine', engine), folder });
}

/**
 * What a project says of its test data: numbers, arrays and figures of the test, and a record for each sample. `projects/<topic>.mjs` may
 * say by `actions` that it does not test, or not predict.
 */
export async function judge(/** @type {any} */ project, /** @type {string} */ topic) {
  const { actions = ['test', 'predict'] } = await import(join(process.cwd(), 'projects', `${topic}.mjs`));
  const test = actions.includes('test') ? await project.test() : undefined;
  const details = Object.entries(project.details).filter(([name]) => name.startsWith('test/'));
  const records = actions.includes('predict') ? await project.predict({ as: 'records' }) : undefined;
  return { test, details: Object.fromEntries(details), records };
}

/** JSON of values among which are arrays, NaN and infinities. */
export function toJson(/** @type {unknown} */ value) {
  return JSON.stringify(value, (_key, part) => {
    if (typeof part === 'number' && !Number.isFinite(part)) return String(part);
    if (isNdArray(part)) return { dtype: part.dtype, shape: part.shape, data: Array.from(part.data) };
    return ArrayBuffer.isView(part) ? Array.from(/** @type {any} */ (part)) : part;
  });
}
