import { figureOf } from '../../figures/figure-of.js';
import { historyFigures } from '../../figures/history-figures.js';
import { toSvg } from '../../figures/to-svg.js';
import type { Figure } from '../../learning/figure.js';
import type { Files } from '../../node/platform.js';
import type { ReportedDetails } from '../../training/details.js';
import type { LogRecord } from '../../training/logger.js';
import { titleOf } from './figures.js';

/** What a run has to show. */
export interface FiguresInput {
  /** Arrays and figures by full name. */
  readonly details: ReportedDetails;
  /** The records of its epochs. Default: none. */
  readonly history?: readonly LogRecord[] | undefined;
  /** The names of classes, where they are known. */
  readonly classNames?: readonly string[] | undefined;
}

/**
 * Writes `<folder>/figures/<name>.svg` for each number over epochs (`loss.svg`) and each figure of a metric
 * (`validation-confusion-matrix.svg`).
 */
export async function writeFigures(
  files: Files,
  folder: string,
  { details, history = [], classNames }: FiguresInput,
): Promise<void> {
  const figures: [name: string, figure: Figure][] = Object.entries(historyFigures(history));
  for (const [name, detail] of Object.entries(details)) {
    const title = titleOf(name, detail);
    figures.push([name, { ...figureOf(detail, { title, classNames }), title }]);
  }
  const taken = new Set<string>();
  await Promise.all(
    figures.map(([name, figure]) => files.write(`${folder}/figures/${fileName(name, taken)}.svg`, toSvg(figure))),
  );
}

/** A name for a file, which no other figure has. */
function fileName(name: string, taken: Set<string>): string {
  const safe = name.replace(/[^\w.@-]+/g, '-');
  let free = safe;
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${safe}-${count}`;
  taken.add(free.toLowerCase());
  return free;
}
