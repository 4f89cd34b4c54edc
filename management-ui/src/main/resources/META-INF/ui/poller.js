import { backOff } from './connection.js';
import { ApiProblem } from './http-api.js';

/** @typedef {import('./connection.js').Source} Source */

/** Asks again and again while the page is visible, one question at a time. */
export class Poller {
  /**
   * @param {number} interval milliseconds from one start to the next
   * @param {() => Promise<void>} ask
   * @param {(source: Source) => void} onSource
   */
  constructor(interval, ask, onSource) {
    this.interval = interval;
    this.ask = ask;
    this.onSource = onSource;
    /** @private @type {number|null} */
    this.heard = null;
    this.timer = 0;
    this.failures = 0;
    this.running = false;
    this.asking = false;
    document.addEventListener('visibilitychange', () => this.wake());
  }

  start() {
    this.running = true;
    this.wake();
  }

  stop() {
    this.running = false;
    this.heard = null;
    clearTimeout(this.timer);
  }

  /** Asks at once, if it may. */
  wake() {
    clearTimeout(this.timer);
    if (this.running && !this.asking && !document.hidden) {
      this.turn();
    }
  }

  /** @private */
  async turn() {
    const started = Date.now();
    this.asking = true;
    try {
      await this.ask();
      this.heard = Date.now();
      this.failures = 0;
      this.onSource({ heard: this.heard, failing: false, every: this.interval });
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) {
        console.error(problem);
      }
      this.failures++;
      this.onSource({ heard: this.heard, failing: true, every: this.interval });
    }
    this.asking = false;
    if (this.running && !document.hidden) {
      const pause = this.failures > 0 ? backOff(this.failures, Math.random()) : 200;
      const wait = Math.max(pause, this.interval - (Date.now() - started));
      this.timer = setTimeout(() => this.wake(), wait);
    }
  }
}
