import { z } from 'zod';

import type { Allocate } from '../data/array-pool.js';
import type { HostBatch } from '../data/batch.js';
import type { Stage } from '../data/stage.js';
import type { NdArray } from '../data/nd-array.js';
import { defineComponent } from '../registry/define-component.js';
import { currentRegistry } from '../registry/global.js';
import type { Registry } from '../registry/registry.js';
import type { Engine, EngineSetup } from '../steps/engine.js';
import { requireSetUp } from '../steps/engine-checks.js';
import type { StateEntry, StateSpec } from '../steps/state.js';
import type { Step, StepInput, StepResult } from '../steps/step.js';
import { chooseEngine, type Deciding } from './choose-engine.js';
import { choiceStore } from './engine-choice.js';
import { probeEngines } from './probe-engine.js';

/** Is, from `setup` on, the one of a registry's engines that was chosen. */
export class AutoEngine implements Engine {
  private readonly registry: Registry;
  private readonly deciding: Deciding;
  private chosen: Engine | undefined;
  private said: string | undefined;

  constructor(registry: Registry, deciding: Deciding = { measure, choices: choiceStore }) {
    this.registry = registry;
    this.deciding = deciding;
  }

  get name(): string {
    return this.chosen?.name ?? 'auto';
  }

  get notice(): string | undefined {
    return this.said;
  }

  async setup(setup: EngineSetup): Promise<void> {
    this.dispose();
    this.chosen = this.said = undefined;
    const { engine, notice } = await chooseEngine(this.registry, setup, this.deciding);
    this.chosen = engine;
    this.said = notice;
  }

  declare(entries: readonly StateEntry[]): void {
    this.ready().declare(entries);
  }

  get state(): readonly StateSpec[] {
    return this.ready().state;
  }

  async write(values: Readonly<Record<string, NdArray>>): Promise<void> {
    await this.ready().write(values);
  }

  async read(names?: readonly string[], allocate?: Allocate): Promise<Record<string, NdArray>> {
    return this.ready().read(names, allocate);
  }

  run(step: Step, batch: HostBatch, input: StepInput): StepResult | Promise<StepResult> {
    return this.ready().run(step, batch, input);
  }

  beginEpoch(stage: Stage): void {
    this.ready().beginEpoch?.(stage);
  }

  get describe(): Engine['describe'] {
    const { chosen } = this;
    return chosen?.describe === undefined ? undefined : (...call) => chosen.describe!(...call);
  }

  dispose(): void {
    this.chosen?.dispose();
  }

  private ready(): Engine {
    return requireSetUp(this.chosen);
  }
}

/** The seconds that engines take for a step: of those of the two probes the geometric mean, since only ratios count. */
async function measure(engines: readonly Engine[]): Promise<number[]> {
  return (await probeEngines(engines)).map(({ mlp, convolution }) => Math.sqrt(mlp * convolution));
}

/**
 * The engine that takes the best of the registered ones that works here, and says which, and why.
 *
 * Engines take part by their trait `rank`, a number: `setup` tries them without options from the greatest on (eager has 0),
 * those of one rank by name. One that throws `LML_MISSING_FEATURE` there is passed over; its message is the reason that
 * `notice` gives. Where several work that compile steps, which have `describe`, two small training steps are measured on each, and one
 * that is more than ten percent faster than those of a greater rank is taken. The choice is remembered in the user's cache folder, by
 * machine and versions, so that later runs take the same engine; a resumed run takes that of the run which it goes on from.
 *
 * Until `setup` the name is `auto`, afterwards that of the engine that was chosen. Each `setup` chooses anew.
 *
 * @throws from `setup` `LML_MISSING_FEATURE` where no registered engine works; all other errors of engines as they are.
 *
 * @example
 * ```ts
 * import { auto } from '@lml/core';
 *
 * const engine = auto();
 * engine.name; // => 'auto'
 * await engine.setup({ seed: 0 });
 * engine.name; // => 'eager'
 * engine.notice; // => 'engine eager (cpu): @lml/compiler is not there (npm install it, and in code import it)'
 * engine.dispose();
 * ```
 */
export const auto = defineComponent({
  kind: 'engine',
  name: 'auto',
  summary: 'Takes the best engine that works here, and says which.',
  schema: z.strictObject({}),
  create: (): Engine => new AutoEngine(currentRegistry()),
});
