import { h, setAttribute, setText, svg } from './dom.js';
import { rate } from './format.js';
import { niceCeiling, Series } from './series.js';

const SPAN = 60_000;
const BOX = { width: 480, height: 72 };

/** A line of tasks per second over the last minute. */
export class RateChart {
  constructor() {
    this.series = new Series(SPAN);
    this.line = svg('path', { class: 'chart-line', 'vector-effect': 'non-scaling-stroke' });
    this.area = svg('path', { class: 'chart-area' });
    this.top = h('span', { class: 'chart-top', text: '1' });
    this.drawing = svg(
      'svg',
      {
        class: 'chart',
        viewBox: `0 0 ${BOX.width} ${BOX.height}`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': 'Tasks per second over the last minute',
      },
      svg('path', {
        class: 'chart-grid',
        d: `M0 .5H${BOX.width}M0 ${BOX.height / 2}H${BOX.width}M0 ${BOX.height - 0.5}H${BOX.width}`,
        'vector-effect': 'non-scaling-stroke',
      }),
      this.area,
      this.line,
    );
    this.element = h(
      'div',
      { class: 'chart-box' },
      this.drawing,
      this.top,
      h('span', { class: 'chart-from', text: '1 min ago' }),
      h('span', { class: 'chart-to', text: 'now' }),
    );
  }

  /** @param {number} now milliseconds @param {number} value */
  add(now, value) {
    this.series.add(now, value);
    const top = niceCeiling(this.series.peak());
    const { line, area } = this.series.path(BOX, now, top);
    setAttribute(this.line, 'd', line);
    setAttribute(this.area, 'd', area);
    setText(this.top, rate(top));
    setAttribute(
      this.drawing,
      'aria-label',
      `Tasks per second over the last minute: now ${rate(value)}, highest ${rate(this.series.peak())}`,
    );
  }
}
