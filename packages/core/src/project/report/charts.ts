import type { LogRecord } from '../../training/logger.js';

/** One chart: a number over epochs, a line for each stage. */
export interface Chart {
  /** Its title. */
  readonly name: string;
  /** The x-axis. */
  readonly epochs: readonly number[];
  /** The lines; `null` where there is no number. */
  readonly lines: readonly { readonly stage: string; readonly values: readonly (number | null)[] }[];
}

/** A chart for each reported number, the learning rate last. */
export function chartsOf(history: readonly LogRecord[]): Chart[] {
  const epochs = history.map(({ clock }) => clock.epoch);
  const names = [...new Set(history.flatMap(({ values }) => Object.keys(values)))];
  const bare = (name: string): string => name.slice(name.indexOf('/') + 1);
  const charts = [...new Set(names.map(bare))].map((name) => ({
    name: name === 'lr' ? 'learning rate' : name,
    epochs,
    lines: names
      .filter((full) => bare(full) === name)
      .map((full) => ({ stage: full.split('/')[0]!, values: history.map(({ values }) => finite(values[full])) })),
  }));
  const isRate = ({ name }: Chart): boolean => name === 'learning rate';
  return [...charts.filter((chart) => !isRate(chart)), ...charts.filter(isRate)];
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** The script of the page that draws `charts`: the best epoch is a dashed line, and legends show the last numbers until the mouse asks for others. */
export function chartScript(charts: readonly Chart[], best: number | undefined): string {
  return `
const charts = ${JSON.stringify(charts).replaceAll('<', '\\u003c')};
const best = ${best ?? 'undefined'};
const place = document.getElementById('charts');
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name);
const shown = (value) => value == null ? '' : Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 || value === 0 ? String(Number(value.toPrecision(4))) : value.toExponential(2);
function draw({ name, epochs, lines }) {
  const figure = place.appendChild(document.createElement('section'));
  figure.appendChild(document.createElement('h3')).textContent = name;
  const chart = figure.appendChild(document.createElement('div'));
  const legend = figure.appendChild(document.createElement('div'));
  legend.className = 'legend';
  const tell = (index) => {
    legend.replaceChildren();
    const entry = (text, line) => {
      const item = legend.appendChild(document.createElement('span'));
      if (line !== undefined) item.appendChild(document.createElement('i')).style.background = colour('line-' + line % 4);
      item.append(text);
    };
    entry('epoch ' + epochs[index]);
    lines.forEach(({ stage, values }, line) => entry(stage + ' ' + shown(values[index]), line));
  };
  const marksBest = (u) => {
    if (best === undefined) return;
    const x = Math.round(u.valToPos(best, 'x', true));
    const { ctx, bbox: { top, height } } = u;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour('soft');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    ctx.font = 11 * devicePixelRatio + 'px system-ui, sans-serif';
    ctx.textAlign = 'center';
    ctx.fillText('best', x, top - 5 * devicePixelRatio);
    ctx.restore();
  };
  const axis = (more) => ({ stroke: colour('ink'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 }, ...more });
  const series = lines.map(({ stage }, line) => ({ label: stage, stroke: colour('line-' + line % 4), width: 2, spanGaps: true, points: { show: epochs.length < 40, fill: colour('line-' + line % 4) } }));
  const whole = (_, ticks) => ticks.map((tick) => Number.isInteger(tick) ? tick : '');
  new uPlot({
    width: figure.clientWidth, height: 260, padding: [20, null, null, null], legend: { show: false }, scales: { x: { time: false } },
    axes: [axis({ label: 'epoch', size: 34, labelSize: 22, labelFont: '12px system-ui, sans-serif', values: whole }), axis({ size: 64, values: (_, ticks) => ticks.map(shown) })],
    series: [{ label: 'epoch' }, ...series],
    hooks: { draw: [marksBest], setCursor: [(u) => tell(u.cursor.idx ?? epochs.length - 1)] },
  }, [epochs, ...lines.map(({ values }) => values)], chart);
  tell(epochs.length - 1);
}
function drawAll() {
  place.replaceChildren();
  charts.forEach(draw);
}
drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
let width = place.clientWidth;
addEventListener('resize', () => {
  if (place.clientWidth === width) return;
  width = place.clientWidth;
  drawAll();
});
`;
}
