import { type Color, png } from './png.ts';

const CLEAR: Color = [255, 255, 255, 0];
const WHITE: Color = [255, 255, 255, 255];
const ACCENT: Color = [11, 90, 122, 255];
export const ACCENT_COLOR = '#0B5A7A';
/** Sub-pixels in each direction: edges come out smooth. */
const FINE = 4;

/** A speech bubble with a cross in it: on the clinic's color, and as an outline. Places are parts of the icon's side. */
export function icons(): { color: Buffer; outline: Buffer } {
  return {
    color: png(192, (x, y) => shade(192, x, y, (u, v) => bubble(u, v, 0) && !cross(u, v), WHITE, ACCENT)),
    outline: png(32, (x, y) => shade(32, x, y, (u, v) => (bubble(u, v, 0) && !bubble(u, v, 0.07)) || cross(u, v), WHITE, CLEAR)),
  };
}

function bubble(u: number, v: number, inset: number): boolean {
  const radius = 0.12 - inset;
  const [x, y] = [Math.max(Math.abs(u - 0.5) - 0.22, 0), Math.max(Math.abs(v - 0.45) - 0.16, 0)];
  const tail = inset === 0 && v > 0.7 && v < 0.86 && u > 0.34 && u < 0.34 + (0.86 - v);
  return Math.hypot(x, y) < radius || tail;
}

function cross(u: number, v: number): boolean {
  const [x, y] = [Math.abs(u - 0.5), Math.abs(v - 0.45)];
  return (x < 0.04 && y < 0.13) || (y < 0.04 && x < 0.13);
}

function shade(size: number, x: number, y: number, inside: (u: number, v: number) => boolean, ink: Color, paper: Color): Color {
  let hits = 0;
  for (let i = 0; i < FINE; i++)
    for (let j = 0; j < FINE; j++) if (inside((x + (i + 0.5) / FINE) / size, (y + (j + 0.5) / FINE) / size)) hits++;
  const part = hits / FINE ** 2;
  return ink.map((value, channel) => Math.round(value * part + (paper[channel] ?? 0) * (1 - part))) as unknown as Color;
}
