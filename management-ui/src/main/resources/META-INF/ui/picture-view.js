import { ApiProblem, path } from './http-api.js';
import { h, setText } from './dom.js';
import { count } from './format.js';
import { css } from './palette.js';
import { canvasSize, fitsWhole, scaledTile, tileAt, tileCount } from './tiles.js';
import { WorkQueue } from './work-queue.js';

/** @typedef {import('./types.js').JobStatus} JobStatus */
/** @typedef {import('./types.js').Picture} Picture */
/** @typedef {import('./tasks.js').TaskTable} TaskTable */

const AT_ONCE = 6;
const FLASH = 1600;

/** The picture a job paints, filling in tile by tile. */
export class PictureView {
  /**
   * @param {import('./http-api.js').Api} api
   * @param {import('./palette.js').Palette} palette
   * @param {{nodeNumber: (node: string) => number, open: (task: number) => void,
   *   hover: (task: number) => void}} hooks hover takes -1 when the pointer leaves
   */
  constructor(api, palette, hooks) {
    this.api = api;
    this.palette = palette;
    this.hooks = hooks;
    this.base = h('canvas', { class: 'picture-base', role: 'img', 'aria-label': 'The picture so far' });
    this.over = h('canvas', { class: 'picture-over', 'aria-hidden': 'true' });
    this.frameBox = h('div', { class: 'picture-frame' }, this.base, this.over);
    this.words = h('p', { class: 'quiet', text: '\u00a0' });
    this.element = h(
      'div',
      { class: 'picture', hidden: true },
      h('div', { class: 'map-head' }, h('h3', { text: 'Picture' }), this.words),
      this.frameBox,
    );
    this.queue = new WorkQueue(AT_ONCE, (tile, signal) => this.load(tile, signal));
    /** @private @type {Set<number>} */
    this.running = new Set();
    /** @private @type {Map<number, number>} */
    this.flashes = new Map();
    this.redraw = 0;
    this.listen();
    palette.watch(() => this.schedule());
    new ResizeObserver(() => this.schedule()).observe(this.frameBox);
  }

  /** Begins with a job; forgets the one before. @param {JobStatus} job @param {TaskTable} table */
  show(job, table) {
    this.close();
    this.job = job;
    this.table = table;
    const picture = job.picture;
    if (!picture) {
      return;
    }
    this.picture = picture;
    this.element.hidden = false;
    const { width, height, scale } = canvasSize(picture);
    this.scale = scale;
    this.base.width = width;
    this.base.height = height;
    this.frameBox.style.aspectRatio = `${picture.width} / ${picture.height}`;
    this.frameBox.style.maxWidth = `${Math.round((560 * picture.width) / picture.height)}px`;
    this.shown = 0;
    /** @private One per tile: asked for. */
    this.asked = new Uint8Array(tileCount(picture));
    this.whole = false;
    this.say();
    this.schedule();
  }

  /** Stops all fetches and hides the picture. */
  close() {
    this.queue.clear();
    this.wholeStop?.abort();
    this.wholeStop = undefined;
    this.running.clear();
    this.flashes.clear();
    this.picture = null;
    this.element.hidden = true;
  }

  /** A task's result is there. @param {number} tile */
  succeeded(tile) {
    if (this.picture && !this.whole && tile < this.asked.length && !this.asked[tile]) {
      this.asked[tile] = 1;
      this.queue.add(tile);
    }
  }

  /** @param {number} tile @param {boolean} runs */
  runs(tile, runs) {
    if (runs) {
      this.running.add(tile);
    } else {
      this.running.delete(tile);
    }
    this.schedule();
  }

  /** Shows for a moment that a tile was lost. @param {number} tile @param {number} now */
  flash(tile, now) {
    if (this.picture) {
      this.flashes.set(tile, now + FLASH);
      this.schedule();
      setTimeout(() => this.schedule(), FLASH + 50);
    }
  }

  /** The job succeeded: the whole picture takes the place of its tiles, where it is not too large. @param {JobStatus} job */
  async finished(job) {
    if (!this.picture || this.whole || !job.result || !fitsWhole(this.picture)) {
      return;
    }
    this.whole = true;
    const picture = this.picture;
    const stop = new AbortController();
    this.wholeStop = stop;
    try {
      const response = await this.api.call(`/jobs${path(job.id)}/result`, { signal: stop.signal });
      const blob = await response.blob();
      const bitmap = await createImageBitmap(blob);
      if (this.picture === picture && !stop.signal.aborted) {
        this.queue.clear();
        const context = this.base.getContext('2d');
        context.imageSmoothingQuality = 'high';
        context.drawImage(bitmap, 0, 0, this.base.width, this.base.height);
        this.shown = this.asked.length;
        this.say();
      }
      bitmap.close();
    } catch {
      if (this.picture === picture && !stop.signal.aborted) {
        this.whole = false; // gone or unreadable: the tiles may still be there
        this.asked.forEach((asked, tile) => {
          if (!asked && this.table.stateOf(tile) === 'SUCCEEDED') {
            this.succeeded(tile);
          }
        });
      }
    }
  }

  /** @private @param {number} tile @param {AbortSignal} signal */
  async load(tile, signal) {
    const picture = this.picture;
    for (let tries = 0; tries < 3 && picture && !signal.aborted; tries++) {
      try {
        const response = await this.api.call(`/jobs${path(this.job.id, 'tasks', tile)}/result`, { signal });
        const bitmap = await createImageBitmap(await response.blob());
        if (this.picture === picture && !signal.aborted) {
          const place = scaledTile(picture, tile, this.scale);
          const context = this.base.getContext('2d');
          context.imageSmoothingQuality = 'high';
          context.drawImage(bitmap, place.x, place.y, place.width, place.height);
          this.shown++;
          this.say();
        }
        bitmap.close();
        return;
      } catch (problem) {
        if (problem instanceof ApiProblem && [404, 410].includes(problem.status)) {
          return; // not kept (any more)
        }
        await new Promise((resolve) => setTimeout(resolve, 400 * (tries + 1)));
      }
    }
    if (this.picture === picture && !signal.aborted) {
      this.asked[tile] = 0;
    }
  }

  /** @private */
  say() {
    const { width, height, tileSize } = this.picture;
    const all = this.asked.length;
    const tiles = this.shown >= all ? `${count(all)} tiles` : `${count(this.shown)} of ${count(all)} tiles`;
    setText(this.words, `${count(width)} × ${count(height)} px, ${tiles} of ${tileSize} px`);
  }

  /** @private */
  schedule() {
    if (this.redraw === 0) {
      this.redraw = requestAnimationFrame(() => {
        this.redraw = 0;
        this.drawOver();
      });
    }
  }

  /** @private Outlines of running tiles in their node's colour, and lost ones. */
  drawOver() {
    const box = this.frameBox.getBoundingClientRect();
    if (!this.picture || box.width === 0) {
      return;
    }
    const dpr = window.devicePixelRatio || 1;
    this.over.width = Math.round(box.width * dpr);
    this.over.height = Math.round(box.height * dpr);
    const context = this.over.getContext('2d');
    const scale = (box.width * dpr) / this.picture.width;
    const now = Date.now();
    for (const tile of this.running) {
      const name = this.table.nodeOf(tile);
      const colour = name === null ? this.palette.mark : this.palette.node(this.hooks.nodeNumber(name));
      this.outline(context, tile, scale, colour, 0.22, 2 * dpr);
    }
    for (const [tile, until] of this.flashes) {
      if (until <= now) {
        this.flashes.delete(tile);
      } else {
        this.outline(context, tile, scale, this.palette.lost, 0.55, 3 * dpr);
      }
    }
  }

  /** @private */
  outline(context, tile, scale, colour, fill, line) {
    const { x, y, width, height } = scaledTile(this.picture, tile, scale);
    context.fillStyle = css(colour, width < 3 * line ? 0.9 : fill);
    context.fillRect(x, y, width, height);
    if (width >= 3 * line) {
      context.strokeStyle = css(colour);
      context.lineWidth = line;
      context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
    }
  }

  /** @private */
  listen() {
    const tileOf = (event) => {
      const box = this.frameBox.getBoundingClientRect();
      if (!this.picture || box.width === 0) {
        return -1;
      }
      const scale = this.picture.width / box.width;
      return tileAt(this.picture, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
    };
    this.frameBox.addEventListener('pointermove', (event) => this.hooks.hover(tileOf(event)));
    this.frameBox.addEventListener('pointerleave', () => this.hooks.hover(-1));
    this.frameBox.addEventListener('click', (event) => {
      const tile = tileOf(event);
      if (tile >= 0 && tile < this.table.total) {
        this.hooks.open(tile);
      }
    });
  }
}
