import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray, type AnyComponent, type Kind, type Loss, type Metric, type Plugin } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { componentOf, schemaOf } from '../shared/failures.fixture.js';
import { describeGoldens, type GoldenOptions } from './describe-goldens.js';

/** A tensor of one axis, as files have it. */
export const vector = (...data: number[]) => ({ dtype: 'float32', shape: [data.length], data });

/** A component of a test by its name. */
export const named = (
  kind: Kind,
  name: string,
  create: (options: never) => unknown,
  traits: Readonly<Record<string, unknown>> = {},
): AnyComponent => componentOf(kind, create, { name, ...traits });

/** A loss with an option: `scale · mean((prediction − target)²)`. */
export const square = named(
  'loss',
  'square',
  ({ scale }: { scale: number }): Loss =>
    (prediction, target) =>
      tf.mul(scale, tf.mean(tf.squaredDifference(prediction, target))),
  { schema: schemaOf({ scale: { fallback: 1, type: 'number' } }) },
);

/** A metric: the sum of the predictions. */
export const total = named('metric', 'total', (): Metric => ({
  name: 'total',
  on: 'output',
  higherIsBetter: undefined,
  needs: [],
  init: () => ({ sum: ndArray(0) }),
  update: ({ sum }, { prediction }) => ({ sum: tf.add(sum!, tf.sum(prediction)) }),
  compute: ({ sum }) => Number(sum!.data[0]),
}));

/** A plugin of some components. */
export const pluginOf = (...components: AnyComponent[]): Plugin => ({ name: 'lml-plugin-x', version: '1.0.0', apiVersion: 1, components }); // prettier-ignore

/** A file of a component with one case, changed. */
export function fileOf(component: AnyComponent, input: unknown, ...cases: Record<string, unknown>[]): object {
  const { kind, componentName } = component;
  return {
    kind,
    component: componentName,
    source: 'by hand 1.0',
    inputs: { one: input },
    cases: cases.map((one, at) => ({ name: `case ${at}`, input: 'one', options: {}, ...one })),
  };
}

/** What the tests of some files say: `undefined` for each that passes, by the title with all groups. */
export async function runGoldens(
  plugin: Plugin,
  files: Readonly<Record<string, object>>,
  options: GoldenOptions = {},
): Promise<Record<string, string | undefined>> {
  const folder = mkdtempSync(join(tmpdir(), 'lml-goldens-'));
  try {
    for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(file));
    const groups: string[] = [];
    const tests: { title: string; run: () => Promise<void> }[] = [];
    const ends: (() => void)[] = [];
    const runner = {
      describe(name: string, define: () => void) {
        groups.push(name);
        define();
        groups.pop();
      },
      it: (name: string, run: () => Promise<void>) => void tests.push({ title: [...groups, name].join(' › '), run }),
      afterAll: (run: () => void) => void ends.push(run),
    };
    describeGoldens(plugin, folder, { runner, ...options });
    const results: Record<string, string | undefined> = {};
    for (const { title, run } of tests) {
      results[title] = await run().then(
        () => undefined,
        (error: Error) => error.message,
      );
    }
    for (const end of ends) end();
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
