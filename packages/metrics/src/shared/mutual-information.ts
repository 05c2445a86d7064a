import type { Contingency } from './contingency.js';
import { safeDivide } from './values.js';

/** The mean of two entropies by which information is divided. */
export type AverageMethod = 'min' | 'geometric' | 'arithmetic' | 'max';

/** The entropy of a partition into parts of some sizes, in nats. */
export function entropyOf(sizes: Float64Array): number {
  const samples = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.reduce((sum, size) => sum + (size / samples) * Math.log(samples / size), 0);
}

/** What classes and clusters tell of each other, in nats; exactly 0 where they are independent. */
export function mutualInformation({ samples, classes, clusters, counts, classOf, clusterOf }: Contingency): number {
  const sum = counts.reduce((all, count, pair) => {
    const byChance = classes[classOf[pair]!]! * clusters[clusterOf[pair]!]!;
    return all + (count / samples) * Math.log((count * samples) / byChance);
  }, 0);
  return Math.max(0, sum);
}

/** What clusters of these sizes tell of classes of these sizes in the mean of all ways to deal out samples, in nats. */
export function expectedMutualInformation({ samples, classes, clusters }: Contingency): number {
  const log = logFactorials(samples);
  let expected = 0;
  // Clusters of one size are alike, and so are classes.
  for (const [a, manyA] of sizesOf(classes)) {
    for (const [b, manyB] of sizesOf(clusters)) {
      const all = log[a]! + log[b]! + log[samples - a]! + log[samples - b]! - log[samples]!;
      let sum = 0;
      for (let both = Math.max(1, a + b - samples); both <= Math.min(a, b); both++) {
        const chance = all - log[both]! - log[a - both]! - log[b - both]! - log[samples - a - b + both]!;
        sum += both * Math.log((samples * both) / (a * b)) * Math.exp(chance);
      }
      expected += (manyA * manyB * sum) / samples;
    }
  }
  return expected;
}

/** The mean of two entropies. */
export function meanEntropy(a: number, b: number, method: AverageMethod): number {
  switch (method) {
    case 'min':
      return Math.min(a, b);
    case 'geometric':
      return Math.sqrt(a * b);
    case 'arithmetic':
      return (a + b) / 2;
    case 'max':
      return Math.max(a, b);
  }
}

/** How far each cluster holds one class only: the share of the entropy of classes that clusters tell. */
export function homogeneityOf(table: Contingency): number {
  return safeDivide(mutualInformation(table), entropyOf(table.classes), 1);
}

/** How far all of a class are in one cluster: the share of the entropy of clusters that classes tell. */
export function completenessOf(table: Contingency): number {
  return safeDivide(mutualInformation(table), entropyOf(table.clusters), 1);
}

function sizesOf(sizes: Float64Array): Map<number, number> {
  const found = new Map<number, number>();
  for (const size of sizes) found.set(size, (found.get(size) ?? 0) + 1);
  return found;
}

/** Logarithms of factorials up to n!, summed with what rounding loses of each sum. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  let lost = 0;
  for (let number = 2; number <= n; number++) {
    const term = Math.log(number) - lost;
    const sum = logs[number - 1]! + term;
    lost = sum - logs[number - 1]! - term;
    logs[number] = sum;
  }
  return logs;
}
