import type { ParallelFigure } from '../learning/figure.js';
import { LIGHT } from './palette.js';
import { hasPlace, parallelParts } from './parallel-axes.js';

type Part = Readonly<Record<string, unknown>>;

/** A parallel figure for Vega-Lite, which has no such axes: every value as its place between 0 and 1, and the numbers of the axes as texts. */
export function parallelOf(figure: ParallelFigure): Part {
  const { axes, lines } = parallelParts(figure);
  const { colourBy = axes.length - 1, emphasis = 'high' } = figure;
  const points = lines.flatMap(({ row, values }) =>
    values.map((value, axis) => {
      const { title, labels } = figure.axes[axis]!;
      const isThere = hasPlace(figure.axes[axis]!, value);
      const colour = values[colourBy];
      return {
        line: row,
        axis,
        title,
        value: isThere ? (labels?.[value] ?? value) : null,
        place: isThere ? axes[axis]!.at(value) : null,
        colour: Number.isFinite(colour) ? colour : null,
      };
    }),
  );
  const ticks = axes.flatMap(({ ticks: all, at }, axis) =>
    all.map(({ value, label }) => ({ axis, place: at(value), label })),
  );
  const titles = figure.axes.map(({ title }, axis) => ({ axis, title }));
  const x = { field: 'axis', type: 'quantitative', axis: null, scale: { domain: [-0.25, axes.length - 0.75], nice: false } }; // prettier-ignore
  const y = { field: 'place', type: 'quantitative', axis: null, scale: { domain: [0, 1] } };
  const color = {
    field: 'colour',
    type: 'quantitative',
    title: figure.axes[colourBy]?.title ?? null,
    scale: { scheme: 'viridis', reverse: emphasis === 'high' },
  };
  return {
    width: Math.max(400, 110 * axes.length),
    height: 260,
    layer: [
      { data: { values: titles }, mark: { type: 'rule', color: LIGHT.soft }, encoding: { x } },
      {
        data: { values: points },
        mark: { type: 'line', opacity: Math.max(0.3, Math.min(0.8, 40 / Math.max(1, lines.length))), invalid: 'break-paths-show-path-domains', tooltip: true },
        encoding: { x, y, color, detail: { field: 'line', type: 'nominal' }, order: { field: 'axis', type: 'quantitative' } },
      },
      { data: { values: ticks }, mark: { type: 'text', align: 'right', dx: -4 }, encoding: { x, y, text: { field: 'label', type: 'nominal' } } },
      { data: { values: titles }, mark: { type: 'text', dy: -10, fontWeight: 'bold' }, encoding: { x, y: { value: 0 }, text: { field: 'title', type: 'nominal' } } },
    ],
  }; // prettier-ignore
}
