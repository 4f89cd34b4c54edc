/** @typedef {import('./types.js').Picture} Picture */

/** Longest edge of the canvas that a picture is drawn on; larger pictures are scaled down. */
export const LONGEST_EDGE = 2048;

/** Largest picture that is fetched whole for display. */
export const MOST_PIXELS = 64 * 1024 * 1024;

/** Tiles per row. @param {Picture} p */
export function tileColumns(p) {
  return Math.ceil(p.width / p.tileSize);
}

/** Tiles in all. @param {Picture} p */
export function tileCount(p) {
  return tileColumns(p) * Math.ceil(p.height / p.tileSize);
}

/** Where tile n lies in the picture; edge tiles may be smaller. @param {Picture} p @param {number} n */
export function tileRect(p, n) {
  const columns = tileColumns(p);
  const x = (n % columns) * p.tileSize;
  const y = Math.floor(n / columns) * p.tileSize;
  return {
    x,
    y,
    width: Math.min(p.tileSize, p.width - x),
    height: Math.min(p.tileSize, p.height - y),
  };
}

/** The tile at a pixel, or -1. @param {Picture} p @param {number} x @param {number} y */
export function tileAt(p, x, y) {
  if (x < 0 || y < 0 || x >= p.width || y >= p.height) {
    return -1;
  }
  return Math.floor(y / p.tileSize) * tileColumns(p) + Math.floor(x / p.tileSize);
}

/** Size of the canvas a picture is drawn on, and pixels of it per pixel of the picture. @param {Picture} p */
export function canvasSize(p) {
  const scale = Math.min(1, LONGEST_EDGE / Math.max(p.width, p.height));
  return {
    scale,
    width: Math.max(1, Math.round(p.width * scale)),
    height: Math.max(1, Math.round(p.height * scale)),
  };
}

/**
 * A tile's place on a scaled canvas, with edges on whole pixels so that neighbours meet.
 * @param {Picture} p @param {number} n @param {number} scale
 */
export function scaledTile(p, n, scale) {
  const r = tileRect(p, n);
  const x = Math.round(r.x * scale);
  const y = Math.round(r.y * scale);
  return {
    x,
    y,
    width: Math.max(1, Math.round((r.x + r.width) * scale) - x),
    height: Math.max(1, Math.round((r.y + r.height) * scale) - y),
  };
}

/** Whether the finished picture may be fetched whole. @param {Picture} p */
export function fitsWhole(p) {
  return p.width * p.height <= MOST_PIXELS;
}
