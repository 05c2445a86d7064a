import fc from 'fast-check';

/**
 * What a check of one case found.
 *
 * @typedef {object} Finding
 * @property {string} kind where it shows, e.g. `gradient on wasm`
 * @property {readonly string[]} parts what the case is made of, e.g. `['conv2d', 'maxPool']`
 * @property {string} text a reproduction that can be run, and what it gives
 * @property {boolean} [ruins] whether nothing that this process computes from now on can be trusted
 */

/**
 * What a check may say besides.
 *
 * @typedef {object} Tools
 * @property {(name: string) => void} limit that a known limit was met
 * @property {() => void} ruin that nothing this process computes from now on can be trusted
 */

/**
 * One kind of case, and how one is checked.
 *
 * @template Case
 * @typedef {object} Target
 * @property {string} name
 * @property {fc.Arbitrary<Case>} cases
 * @property {(value: Case, tools: Tools) => Promise<Finding[]>} check
 */

/**
 * A difference: a finding, and how to meet it again.
 *
 * @typedef {Finding & { seed: number, path: string }} Difference
 */

/**
 * Whether a finding is likely to be another form of a known one: it shows in the same place, and all that the known one is
 * made of is in it.
 *
 * @param {Pick<Finding, 'kind' | 'parts'>} known
 * @param {Pick<Finding, 'kind' | 'parts'>} finding
 */
export const explains = (known, { kind, parts }) =>
  known.kind === kind && known.parts.every((part) => parts.includes(part));

/**
 * @typedef {object} Progress
 * @property {number} cases
 * @property {Difference[]} differences
 * @property {boolean} ruined whether the rest has to be run in another process
 * @property {Record<string, number>} limits known limits that were met, and how often
 */

/** Cases of one seed, after which the next one is taken. */
const ROUND = 100;
/** Runs of a check that shrink one difference. */
const SHRINKS = 300;

/**
 * Checks random cases until their number or the time is used up, and shrinks what differs. Each kind of difference is found once.
 *
 * @template Case
 * @param {Target<Case>} target
 * @param {{ seed: number, path?: string | undefined, cases?: number | undefined, seconds?: number | undefined,
 *   known?: readonly Pick<Finding, 'kind' | 'parts'>[], begin?: (value: Case) => void, found?: (difference: Difference) => void }} options
 * @returns {Promise<Progress>}
 */
export async function search(target, { seed, path, cases = Infinity, seconds = Infinity, known = [], begin, found }) {
  /** @type {Progress} */
  const progress = { cases: 0, differences: [], ruined: false, limits: {} };
  const end = performance.now() + 1000 * seconds;
  const explained = [...known];
  for (let round = seed; !progress.ruined && progress.cases < cases && performance.now() < end; round++) {
    const left = Math.min(ROUND, cases - progress.cases);
    const difference = await searchOnce(target, { seed: round, path, runs: left, end, explained, progress, begin });
    if (difference !== undefined) {
      explained.push(difference);
      progress.differences.push(difference);
      found?.(difference);
    }
    if (path !== undefined) break;
  }
  return progress;
}

/**
 * @template Case
 * @param {Target<Case>} target
 * @param {{ seed: number, path: string | undefined, runs: number, end: number, explained: readonly Pick<Finding, 'kind' | 'parts'>[],
 *   progress: Progress, begin: ((value: Case) => void) | undefined }} options
 * @returns {Promise<Difference | undefined>}
 */
async function searchOnce(target, { seed, path, runs, end, explained, progress, begin }) {
  /** @type {Finding | undefined} */
  let smallest;
  let shrinks = 0;
  const limit = (/** @type {string} */ name) => (progress.limits[name] = (progress.limits[name] ?? 0) + 1);
  const ruin = () => void (progress.ruined = true);
  const property = fc.asyncProperty(target.cases, async (value) => {
    // Once something was found, what follows are its shrunk forms: they count only if they show the same.
    const isShrinking = smallest !== undefined;
    if (progress.ruined || (isShrinking ? ++shrinks > SHRINKS : performance.now() > end && path === undefined)) return;
    begin?.(value);
    const findings = await target.check(value, { limit: isShrinking ? () => undefined : limit, ruin });
    if (!isShrinking) progress.cases++;
    const finding = findings.find((each) =>
      // A shrunk form shows in the same place and is made of nothing new.
      smallest === undefined ? !explained.some((known) => explains(known, each)) : explains(each, smallest),
    );
    if (finding === undefined) return;
    smallest = finding;
    progress.ruined ||= finding.ruins === true;
    throw new Error(finding.kind);
  });
  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  return smallest && { ...smallest, seed, path: details.counterexamplePath ?? '' };
}
