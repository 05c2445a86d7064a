import { readFileSync } from 'node:fs';

/**
 * Clock ticks of all cores since the machine started.
 *
 * @typedef {object} ProcessorTicks
 * @property {number} busy
 * @property {number} total
 */

/**
 * Reads the first line of Linux's `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal; what guests take is
 * counted in user and nice already.
 *
 * @param {string} text
 * @returns {ProcessorTicks}
 */
export function parseProcessor(text) {
  const ticks = text.slice(0, text.indexOf('\n')).trim().split(/\s+/).slice(1, 9).map(Number);
  const total = ticks.reduce((a, b) => a + b, 0);
  const [, , , idle, waiting] = ticks;
  return { busy: total - idle - waiting, total };
}

/**
 * The ticks that a process has used, all threads together, from `/proc/<pid>/stat`. Its name may hold spaces and brackets.
 *
 * @param {string} text
 */
export function parseProcess(text) {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/**
 * The share of the whole machine that others used meanwhile, from 0 to 1.
 *
 * @param {{ machine: ProcessorTicks, own: number }} before
 * @param {{ machine: ProcessorTicks, own: number }} after
 */
export function foreignShare(before, after) {
  const total = after.machine.total - before.machine.total;
  if (total <= 0) return 0;
  const foreign = after.machine.busy - before.machine.busy - (after.own - before.own);
  return Math.min(1, Math.max(0, foreign / total));
}

/**
 * What has been used so far, by all and by one process; `undefined` where the system does not tell.
 *
 * @param {number} pid
 */
export function readTicks(pid) {
  const machine = tryRead('/proc/stat');
  const own = tryRead(`/proc/${pid}/stat`);
  if (machine === undefined || own === undefined) return undefined;
  return { machine: parseProcessor(machine), own: parseProcess(own) };
}

/**
 * Resident memory of a process in bytes, now and at its highest; `undefined` where the system does not tell.
 *
 * @param {number} pid
 */
export function readMemory(pid) {
  const text = tryRead(`/proc/${pid}/status`);
  if (text === undefined) return undefined;
  /** @param {string} name */
  const bytes = (name) => 1024 * Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1]);
  return { resident: bytes('VmRSS'), peak: bytes('VmHWM') };
}

/** @param {string} path */
function tryRead(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
