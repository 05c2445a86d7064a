/** Gathers means and covariances of features batch by batch, after Chan, Golub and LeVeque, so that little is lost to rounding. */
export class CovarianceGatherer {
  readonly mean: Float64Array;
  /** Sums of products of differences from the means. */
  private readonly products: Float64Array;
  private count = 0;

  constructor(private readonly features: number) {
    this.mean = new Float64Array(features);
    this.products = new Float64Array(features * features);
  }

  /** Takes a batch, none of whose values is missing. */
  add(columns: readonly Float64Array[]): void {
    const rows = columns[0]?.length ?? 0;
    if (rows === 0) return;
    const total = this.count + rows;
    const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / rows);
    const centred = columns.map((values, at) => values.map((value) => value - means[at]!));
    const moved = means.map((mean, at) => mean - this.mean[at]!);
    for (let one = 0; one < this.features; one++)
      for (let other = 0; other <= one; other++) {
        const own = productOf(centred[one]!, centred[other]!);
        this.products[one * this.features + other]! += own + (moved[one]! * moved[other]! * this.count * rows) / total;
      }
    moved.forEach((difference, at) => (this.mean[at]! += (difference * rows) / total));
    this.count = total;
  }

  /** The covariances of a sample, [features, features]; 0 of a single row. */
  covariance(): Float64Array {
    const { features, products } = this;
    const divisor = Math.max(1, this.count - 1);
    return products.map((_, place) => {
      const [one, other] = [Math.floor(place / features), place % features];
      return products[Math.max(one, other) * features + Math.min(one, other)]! / divisor;
    });
  }
}

function productOf(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < one.length; row++) sum += one[row]! * other[row]!;
  return sum;
}
