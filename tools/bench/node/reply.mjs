import { writeSync } from 'node:fs';

/** Where the parent listens; stdout is left to whatever a run prints. */
const REPLIES = 3;

/** @param {Record<string, unknown>} message */
export function reply(message) {
  writeSync(REPLIES, `${JSON.stringify(message)}\n`);
}
