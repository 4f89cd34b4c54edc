/** @typedef {import('./types.js').FieldError} FieldError */

/** Milliseconds after which a plain request counts as unanswered. */
const PATIENCE = 8000;

/** An answer that is not a success: a problem of RFC 9457, or as much of one as there is. */
export class ApiProblem extends Error {
  /** @param {number} status 0 when the server was not reached @param {any} body */
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `The server answered with status ${status}`);
    this.status = status;
    /** The stable code at the end of the problem's type. */
    this.code = String(body?.type ?? '').split('/').pop() ?? '';
    this.title = String(body?.title ?? '');
    /** @type {FieldError[]} */
    this.errors = Array.isArray(body?.errors) ? body.errors : [];
  }
}

/** The HTTP API, with the token on every call. */
export class Api {
  /** @param {() => void} onRefused called when the token is not accepted (any more) */
  constructor(onRefused) {
    this.token = '';
    this.onRefused = onRefused;
  }

  /** @param {string} path below /api/v1 @returns {Promise<any>} */
  async get(path) {
    const response = await this.call(path, { signal: AbortSignal.timeout(PATIENCE) });
    return response.json();
  }

  /** @param {string} path @param {unknown} [body] @param {Record<string, string>} [headers] @returns {Promise<any>} */
  async post(path, body, headers = {}) {
    const response = await this.call(path, {
      method: 'POST',
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE * 4),
    });
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }

  /**
   * A request; rejects with ApiProblem for all but success.
   * @param {string} path below /api/v1
   * @param {RequestInit} [options]
   */
  async call(path, options = {}) {
    const token = this.token;
    /** @type {Response} */
    let response;
    try {
      response = await fetch(`/api/v1${path}`, {
        cache: 'no-store',
        credentials: 'omit',
        ...options,
        headers: { ...options.headers, Authorization: `Bearer ${token}` },
      });
    } catch (cause) {
      if (options.signal?.aborted && /** @type {Error} */ (cause).name === 'AbortError') {
        throw cause;
      }
      throw new ApiProblem(0, { title: 'The server cannot be reached' });
    }
    if (response.ok) {
      return response;
    }
    const problem = new ApiProblem(response.status, await response.json().catch(() => null));
    if (response.status === 401 && token === this.token) {
      this.onRefused();
    }
    throw problem;
  }
}

/** The items of an answer that is a list or a page of one. @param {any} answer @returns {any[]} */
export function itemsOf(answer) {
  return Array.isArray(answer) ? answer : (answer?.items ?? []);
}

/** A path with its parts escaped. @param {...(string|number)} parts */
export function path(...parts) {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

/** 32 random hexadecimal digits; works on plain HTTP too. */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) =>
    b.toString(16).padStart(2, '0'),
  ).join('');
}
