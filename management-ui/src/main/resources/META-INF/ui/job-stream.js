import { ApiProblem, path } from './http-api.js';
import { backOff } from './connection.js';
import { SseParser } from './sse.js';

/** @typedef {import('./connection.js').Source} Source */
/** @typedef {import('./sse.js').SseEvent} SseEvent */

/** Milliseconds without a byte after which a stream counts as lost. */
const SILENCE = 45_000;

/**
 * The live stream of one job. Comes back by itself, from where it was, until the job ends, the job
 * is gone or the stream is closed.
 */
export class JobStream {
  /**
   * @param {import('./http-api.js').Api} api
   * @param {string} id
   * @param {{event: (name: string, data: any) => void, source: (source: Source) => void,
   *   gone: () => void}} listener
   */
  constructor(api, id, listener) {
    this.api = api;
    this.id = id;
    this.listener = listener;
    this.stop = new AbortController();
    this.ended = false;
    this.failures = 0;
    /** @private @type {number|null} */
    this.heard = null;
    this.parser = new SseParser((event) => this.dispatch(event));
    this.run();
  }

  close() {
    this.stop.abort();
  }

  /** @private */
  async run() {
    while (!this.ended && !this.stop.signal.aborted) {
      try {
        await this.connect();
      } catch (problem) {
        if (this.stop.signal.aborted) {
          return;
        }
        if (problem instanceof ApiProblem && [401, 403, 404].includes(problem.status)) {
          this.report(false);
          if (problem.status === 404) {
            this.listener.gone();
          }
          return;
        }
      }
      if (this.ended || this.stop.signal.aborted) {
        return;
      }
      this.report(true);
      await wait(Math.max(this.parser.retry, backOff(this.failures++, Math.random())), this.stop.signal);
    }
  }

  /** @private One connection, until it breaks. */
  async connect() {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    this.stop.signal.addEventListener('abort', abort);
    let watchdog = setTimeout(abort, SILENCE);
    try {
      this.parser.restart();
      const headers = { Accept: 'text/event-stream' };
      if (this.parser.lastId) {
        headers['Last-Event-ID'] = this.parser.lastId;
      }
      const response = await this.api.call(`/jobs${path(this.id)}/events`, {
        headers,
        signal: attempt.signal,
      });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        clearTimeout(watchdog);
        watchdog = setTimeout(abort, SILENCE);
        this.failures = 0;
        this.report(false);
        if (!this.stop.signal.aborted) {
          this.parser.push(value);
        }
      }
    } finally {
      clearTimeout(watchdog);
      this.stop.signal.removeEventListener('abort', abort);
    }
  }

  /** @private @param {boolean} failing */
  report(failing) {
    if (!failing) {
      this.heard = Date.now();
    }
    this.listener.source({ heard: this.heard, failing });
  }

  /** @private @param {SseEvent} event */
  dispatch(event) {
    if (this.stop.signal.aborted) {
      return;
    }
    let data;
    try {
      data = JSON.parse(event.data);
    } catch {
      console.error(`The job's stream sent a ${event.event} that is not JSON`);
      return;
    }
    if (event.event === 'end') {
      this.ended = true;
    }
    this.listener.event(event.event, data);
  }
}

/** @param {number} millis @param {AbortSignal} signal @returns {Promise<void>} */
function wait(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
