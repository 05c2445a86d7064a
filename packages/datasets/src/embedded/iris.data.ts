/**
 * Iris: length and width of sepals and petals of 150 flowers, in cm, in 3 classes.
 *
 * Source:
 * R. A. Fisher (1936), The use of multiple measurements in taxonomic problems, values as in the paper;
 * UCI Machine Learning Repository, https://doi.org/10.24432/C56C76, licence CC BY 4.0;
 * taken from scikit-learn 1.9.1 (`load_iris`), copyright the scikit-learn developers, licence BSD-3-Clause.
 *
 * Base64 of gzip of: float64 measurements [150, 4], then uint8 labels [150].
 * Little-endian, in C order; 4950 bytes with SHA-256
 * b6ae2f075937fb96b4d06f56b6b12a23dcf0db8d27f41824f0fa7ca6e8559b4c.
 *
 * Made by tools/goldens/datasets.py.
 */
export const irisData: string = [
  'H4sIAAAAAAACA5VXW47TQBBMlhACCUsejl/J7h6CA+DT5E5wkz3CSvDFV/6QuEBQ0IoIhFDSUz2qGo9Q/GPZ7emeqaquGe9256voBpdr1l0ed88fPn0',
  '8X0/hvgrxSRL/8vl8LTt7ft3Z80+P2/fL8H4S8vzyuD0XIZ6rv+7eX6534f47vN97fns/9fH2/NXzI6717b4I8VfZ9ffP/9HnZ/e3SX7Lu/L69v6UxP',
  'vxfQzxhcft/Q+JVyE+D3WOwk/ZYZ08v32CL/MHfFN9AF/kt/e3zg/iGI846iPO9afC75OP78d3L/qahfghGW/3N57fvvuW8GPf/U30yfifkng/v/uAT',
  '8RP9YG46jfXXzn9QJ8aV3wVP9S3uvNE3/ZchvzzK/sj4oP5qz6RH/iof3D+WdIfrOtJxn/y/c/8xvrsH8tQ9yaJo37O/zQ/+LHx35P+YP3ts/6Q6y/l',
  'H/2B+Sl/lifvX5g/+kfHW3wr61/Kd43HgSfX2Yh+Vx6HPoA/fA4423Mb4uMO68V49qex12ceG18f99vJ9WffvfDv4DP23Mr+EfOjvyzPS/dZ4MP6GIh',
  'PwMcq0fdc8KlD/qHjw/OrfX7Kj91Lic9k/q3ws0jGY37KL/YnrJ995hDy6/zjeM4/cvx4H6zEX+AXf3z9zP884R/5VX86HvixjzWOH/Zr5Ic+eP9YSB',
  '9vPD/mjzjwZ3wL2cciv4of9G/3UaIv9Bfr+9bx1Tj7xCHhl89pR9En+C+kv9ZZ/fD6ph7HeNUn+GH9Ne4fwJ/5KcVf1V+i/vr9J+LL58mj64fzL4X/S',
  'viZC36Fz7/ff0rHF/7A/Vsm/oH8iHP/6/j6P/ouBJ94TlX/VXzVf8E393uV6Af7pN23Uhd4DjrkZ38u3R+wf2A81xuG7++Fv9bzs1+MXJ98Dr4T/Bqv',
  'z/0d18vxrZx/aqnXyv4e9xPef9Gfa8cP/sP9V/r6WD+jTvcrzJf5LcQvGvHnteznbaY+1n/vvgS8wA/i3H8bya/7S5GcP/j8Ukq/Rf0y34OO5zfumM+',
  'oP+DP59nIP58/FP+tnJ9qGV8n+4fuf9wfMQ5+mL+0fn9/wL/vZHwt59gH2VeaRJ9aH3yxP4xF33F/Bv/M17Prh/u3dn7ZH6Ydn4eifvn/Rv2jFnwUXz',
  '3frgXfuH/1199IvJD55/0R/c3/j5X8z6T6Q7/r+YP/FyN+6g+or/3N/8NYfy3/z2vZryvhrxD8r7mGV183V1//AO8rcpBWEwAA',
].join('');
