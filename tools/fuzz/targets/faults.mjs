import { readCheckpoint } from '@lml/core';
import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentsOf, scratchFolder } from '../bytes/scratch.mjs';

const TRAIN = fileURLToPath(new URL('../programs/train.mjs', import.meta.url));
const FULL_DISK = new URL('../programs/full-disk.mjs', import.meta.url).href;
const root = scratchFolder();

/** @typedef {{ kind: 'killed', after: number } | { kind: 'full disk', writes: number, error: string }} Fault */

/** @type {fc.Arbitrary<Fault>} */
const fault = fc.oneof(
  fc.record({ kind: fc.constant(/** @type {const} */ ('killed')), after: fc.nat(900) }),
  fc.record({
    kind: fc.constant(/** @type {const} */ ('full disk')),
    writes: fc.nat(60),
    error: fc.constantFrom('ENOSPC', 'EIO', 'EACCES'),
  }),
);

/** The weights of a run that nothing disturbs. @type {Promise<string> | undefined} */
let undisturbed;

/**
 * Faults while a process trains, one after the other: it is killed, or cannot write. What is there then loads; going on from
 * the newest gives in the end the very bytes of an undisturbed run.
 *
 * @type {import('../search.mjs').Target<{ faults: Fault[] }>}
 */
export const faults = {
  name: 'faults',
  cases: fc.record({ faults: fc.array(fault, { minLength: 1, maxLength: 3 }) }),
  async check({ faults: all }) {
    const expected = await (undisturbed ??= train('undisturbed').then(({ hash }) => String(hash)));
    const folder = 'disturbed';
    rmSync(join(root, folder), { recursive: true, force: true });
    /** @type {Fault[]} */
    const done = [];
    const finding = (/** @type {string} */ kind, /** @type {string} */ text) => [
      {
        kind,
        parts: [...new Set(all.map((each) => each.kind))],
        text: `${text}\nafter ${JSON.stringify(done)}: see tools/fuzz/programs/train.mjs`,
      },
    ];
    for (const each of all) {
      done.push(each);
      const { status, code, message } = await train(folder, await newest(folder), each);
      if (each.kind === 'full disk' && status === undefined && code === undefined)
        return finding('an error without a code', String(message));
      const broken = await firstBroken(folder);
      if (broken !== undefined) return finding('a torn checkpoint', broken);
      const left = halfWritten(folder);
      if (each.kind === 'full disk' && all.every(({ kind }) => kind === 'full disk') && left.length > 0)
        return finding('leftovers', left.join(', '));
    }
    const { hash, message } = await train(folder, await newest(folder));
    const left = halfWritten(folder);
    if (left.length > 0) return finding('leftovers', left.join(', '));
    if (hash !== expected)
      return finding('other weights', `Going on gives ${hash ?? message}, an undisturbed run ${expected}.`);
    return [];
  },
};

/**
 * Trains in a process of its own, perhaps disturbed.
 *
 * @param {string} folder
 * @param {string} [resumeFrom]
 * @param {Fault} [disturbance]
 * @returns {Promise<{ status?: string, hash?: string, code?: string, message?: string }>} nothing where it was killed
 */
function train(folder, resumeFrom, disturbance) {
  const full = disturbance?.kind === 'full disk' ? disturbance : undefined;
  const env = { ...process.env, ...(full && { FUZZ_WRITES: String(full.writes), FUZZ_ERROR: full.error }) };
  const args = [
    ...(full === undefined ? [] : ['--import', FULL_DISK]),
    TRAIN,
    join(root, folder),
    ...(resumeFrom === undefined ? [] : [resumeFrom]),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, errors] = ['', ''];
    child.stderr.on('data', (text) => (errors += text));
    child.stdout.on('data', (text) => {
      if (disturbance?.kind === 'killed' && output === '') setTimeout(() => child.kill('SIGKILL'), disturbance.after);
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const last = output.trim().split('\n').at(-1) ?? '';
      if (last.startsWith('{')) resolve(JSON.parse(last));
      else resolve(signal === 'SIGKILL' ? {} : { message: `exit code ${code}: ${errors}` });
    });
  });
}

/** What was left half-written in a folder. @param {string} folder */
function halfWritten(folder) {
  const paths = existsSync(join(root, folder)) ? Object.keys(contentsOf(join(root, folder))) : [];
  return paths.filter((path) => path.includes('.tmp'));
}

/** The checkpoints of all runs of a folder. @param {string} folder */
function checkpointsOf(folder) {
  const runs = join(root, folder, 'small');
  const all = (/** @type {string} */ path) =>
    existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith('.')) : [];
  return all(runs).flatMap((run) =>
    all(join(runs, run, 'checkpoints')).map((name) => join(runs, run, 'checkpoints', name)),
  );
}

/** @param {string} folder */
async function newest(folder) {
  const known = await Promise.all(
    checkpointsOf(folder).map(async (path) => ({ path, step: (await readCheckpoint(path)).manifest.clock.step })),
  );
  return known.sort((a, b) => b.step - a.step)[0]?.path;
}

/** @param {string} folder */
async function firstBroken(folder) {
  for (const path of checkpointsOf(folder)) {
    try {
      await readCheckpoint(path);
    } catch (error) {
      return String(error);
    }
  }
  return undefined;
}
