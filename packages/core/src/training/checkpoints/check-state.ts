import { sameShape, type NdArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import type { StateSpec } from '../../steps/state.js';
import { runOfCheckpoint } from './checkpoint-path.js';

/**
 * Refuses a checkpoint whose arrays are not those that are declared.
 *
 * @throws `LML_CHECKPOINT` with the names that are missing, too many, or of another shape.
 */
export function checkState(
  path: string,
  declared: readonly StateSpec[],
  saved: Readonly<Record<string, NdArray>>,
): void {
  const specs = new Map(declared.map((spec) => [spec.name, spec]));
  const missing = declared.filter(({ name }) => !(name in saved)).map(({ name }) => name);
  const extra = Object.keys(saved).filter((name) => !specs.has(name));
  const other = declared.filter(({ name, shape }) => name in saved && !sameShape(shape, saved[name]!.shape));
  const parts = [
    ...(missing.length > 0 ? [`it lacks ${shown(missing)}`] : []),
    ...(extra.length > 0 ? [`it has ${shown(extra)} besides`] : []),
    ...other
      .slice(0, 3)
      .map(({ name, shape }) => `'${name}' is [${saved[name]!.shape.join(', ')}] there, [${shape.join(', ')}] here`),
  ];
  if (parts.length === 0) return;
  const run = runOfCheckpoint(path) ?? "the run's folder";
  throw new CheckpointError(
    `The checkpoint '${path}' is of another model, optimizer or set of metrics: ${parts.join('; ')}. Make the project as it ` +
      `was (${run}/config.yaml tells), or choose another checkpoint; project.load takes the weights alone.`,
  );
}

function shown(names: readonly string[]): string {
  return `${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''}`;
}
