// Ten million samples through accuracy and binned AUROC in compiled steps: `node tools/bench/many-samples.mjs`. It prints the resident memory
// after each tenth, and what was counted beside what a loop of integers counts.
import { onnx } from '@lml/compiler';
import { DataModule, defineModel, Trainer } from '@lml/core';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { accuracy, auroc, roc, statScores } from '@lml/metrics';

const [SAMPLES, BATCH, THRESHOLDS] = [10_000_000, 10_000, 100];

/** @param {number} index */
const scoreOf = (index) => Math.fround(((index * 7919) % 1021) / 1020);
/** @param {number} index */
const targetOf = (index) => (((index * 31) % 97) / 97 < scoreOf(index) ? 1 : 0);

/** @type {number[]} */
const resident = [];
let samples = 0;

const dataset = {
  length: SAMPLES,
  open() {},
  /** @param {number} index */
  get: (index) => ({ input: scoreOf(index), target: targetOf(index) }),
  /** @param {ArrayLike<number>} indices */
  getBatch(indices) {
    if (samples % (SAMPLES / 10) === 0) resident.push(process.memoryUsage().rss);
    samples += indices.length;
    const shape = [indices.length];
    return {
      input: { dtype: /** @type {const} */ ('float32'), shape, data: Float32Array.from(indices, scoreOf) },
      target: { dtype: /** @type {const} */ ('int32'), shape, data: Int32Array.from(indices, targetOf) },
    };
  },
};

/** What a loop counts: positives and negatives that reach each threshold, from the highest. */
function counted() {
  const thresholds = Float32Array.from({ length: THRESHOLDS }, (_, index) => index / (THRESHOLDS - 1));
  const reached = [new Float64Array(THRESHOLDS + 1), new Float64Array(THRESHOLDS + 1)];
  let right = 0;
  for (let index = 0; index < SAMPLES; index++) {
    const [score, target] = [scoreOf(index), targetOf(index)];
    let bin = 0;
    while (bin < THRESHOLDS && score >= Number(thresholds[bin])) bin++;
    const own = /** @type {Float64Array} */ (reached[target]);
    own[bin] = Number(own[bin]) + 1;
    if (Number(score > 0.5) === target) right++;
  }
  const [falsePositives, truePositives] = reached.map((bins) => {
    let sum = 0;
    return Array.from(bins)
      .reverse()
      .map((count) => (sum += count));
  });
  return { right, truePositives, falsePositives };
}

const model = defineModel({ inputs: { dtype: 'float32', shape: [null] }, forward: (scores) => scores });
const data = new DataModule({ test: dataset, batchSize: BATCH });
const binned = { task: /** @type {const} */ ('binary'), thresholds: THRESHOLDS };
const metrics = [accuracy({ task: 'binary' }), statScores({ task: 'binary' }), auroc(binned), roc(binned)];
const trainer = new Trainer({
  maxEpochs: 1,
  engine: onnx({ threads: 1 }),
  progressBar: false,
  checkpoint: false,
  loggers: [],
});
/** @type {any} */
let details;
const results = await trainer.test(supervised({ data, model, loss: mse(), metrics }), {
  details: (given) => (details = given),
});
resident.push(process.memoryUsage().rss);
console.log(`resident memory, MB: ${resident.map((bytes) => Math.round(bytes / 2 ** 20)).join(' ')}`);

const { right, truePositives, falsePositives } = counted();
const [positives, negatives] = [truePositives, falsePositives].map((counts) => Number(counts?.at(-1)));
const line = details['test/roc'].lines[0];
/** How many of the counts at thresholds are not those of the loop. */
const wrong = [[line.y, truePositives, positives], [line.x, falsePositives, negatives]].flatMap(([rates, counts, total]) =>
  Array.from(rates.data).filter((rate, point) => Math.abs(rate * total - counts[point]) > 1e-6),
).length; // prettier-ignore
console.log(`right of ${SAMPLES}: ${results['test/accuracy'] * SAMPLES}, by a loop ${right}`);
console.log(
  `${2 * THRESHOLDS} counts at ${THRESHOLDS} thresholds: ${wrong} are not those of a loop; AUROC ${results['test/auroc']}`,
);
