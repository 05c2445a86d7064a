/** Rows as columns of text, the first row a heading; numbers to the right. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const isNumber = widths.map((_, at) =>
    rows.slice(1).every((row) => /^[-+]?[\d.]*(e[-+]?\d+)?( ±.*)?$/.test(row[at]!)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => (isNumber[at] === true ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd(),
  );
}

/** A number in four significant digits, or nothing where there is none. */
export function shortNumber(value: number | undefined): string {
  if (value === undefined) return '';
  return Number.isInteger(value) ? String(value) : Number(value.toPrecision(4)).toString();
}
