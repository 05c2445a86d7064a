import type { Terminal } from './platform.js';

/** The terminal's code for an empty line with the cursor at its start. */
const CLEAR = '\u001b[2K\u001b[1G';

let drawn = '';

/** The terminal behind stderr, if it is one. */
export function terminal(): Terminal | undefined {
  const stream = process.stderr;
  if (!stream.isTTY) return undefined;
  return {
    get columns() {
      return stream.columns;
    },
    rewriteLine(text) {
      stream.write(CLEAR + text);
      drawn = text;
    },
  };
}

/** The width of the terminal behind stdout, if it is one. */
export function printWidth(): number | undefined {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns : undefined;
}

/** Writes a line to stdout; above a drawn bar, which is drawn again in the same writing, where both go to a terminal. */
export function printLine(text: string): void {
  const { stdout, stderr } = process;
  if (drawn !== '' && stdout.isTTY && stderr.isTTY) stderr.write(`${CLEAR}${text}\n${drawn}`);
  else stdout.write(`${text}\n`);
}

/** Writes a line to stderr; above a drawn bar, which is drawn again. */
export function noteLine(text: string): void {
  process.stderr.write(drawn === '' ? `${text}\n` : `${CLEAR}${text}\n${drawn}`);
}
