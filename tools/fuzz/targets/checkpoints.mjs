import { LmlError, readCheckpoint } from '@lml/core';
import fc from 'fast-check';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { damages, inflict } from '../bytes/damage.mjs';
import { guarded } from '../bytes/guard.mjs';
import { contentsOf, lossesOf, scratchFolder } from '../bytes/scratch.mjs';
import { smallProject, weightsHash } from '../bytes/training.mjs';

const root = scratchFolder();
const victim = join(root, 'victim');
/** @type {Promise<{ path: string, hash: string }> | undefined} */
let pristine;

/** Trains once, and once goes on from the last checkpoint, undisturbed. */
async function train() {
  const project = smallProject(join(root, 'pristine'), { maxEpochs: 2 });
  const { lastCheckpoint } = await project.train();
  if (lastCheckpoint === undefined) throw new Error('No checkpoint was written.');
  const resumed = smallProject(join(root, 'resumed'), { maxEpochs: 3 });
  await resumed.train({ resumeFrom: lastCheckpoint });
  const hash = await weightsHash(resumed);
  rmSync(join(root, 'resumed'), { recursive: true });
  mkdirSync(victim);
  writeFileSync(join(victim, 'file'), 'precious');
  return { path: lastCheckpoint, hash };
}

/**
 * Damaged checkpoints, and those of attackers: going on from one gives an error with a code, or what the undamaged one gives;
 * those beside it still load; and nothing outside the new run's folder is touched.
 *
 * @type {import('../search.mjs').Target<{ damage: import('../bytes/damage.mjs').Damage }>}
 */
export const checkpoints = {
  name: 'checkpoints',
  cases: fc.record({ damage: damages }),
  async check({ damage }, { limit }) {
    const { path, hash } = await (pristine ??= train());
    const runs = join(root, 'case');
    rmSync(runs, { recursive: true, force: true });
    cpSync(join(root, 'pristine'), runs, { recursive: true });
    const folder = join(runs, 'small/1/checkpoints');
    const checkpoint = join(folder, basename(path));
    let done = '';
    try {
      done = await inflict(checkpoint, damage, victim);
    } catch (error) {
      // A manifest that cannot even be written.
      if (!LmlError.isInstance(error)) throw error;
      limit(`refused to write: ${error.code}`);
      return [];
    }
    const before = contentsOf(root, isPassing);
    const finding = (/** @type {string} */ kind, /** @type {string} */ text) => ({
      kind,
      parts: [damage.kind],
      text: `${text}\n${done}; then project.train({ resumeFrom }) and all other checkpoints are read`,
    });
    /** @type {string | undefined} */
    let other;
    const found = await guarded(
      `a checkpoint that was ${damage.kind}`,
      done,
      () => resume(runs, checkpoint, (value) => (other = value)),
      limit,
    );
    if (other !== undefined && other !== hash && damage.kind !== 'written by an attacker')
      found.push(
        finding('other weights', 'A damaged checkpoint loads, and gives other weights than the undamaged one.'),
      );
    const lost = lossesOf(before, contentsOf(root, isPassing));
    if (lost.length > 0)
      found.push({ ...finding('files touched', `Changed or removed: ${lost.join(', ')}`), ruins: true });
    for (const name of readdirSync(folder).filter((each) => each !== basename(path) && !each.startsWith('.')))
      await readCheckpoint(join(folder, name));
    return found;
  },
};

/** What a resumed run may write. @param {string} path */
const isPassing = (path) => /^case\/small\/[2-9]/.test(path);

/**
 * @param {string} runs
 * @param {string} resumeFrom
 * @param {(hash: string) => void} done
 */
async function resume(runs, resumeFrom, done) {
  const project = smallProject(runs, { maxEpochs: 3 });
  // What an attacker says of the clock may ask for many epochs.
  await project.train({ resumeFrom, signal: AbortSignal.timeout(10_000) });
  done(await weightsHash(project));
}
