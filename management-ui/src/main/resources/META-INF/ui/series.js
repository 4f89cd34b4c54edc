/** A line of values over the last stretch of time, and its shape. Pure. */
export class Series {
  /** @param {number} span milliseconds kept */
  constructor(span) {
    this.span = span;
    /** @type {{time: number, value: number}[]} */
    this.points = [];
  }

  /** @param {number} time milliseconds @param {number} value */
  add(time, value) {
    this.points.push({ time, value: Math.max(0, value || 0) });
    while (this.points.length > 2 && this.points[1].time < time - this.span) {
      this.points.shift();
    }
  }

  /** The highest value kept. */
  peak() {
    return this.points.reduce((most, p) => Math.max(most, p.value), 0);
  }

  /**
   * SVG path data of the line and of the area below it.
   * @param {{width: number, height: number}} box
   * @param {number} now right edge, milliseconds
   * @param {number} top value of the upper edge
   */
  path(box, now, top) {
    if (this.points.length < 2) {
      return { line: '', area: '' };
    }
    const x = (time) => round(box.width * (1 - (now - time) / this.span));
    const y = (value) => round(box.height * (1 - value / top));
    const line = this.points
      .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.time)} ${y(p.value)}`)
      .join('');
    const first = x(this.points[0].time);
    const last = x(this.points[this.points.length - 1].time);
    return { line, area: `${line}L${last} ${box.height}L${first} ${box.height}Z` };
  }
}

/** The next of 1, 2, 5, 10, 20, 50, ... that is not below a value. @param {number} value */
export function niceCeiling(value) {
  if (value <= 1) {
    return 1;
  }
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * ten).find((step) => step >= value) ?? 10 * ten;
}

function round(n) {
  return Math.round(n * 10) / 10;
}
