import { platform } from '#platform';

import type { Callback, RunContext } from './callback.js';
import { checkpointPath } from './checkpoints/checkpoint-path.js';
import type { FitResult } from './fit-result.js';
import type { LoggerEnd } from './logger.js';
import type { FitOptions } from './trainer-options.js';

/** The paths of the best and the latest checkpoint. Where no step was taken, the latest is the one that the run went on from. */
export function checkpointsOf(
  callbacks: readonly Callback[],
  folder: string | undefined,
  resumedFrom: string | undefined,
): Pick<FitResult, 'bestCheckpoint' | 'lastCheckpoint'> {
  const writer = callbacks.find(({ checkpoints }) => checkpoints !== undefined);
  if (writer === undefined) return { bestCheckpoint: undefined, lastCheckpoint: undefined };
  const { best, last } = writer.checkpoints!();
  const pathOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : checkpointPath({ folder }, id);
  return { bestCheckpoint: pathOf(best), lastCheckpoint: pathOf(last) ?? resumedFrom };
}

/** What loggers are told at the end of a fit: of checkpoints those that are there, though something failed. */
export async function endOfFit(
  { clock, folder }: Pick<RunContext, 'clock' | 'folder'>,
  { status, reason, notes }: Pick<LoggerEnd, 'status' | 'reason' | 'notes'>,
  paths: Pick<FitResult, 'bestCheckpoint' | 'lastCheckpoint'>,
  { resumeCommand = inCode }: FitOptions,
): Promise<LoggerEnd> {
  const there = async (path: string | undefined): Promise<string | undefined> =>
    path !== undefined && (await platform.files?.exists(`${path}/manifest.json`)) === true ? path : undefined;
  const [bestCheckpoint, lastCheckpoint] = await Promise.all([
    there(paths.bestCheckpoint),
    there(paths.lastCheckpoint),
  ]);
  const isOwn = folder !== undefined && lastCheckpoint?.startsWith(`${folder}/`) === true;
  const from = isOwn ? folder : lastCheckpoint;
  const resume = from === undefined ? undefined : resumeCommand(from);
  return { status, reason, notes, clock, folder, bestCheckpoint, lastCheckpoint, resume };
}

function inCode(path: string): string {
  return `train({ resumeFrom: '${path}' })`;
}
