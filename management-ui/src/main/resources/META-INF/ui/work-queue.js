/** Work that is done at most so many at a time, oldest first; what waits can be dropped. */
export class WorkQueue {
  /**
   * @param {number} limit
   * @param {(item: number, signal: AbortSignal) => Promise<void>} work never rejects for reasons
   *     that matter here; its own errors are its own business
   */
  constructor(limit, work) {
    this.limit = limit;
    this.work = work;
    /** @private @type {number[]} */
    this.waiting = [];
    this.next = 0;
    this.active = 0;
    this.stop = new AbortController();
  }

  /** @param {number} item */
  add(item) {
    this.waiting.push(item);
    this.pump();
  }

  /** Drops what waits and aborts what runs. */
  clear() {
    this.waiting = [];
    this.next = 0;
    this.stop.abort();
    this.stop = new AbortController();
  }

  /** Items that wait or run. */
  get size() {
    return this.waiting.length - this.next + this.active;
  }

  /** @private */
  pump() {
    while (this.active < this.limit && this.next < this.waiting.length) {
      const item = this.waiting[this.next++];
      if (this.next > 4096) {
        this.waiting = this.waiting.slice(this.next);
        this.next = 0;
      }
      this.active++;
      this.work(item, this.stop.signal)
        .catch(() => {})
        .finally(() => {
          this.active--;
          this.pump();
        });
    }
  }
}
