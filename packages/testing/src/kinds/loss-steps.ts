import {
  defineLearner,
  defineModel,
  eager,
  mapTree,
  ndArray,
  type HostBatch,
  type Learner,
  type Model,
  type NdArray,
  type TensorBatch,
  type TensorTree,
  type TreeLoss,
} from '@lml/core';
import { batchParts, samplesOfTree, treeOfParts } from '../shared/array-tree.js';
import { caseCheck, ensure, type Case, type Check } from '../shared/check.js';
import { ensureClose } from '../shared/closeness.js';
import { descent, gradientsIn } from '../shared/descent.js';
import { onEveryEngine } from '../shared/engines.js';
import { ensureEntries, ensureRoundTrip } from '../shared/own-state.js';
import { learning, type Arrays } from '../shared/learning-session.js';
import { numbersOf, readTensors } from '../shared/tensors.js';
import { conformanceOf, floatLeaves, isDifferentiable, lossAndGradients, pairOf, type Pair } from './loss-pair.js';

const isReduced = (one: Case): boolean => one.options['reduction'] !== 'none';

/** Loss in training steps, and what it owns. */
export const lossStepChecks: readonly Check[] = [
  caseCheck<TreeLoss>(
    'loss/step',
    'computes in a pure training step what it computes by itself, alike on every engine',
    async (loss, one) => {
      const pair = await pairOf(loss, one);
      const weight = weightsFor(pair, one);
      const stepped = await onEveryEngine((engine) =>
        learning(engine, learnerOf(one, pair), { trains: isDifferentiable(one) }, async (session) => {
          const batch = batchOf(pair, weight);
          const own = ownOf(await session.state());
          const value = (await session.judge(batch))['scalars.loss']!;
          if (!isDifferentiable(one)) return { ...own, value };
          await session.train(batch);
          const gradients = Object.entries(gradientsIn(await session.state())).filter(([name]) =>
            name.startsWith(LEAF),
          );
          return {
            ...own,
            value,
            ...Object.fromEntries(gradients.map(([name, array]) => [name.replace(LEAF, 'gradient '), array])),
          };
        }),
      );
      const twin = one.create() as TreeLoss;
      const own = Object.entries(stepped).filter(([name]) => name.startsWith(OWN));
      twin.load?.(Object.fromEntries(own.map(([name, value]) => [name.slice(OWN.length), value])));
      const alone = await readTensors(() => lossAndGradients(twin, pair, isDifferentiable(one), weight));
      const expected = isDifferentiable(one) ? alone : { value: alone['value']! };
      const found = Object.entries(stepped).filter(([name]) => !name.startsWith(OWN));
      ensureClose(expected, Object.fromEntries(found), 1e-3, ['by itself it gives', 'in a step it gives']);
    },
    isReduced,
  ),
  caseCheck<TreeLoss>(
    'loss/state',
    'declares state of its own, takes it back, and has gradients for what is trained of it',
    async (loss, one) => {
      if (loss.state === undefined && loss.load === undefined) return;
      ensure(loss.state !== undefined && loss.load !== undefined, 'it has one of state and load, and lacks the other');
      const pair = await pairOf(loss, one);
      const trained = await learning(eager(), learnerOf(one, pair), {}, async (session) => {
        await session.train(batchOf(pair, weightsFor(pair, one)));
        return gradientsIn(await session.state());
      });
      const entries = await ensureEntries((context) => loss.state!(context));
      const dead = entries.filter(
        ({ name, trainable }) => trainable && numbersOf(trained[OWN + name]!).every((value) => value === 0),
      );
      ensure(dead.length === 0, () => `the gradients of its state ${dead.map(({ name }) => name).join(', ')} are zero`);
      await ensureRoundTrip(() => one.create() as Required<Pick<TreeLoss, 'state' | 'load'>>);
    },
    isReduced,
  ),
];

const LEAF = 'prediction/';
const OWN = 'loss/';

/** Weights that differ from sample to sample, where the loss takes them. */
function weightsFor({ prediction }: Pair, one: Case): NdArray | undefined {
  if (conformanceOf(one).weights === false) return undefined;
  return ndArray(Float32Array.from({ length: samplesOfTree(prediction) }, (_, index) => 1 + (index % 3)));
}

function batchOf({ prediction, target }: Pair, weight: NdArray | undefined): HostBatch {
  return {
    ...batchParts('prediction', prediction),
    ...(target && batchParts('target', target)),
    ...(weight && { weight }),
  };
}

/** What the loss owns in a session's state. */
function ownOf(state: Arrays): Arrays {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name.startsWith(OWN)));
}

/** A learner whose weights are the predictions, so that their gradients are those of the loss. */
function learnerOf(one: Case, { prediction, target }: Pair): Learner<TensorBatch, TensorTree> {
  const leaves = floatLeaves(prediction);
  const weights = leaves.map((leaf, index) => [LEAF + index, { shape: leaf.shape, initializer: leaf }] as const);
  const model: Model = defineModel({ inputs: [null], weights: Object.fromEntries(weights), forward: (input) => input });
  const define = defineLearner<TensorBatch, TensorTree>({
    batchForward(batch, { model: own }) {
      let leaf = 0;
      return mapTree(treeOfParts('prediction', prediction, batch), (tensor) =>
        tensor.dtype === 'float32' ? own.read(LEAF + leaf++) : tensor,
      );
    },
    computeLoss(output, batch, { loss }) {
      const right = target && treeOfParts('target', target, batch);
      const { weight } = batch;
      return weight === undefined ? loss(output, right) : loss(output, right, weight);
    },
  });
  return define({ model, loss: one.create() as TreeLoss, optimizer: descent() });
}
