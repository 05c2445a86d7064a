import { coloured, seriesStyle } from './palette.js';
import { LINE, place, shortened, textAt, textWidth } from './text.js';
import { texts, type Drawing } from './drawing.js';

/** So many lines have a name in the legend. */
const NAMED = 12;
/** The widest name, the length of a swatch, and the room between entries. */
const [NAME, SWATCH, GAP] = [170, 16, 16];

/** One entry: a name, and which series it is. */
export interface LegendEntry {
  /** Its name. */
  readonly name: string;
  /** The number of the series. */
  readonly series: number;
  /** How it is drawn. */
  readonly mark: 'line' | 'dot';
}

/** Names beside how their series look, as many in a row as there is room for. */
export function drawLegend(entries: readonly LegendEntry[], width: number): Drawing {
  const shown = entries.slice(0, entries.length > NAMED ? NAMED - 1 : NAMED);
  const rest = entries.length - shown.length;
  const items = shown.map((entry) => {
    const text = shortened(entry.name, NAME);
    return { width: SWATCH + 5 + textWidth(text), at: entryAt(entry) };
  });
  const more = `and ${rest} more`;
  if (rest > 0) items.push({ width: textWidth(more), at: (x, y) => textAt(x, y, more, { anchor: 'start' }) });
  const rows: (typeof items)[] = [[]];
  for (const item of items) {
    const row = rows.at(-1)!;
    if (row.length === 0 || widthOf([...row, item]) <= width) row.push(item);
    else rows.push([item]);
  }
  const body = rows.map((row, index) => {
    let x = (width - widthOf(row)) / 2;
    return row.map((item) => {
      const drawn = item.at(x, LINE * index + 12);
      x += item.width + GAP;
      return drawn;
    });
  });
  return { width, height: items.length === 0 ? 0 : LINE * rows.length, body: texts('ink', body.flat().join('')) };
}

function entryAt({ name, series, mark }: LegendEntry) {
  const { colour, dash } = seriesStyle(series);
  return (x: number, y: number): string => {
    const swatch =
      mark === 'dot'
        ? `<circle cx="${place(x + SWATCH / 2)}" cy="${place(y - 4)}" r="3.5" ${coloured(colour)} fill="currentColor"/>`
        : `<path d="M${place(x)} ${place(y - 4)}h${SWATCH}" ${coloured(colour)} stroke="currentColor" stroke-width="2"${dash}/>`;
    return swatch + textAt(x + SWATCH + 5, y, name, { anchor: 'start', width: NAME });
  };
}

function widthOf(items: readonly { readonly width: number }[]): number {
  return items.reduce((sum, { width }) => sum + width, GAP * (items.length - 1));
}
