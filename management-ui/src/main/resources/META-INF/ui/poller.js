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
      this.onSource({ heard: this.heard, failing: false });
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) {
        console.error(problem);
      }
      this.onSource({ heard: this.heard, failing: true });
    }
    this.asking = false;
    if (this.running && !document.hidden) {
      const wait = Math.max(200, this.interval - (Date.now() - started));
      this.timer = setTimeout(() => this.wake(), wait);
    }
  }
}
