import * as tf from '@tensorflow/tfjs';

import { sameShape } from '../data/nd-array.js';
import {
  applyOnce,
  mapRecord,
  updateVariables,
  type MakeOptimizer,
  type SlotPlan,
  type Slots,
  type TfOptimizer,
} from './tf-optimizer-apply.js';
import { amongStandIns, numbersOnCpu, onCpu, standIn, type StandIn } from './tf-optimizer-stand-ins.js';

/** How an optimizer is adapted. */
export interface OptimizerPlan extends Slots {
  /** Whether its learning rate can be given anew for each update. */
  readonly takesRate: boolean;
}

/**
 * Finds out, on a small problem, where an optimizer keeps its state, and whether it computes the same when that is held
 * elsewhere.
 *
 * @returns what keeps it from being adapted, as a text, if something does.
 */
export function planFor(original: object, make: MakeOptimizer, learningRate: number): OptimizerPlan | string {
  try {
    return onCpu(() => {
      const slots = findSlots(original, () => make(learningRate));
      if (typeof slots === 'string') return slots;
      // Another rate than its own, so that it shows whether the rate arrives.
      if (agrees(make, slots, OTHER_RATE, (rate) => tf.scalar(rate))) return { ...slots, takesRate: true };
      if (agrees(make, slots, learningRate, (rate) => rate)) return { ...slots, takesRate: false };
      return 'It remembers something else than its variables from update to update';
    });
  } catch (error) {
    return `It fails on a small problem (${error instanceof Error ? error.message : String(error)})`;
  }
}

const OTHER_RATE = 0.07;
const STEPS = 3;
/** Weights of every rank that layers have. */
const SHAPES = [0, 1, 2, 3, 4, 5].map((rank) => new Array<number>(rank).fill(2));
const PROBE_NAMES = SHAPES.map((_, rank) => `lml-probe-${rank}`);

/** Numbers without pattern between −1 and 1, exact in float32; others for another `salt`. */
function probe(salt: number): Record<string, tf.Tensor> {
  return Object.fromEntries(
    SHAPES.map((shape, rank) => {
      const values = Array.from({ length: 2 ** rank }, (_, i) => (((i + 3) * (salt + 5) * (rank + 7) * 37) % 129) - 64);
      return [
        PROBE_NAMES[rank]!,
        tf.tensor(
          values.map((value) => value / 64),
          shape,
        ),
      ];
    }),
  );
}

interface FirstValue {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

function findSlots(original: object, make: () => TfOptimizer): Slots | string {
  const made = new Map<unknown, FirstValue>();
  const slots = { lists: [] as SlotPlan[], singles: [] as SlotPlan[] };
  const lost: string[] = [];
  const unexplained: string[] = [];
  tf.tidy(() => {
    const zeros = mapRecord(probe(0), (value) => tf.zerosLike(value));
    const onVariable = ({ variable }: StandIn, { dtype, shape }: tf.Tensor): void => {
      made.set(variable, { values: dtype === 'float32' ? numbersOnCpu(variable) : new Float32Array(), shape });
    };
    const variables = mapRecord(zeros, standIn);
    amongStandIns({ variables, onVariable }, () => {
      const optimizer = make();
      lost.push(...lostFields(original, optimizer));
      updateVariables(optimizer, zeros);
      for (const [field, content] of Object.entries(optimizer)) {
        const isList = Array.isArray(content) && content.length > 0;
        const held = isList ? content.map((entry: { variable?: unknown } | null) => entry?.variable) : [content];
        if (!held.every((variable) => made.has(variable))) continue;
        const found = held.map((variable) => made.get(variable)!);
        for (const variable of held) made.delete(variable);
        const slot = slotOf(field, found, isList);
        if (slot === undefined) unexplained.push(field);
        else (isList ? slots.lists : slots.singles).push(slot);
      }
    });
    for (const one of Object.values(variables)) one.release();
  });
  if (lost.length > 0) return `Made again by fromConfig from getConfig it has another ${lost.join(', ')}`;
  if (unexplained.length > 0)
    return `The shapes or first values in its ${unexplained.join(', ')} do not follow from the weights`;
  if (made.size > 0) return 'It has variables outside its own fields and lists of { originalName, variable }';
  return slots;
}

/** The options that a copy has not taken over. */
function lostFields(original: object, copy: object): string[] {
  const options = Object.entries(original).filter(
    ([field, value]) => ['number', 'string', 'boolean'].includes(typeof value) && field !== 'iterations_',
  );
  const copied = copy as Record<string, unknown>;
  return options.flatMap(([field, value]) => (Object.is(copied[field], value) ? [] : [field]));
}

function slotOf(field: string, found: readonly FirstValue[], isList: boolean): SlotPlan | undefined {
  const first = found[0]?.values[0];
  const oneValue = found.every(({ values }) => values.length > 0 && values.every((value) => value === first));
  if (first === undefined || !oneValue || (isList && found.length !== SHAPES.length)) return undefined;
  if (found.every(({ shape }) => shape.length === 0)) return { field, first, shape: 'scalar' };
  const likeWeights = isList && found.every(({ shape }, i) => sameShape(shape, SHAPES[i]!));
  return likeWeights ? { field, first, shape: 'weight' } : undefined;
}

/** Whether some updates with state held elsewhere equal, to the bit, those of the optimizer on variables of its own. */
function agrees(make: MakeOptimizer, plan: Slots, rate: number, give: (rate: number) => tf.Scalar | number): boolean {
  const expected = onVariables(make, rate);
  let agreed = true;
  tf.tidy(() => {
    let parameters = probe(0);
    let slots = Object.fromEntries([
      ...plan.singles.map(({ field, first }) => [field, tf.scalar(first)] as const),
      ...plan.lists.flatMap(({ field, first, shape }) =>
        PROBE_NAMES.map(
          (name, i) => [`${field}/${name}`, tf.fill(shape === 'weight' ? SHAPES[i]! : [], first)] as const,
        ),
      ),
    ]);
    expected.forEach((values, step) => {
      ({ parameters, slots } = applyOnce(make, plan, { parameters, gradients: probe(step + 1), slots }, give(rate)));
      agreed &&= PROBE_NAMES.every((name) =>
        numbersOnCpu(parameters[name]!).every((value, i) => Object.is(value, values[name]![i])),
      );
    });
  });
  return agreed;
}

/** What the optimizer makes of variables, after each update. */
function onVariables(make: MakeOptimizer, rate: number): Record<string, Float32Array>[] {
  const registered = tf.engine().registeredVariables;
  const before = new Set(Object.keys(registered));
  const results: Record<string, Float32Array>[] = [];
  try {
    tf.tidy(() => {
      for (const [name, value] of Object.entries(probe(0))) tf.variable(value, true, name);
      const optimizer = make(rate);
      for (let step = 1; step <= STEPS; step++) {
        updateVariables(optimizer, probe(step), step === STEPS);
        results.push(Object.fromEntries(PROBE_NAMES.map((name) => [name, numbersOnCpu(registered[name]!)])));
      }
    });
  } finally {
    for (const name of Object.keys(registered)) if (!before.has(name)) registered[name]!.dispose();
  }
  return results;
}
