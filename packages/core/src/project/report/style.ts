/** How a report looks: in light and in dark, on wide and on narrow screens. */
export const style = `
:root { color-scheme: light dark; --ink: #1f2937; --soft: #6b7280; --line: #e5e7eb; --page: #ffffff; --box: #f3f4f6;
  --line-0: #2563eb; --line-1: #ea580c; --line-2: #16a34a; --line-3: #9333ea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5e7eb; --soft: #9ca3af; --line: #374151; --page: #111827; --box: #1f2937;
    --line-0: #60a5fa; --line-1: #fb923c; --line-2: #4ade80; --line-3: #c084fc; }
}
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 980px; padding: 0 1rem; color: var(--ink); background: var(--page); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0; text-align: center; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.2rem; margin: 0; }
.facts dt, .note { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
.data { border-collapse: collapse; } .data td, .data th { padding: .2rem 1.1rem .2rem 0; text-align: left; font-weight: normal; white-space: nowrap; }
.data th { color: var(--soft); } .data tbody tr { border-top: 1px solid var(--line); }
.data .number { text-align: right; font-variant-numeric: tabular-nums; } .data .group { text-align: center; }
.matrix td, .matrix th { padding: .15rem .5rem; text-align: right; } .matrix [data-full] { color: var(--page); }
.bars .bar { width: 100%; } .bars .bar i { display: block; height: .8em; background: var(--line-0); }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr)); gap: 1.5rem; }
.legend { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 1.2rem; font-size: 13px; font-variant-numeric: tabular-nums; }
.legend i { display: inline-block; width: .8em; height: 3px; margin-right: .4em; vertical-align: middle; }
summary { cursor: pointer; font-size: 1.1rem; font-weight: bold; margin-top: 1.3rem; padding: .7rem 0; }
pre { background: var(--box); padding: 1rem; overflow: auto; border-radius: 6px; }
@media (max-width: 600px) { .data { font-size: 13px; } .data td, .data th { padding-right: .6rem; } }
`;
