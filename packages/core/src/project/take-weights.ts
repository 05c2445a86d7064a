import type { DataIdentity } from '../data/data-identity.js';
import type { DataModule } from '../data/data-module.js';
import type { NdArray } from '../data/nd-array.js';
import type { Clock } from '../learning/clock.js';
import { learnerState } from '../learning/join-states.js';
import type { Learner } from '../learning/learner.js';
import { PREDICTOR_PREFIX } from '../learning/step-metrics.js';
import { RandomStreams } from '../random/random-streams.js';
import { checkState } from '../training/checkpoints/check-state.js';
import { readCheckpoint } from '../training/checkpoints/checkpoint.js';
import { withFrozen } from '../training/checkpoints/frozen-base.js';
import { memberOf } from '../training/checkpoints/group-member.js';
import { readPredictor } from '../training/checkpoints/predictor-folder.js';
import { transformsIn } from '../training/checkpoints/run-checkpoint.js';
import { changedParts, reserve } from '../training/reservations.js';
import { sessionState } from '../training/session-state.js';

/** Who takes over weights. */
export interface WeightsTaker {
  /** Whose model and predictor. */
  readonly learner: Learner;
  /** The seed of what the checkpoint does not have. */
  readonly seed: number;
  /** Whose transforms take over what was learnt. */
  readonly data: DataModule | undefined;
}

/**
 * Gives a learner the weights of a checkpoint, its data what transforms had learnt, and the predictor what it has learnt. Says where the
 * run was, and on what it had trained.
 *
 * @throws `LML_CHECKPOINT` for one that is damaged, or of another model.
 */
export async function takeWeights(
  { learner, seed, data }: WeightsTaker,
  checkpoint: string,
  member?: string,
): Promise<{ readonly clock: Clock; readonly identity: DataIdentity | undefined }> {
  const { model, predictor } = learner;
  // Two projects may have one learner.
  const release = reserve(changedParts(learner));
  try {
    const whole = await readCheckpoint(checkpoint);
    await model.build({ random: new RandomStreams(seed) });
    const { manifest, weights: saved, state } = memberOf(checkpoint, whole, model, member);
    const weights = await withFrozen(checkpoint, manifest, saved, model);
    checkState(checkpoint, model.weights, weights);
    model.setWeights(weights);
    await takeState(learner, seed, checkpoint, weights, state);
    data?.load(transformsIn(state), manifest.data);
    const learnt = Object.entries(state).filter(([key]) => key.startsWith(PREDICTOR_PREFIX));
    const later = await readPredictor(checkpoint);
    if (later !== undefined && later.name === predictor?.name) predictor.load?.(later.state);
    else if (learnt.length > 0)
      predictor?.load?.(Object.fromEntries(learnt.map(([key, value]) => [key.slice(PREDICTOR_PREFIX.length), value])));
    return { clock: manifest.clock, identity: manifest.data };
  } finally {
    release();
  }
}

/** Gives the loss and the learner what they own. */
async function takeState(
  learner: Learner,
  seed: number,
  checkpoint: string,
  weights: Readonly<Record<string, NdArray>>,
  saved: Readonly<Record<string, NdArray>>,
): Promise<void> {
  const { owned } = await sessionState(learner, [], weights, seed, { saved: (name) => saved[name] });
  if (owned.length === 0) return;
  const own = Object.fromEntries(owned.flatMap(({ name }) => (saved[name] === undefined ? [] : [[name, saved[name]]])));
  checkState(checkpoint, owned, own);
  learnerState(learner).load?.(own);
}
