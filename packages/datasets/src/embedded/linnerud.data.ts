/**
 * Linnerud: three exercises of 20 men, and three measures of their bodies.
 *
 * Source:
 * M. Tenenhaus (1998), La régression PLS: théorie et pratique, no licence of its own stated;
 * taken from scikit-learn 1.9.1 (`load_linnerud`), copyright the scikit-learn developers, licence BSD-3-Clause.
 *
 * Base64 of gzip of: float64 exercises [20, 3], then float64 measures [20, 3].
 * Little-endian, in C order; 960 bytes with SHA-256
 * c266745f3efea8e5fdfea31d200c148d033d2350cefc2d160343e8324478d7e2.
 *
 * Made by tools/goldens/datasets.py.
 */
export const linnerudData: string = [
  'H4sIAAAAAAACA22STU4CQRCF+wgsXLCclTHEmLh0RTFiiCACxg1q+An/EyNX6KN4FI4yR/AIBvubSerF2bzUm+pXr153COfvwv7A1gnDMxgSxnfhr+i',
  'feqz5N87l8K2EixX1EGzI+QcwE/4ebMLPqbvgDXgQ/pa5R84dPR9moo9PKxKePuCvE5aF3y/8tBM+mkd8xgl1W/IpZH5D8r0DL/HxSf3q983g7eX/+4',
  'rkWe74n3uf3zu5pz66e8ll6N9H7MCPRKfie/jeytwn7qMQffiyen8dyWPrc4zsa7ynaF4n24gO+57W0t/3OnX/GD9ffp9Kp84n9//tIHmOvP+aH5BbN',
  'Vf8RN2LflsKP7FfJOXpHcADAAA=',
].join('');
