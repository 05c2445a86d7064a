import { textTable } from '../text-table.js';
import type { Findings, Place } from './examine.js';
import { field, wrapped } from './wrapped.js';

/** What was found, as lines of at most 80 columns. */
export function printFindings(findings: Findings): string[] {
  const { machine, packages, absent, cacheFolder, auto, places } = findings;
  const { processor = 'unknown processor', cores, memory, system, architecture, runtime } = machine;
  const size = memory === undefined ? [] : [`${(memory / 2 ** 30).toFixed(1)} GiB`];
  const place = [system, architecture].filter(Boolean).join(' ');
  return [
    ...field('machine', [processor, `${cores} ${cores === 1 ? 'core' : 'cores'}`, ...size, place].join(', ')),
    ...field('runs on', `${runtime}, TensorFlow.js ${packages['@tensorflow/tfjs']}`),
    ...field('LML', describePackages(packages)),
    ...field('cache', cacheFolder ?? 'none: there is no folder of the user, and LML_CACHE names none'),
    ...field('tfjs-node', describeNative(findings)),
    '',
    ...textTable([['steps run by', 'which', 'MLP ms', 'CNN ms'], ...places.map(rowOf)]),
    ...explain(places),
    ...absent.flatMap((name) => field('missing', `${name} is not installed. Run: npm install ${name}`)),
    ...field('auto takes', auto.replace(/^engine /, '')),
    '',
    ...describeRepairs(findings),
  ];
}

/** `0.1.0 of cli, core; 0.2.0 of lml-plugin-audio`: LML's own packages by their short names. */
function describePackages(packages: Findings['packages']): string {
  const byVersion = new Map<string, string[]>();
  for (const [name, version] of Object.entries(packages)) {
    if (name === '@tensorflow/tfjs') continue;
    byVersion.set(version, [...(byVersion.get(version) ?? []), name.replace(/^@lml\//, '')]);
  }
  return [...byVersion].map(([version, names]) => `${version} of ${names.join(', ')}`).join('; ');
}

function rowOf({ name, status, seconds }: Place): string[] {
  return [name, status, milliseconds(seconds?.mlp), milliseconds(seconds?.convolution)];
}

function milliseconds(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  return seconds < 0.1 ? String(Number((seconds * 1000).toPrecision(2))) : String(Math.round(seconds * 1000));
}

/** Why places do not work; what several have in common once. */
function explain(places: readonly Place[]): string[] {
  const reasons: { status: string; details: string; names: string[] }[] = [];
  for (const { name, status, details = '' } of places) {
    if (status === 'works') continue;
    const known = reasons.find((reason) => reason.status === status && reason.details === details);
    if (known === undefined) reasons.push({ status, details, names: [name] });
    else known.names.push(name);
  }
  return reasons.flatMap(({ status, details, names }) => field(status, `${names.join(', ')}: ${details}`));
}

function describeNative({ native, places }: Findings): string {
  const { status, tfjsNodeVersion, tensorflowVersion, folder, details = status } = native;
  if (status === 'works') return `${tfjsNodeVersion} with TensorFlow ${tensorflowVersion}, in ${folder}`;
  return places.some((place) => place.details === details) ? `${status}: see below` : details;
}

function describeRepairs({ repairs }: Findings): string[] {
  const { gradients, kernels, faults } = repairs;
  const open = new Map<string, number>();
  for (const { where, mended } of faults) if (!mended) open.set(where, (open.get(where) ?? 0) + 1);
  const left = [...open].map(([where, count]) => `${where} ${count}`).join(', ');
  return [
    'LML puts right or adds to TensorFlow.js:',
    ...wrapped(`gradients everywhere: ${gradients.join(', ')}`, '  '),
    ...Object.entries(kernels).flatMap(([name, own]) =>
      own.length === 0 ? [] : wrapped(`kernels on ${name}: ${own.join(', ')}`, '  '),
    ),
    ...(left === '' ? [] : wrapped(`Known faults that are left: ${left}. --json tells which.`)),
  ];
}
