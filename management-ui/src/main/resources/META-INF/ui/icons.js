import { svg } from './dom.js';

/** Shapes that tell states apart without colour, in a box of 16. @type {Record<string, string>} */
const SHAPES = {
  dot: 'M8 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9Z',
  ring: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11Zm0 2.2a3.3 3.3 0 1 1 0 6.6a3.3 3.3 0 1 1 0-6.6Z',
  half: 'M8 2.5a5.5 5.5 0 1 0 0 11Zm0 0v2a3.5 3.5 0 1 1 0 7v2a5.5 5.5 0 1 0 0-11Z',
  play: 'M4.5 2.8v10.4L13 8Z',
  check: 'M6.4 12.6 2.3 8.5l1.6-1.6 2.5 2.5 5.7-5.9 1.6 1.6Z',
  cross: 'm3.2 4.8 1.6-1.6L8 6.4l3.2-3.2 1.6 1.6L9.6 8l3.2 3.2-1.6 1.6L8 9.6l-3.2 3.2-1.6-1.6L6.4 8Z',
  bar: 'M3 6.8h10v2.4H3Z',
  slash: 'm3 11.4 8.4-8.4 1.6 1.6L4.6 13Z',
  down: 'M2.5 4.5h11L8 13Z',
  diamond: 'M8 1.8 14.2 8 8 14.2 1.8 8Z',
  split: 'M2.5 3h4.5v4.5H2.5Zm6.5 0h4.5v4.5H9ZM2.5 9h4.5v4.5H2.5Zm6.5 0h4.5v4.5H9Z',
};

/** Which shape a state has. @type {Record<string, string>} */
const OF_STATE = {
  PENDING: 'ring', SPLITTING: 'split', AGGREGATING: 'diamond', CANCELLING: 'slash',
  WAITING: 'ring', READY: 'ring', ASSIGNED: 'half', RUNNING: 'play', SUCCEEDED: 'check',
  FAILED: 'cross', CANCELLED: 'slash', SKIPPED: 'bar',
  ONLINE: 'dot', BUSY: 'half', DRAINING: 'down', SUSPECT: 'ring', OFFLINE: 'cross', LOST: 'cross',
};

/** The shape of a state; it says nothing to screen readers, the text beside it does. @param {string} state */
export function stateIcon(state) {
  return svg(
    'svg',
    { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: SHAPES[OF_STATE[state] ?? 'dot'] }),
  );
}

/** Changes a shape made by `stateIcon`. @param {SVGElement} icon @param {string} state */
export function setStateIcon(icon, state) {
  const shape = SHAPES[OF_STATE[state] ?? 'dot'];
  const path = icon.firstElementChild;
  if (path && path.getAttribute('d') !== shape) {
    path.setAttribute('d', shape);
  }
}
