import type { Check } from '../doctor/check.js';
import type { CheckListener } from '../doctor/check-everywhere.js';
import { checksOf, examine } from '../doctor/examine.js';
import { printFindings } from '../doctor/print-findings.js';
import { field } from '../doctor/wrapped.js';
import { importPlugins } from '../plugins.js';

/** Flags of `lml doctor`. */
export interface DoctorFlags {
  /** Where gradients are checked; `true`: everywhere. */
  readonly gradients?: string | true;
  readonly json?: boolean;
  readonly plugin?: readonly string[];
}

/** `lml doctor`: says what this machine has and what works on it, or checks gradients. Exit code 1 if a check failed. */
export async function doctor({ gradients, json = false, plugin = [] }: DoctorFlags): Promise<number> {
  await importPlugins(plugin);
  const checks = gradients === undefined ? await look(json) : await checkGradientsOn(gradients, json);
  return checks.every(({ passed }) => passed) ? 0 : 1;
}

async function look(json: boolean): Promise<Check[]> {
  const findings = await examine();
  const checks = checksOf(findings);
  print(json ? [JSON.stringify({ ...findings, checks }, undefined, 2)] : printFindings(findings));
  return checks;
}

async function checkGradientsOn(where: string | true, json: boolean): Promise<Check[]> {
  // All ops and layers are called for it, which other commands need not load.
  const { checkEverywhere, targetsOf } = await import('../doctor/check-everywhere.js');
  const targets = targetsOf(where === true ? undefined : where);
  const checks = await checkEverywhere(targets, where !== true, json ? {} : listener());
  if (json) print([JSON.stringify({ checks }, undefined, 2)]);
  return checks;
}

/** Prints what failed as it comes, and a line for each target; on a terminal how far it is. */
function listener(): CheckListener {
  const { stderr } = process;
  const clear = (): void => void (stderr.isTTY && stderr.write('\u001b[2K\u001b[1G'));
  return {
    onCheck({ name, engine, passed, error = '' }, index, count) {
      clear();
      if (!passed) print(field('failed', `${name} on ${engine}: ${error}`));
      if (stderr.isTTY) stderr.write(`${engine}  ${index} of ${count}  ${name}`.slice(0, 79));
    },
    onTarget(lines) {
      clear();
      print(lines);
    },
  };
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
