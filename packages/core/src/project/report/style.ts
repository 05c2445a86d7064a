import { coloursOf, DARK, LIGHT, type Palette } from '../../figures/palette.js';

/** The colours of a palette as variables: figures have them by class, the rest of the page by name. */
const variables = (palette: Palette): string =>
  Object.entries(coloursOf(palette))
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

const figureColours = Object.keys(coloursOf(LIGHT))
  .map((name) => `.lml-${name} { color: var(--${name}); }`)
  .join(' ');

/** How a report looks: in light and in dark, on wide and on narrow screens. */
export const style = `
:root { color-scheme: light dark; --box: #f3f4f6; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { --box: #1f2937; ${variables(DARK)} } }
${figureColours}
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 980px; padding: 0 1rem; color: var(--ink); background: var(--page); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0; text-align: center; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.2rem; margin: 0; }
.facts dt, .note { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
.data { border-collapse: collapse; } .data td, .data th { padding: .2rem 1.1rem .2rem 0; text-align: left; font-weight: normal; white-space: nowrap; }
.data th { color: var(--soft); } .data tbody tr { border-top: 1px solid var(--grid); }
.data .number { text-align: right; font-variant-numeric: tabular-nums; } .data .group { text-align: center; }
.data .text { white-space: normal; min-width: 12rem; overflow-wrap: anywhere; } .data .dim { color: var(--soft); } .data .best td { font-weight: 600; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr)); gap: 1.5rem; }
.figures { grid-auto-flow: dense; } .figures section { min-width: 0; } .figures .whole { grid-column: 1 / -1; }
.figures svg { display: block; margin: 0 auto; } .figures section:not(.whole) svg { max-width: 100%; height: auto; }
.legend { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 1.2rem; font-size: 13px; font-variant-numeric: tabular-nums; }
.legend i { display: inline-block; width: .8em; height: 3px; margin-right: .4em; vertical-align: middle; }
summary { cursor: pointer; font-size: 1.1rem; font-weight: bold; margin-top: 1.3rem; padding: .7rem 0; }
pre { background: var(--box); padding: 1rem; overflow: auto; border-radius: 6px; }
@media (max-width: 600px) { .data { font-size: 13px; } .data td, .data th { padding-right: .6rem; } }
`;
