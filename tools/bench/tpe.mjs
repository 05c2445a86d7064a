// What tpe finds against Optuna's sampler: `node tools/bench/tpe.mjs`. PYTHON names a Python with optuna and scipy.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { conditional, int, logUniform, Study, uniform } from '@lml/core';
import { tpe } from '@lml/search';
import { PYTHON } from './paths.mjs';

const [TRIALS, SEEDS] = [Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 50)];

/** @typedef {Record<string, any>} Params */
/** @typedef {{ space: import('@lml/core').SearchSpaceInput, loss(params: Params): number, probe: Params }} Problem */

// Hartmann's function of six numbers, as Surjanovic and Bingham's library of test functions has it.
const ALPHA = [1, 1.2, 3, 3.2];
const STEEPNESS = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const CENTRES = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

/** The same as in `python/tpe.py`, which compares them at `probe`. @type {Record<string, Problem>} */
const problems = {
  branin: {
    space: { x: uniform({ low: -5, high: 10 }), y: uniform({ low: 0, high: 15 }) },
    loss: ({ x, y }) =>
      (y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6) ** 2 +
      10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) +
      10,
    probe: { x: 1.5, y: 7.25 },
  },
  'hartmann-6': {
    space: Object.fromEntries(ALPHA.concat(0, 0).map((_, at) => [`x${at}`, uniform({ low: 0, high: 1 })])),
    loss: (params) =>
      -ALPHA.reduce((sum, alpha, row) => {
        const terms = (STEEPNESS[row] ?? []).map((a, at) => a * (params[`x${at}`] - (CENTRES[row]?.[at] ?? NaN)) ** 2);
        return sum + alpha * Math.exp(-terms.reduce((total, term) => total + term, 0));
      }, 0),
    probe: { x0: 0.2, x1: 0.15, x2: 0.48, x3: 0.28, x4: 0.31, x5: 0.66 },
  },
  conditional: {
    space: {
      decay: logUniform({ low: 1e-6, high: 1e-2 }),
      optimizer: conditional({
        branches: {
          adam: { rate: logUniform({ low: 1e-5, high: 1 }), beta: uniform({ low: 0.5, high: 0.999 }) },
          lion: {},
          sgd: { momentum: uniform({ low: 0, high: 0.99 }), layers: int({ low: 1, high: 20 }) },
        },
      }),
    },
    loss: ({ decay, optimizer, rate, beta, momentum, layers }) => {
      const shared = (Math.log10(decay) + 4) ** 2 / 4;
      if (optimizer === 'lion') return shared + 1;
      if (optimizer === 'sgd') return shared + 0.1 + 4 * (momentum - 0.9) ** 2 + ((layers - 7) / 5) ** 2;
      return shared + (Math.log10(rate) + 2.5) ** 2 + 20 * (beta - 0.9) ** 2;
    },
    probe: { decay: 0.002, optimizer: 'adam', rate: 0.01, beta: 0.7 },
  },
};

/**
 * The best loss of a search, by seed.
 *
 * @param {Problem} problem
 * @returns {number[]}
 */
function own({ space, loss }) {
  return Array.from({ length: SEEDS }, (_, seed) => {
    const study = new Study({ space, strategy: tpe(), seed, limit: TRIALS });
    for (let trial = study.ask(); trial !== undefined; trial = study.ask())
      study.tell(trial.number, loss(trial.params));
    return study.best?.values?.[0] ?? NaN;
  });
}

const program = fileURLToPath(new URL('python/tpe.py', import.meta.url));
const child = spawn(process.env['PYTHON'] ?? PYTHON, [program, String(TRIALS), String(SEEDS)], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

/** @param {readonly number[]} values */
function quartiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.5, 0.25, 0.75].map((share) => {
    const place = share * (sorted.length - 1);
    const [below = NaN, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
    return (below + (place % 1) * (above - below)).toFixed(4);
  });
}

/** @param {readonly number[]} values */
function shown(values) {
  const [middle, low, high] = quartiles(values);
  return `${middle} (${low} to ${high})`;
}

console.log(
  `${TRIALS} trials, ${SEEDS} seeds: the best loss, median (half of them lie between), and the p of "lml's is worse".`,
);
console.log('| function | lml | optuna | p | lml, ms a trial | optuna, ms a trial |');
console.log('| -------- | --: | -----: | -: | --------------: | -----------------: |');
for (const [name, problem] of Object.entries(problems)) {
  const before = process.cpuUsage();
  const best = own(problem);
  const { user, system } = process.cpuUsage(before);
  const probe = { params: problem.probe, loss: problem.loss(problem.probe) };
  child.stdin.write(`${JSON.stringify({ name, best, probe })}\n`);
  /** @type {{ best: number[], p: number, milliseconds: number }} */
  const theirs = JSON.parse(String((await answers.next()).value));
  const each = [(user + system) / 1000 / TRIALS / SEEDS, theirs.milliseconds].map((one) => one.toFixed(2));
  console.log(`| ${name} | ${shown(best)} | ${shown(theirs.best)} | ${theirs.p.toFixed(3)} | ${each.join(' | ')} |`);
}
child.stdin.end();
