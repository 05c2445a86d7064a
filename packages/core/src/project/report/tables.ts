import type { ModelSummary } from '../../learning/model.js';
import { formatColumn } from '../../training/format.js';
import type { ReportedValues } from '../../training/training-events.js';
import { escape } from '../../figures/escape.js';

/** Numbers of one set of weights. */
export interface Column {
  /** Whose they are: `epoch 8, the best`. */
  readonly title: string;
  /** By full name. */
  readonly values: ReportedValues;
}

/** Results, each below the weights that they are of. */
export function resultsTable(columns: readonly Column[]): string {
  if (columns.length === 0) return '<p>There are none: no epoch was trained.</p>';
  const cells = columns.flatMap(({ values }) => stagesOf(values).map((stage) => ({ stage, values })));
  const names = [...new Set(columns.flatMap(({ values }) => Object.keys(values).map(bare)))];
  const groups = columns.map(
    ({ title, values }) => `<th class="group" colspan="${stagesOf(values).length}">${escape(title)}</th>`,
  );
  const stages = cells.map(({ stage }) => `<th class="number">${escape(stage)}</th>`);
  const rows = names.map((name) => {
    const numbers = cells.map(({ stage, values }) => {
      const value = values[`${stage}/${name}`];
      return `<td class="number">${formatColumn(value)}</td>`;
    });
    return `<tr><td>${escape(name)}</td>${numbers.join('')}</tr>`;
  });
  return `<div class="wide"><table class="data"><thead><tr><th></th>${groups.join('')}</tr><tr><th></th>${stages.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function stagesOf(values: ReportedValues): string[] {
  return [...new Set(Object.keys(values).map((name) => name.split('/')[0]!))];
}

function bare(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

/** The layers of a model. */
export function modelTable({ layers, parameters, trainableParameters }: ModelSummary): string {
  const rows = layers.map(
    ({ name, type, outputShape, parameters: own }) =>
      `<tr><td>${escape(name)}</td><td>${escape(type)}</td><td>[${outputShape.map((size) => size ?? 'batch').join(', ')}]</td><td class="number">${own}</td></tr>`,
  );
  const total = `<tr><td>all</td><td></td><td></td><td class="number">${parameters}</td></tr>`;
  return `<div class="wide"><table class="data"><thead><tr><th>layer</th><th>type</th><th>output</th><th class="number">parameters</th></tr></thead><tbody>${rows.join('')}${total}</tbody></table></div>
<p class="note">${trainableParameters} of ${parameters} parameters are trained.</p>`;
}
