// BLEU and ROUGE of generated sentences against torchmetrics: `node tools/bench/texts.mjs [sentences]`. PYTHON names another Python than
// setup.sh's; it needs torchmetrics and nltk. Both sides make the same sentences, and print the same scores.
import { MetricState } from '@lml/core';
import { bleuScore, rougeScore, sacreBleuScore } from '@lml/metrics';
import { median, ownTurns, pythonTurns, timesByTurns } from './by-turns.mjs';

const [SENTENCES, BATCH] = [Number(process.argv[2] ?? 10_000), 100];

/** Sentences of 5 to 30 words of a thousand, and predictions in which a fifth of them is another: as `texts.py` makes them. */
function corpus() {
  let state = 1;
  const next = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const batches = [];
  for (let first = 0; first < SENTENCES; first += BATCH) {
    const [predictions, targets] = [/** @type {string[]} */ ([]), /** @type {string[]} */ ([])];
    for (let at = first; at < Math.min(SENTENCES, first + BATCH); at++) {
      const words = Array.from({ length: 5 + next(26) }, () => `word${next(1000)}ing`);
      targets.push(words.join(' '));
      predictions.push(words.map((word) => (next(5) === 0 ? `word${next(1000)}ing` : word)).join(' '));
    }
    batches.push({ predictions, targets });
  }
  return batches;
}

const batches = corpus();
const makes = {
  bleu: () => bleuScore(),
  'sacre-bleu': () => sacreBleuScore(),
  rouge: () => rougeScore({ rougeKeys: ['rouge1', 'rouge2', 'rougeL'] }),
  'rouge-stems': () => rougeScore({ rougeKeys: ['rouge1', 'rouge2', 'rougeL'], useStemmer: true }),
};

for (const [number, [name, make]] of Object.entries(makes).entries()) {
  /** @type {unknown} */
  let result;
  const run = async (/** @type {number} */ steps) => {
    for (let step = 0; step < steps; step++) {
      const state = new MetricState(make());
      for (const { predictions, targets } of batches) await state.update(predictions, targets);
      result = state.compute();
    }
  };
  const peers = [ownTurns(run, () => undefined), pythonTurns('texts.py', [SENTENCES, BATCH, number])];
  const times = await timesByTurns(peers, { rounds: 1, steps: 1 });
  const [own = NaN, other = NaN] = [0, 1].map((peer) => median(times.map((round) => Number(round[peer]))));
  console.log(`${name} of ${SENTENCES} sentences: ${own.toFixed(0)} ms, ${other.toFixed(0)} ms by torchmetrics: ${(other / own).toFixed(1)} times as fast. ${JSON.stringify(result)}`); // prettier-ignore
}
