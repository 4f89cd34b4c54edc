import { path } from './http-api.js';
import { openDialog } from './dialog.js';
import { h, setText } from './dom.js';
import { bytes, fullTime } from './format.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */

/** Bytes of a text result that are shown; the rest is in the download. */
const SHOWN = 16 * 1024;

/** The result of a job that succeeded: its beginning where it is text, the whole where it is a picture. */
export class ResultView {
  /** @param {import('./http-api.js').Api} api */
  constructor(api) {
    this.api = api;
    this.words = h('span', { class: 'quiet' });
    this.text = h('pre', { class: 'result-text', tabindex: '0', 'aria-label': 'Beginning of the result', hidden: true });
    this.full = h('button', { type: 'button', text: 'View full size', hidden: true, on: { click: () => this.openFull() } });
    this.element = h(
      'section',
      { class: 'result', hidden: true },
      h('h3', {}, 'Result ', this.words),
      this.text,
      this.full,
    );
  }

  /** A job is shown anew. */
  clear() {
    this.shown = '';
    this.element.hidden = true;
    this.text.hidden = true;
    this.full.hidden = true;
  }

  /** @param {JobStatus} job */
  async update(job) {
    const key = `${job.id}/${job.generation}`;
    if (!job.result || job.state !== 'SUCCEEDED' || this.shown === key) {
      return;
    }
    this.shown = key;
    this.job = job;
    this.element.hidden = false;
    const { mediaType, size, expires } = job.result;
    setText(this.words, `${mediaType}, ${bytes(size)}${expires ? `, kept until ${fullTime(expires)}` : ''}`);
    if (mediaType.startsWith('image/')) {
      this.full.hidden = size > 64 * 1024 * 1024;
    } else if (size > 0 && /^text\/|json|csv|xml/.test(mediaType)) {
      await this.preview(key, size, mediaType);
    }
  }

  /** @private */
  async preview(key, size, mediaType) {
    try {
      const headers = size > SHOWN ? { Range: `bytes=0-${SHOWN - 1}` } : {};
      const response = await this.api.call(`/jobs${path(this.job.id)}/result`, { headers });
      const all = await readSome(response, SHOWN);
      if (this.shown === key) {
        const text = size <= SHOWN && /\/json/.test(mediaType) ? pretty(all) : all;
        setText(this.text, size > SHOWN ? `${text}\n… the rest is in the download` : text);
        this.text.hidden = false;
      }
    } catch {
      // the download button says what is wrong
    }
  }

  /** @private */
  async openFull() {
    const image = h('img', { class: 'full', alt: `Result of ${this.job.type}` });
    let address = '';
    const note = h('p', { class: 'quiet', text: 'Fetching the picture …' });
    const dialog = openDialog(
      { title: `${this.job.type}, full size`, kind: 'wide', onClose: () => URL.revokeObjectURL(address) },
      note,
      h('div', { class: 'full-box', tabindex: '0' }, image),
    );
    try {
      const response = await this.api.call(`/jobs${path(this.job.id)}/result`);
      address = URL.createObjectURL(await response.blob());
      image.src = address;
      setText(note, 'One pixel of the picture is one pixel of the page; scroll to see it all.');
    } catch (problem) {
      setText(note, /** @type {Error} */ (problem).message);
    }
    return dialog;
  }
}

/** @param {Response} response @param {number} most bytes */
async function readSome(response, most) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let read = 0;
  while (read < most) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    text += decoder.decode(value.subarray(0, most - read), { stream: true });
    read += value.length;
  }
  reader.cancel().catch(() => {});
  return text;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
