import { historyFigures } from '../../figures/history-figures.js';
import { LIGHT } from '../../figures/palette.js';
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
  return Object.values(historyFigures(history)).map(({ title, lines }) => ({
    name: title,
    epochs,
    lines: lines.map(({ name, x, y }) => {
      const known = new Map(Array.from(x.data as Float64Array, (epoch, index) => [epoch, Number(y.data[index])]));
      return { stage: name!, values: epochs.map((epoch) => known.get(epoch) ?? null) };
    }),
  }));
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
      if (line !== undefined) item.appendChild(document.createElement('i')).style.background = colour('series-' + line % ${LIGHT.series.length});
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
  const axis = (more) => ({ stroke: colour('ink'), grid: { stroke: colour('grid'), width: 1 }, ticks: { stroke: colour('grid'), width: 1 }, ...more });
  const series = lines.map(({ stage }, line) => ({ label: stage, stroke: colour('series-' + line % ${LIGHT.series.length}), width: 2, spanGaps: true, points: { show: epochs.length < 40, fill: colour('series-' + line % ${LIGHT.series.length}) } }));
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
