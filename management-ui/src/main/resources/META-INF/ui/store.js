/**
 * A value and those who want to know when it changes.
 * @template T
 */
export class Store {
  /** @param {T} value */
  constructor(value) {
    this.value = value;
    /** @private @type {Set<(value: T) => void>} */
    this.listeners = new Set();
  }

  /** Sets the value and tells all, in the order in which they came. @param {T} value */
  set(value) {
    this.value = value;
    for (const listener of [...this.listeners]) {
      listener(value);
    }
  }

  /**
   * Tells the value now and whenever it is set.
   * @param {(value: T) => void} listener
   * @returns {() => void} ends it
   */
  watch(listener) {
    this.listeners.add(listener);
    listener(this.value);
    return () => this.listeners.delete(listener);
  }
}
