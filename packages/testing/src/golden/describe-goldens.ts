import type { AnyComponent, Engine, Plugin } from '@lml/core';

import { ConformanceError } from '../conformance-error.js';
import type { TestRunner } from '../describe-component.js';
import { DEFAULT_ENGINES, openSession, type EngineSession, type GoldenEngines } from './engine-session.js';
import type { GoldenCase, GoldenFile } from './golden-file.js';
import { EXPECTED_KINDS, goldenKinds } from './kinds/index.js';
import { readGoldens, type ReadFile } from './read-goldens.js';
import { runCase } from './run-case.js';

/** What the golden runner needs of a test runner. */
export interface GoldenRunner extends TestRunner {
  /** Runs something after all tests: jest and vitest have it. Without it the last engine stays as it is. */
  afterAll?(run: () => void): unknown;
}

/** How golden cases are run. */
export interface GoldenOptions {
  /** Engines by name, each started once. Default: the eager engine on the cpu backend. */
  readonly engines?: GoldenEngines | undefined;
  /** Engines on which one case runs for each set of shapes of the inputs, and none that is refused. Default: none; all run on all. */
  readonly onePerShape?: readonly string[] | undefined;
  /** How far numbers may be off on an engine, where that is more than the kind or the case allows. Default: no more on any. */
  readonly tolerance?: Readonly<Record<string, number>> | undefined;
  /** Components without cases, with the reason. Default: none; every loss, metric, optimizer and splitter is to have some. */
  readonly without?: Readonly<Record<string, string>> | undefined;
  /** The test runner. Default: the global `describe`, `it` and `afterAll`. */
  readonly runner?: GoldenRunner | undefined;
}

/**
 * Defines one test for each golden case of a plugin on each engine: numbers that a trusted library computed, committed as
 * `<folder>/<component>.json` ({@link GoldenFile}). What a case says is refused must be refused by that error. A step must
 * run compiled where the engine compiles, and leave no tensors behind.
 *
 * Splitters run on no engine, and once. A loss whose case has no `gradient` is compared with finite differences.
 *
 * @param plugin - Its components are found by kind and name.
 * @param folder - Where the files are: `new URL('./goldens/', import.meta.url)`.
 *
 * @throws `LML_MISSING_FEATURE` outside of Node. The tests reject with `LML_CONFORMANCE`, in one line that says which
 * component, engine, case and options, what was expected and what came.
 *
 * @example
 * ```ts
 * import { mse } from '@lml/losses';
 * import { describeGoldens } from '@lml/testing';
 * import { mkdtempSync, writeFileSync } from 'node:fs';
 *
 * const folder = mkdtempSync('goldens-');
 * const tensor = (...data: number[]) => ({ dtype: 'float32', shape: [data.length], data });
 * const golden = {
 *   kind: 'loss',
 *   component: 'mse',
 *   source: 'by hand',
 *   inputs: { two: { prediction: tensor(1, 2), target: tensor(1, 4) } },
 *   cases: [{ name: 'a mean', input: 'two', options: {}, expected: { value: 2, gradient: tensor(0, -2) } }],
 * };
 * writeFileSync(`${folder}/mse.json`, JSON.stringify(golden));
 *
 * const plugin = { name: 'lml-plugin-errors', version: '1.0.0', apiVersion: 1, components: [mse] };
 * const tests: (() => Promise<void>)[] = [];
 * // In a test file of jest: describeGoldens(plugin, new URL('./goldens/', import.meta.url));
 * const runner = { describe: (_name: string, define: () => void) => define(), it: (_name: string, run: () => Promise<void>) => tests.push(run) };
 * describeGoldens(plugin, folder, { runner });
 * for (const run of tests) await run();
 * ```
 */
export function describeGoldens(plugin: Plugin, folder: URL | string, options: GoldenOptions = {}): void {
  const {
    engines = DEFAULT_ENGINES,
    onePerShape = [],
    tolerance = {},
    without = {},
    runner = globalThis as unknown as GoldenRunner,
  } = options;
  const files = readGoldens(folder);
  const goldens = files.flatMap(({ golden }) => (golden === undefined ? [] : [golden]));
  const engine = keepOne();
  runner.describe(`goldens of ${plugin.name}`, () => {
    runner.it('are there, readable, and of components', async () => checkFiles(plugin, files, without));
    runner.afterAll?.(() => engine.dispose());
    const onEngines = (golden: GoldenFile): boolean => goldenKinds[golden.kind]?.onEngines !== false;
    for (const [name, start] of Object.entries(engines)) {
      const all = goldens.filter(onEngines);
      const some = onePerShape.includes(name) ? all.map(oneCasePerShape) : all;
      describeAll(runner, plugin, some, ` on ${name}`, () => engine.open(name, start), tolerance[name]);
    }
    const rest = goldens.filter((golden) => !onEngines(golden));
    describeAll(runner, plugin, rest, '', () => engine.open('eager', DEFAULT_ENGINES['eager']!));
  });
}

/** The same file with one case for each set of shapes: of the first its first, of the second its second, so that options differ too. */
function oneCasePerShape(golden: GoldenFile): GoldenFile {
  const byShape = new Map<string, GoldenCase[]>();
  for (const one of golden.cases) {
    if (one.error !== undefined) continue;
    const shapes = JSON.stringify(golden.inputs[one.input], (key, value: unknown) =>
      key === 'data' ? undefined : value,
    );
    byShape.set(shapes, [...(byShape.get(shapes) ?? []), one]);
  }
  return { ...golden, cases: [...byShape.values()].map((cases, index) => cases[index % cases.length]!) };
}

function checkFiles(plugin: Plugin, files: readonly ReadFile[], without: Readonly<Record<string, string>>): void {
  for (const { name, error } of files)
    if (error !== undefined) throw new ConformanceError(name, 'goldens', error.message);
  const goldens = files.map(({ golden }) => golden!);
  for (const { kind, component } of goldens) {
    const subject = `${kind} '${component}'`;
    const check = (condition: boolean, message: string): void => {
      if (!condition) throw new ConformanceError(subject, 'goldens', message);
    };
    check(goldenKinds[kind] !== undefined, `there are cases, but none are known for a ${kind}`);
    check(find(plugin, kind, component) !== undefined, `there are cases, but ${plugin.name} has no such component`);
    check(!(component in without), `there are cases, but also a reason for none: ${without[component]}`);
  }
  for (const { kind, componentName } of plugin.components) {
    if (!EXPECTED_KINDS.includes(kind) || componentName in without) continue;
    const has = goldens.some((golden) => golden.kind === kind && golden.component === componentName);
    if (!has) throw new ConformanceError(`${kind} '${componentName}'`, 'goldens', `there is no ${componentName}.json`);
  }
}

function find(plugin: Plugin, kind: string, name: string): AnyComponent | undefined {
  return plugin.components.find((one) => one.kind === kind && one.componentName === name);
}

function describeAll(
  runner: GoldenRunner,
  plugin: Plugin,
  goldens: readonly GoldenFile[],
  place: string,
  open: () => Promise<EngineSession>,
  tolerance = 0,
): void {
  for (const golden of goldens) {
    const component = find(plugin, golden.kind, golden.component);
    const kind = goldenKinds[golden.kind];
    if (component === undefined || kind === undefined) continue;
    const subject = `${golden.kind} '${golden.component}'`;
    runner.describe(`${subject}${place}`, () => {
      for (const one of golden.cases) {
        runner.it(one.name, async () => {
          try {
            await runCase(kind, component, golden, one, await open(), tolerance);
          } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            const what = `'${one.name}' with ${JSON.stringify(one.options)}${place}: ${message}`;
            throw new ConformanceError(subject, 'goldens', what, { cause: (error as Error).cause });
          }
        });
      }
    });
  }
}

/** Keeps the engine that was asked for last, so that each is started once where tests of one engine follow each other. */
function keepOne(): {
  open(name: string, start: () => Engine | Promise<Engine>): Promise<EngineSession>;
  dispose(): void;
} {
  let kept: { readonly name: string; readonly session: EngineSession } | undefined;
  const dispose = (): void => {
    kept?.session.engine.dispose();
    kept = undefined;
  };
  return {
    dispose,
    async open(name, start) {
      if (kept?.name !== name) {
        dispose();
        kept = { name, session: await openSession(await start()) };
      }
      return kept.session;
    },
  };
}
