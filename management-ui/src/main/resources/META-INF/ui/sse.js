/**
 * One server-sent event.
 * @typedef {{event: string, data: string, id: string}} SseEvent
 */

/**
 * A parser of `text/event-stream`: takes text in pieces cut anywhere, gives whole events.
 * Comment lines are heartbeats; they carry nothing and are skipped.
 */
export class SseParser {
  /** @param {(event: SseEvent) => void} onEvent */
  constructor(onEvent) {
    this.onEvent = onEvent;
    /** Id of the last event; what a reconnect sends as Last-Event-ID. */
    this.lastId = '';
    /** Milliseconds the server asks to wait before a reconnect; 0 when it did not. */
    this.retry = 0;
    this.rest = '';
    this.started = false;
    this.afterReturn = false;
    this.forget();
  }

  /**
   * Drops a half-read event; for use before a new connection. The last id stays.
   */
  restart() {
    this.rest = '';
    this.started = false;
    this.afterReturn = false;
    this.forget();
  }

  /** @param {string} text the next piece */
  push(text) {
    let seen = this.rest.length; // has no line end in it
    let input = this.rest + text;
    if (!this.started && input.length > 0) {
      this.started = true;
      if (input.charCodeAt(0) === 0xfeff) {
        input = input.slice(1);
        seen = 0;
      }
    }
    let from = 0;
    if (this.afterReturn && input.length > 0) {
      from = input[0] === '\n' ? 1 : 0; // the second half of a '\r\n' that was cut
      this.afterReturn = false;
    }
    for (;;) {
      const end = lineEnd(input, Math.max(from, seen));
      seen = 0;
      if (end < 0) {
        break;
      }
      this.line(input.slice(from, end));
      from = end + (input[end] === '\r' && input[end + 1] === '\n' ? 2 : 1);
      this.afterReturn = input[end] === '\r' && from === input.length && end + 1 === from;
    }
    this.rest = input.slice(from);
  }

  /** @private */
  forget() {
    this.name = '';
    /** @type {string[]} */
    this.data = [];
    this.id = this.lastId;
  }

  /** @private @param {string} line */
  line(line) {
    if (line === '') {
      this.dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      return;
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) {
      value = value.slice(1);
    }
    switch (field) {
      case 'event':
        this.name = value;
        break;
      case 'data':
        this.data.push(value);
        break;
      case 'id':
        if (!value.includes('\0')) {
          this.id = value;
        }
        break;
      case 'retry':
        if (/^\d+$/.test(value)) {
          this.retry = Number(value);
        }
        break;
      default: // unknown fields are ignored, as the standard asks
    }
  }

  /** @private */
  dispatch() {
    this.lastId = this.id;
    if (this.data.length > 0) {
      this.onEvent({ event: this.name || 'message', data: this.data.join('\n'), id: this.id });
    }
    this.forget();
  }
}

/** @param {string} text @param {number} from */
function lineEnd(text, from) {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) {
      return i;
    }
  }
  return -1;
}
