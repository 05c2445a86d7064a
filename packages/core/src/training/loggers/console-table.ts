import { formatColumn, formatSeconds } from '../format.js';
import type { LogRecord } from '../logger.js';

/** One number, in the column of its name below its stage. */
interface Column {
  readonly full: string;
  readonly stage: string;
  readonly name: string;
  width: number;
}

/** A table of epochs: lines that stay within a width, each number in a column of its own. */
export interface ConsoleTable {
  /** The lines of an epoch, and before the first one, or where there are new numbers, the heading. */
  linesOf(record: LogRecord, isBest: boolean): string[];
}

/** The width of the longest number, `-1.23e-10`. */
const NUMBER = 9;
const GAP = '  ';
const EPOCH = 5;
const TIME = 11;
const STAR = ' *';

/**
 * A table of epochs for a terminal of `width` characters. Where its columns do not fit, each stage has a line of its own, and where
 * that is not enough, several: nothing is broken within a name or a number. A name that is longer than a line is shown by its end.
 */
export function createConsoleTable(width: number): ConsoleTable {
  let columns: Column[] = [];
  let lines: Column[][] = [];
  return {
    linesOf(record, isBest) {
      const names = Object.keys(record.values).filter((name) => !name.endsWith('/lr'));
      const known = new Set(columns.map(({ full }) => full));
      const isNew = lines.length === 0 || names.some((name) => !known.has(name));
      if (isNew) {
        // Before the numbers stands the epoch, behind them the time and a star.
        const room = Math.max(NUMBER, width - EPOCH - GAP.length - TIME - GAP.length - STAR.length);
        columns = columnsOf([...known, ...names], room);
        lines = divide(columns, room);
      }
      const rows = lines.map((line, index) => {
        const cells = line.map(({ full, width }) => formatColumn(record.values[full]).padStart(width));
        const time = formatSeconds(record.clock.seconds);
        return index === 0 ? row(String(record.clock.epoch), cells, time, isBest ? STAR : '') : row('', cells, '', '');
      });
      return isNew ? [...lines.flatMap(heading), ...rows] : rows;
    },
  };
}

/** The columns of numbers, those of a stage beside each other, as wide as the name of the stage needs them. */
function columnsOf(names: readonly string[], room: number): Column[] {
  const all = [...new Set(names)].map((full) => {
    const [stage, whole] = [full.slice(0, full.indexOf('/')), full.slice(full.indexOf('/') + 1)];
    const name = whole.length > room ? `…${whole.slice(1 - room)}` : whole;
    return { full, stage, name, width: Math.max(name.length, NUMBER) };
  });
  return stagesOf(all).flatMap(([stage, group]) => {
    const last = group.at(-1)!;
    last.width += Math.max(0, stage.length - widthOf(group));
    return group;
  });
}

function stagesOf(columns: readonly Column[]): [stage: string, columns: Column[]][] {
  const stages = [...new Set(columns.map(({ stage }) => stage))];
  return stages.map((stage) => [stage, columns.filter((column) => column.stage === stage)]);
}

/** The columns of each line. */
function divide(columns: Column[], room: number): Column[][] {
  if (widthOf(columns) <= room) return [columns];
  return stagesOf(columns).flatMap(([, group]) => {
    const lines: Column[][] = [];
    for (const column of group) {
      const line = lines.at(-1);
      if (line !== undefined && widthOf([...line, column]) <= room) line.push(column);
      else lines.push([column]);
    }
    return lines;
  });
}

function heading(line: readonly Column[], index: number): string[] {
  const stages = stagesOf(line).map(([stage, group]) =>
    `${stage} `.padEnd(widthOf(group), '─').slice(0, widthOf(group)),
  );
  const names = line.map(({ name, width }) => name.padStart(width));
  return [row('', stages, '', ''), row(index === 0 ? 'epoch' : '', names, index === 0 ? 'time' : '', '')];
}

function row(epoch: string, cells: readonly string[], time: string, mark: string): string {
  return `${[epoch.padStart(EPOCH), ...cells, time.padStart(TIME)].join(GAP)}${mark}`.trimEnd();
}

/** The width of columns beside each other. */
function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, (columns.length - 1) * GAP.length);
}
