/** How long without an answer makes what is shown stale. */
export const STALE_AFTER = 5000;

/** How late an answer may be before the page says so. */
const GRACE = 2500;

/**
 * What a source of data knows of itself: when it last heard the server, and whether its last try
 * failed. `every` is how often it should hear something, where that is known.
 * @typedef {{heard: number|null, failing: boolean, every?: number}} Source
 * @typedef {{state: 'connecting'|'live'|'reconnecting'|'stale', since: number|null}} Connection
 */

/**
 * The worst that the sources say. Sources are judged only while the page watches: a hidden tab
 * asks for nothing and so is not stale.
 * @param {Source[]} sources @param {number} now milliseconds
 * @returns {Connection}
 */
export function connectionOf(sources, now) {
  /** @type {Connection} */
  let worst = { state: 'live', since: null };
  for (const source of sources) {
    const found = judge(source, now);
    if (rank(found.state) > rank(worst.state)) {
      worst = found;
    }
  }
  return worst;
}

/** @param {Source} source @param {number} now @returns {Connection} */
function judge(source, now) {
  if (source.heard === null) {
    return { state: source.failing ? 'reconnecting' : 'connecting', since: null };
  }
  const late = source.every !== undefined && now - source.heard > source.every + GRACE;
  if (source.failing || late) {
    return now - source.heard > STALE_AFTER
      ? { state: 'stale', since: source.heard }
      : { state: 'reconnecting', since: source.heard };
  }
  return { state: 'live', since: null };
}

function rank(state) {
  return ['live', 'connecting', 'reconnecting', 'stale'].indexOf(state);
}

/**
 * Wait before try number `attempt` (from 0): doubles from half a second to ten, spread at random so
 * that many pages do not come back at once.
 * @param {number} attempt @param {number} random 0 to 1
 */
export function backOff(attempt, random) {
  const full = Math.min(10_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.5 + random / 2));
}
