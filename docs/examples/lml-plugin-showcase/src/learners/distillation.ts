import {
  componentOption,
  defineComponent,
  freeze,
  Learner,
  learnerShape,
  modelGroup,
  type LabelledBatch,
  type LearnerContext,
  type LearnerParts,
  type Model,
  type ShapeTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The loss of scores against the answers. */
  loss: componentOption('loss').describe('The loss of scores against the answers.'),
  /** The model to learn from; it stays as it is. */
  teacher: componentOption('model').describe('The model to learn from; it stays as it is.'),
  /** By what scores are divided before they are compared. Default: `2`. */
  temperature: z.number().gt(0).default(2).describe('By what scores are divided before they are compared.'),
  /** How much the teacher counts; the answers count the rest. Default: `0.5`. */
  alpha: z.number().min(0).max(1).default(0.5).describe('How much the teacher counts; the answers count the rest.'),
};

/** Options of {@link distillation}. */
export interface DistillationOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof learnerShape>> {}

interface DistillationParts extends LearnerParts, Omit<z.output<z.ZodObject<typeof shape>>, 'loss'> {}

/**
 * Learning from the answers and from a teacher, whose scores s_t tell more than the answers:
 *
 * ```math
 * L = α T^2 \operatorname{KL}(\operatorname{softmax}(s_t/T) \,\|\, \operatorname{softmax}(s/T)) + (1 − α) L_{\text{answers}}
 * ```
 *
 * The teacher is frozen. Weights are named `student/…` and `teacher/…`, and both are in checkpoints; `modelCheckpoint({ frozen:
 * 'reference' })` leaves the teacher's out. Outputs are the student's scores `[batch, classes]`.
 *
 * @see Hinton, Vinyals and Dean, Distilling the knowledge in a neural network, 2015.
 */
export class Distillation extends Learner<LabelledBatch> {
  private readonly temperature: number;
  private readonly alpha: number;
  private readonly networks: Readonly<Record<'student' | 'teacher', Model>>;

  /** Takes the parts. */
  constructor({ teacher, temperature, alpha, model: student, ...options }: DistillationParts) {
    const model = modelGroup({ student, teacher: freeze(teacher) });
    super({ ...options, model });
    this.temperature = temperature;
    this.alpha = alpha;
    this.networks = model.models;
  }

  /** That of the student. */
  override get outputShape(): ShapeTree {
    return this.networks.student.outputShape;
  }

  /** The student's scores. */
  batchForward({ input }: LabelledBatch): tf.Tensor {
    return this.networks.student.apply(input);
  }

  /** The loss against the teacher and against the answers. */
  computeLoss(scores: tf.Tensor, { input, target }: LabelledBatch, { loss, log }: LearnerContext): tf.Tensor {
    const { teacher } = this.networks;
    const wanted = tf.div(teacher.apply<tf.Tensor>(input, { training: false }), this.temperature);
    const apart = tf.sub(tf.logSoftmax(wanted), tf.logSoftmax(tf.div(scores, this.temperature)));
    const divergence = tf.mean(tf.sum(tf.mul(tf.softmax(wanted), apart), 1));
    log('divergence', divergence);
    const fromTeacher = tf.mul(this.alpha * this.temperature ** 2, divergence);
    return tf.add(fromTeacher, tf.mul(1 - this.alpha, loss(scores, target)));
  }
}

/**
 * Makes a {@link Distillation} learner. Parts may be instances, or data that name a registered component.
 *
 * @throws `LML_INVALID_OPTIONS` if a part is missing or not of its kind.
 *
 * @example
 * ```ts
 * import { crossEntropy } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { distillation } from 'lml-plugin-showcase';
 *
 * const learner = distillation({
 *   teacher: mlp({ inputSize: 4, hiddenSizes: [64], outputSize: 3 }),
 *   model: mlp({ inputSize: 4, hiddenSizes: [4], outputSize: 3 }),
 *   loss: crossEntropy(),
 * });
 * learner.metrics; // => {}
 * ```
 */
export const distillation = defineComponent({
  kind: 'learner',
  name: 'distillation',
  summary: 'Learning from the answers and from the scores of a frozen teacher.',
  schema: z.strictObject({ ...learnerShape, ...shape }),
  examples: [
    {
      model: { name: '@lml/models:mlp', inputSize: 3, hiddenSizes: [], outputSize: 2 },
      teacher: { name: '@lml/models:mlp', inputSize: 3, hiddenSizes: [4], outputSize: 2 },
      loss: '@lml/losses:cross-entropy',
    },
  ],
  create: (options): Distillation => new Distillation(options),
});

declare module '@lml/core' {
  interface LearnerComponents {
    distillation: typeof distillation;
  }
  interface LearnerOptions {
    distillation: DistillationOptions;
  }
}
