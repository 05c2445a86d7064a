/** Colours of pages and drawings, on light and on dark ground. */
export interface Palette {
  /** The ground. */
  readonly page: string;
  /** Text. */
  readonly ink: string;
  /** Text of less weight, frames, and lines to compare with. */
  readonly soft: string;
  /** Lines of a grid. */
  readonly grid: string;
  /** What is shown: lines, bars, points. */
  readonly series: readonly string[];
}

/** On light ground. */
export const LIGHT: Palette = {
  page: '#ffffff',
  ink: '#1f2937',
  soft: '#6b7280',
  grid: '#e5e7eb',
  series: ['#2563eb', '#ea580c', '#16a34a', '#9333ea', '#0891b2', '#ca8a04', '#db2777', '#64748b'],
};

/** On dark ground. */
export const DARK: Palette = {
  page: '#111827',
  ink: '#e5e7eb',
  soft: '#9ca3af',
  grid: '#374151',
  series: ['#60a5fa', '#fb923c', '#4ade80', '#c084fc', '#22d3ee', '#facc15', '#f472b6', '#94a3b8'],
};

/** The colours by name: `page`, `ink`, `soft`, `grid`, `series-0` and on. */
export function coloursOf({ series, ...others }: Palette): Record<string, string> {
  return { ...others, ...Object.fromEntries(series.map((colour, index) => [`series-${index}`, colour])) };
}

const COLOURS = coloursOf(LIGHT);

/**
 * The attributes of an element whose `currentColor` is a colour by name: the one for light ground, which a style can change by the class
 * where the ground is dark.
 */
export function coloured(name: string): string {
  return `class="lml-${name}" color="${COLOURS[name]!}"`;
}

/** The name of the colour of a line, and how it is dashed: after all colours they come again with other dashes. */
export function seriesStyle(index: number): { readonly colour: string; readonly dash: string } {
  const count = LIGHT.series.length;
  const dashes = ['', '7 3', '2 3', '8 3 2 3'];
  const dash = dashes[Math.floor(index / count) % dashes.length]!;
  return { colour: `series-${index % count}`, dash: dash === '' ? '' : ` stroke-dasharray="${dash}"` };
}
