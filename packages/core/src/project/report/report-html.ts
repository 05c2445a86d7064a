import { packageVersions } from '../../registry/package-versions.js';
import { formatNumber } from '../../training/format.js';
import type { LogRecord } from '../../training/logger.js';
import { describeWork } from '../../training/loggers/describe-end.js';
import { bestEpoch } from '../../training/monitor.js';
import { chartScript, chartsOf } from './charts.js';
import { escape } from '../../figures/escape.js';
import { figuresSection } from './figures.js';
import { resultsOf, resultsSection, testFigures } from './results.js';
import { style } from './style.js';
import { modelTable } from './tables.js';
import type { ReportInput } from './write-report.js';

/** The page of a report, with the chart library inside. */
export function reportHtml(input: ReportInput, uplot: { script: string; style: string }): string {
  const { project, result } = input;
  const title = `${project.options.name ?? 'project'} · ${result.folder ?? ''}`;
  const best = bestEpoch(result.history, result.monitor);
  const charts = chartsOf(result.history);
  const facts = Object.entries(factsOf(input, best)).map(
    ([name, text]) => `<dt>${escape(name)}</dt><dd>${escape(text)}</dd>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${uplot.style}${style}</style>
</head>
<body>
<h1>${escape(title)}</h1>
<dl class="facts">${facts.join('')}</dl>
<h2>Results</h2>
${resultsSection(resultsOf(result))}
<h2>Curves</h2>
<div class="charts" id="charts"></div>
${figuresSection(result.details, { classNames: project.data.classNames })}
${testFigures({})}
<h2>Model</h2>
${modelTable(project.learner.model.summary())}
<details>
<summary>Settings</summary>
<pre>${escape(input.config)}</pre>
</details>
<script>${uplot.script}</script>
<script>${chartScript(charts, best?.clock.epoch)}</script>
</body>
</html>
`;
}

function factsOf({ project, result }: ReportInput, best: LogRecord | undefined): Record<string, string> {
  const { status, stopReason, clock, monitor } = result;
  const versions = Object.entries(packageVersions()).map(([name, version]) => `${name}\u00a0${version}`);
  const value = best?.values[monitor.name];
  return {
    ended: `${status}, ${describeWork({ status, reason: stopReason, clock })}`,
    ...(best !== undefined && {
      best: `epoch ${best.clock.epoch}, ${monitor.name} ${formatNumber(value!)}${result.bestCheckpoint === undefined ? '' : `, ${result.bestCheckpoint}`}`,
    }),
    written: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
    seed: String(project.seed),
    engine: result.engine.replace(/^engine /, ''),
    versions: versions.join(', '),
  };
}
