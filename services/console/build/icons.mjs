/** The icon as PNG, for systems that install no SVG: the shape of `public/icon.svg`, drawn point by point. */
import { crc32, deflateSync } from 'node:zlib';

/** Units of the icon's side; the numbers below are those of the SVG. */
const SIDE = 64;
const CORNER = 14;
const HALF_LINE = 2;
const GROUND = [0x0e, 0x5f, 0x59];
const LINE = [0xff, 0xff, 0xff];
const POINTS = [
  [14, 36],
  [24, 36],
  [29, 20],
  [37, 48],
  [42, 30],
  [45, 36],
  [52, 36],
];

/** Systems cut a maskable one, and Apple's, to their own shape: those are square, their line well within the cut. */
export const ICONS = [
  { fileName: 'icon-192.png', pixels: 192, corner: CORNER },
  { fileName: 'icon-512.png', pixels: 512, corner: CORNER },
  { fileName: 'icon-maskable-512.png', pixels: 512, corner: 0 },
  { fileName: 'apple-touch-icon.png', pixels: 180, corner: 0 },
];

const between0And1 = (number) => Math.min(Math.max(number, 0), 1);

/** How far a point is from the line; in units. */
const toLine = (x, y) =>
  Math.min(...POINTS.slice(1).map((to, index) => toSegment(x, y, POINTS[index], to))) - HALF_LINE;

function toSegment(x, y, [fromX, fromY], [toX, toY]) {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const share = between0And1(((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2));
  return Math.hypot(x - fromX - share * alongX, y - fromY - share * alongY);
}

/** How far a point is from the square with round corners; negative: within it. */
function toGround(x, y, corner) {
  const straight = SIDE / 2 - corner;
  const [beyondX, beyondY] = [Math.abs(x - SIDE / 2) - straight, Math.abs(y - SIDE / 2) - straight];
  const outside = Math.hypot(Math.max(beyondX, 0), Math.max(beyondY, 0));
  return outside + Math.min(Math.max(beyondX, beyondY), 0) - corner;
}

/** The rows of pixels, four bytes each, a byte for no filter before each row. */
function rowsOf(pixels, corner) {
  const unit = SIDE / pixels;
  const covered = (distance) => between0And1(0.5 - distance / unit);
  const rows = Buffer.alloc(pixels * (pixels * 4 + 1));
  for (let row = 0; row < pixels; row++)
    for (let column = 0; column < pixels; column++) {
      const [x, y] = [(column + 0.5) * unit, (row + 0.5) * unit];
      const line = covered(toLine(x, y));
      const colours = GROUND.map((ground, index) => Math.round(ground + (LINE[index] - ground) * line));
      const opacity = Math.round(covered(toGround(x, y, corner)) * 255);
      rows.set([...colours, opacity], row * (pixels * 4 + 1) + 1 + column * 4);
    }
  return rows;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** An icon as a PNG file: 8 bits a colour, with opacity. */
export function pngOf({ pixels, corner }) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(pixels, 0);
  head.writeUInt32BE(pixels, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rowsOf(pixels, corner), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
