import { createHash } from 'node:crypto';

/** A word that may be a part of a path or a key anywhere: no two words become the same one. */
export function segmentOf(word: string): string {
  const safe = encodeURIComponent(word).replace(/[*'()!~]/g, code);
  // Neither hidden, nor the folder itself or the one above, nor nothing; Windows drops a last dot.
  return safe === '' ? '%' : safe.replace(/^\.|\.$/g, code);
}

function code(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * The name of a job for BullMQ, which allows no colon and no mere number. Jobs that have other things to do have other names, though a
 * run of the same name, in a folder that was emptied or on another machine, calls them the same.
 */
export function jobIdOf(run: string, id: string, content: unknown): string {
  const fingerprint = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
  return `${segmentOf(run)}/${segmentOf(id)}/${fingerprint}`;
}

/** The beginning of all keys; BullMQ's own prefix, so that they are found together. */
export const PREFIX = 'bull';

/** The key that, while it is there, tells workers to let go of a job. */
export function cancelKey(queue: string, jobId: string): string {
  return `${PREFIX}:${queue}:lml-cancelled:${jobId}`;
}

/** The key of the set of a run's jobs. */
export function runKey(queue: string, run: string): string {
  return `${PREFIX}:${queue}:lml-run:${segmentOf(run)}`;
}

/** Jobs of a run have so many places before those of a run of the next priority begin. */
const BAND = 2 ** 17;

/** BullMQ's number for a job's place: by the priority of its run from 0 to 15, then by its own; lower ones first. */
export function priorityOf(run: number, job: number): number {
  const own = Math.min(BAND - 2, Math.max(0, Math.round(job)));
  return run * BAND + own + 1;
}
