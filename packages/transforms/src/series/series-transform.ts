import { InvalidArgumentError, type HostBatch, type Transform } from '@lml/core';

import { readBlock, writeBlock, type BlockColumn } from '../shared/block.js';
import type { FeatureSettings } from '../shared/feature-options.js';
import { bySample, numbersOf } from '../shared/feature-transform.js';
import { chosen } from '../shared/select-columns.js';

/** What tells a transform along time apart. */
export interface SeriesTransform {
  /** Its name in code, for messages. */
  readonly name: string;
  readonly settings: FeatureSettings;
  /** How many steps at the beginning have no value. */
  readonly first: number;
  /** What stands for them. */
  readonly pad: 'drop' | 'nan' | 'zero';
  /** Whether the features are kept, and the changed ones follow all others; or else these stand in their place. */
  readonly keep: boolean;
  /** Computes of the steps of a feature the changed features, as many for each; those of the first steps are not looked at. */
  apply(steps: Float64Array): readonly Float64Array[];
}

/**
 * A transform along the steps of a window, [steps, features] of each sample.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no window, and for windows of which no step is left.
 */
export function seriesTransform(definition: SeriesTransform): Transform {
  const { name, settings, first, pad, keep } = definition;
  const change = (batch: HostBatch): HostBatch => {
    const block = readBlock(batch, 'input');
    const { form } = block;
    if (form.kind !== 'matrix' || form.shape.length !== 3)
      throw new InvalidArgumentError(
        `The input of ${name}`,
        'windows, [steps, features] of each sample',
        batch['input'],
      );
    const [samples, steps] = form.shape as readonly [number, number, number];
    if (pad === 'drop' && steps <= first)
      throw new InvalidArgumentError(
        `The windows of ${name}`,
        `longer than the ${first} steps that are left out at their beginning`,
        steps,
        "Take longer windows, or pad: 'nan'.",
      );
    const { columns, places } = chosen(block, settings);
    const made = columns.map((column) => {
      const values = numbersOf(column, name);
      const parts = Array.from({ length: samples }, (_, at) => {
        const changed = definition.apply(values.subarray(at * steps, (at + 1) * steps));
        if (pad !== 'drop') for (const own of changed) own.fill(pad === 'nan' ? NaN : 0, 0, first);
        return changed;
      });
      // Of no samples nothing can be seen.
      return (parts[0] ?? definition.apply(new Float64Array())).map((_, at): BlockColumn => {
        const all = new Float64Array(samples * steps);
        parts.forEach((part, sample) => all.set(part[at]!, sample * steps));
        return { name: column.name, values: all };
      });
    });
    const all = block.columns.flatMap((column, at) => {
      const place = places.indexOf(at);
      return keep || place < 0 ? [column] : made[place]!;
    });
    // Kept features come first, then all of the first kind, of the second …
    if (keep) for (let at = 0; at < (made[0]?.length ?? 0); at++) all.push(...made.map((own) => own[at]!));
    const dropped = pad === 'drop' ? first : 0;
    const shape = [samples, steps - dropped, all.length];
    return writeBlock(batch, 'input', dropped === 0 ? all : all.map((own) => withoutFirst(own, steps, dropped)), {
      ...form,
      shape,
    });
  };
  return { prefersBatches: true, applyBatch: change, apply: (sample) => bySample(sample, 'input', change) };
}

/** A feature without the first steps of each window. */
function withoutFirst({ name, values }: BlockColumn, steps: number, first: number): BlockColumn {
  const kept = (values as Float64Array).filter((_, at) => at % steps >= first);
  return { name, values: kept };
}
