import assert from 'node:assert/strict';
import test from 'node:test';
import { canvasSize, fitsWhole, scaledTile, tileAt, tileCount, tileRect } from '../../main/resources/META-INF/ui/tiles.js';

const odd = { width: 1000, height: 700, tileSize: 256 };

test('tiles go row by row; those at the edge are smaller', () => {
  assert.equal(tileCount(odd), 12);
  assert.deepEqual(tileRect(odd, 0), { x: 0, y: 0, width: 256, height: 256 });
  assert.deepEqual(tileRect(odd, 3), { x: 768, y: 0, width: 232, height: 256 });
  assert.deepEqual(tileRect(odd, 11), { x: 768, y: 512, width: 232, height: 188 });
});

test('the tile at a pixel is the one that holds it', () => {
  for (let n = 0; n < tileCount(odd); n++) {
    const r = tileRect(odd, n);
    assert.equal(tileAt(odd, r.x, r.y), n);
    assert.equal(tileAt(odd, r.x + r.width - 1, r.y + r.height - 1), n);
  }
  assert.equal(tileAt(odd, 1000, 0), -1);
  assert.equal(tileAt(odd, 0, -1), -1);
});

test('scaled tiles cover the canvas without gaps or overlaps', () => {
  for (const picture of [odd, { width: 5000, height: 3001, tileSize: 333 }, { width: 60000, height: 40000, tileSize: 512 }]) {
    const { width, height, scale } = canvasSize(picture);
    assert.ok(Math.max(width, height) <= 2048);
    let area = 0;
    for (let n = 0; n < tileCount(picture); n++) {
      const t = scaledTile(picture, n, scale);
      area += t.width * t.height;
    }
    assert.equal(area, width * height);
  }
});

test('small pictures are not blown up, very large ones are not fetched whole', () => {
  assert.equal(canvasSize(odd).scale, 1);
  assert.ok(fitsWhole({ width: 8192, height: 8192, tileSize: 256 }));
  assert.ok(!fitsWhole({ width: 8193, height: 8192, tileSize: 256 }));
});
