import { MissingFeatureError } from '../errors/missing-feature-error.js';
import { warn } from '../node/warnings.js';
import type { Registry } from '../registry/registry.js';
import type { Engine, EngineSetup } from '../steps/engine.js';
import { candidatesIn, noticeOf, Starter, type Candidate } from './candidates.js';
import { circumstancesOf, type ChoiceStore, type EngineChoice } from './engine-choice.js';

/** LML's own package of better engines, which are named where nobody imported it. */
const BETTER = { package: '@lml/compiler', rank: 10 };

/** How many times as fast as one of a greater rank an engine must be to be taken instead: less may be chance. */
const NOISE = 1.1;

/** What decides between engines that work here. */
export interface Deciding {
  /** The seconds that each of some engines, which are set up, takes for a step. */
  measure(engines: readonly Engine[]): Promise<readonly number[]>;
  /** What was decided before. */
  readonly choices: ChoiceStore;
}

/** An engine that is set up, and what is to be said of why it was chosen. */
export interface ChosenEngine {
  readonly engine: Engine;
  readonly notice: string;
}

/** A choice that is being made. */
interface Choosing {
  readonly candidates: readonly Candidate[];
  readonly starter: Starter;
  readonly deciding: Deciding;
  readonly circumstances: string;
  /** Whether LML's package of better engines was imported. */
  readonly hasBetter: boolean;
}

/**
 * Chooses one of a registry's engines and sets it up: that of the run which is gone on from; that which was chosen before; that of the
 * greatest rank, or where several compile steps, the one that is faster by more than chance.
 *
 * @throws `LML_MISSING_FEATURE` where none works here; what engines throw besides in `setup`.
 */
export async function chooseEngine(registry: Registry, setup: EngineSetup, deciding: Deciding): Promise<ChosenEngine> {
  const candidates = candidatesIn(registry);
  const choosing: Choosing = {
    candidates,
    starter: new Starter(setup),
    deciding,
    circumstances: circumstancesOf(candidates),
    hasBetter: registry.list('engine').some((entry) => entry.package === BETTER.package),
  };
  const { continues } = setup;
  const before = continues === undefined ? undefined : await engineOfRun(choosing, continues);
  if (before !== undefined) return before;
  const known = await deciding.choices.find(choosing.circumstances);
  return (known && (await chosenBefore(choosing, known))) ?? chooseAnew(choosing, known);
}

/** The engine of the run that is gone on from. Where it does not work here a warning says so: results are then not quite the same. */
async function engineOfRun({ candidates, starter }: Choosing, name: string): Promise<ChosenEngine | undefined> {
  const candidate = candidates.find((each) => each.name === name);
  const engine = candidate && (await starter.start(candidate));
  if (engine !== undefined) return { engine, notice: `${noticeOf(engine)}: that of the run which is gone on from` };
  const reason = starter.reasons.get(name) ?? 'no package that is imported has it';
  const message = `The run that is gone on from was on the engine '${name}', which does not work here: ${reason}.`;
  warn('LML_OTHER_ENGINE', `${message} It goes on with another one, whose numbers differ in their last digits.`);
  return undefined;
}

/** The engine that was chosen under the same circumstances; none where it turns out that they have changed. */
async function chosenBefore(choosing: Choosing, choice: EngineChoice): Promise<ChosenEngine | undefined> {
  const { candidates, starter } = choosing;
  const candidate = candidates.find(({ name }) => name === choice.engine);
  if (candidate === undefined) return undefined;
  for (const other of candidates) {
    if (Object.hasOwn(choice.probes, other.name)) continue;
    // What was missing then may have been installed since.
    const found = await (other.rank < candidate.rank ? starter.startCompiling(other) : starter.start(other));
    found?.dispose();
    if (found !== undefined) return undefined;
  }
  const engine = await starter.start(candidate);
  if (engine === undefined) return undefined;
  const notice = noticeOf(engine);
  if (notice === choice.probes[choice.engine]!.notice)
    return { engine, notice: said(choosing, candidate, engine, comparison(choice)) };
  engine.dispose();
  return undefined;
}

/** The engine of the greatest rank; where it compiles steps and others do too, the fastest of them. */
async function chooseAnew(choosing: Choosing, outdated: EngineChoice | undefined): Promise<ChosenEngine> {
  const { candidates, starter, deciding, circumstances } = choosing;
  const working = await startWorking(choosing);
  const [best] = working.keys();
  if (best === undefined) {
    const reasons = [...starter.reasons.values()].join('; ');
    throw new MissingFeatureError(`No engine works here. ${reasons || 'None is registered'}.`);
  }
  if (working.size === 1) return { engine: working.get(best)!, notice: said(choosing, best, working.get(best)!) };
  let taken = best;
  let why: string;
  try {
    const choice = await deciding.choices.keep(circumstances, await compare(working, deciding), outdated);
    taken = candidates.find((each) => each.name === choice.engine && working.has(each)) ?? best;
    why = comparison(choice);
  } catch (error) {
    const others = [...working.keys()].slice(1).map(({ name }) => name);
    why = `not compared with ${others.join(' and ')}, since a probe failed: ${String((error as Error).message ?? error)}`;
  }
  const engine = working.get(taken)!;
  for (const each of working.values()) if (each !== engine) each.dispose();
  // Without what the probes have declared.
  await starter.restart(engine);
  return { engine, notice: said(choosing, taken, engine, why) };
}

/** The first engine that works here, and if it compiles steps all others that do. */
async function startWorking({ candidates, starter }: Choosing): Promise<Map<Candidate, Engine>> {
  const working = new Map<Candidate, Engine>();
  for (const candidate of candidates) {
    const engine = await (working.size === 0 ? starter.start(candidate) : starter.startCompiling(candidate));
    if (engine === undefined) continue;
    working.set(candidate, engine);
    if (engine.describe === undefined) break;
  }
  return working;
}

/** Measures engines. Of those that are as fast as the fastest, but for chance, the one of the greatest rank is taken. */
async function compare(working: ReadonlyMap<Candidate, Engine>, { measure }: Deciding): Promise<EngineChoice> {
  const probes: Record<string, EngineChoice['probes'][string]> = {};
  const seconds = await measure([...working.values()]);
  for (const [index, [{ name }, engine]] of [...working].entries())
    probes[name] = { notice: noticeOf(engine), seconds: seconds[index]! };
  const limit = NOISE * Math.min(...seconds);
  const { name } = [...working.keys()].find((each) => probes[each.name]!.seconds <= limit)!;
  return { engine: name, probes };
}

/** How the engine that was chosen did against the others: `in a probe 1.4 times as fast as onnx`. */
function comparison({ engine, probes }: EngineChoice): string {
  const own = probes[engine]!.seconds;
  const others = Object.entries(probes).flatMap(([name, { seconds }]) => {
    if (name === engine) return [];
    const times = seconds / own;
    return [times > NOISE ? `${Number(times.toPrecision(2))} times as fast as ${name}` : `as fast as ${name}`];
  });
  return `in a probe ${others.join(' and ')}`;
}

/** What is said of an engine that was taken: which it is, why it, and why none of a greater rank. */
function said({ candidates, starter, hasBetter }: Choosing, taken: Candidate, engine: Engine, why?: string): string {
  const above = candidates.slice(0, candidates.indexOf(taken));
  const reasons = [
    ...(why === undefined ? [] : [why]),
    ...above.flatMap(({ name }) => {
      const reason = starter.reasons.get(name);
      return reason === undefined ? [] : [`not ${name}: ${reason}`];
    }),
  ];
  if (taken.rank < BETTER.rank && !hasBetter)
    reasons.push(`${BETTER.package} is not there (npm install it, and in code import it)`);
  return reasons.length === 0 ? noticeOf(engine) : `${noticeOf(engine)}: ${reasons.join('; ')}`;
}
