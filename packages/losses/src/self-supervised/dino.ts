import {
  asFloat,
  defineComponent,
  InvalidArgumentError,
  isTensor,
  ownedState,
  reductionShape,
  ShapeMismatchError,
  showShape,
  softmaxCrossEntropy,
  stopGradient,
  type OwnedState,
  type TreeLoss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { partsOf, treeLoss } from '../shared/tree-loss.js';

const temperature = z.number().positive();
const shape = {
  /** How many numbers student and teacher give for a view. */
  outputSize: z.int().min(1).describe('How many numbers student and teacher give for a view.'),
  /** What the outputs of the teacher are divided by. Default: `0.04`. */
  teacherTemperature: temperature.default(0.04).describe('What the outputs of the teacher are divided by.'),
  /** What they are divided by in the first epoch, from where it moves to the former evenly. Default: `0.04`. */
  warmUpTeacherTemperature: temperature
    .default(0.04)
    .describe('What they are divided by in the first epoch, from where it moves to the former evenly.'),
  /** In how many epochs it gets there. Default: `30`. */
  warmUpEpochs: z.int().min(0).default(30).describe('In how many epochs it gets there.'),
  /** What the outputs of the student are divided by. Default: `0.1`. */
  studentTemperature: temperature.default(0.1).describe('What the outputs of the student are divided by.'),
  /** How much of the centre is kept in each step. Default: `0.9`. */
  centerMomentum: z.number().min(0).max(1).default(0.9).describe('How much of the centre is kept in each step.'),
};

/** Options of {@link dino}. */
export interface DinoOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

type DinoSettings = z.output<z.ZodObject<typeof shape>>;

/**
 * DINO: a student foretells what a teacher gives for other views of a sample. The prediction is a list of what the student gives for each
 * view, the target a list of the same of the teacher, all `[batch, outputSize]`; the first views of the student are those of the teacher.
 *
 * With temperatures $`τ_t, τ_s`$ and the centre c, a sample has the mean over all pairs of a teacher's view i and another view j of
 *
 * ```math
 * -\operatorname{softmax}((t_i - c) / τ_t) \cdot \ln \operatorname{softmax}(s_j / τ_s)
 * ```
 *
 * The centre keeps outputs from all becoming one: a moving average of the teacher's outputs, from 0, that is kept in checkpoints as
 * `loss/center`. It moves with each training step, after the value; in validation it stays. No gradient passes to the teacher, who is
 * the learner's: a frozen copy that follows the student.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}; the centre is of all samples.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no lists, or less than two views; `LML_SHAPE_MISMATCH` where shapes or weights do not fit.
 *
 * @example
 * ```ts
 * import { dino } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [first, second] = [tf.tensor2d([[9, -9]]), tf.tensor2d([[0, 0]])];
 * dino({ outputSize: 2 })([second, second], [first, first]); // => Math.LN2
 * ```
 *
 * @see Caron et al. 2021, Emerging Properties in Self-Supervised Vision Transformers; DINOLoss of lightly 1.6
 */
export const dino = defineComponent({
  kind: 'loss',
  name: 'dino',
  summary: "A student's views against a teacher's of other views, centred and sharpened (DINO).",
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [
    { outputSize: 3 },
    { outputSize: 3, teacherTemperature: 0.5, warmUpTeacherTemperature: 0.25, warmUpEpochs: 4, centerMomentum: 0.5 },
    { outputSize: 3, reduction: 'sum' },
    { outputSize: 3, reduction: 'none' },
  ],
  conformance: {
    prediction: [{ shape: [4, 3] }, { shape: [4, 3] }, { shape: [4, 3] }],
    target: [{ shape: [4, 3] }, { shape: [4, 3] }],
  },
  create: ({ reduction, ...settings }, { name }): TreeLoss => {
    const { outputSize, studentTemperature, centerMomentum } = settings;
    const own = ownedState({ buffers: { center: { shape: [outputSize] } } });
    const loss = treeLoss<readonly tf.Tensor[], readonly tf.Tensor[]>({
      name,
      reduction,
      shape: (student, teacher) => samplesOf(name, student, teacher, outputSize),
      values(student, teacher) {
        const center = own.read('center');
        const sharpness = sharpnessOf(settings, own.step);
        const terms = teacher.flatMap((view, index) => {
          const wanted = tf.softmax(tf.mul(tf.sub(stopGradient(asFloat(view)), center), sharpness));
          const others = student.filter((_, other) => other !== index);
          return others.map((other) => softmaxCrossEntropy(tf.div(asFloat(other), studentTemperature), wanted));
        });
        if (own.step?.training === true) {
          const mean = tf.mean(stopGradient(tf.concat(teacher.map(asFloat))), 0);
          own.write('center', tf.add(tf.mul(centerMomentum, center), tf.mul(1 - centerMomentum, mean)));
        }
        return tf.div(tf.addN(terms), terms.length);
      },
    });
    return Object.assign(loss, { state: own.state, load: own.load });
  },
});

/** What the outputs of the teacher are multiplied by. Outside of steps it is the first epoch. */
function sharpnessOf(
  { teacherTemperature: last, warmUpTeacherTemperature: first, warmUpEpochs }: DinoSettings,
  step: OwnedState['step'],
): tf.Tensor | number {
  if (first === last || warmUpEpochs === 0) return 1 / last;
  if (step === undefined) return 1 / first;
  const way = tf.minimum(1, tf.div(step.clock.epoch, Math.max(1, warmUpEpochs - 1)));
  return tf.div(1, tf.add(first, tf.mul(last - first, way)));
}

/** The shape of the values, `[batch]`, once the views were looked at. */
function samplesOf(
  name: string,
  student: readonly tf.Tensor[],
  teacher: readonly tf.Tensor[] | undefined,
  outputSize: number,
): readonly number[] {
  const views = [student, teacher].map((list, index) => {
    if (Array.isArray(list) && list.length > 0 && list.every(isTensor)) return list;
    const whose = index === 0 ? 'prediction' : 'target';
    const expected = `a list of what the ${index === 0 ? 'student' : 'teacher'} gives for each view`;
    throw new InvalidArgumentError(`The ${whose} of ${name}`, expected, list);
  });
  const all = views.flat();
  if (all.length < 3) {
    const expected = 'a list of at least two views, of the student or of the teacher';
    throw new InvalidArgumentError(`The prediction of ${name}`, expected, student, 'No view is compared with itself.');
  }
  const { shape: own } = partsOf(name, all, Object.keys(all), 2)['0']!;
  if (own.length === 2 && own[1] === outputSize) return [own[0]];
  throw new ShapeMismatchError(`${name} needs views [batch, ${outputSize}], got ${showShape(own)}.`);
}
