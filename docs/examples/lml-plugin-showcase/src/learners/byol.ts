import {
  cloneModel,
  componentOption,
  defineComponent,
  freeze,
  l2Normalise,
  Learner,
  learnerShape,
  modelGroup,
  stopGradient,
  type ContrastiveBatch,
  type LearnerContext,
  type MetricInput,
  type Model,
  type ShapeTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const { metrics: _, ...parts } = learnerShape;
const shape = {
  /** Foretells the embedding of one view from that of the other: as many numbers out as in. */
  head: componentOption('model').describe(
    'Foretells the embedding of one view from that of the other: as many numbers out as in.',
  ),
  /** How much of the teacher is kept in each step. Default: `0.99`. */
  momentum: z.number().min(0).max(1).default(0.99).describe('How much of the teacher is kept in each step.'),
};

/** Options of {@link byol}. */
export interface ByolOptions
  extends z.input<z.ZodObject<typeof shape>>, Omit<z.input<z.ZodObject<typeof learnerShape>>, 'metrics'> {}

/** What a {@link Byol} is made of. */
interface ByolParts
  extends z.output<z.ZodObject<typeof shape>>, Omit<z.output<z.ZodObject<typeof learnerShape>>, 'metrics'> {}

/**
 * Bootstrap your own latent: from the embedding of one view of a sample, a head foretells the embedding that a teacher makes of another
 * view. The teacher is a copy of the model whose weights are a moving average of the model's, so that there are no negatives:
 *
 * ```math
 * L = 2 − 2 \cos(h(f(a)), t(b)), \quad θ_t ← m θ_t + (1 − m) θ_f
 * ```
 *
 * with both views in both places. The average is written in the step, of the weights that the step began with. A batch is
 * `{ input, positive }`; outputs are embeddings of `input`, which alone is enough to predict. Weights are named `student/…`, `head/…` and
 * `teacher/…`.
 *
 * @see Grill et al., Bootstrap your own latent, 2020.
 */
export class Byol extends Learner<ContrastiveBatch> {
  private readonly momentum: number;
  private readonly networks: Readonly<Record<'student' | 'head' | 'teacher', Model>>;

  /** Takes the parts. */
  constructor({ head, momentum, model: student, ...options }: ByolParts) {
    const model = modelGroup({ student, head, teacher: freeze(cloneModel(student)) });
    super({ ...options, model });
    this.momentum = momentum;
    this.networks = model.models;
  }

  /** That of the student. */
  override get outputShape(): ShapeTree {
    return this.networks.student.outputShape;
  }

  /** The embeddings of `input`. */
  batchForward({ input }: ContrastiveBatch): tf.Tensor {
    return this.networks.student.apply(input);
  }

  /** How far the foretold embeddings are from the teacher's. */
  computeLoss(embeddings: tf.Tensor, { input, positive }: ContrastiveBatch, context: LearnerContext): tf.Tensor {
    const { student, head, teacher } = this.networks;
    const apart = (foretold: tf.Tensor, view: tf.Tensor): tf.Tensor => {
      const wanted = stopGradient(teacher.apply(view));
      const cosines = tf.sum(tf.mul(l2Normalise(foretold), l2Normalise(wanted)), 1);
      return tf.mean(tf.sub(2, tf.mul(2, cosines)));
    };
    const loss = tf.add(
      apart(head.apply(embeddings), positive),
      apart(head.apply(student.apply<tf.Tensor>(positive)), input),
    );
    if (context.training) this.moveTeacher(context);
    return loss;
  }

  /** Nothing: embeddings have no targets. */
  override metricInput(): MetricInput | undefined {
    return undefined;
  }

  private moveTeacher({ model, writeWeight }: LearnerContext): void {
    for (const { name, dtype } of model.weights) {
      if (!name.startsWith('teacher/') || dtype !== 'float32') continue;
      const student = stopGradient(model.read(name.replace('teacher/', 'student/')));
      writeWeight(name, tf.add(tf.mul(this.momentum, model.read(name)), tf.mul(1 - this.momentum, student)));
    }
  }
}

/**
 * Makes a {@link Byol} learner. Parts may be instances, or data that name a registered component.
 *
 * @throws `LML_INVALID_OPTIONS` if the model or the head is missing, or a part is not of its kind.
 *
 * @example
 * ```ts
 * import { mlp } from '@lml/models';
 * import { byol } from 'lml-plugin-showcase';
 *
 * const learner = byol({
 *   model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
 *   head: mlp({ inputSize: 3, hiddenSizes: [8], outputSize: 3 }),
 * });
 * learner.metrics; // => {}
 * ```
 */
export const byol = defineComponent({
  kind: 'learner',
  name: 'byol',
  summary: 'Learning from two views, one of them seen by a teacher that follows the model.',
  schema: z.strictObject({ ...parts, ...shape }),
  examples: [
    {
      model: { name: '@lml/models:mlp', inputSize: 3, hiddenSizes: [4], outputSize: 2 },
      head: { name: '@lml/models:mlp', inputSize: 2, hiddenSizes: [4], outputSize: 2 },
      momentum: 0.9,
    },
  ],
  create: (options): Byol => new Byol(options),
});

declare module '@lml/core' {
  interface LearnerComponents {
    byol: typeof byol;
  }
  interface LearnerOptions {
    byol: ByolOptions;
  }
}
