/**
 * Draws media/icon.svg and media/icon.png: a dosimeter badge, its scale and its needle. Both come from the shapes below.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const SIZE = 128;
/** Samples per pixel and axis. */
const SAMPLES = 4;
const CENTRE = { x: 64, y: 80 };
const DEGREE = Math.PI / 180;

const at = (radius, degrees) => ({ x: CENTRE.x + radius * Math.cos(degrees * DEGREE), y: CENTRE.y - radius * Math.sin(degrees * DEGREE) });

/** From back to front. Angles in degrees, counter-clockwise from the right. */
const shapes = [
  { kind: 'box', x: 4, y: 4, width: 120, height: 120, radius: 26, fill: '#12303f' },
  { kind: 'arc', radius: 44, from: 118, to: 180, width: 11, fill: '#4fb286' },
  { kind: 'arc', radius: 44, from: 62, to: 112, width: 11, fill: '#f2b134' },
  { kind: 'arc', radius: 44, from: 0, to: 56, width: 11, fill: '#ee5d50' },
  { kind: 'line', from: CENTRE, to: at(36, 38), width: 6, fill: '#f4f7f8' },
  { kind: 'disc', ...CENTRE, radius: 9, fill: '#f4f7f8' },
  { kind: 'line', from: { x: 36, y: 104 }, to: { x: 92, y: 104 }, width: 5, fill: '#f4f7f8' },
];

function svg() {
  const body = shapes.map((shape) => {
    switch (shape.kind) {
      case 'box': return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" rx="${shape.radius}" fill="${shape.fill}"/>`;
      case 'disc': return `<circle cx="${shape.x}" cy="${shape.y}" r="${shape.radius}" fill="${shape.fill}"/>`;
      case 'line': return `<path d="${path(shape.from, `L${point(shape.to)}`)}" stroke="${shape.fill}" stroke-width="${shape.width}" stroke-linecap="round"/>`;
      case 'arc': return `<path d="${path(at(shape.radius, shape.to), `A${shape.radius} ${shape.radius} 0 0 1 ${point(at(shape.radius, shape.from))}`)}" fill="none" stroke="${shape.fill}" stroke-width="${shape.width}"/>`;
      default: throw new Error(shape.kind);
    }
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}">\n  ${body.join('\n  ')}\n</svg>\n`;
}

const point = ({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`;
const path = (from, rest) => `M${point(from)} ${rest}`;

/** Whether a point lies in a shape. */
function covers(shape, x, y) {
  switch (shape.kind) {
    case 'box': {
      const dx = Math.max(shape.x + shape.radius - x, x - (shape.x + shape.width - shape.radius), 0);
      const dy = Math.max(shape.y + shape.radius - y, y - (shape.y + shape.height - shape.radius), 0);
      return Math.hypot(dx, dy) <= shape.radius;
    }
    case 'disc': return Math.hypot(x - shape.x, y - shape.y) <= shape.radius;
    case 'line': {
      const { from, to } = shape;
      const length = (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
      const t = Math.min(1, Math.max(0, ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / length));
      return Math.hypot(x - from.x - t * (to.x - from.x), y - from.y - t * (to.y - from.y)) <= shape.width / 2;
    }
    case 'arc': {
      const angle = Math.atan2(CENTRE.y - y, x - CENTRE.x) / DEGREE;
      return Math.abs(Math.hypot(x - CENTRE.x, y - CENTRE.y) - shape.radius) <= shape.width / 2 && angle >= shape.from && angle <= shape.to;
    }
    default: throw new Error(shape.kind);
  }
}

/** Rows of RGBA, each behind a filter byte, as PNG wants them. */
function pixels() {
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 4));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const sum = [0, 0, 0, 0];
      for (let s = 0; s < SAMPLES * SAMPLES; s++) {
        const top = shapes.findLast((shape) => covers(shape, x + ((s % SAMPLES) + 0.5) / SAMPLES, y + (Math.floor(s / SAMPLES) + 0.5) / SAMPLES));
        if (top === undefined) continue;
        for (let c = 0; c < 3; c++) sum[c] += parseInt(top.fill.slice(1 + c * 2, 3 + c * 2), 16);
        sum[3]++;
      }
      const offset = y * (1 + SIZE * 4) + 1 + x * 4;
      for (let c = 0; c < 3; c++) rows[offset + c] = sum[3] === 0 ? 0 : Math.round(sum[c] / sum[3]);
      rows[offset + 3] = Math.round((sum[3] * 255) / (SAMPLES * SAMPLES));
    }
  }
  return rows;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}

function png() {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(pixels(), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

const media = join(import.meta.dirname, '../media');
writeFileSync(join(media, 'icon.svg'), svg());
writeFileSync(join(media, 'icon.png'), png());
