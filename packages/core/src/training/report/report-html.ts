import { stringify } from 'yaml';

import { describeProject } from '../../project/describe-project.js';
import { formatNumber, formatSeconds } from '../format.js';
import type { LogRecord } from '../logger.js';
import type { Values } from '../training-run.js';
import type { ReportInput } from './write-report.js';

/** One chart: a number over epochs, a line for each stage. */
interface Chart {
  readonly name: string;
  readonly epochs: readonly number[];
  readonly lines: readonly { readonly stage: string; readonly values: readonly (number | null)[] }[];
}

const COLOURS = ['#2563eb', '#ea580c', '#16a34a', '#9333ea'];

/** The page of a report, with the chart library inside. */
export function reportHtml({ project, result, test }: ReportInput, uplot: { script: string; style: string }): string {
  const title = `${project.options.name ?? 'project'} · ${result.folder ?? ''}`;
  const charts = chartsOf(result.history);
  const summary = project.learner.model.summary();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${uplot.style}
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 980px; padding: 0 1rem; color: #1f2937; background: #fff; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.data { border-collapse: collapse; } .data td, .data th { padding: .2rem .9rem .2rem 0; text-align: left; }
.data .number { text-align: right; font-variant-numeric: tabular-nums; } .data tr + tr { border-top: 1px solid #e5e7eb; }
.charts { display: flex; flex-wrap: wrap; gap: 1.5rem; }
pre { background: #f3f4f6; padding: 1rem; overflow: auto; border-radius: 6px; }
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p>${escape(`${result.status} (${result.stopReason}) after ${result.clock.epoch} epochs, ${result.clock.step} steps, ${formatSeconds(result.clock.seconds)}; seed ${project.seed}.`)}</p>
<h2>Results</h2>
${resultsTable({ ...result.values, ...test })}
<h2>Curves</h2>
<div class="charts" id="charts"></div>
<h2>Model</h2>
${modelTable(summary)}
<h2>Settings</h2>
<pre>${escape(stringify(describeProject(project).config))}</pre>
<script>${uplot.script}</script>
<script>
const charts = ${JSON.stringify(charts).replaceAll('<', '\\u003c')};
const colours = ${JSON.stringify(COLOURS)};
for (const { name, epochs, lines } of charts) {
  const series = lines.map(({ stage }, index) => ({ label: stage, stroke: colours[index % colours.length], width: 2, points: { show: epochs.length < 40 } }));
  new uPlot(
    { title: name, width: 460, height: 300, scales: { x: { time: false } }, axes: [{ label: 'epoch' }, { size: 70 }], series: [{ label: 'epoch' }, ...series] },
    [epochs, ...lines.map(({ values }) => values)],
    document.getElementById('charts'),
  );
}
</script>
</body>
</html>
`;
}

function chartsOf(history: readonly LogRecord[]): Chart[] {
  const epochs = history.map(({ clock }) => clock.epoch);
  const names = [...new Set(history.flatMap(({ values }) => Object.keys(values)))];
  const bare = (name: string): string => name.slice(name.indexOf('/') + 1);
  return [...new Set(names.map(bare))].map((name) => ({
    name,
    epochs,
    lines: names
      .filter((full) => bare(full) === name)
      .map((full) => ({ stage: full.split('/')[0]!, values: history.map(({ values }) => finite(values[full])) })),
  }));
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function resultsTable(values: Values): string {
  const stages = [...new Set(Object.keys(values).map((name) => name.split('/')[0]!))];
  const names = [...new Set(Object.keys(values).map((name) => name.slice(name.indexOf('/') + 1)))];
  const head = stages.map((stage) => `<th class="number">${escape(stage)}</th>`).join('');
  const rows = names.map((name) => {
    const cells = stages.map((stage) => {
      const value = values[`${stage}/${name}`];
      return `<td class="number">${value === undefined ? '' : formatNumber(value)}</td>`;
    });
    return `<tr><td>${escape(name)}</td>${cells.join('')}</tr>`;
  });
  return `<table class="data"><tr><th></th>${head}</tr>${rows.join('')}</table>`;
}

function modelTable({
  layers,
  parameters,
  trainableParameters,
}: ReturnType<ReportInput['project']['learner']['model']['summary']>): string {
  const rows = layers.map(
    ({ name, type, outputShape, parameters: own }) =>
      `<tr><td>${escape(name)}</td><td>${escape(type)}</td><td>[${outputShape.map((size) => size ?? 'batch').join(', ')}]</td><td class="number">${own}</td></tr>`,
  );
  const total = `<tr><td>all</td><td></td><td></td><td class="number">${parameters}</td></tr>`;
  return `<table class="data"><tr><th>layer</th><th>type</th><th>output</th><th class="number">parameters</th></tr>${rows.join('')}${total}</table>
<p>${trainableParameters} of ${parameters} parameters are trained.</p>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
