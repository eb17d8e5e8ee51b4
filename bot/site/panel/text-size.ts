import { recall, remember } from './memory.ts';

/** Percent of the browser's own size. */
export const SIZES = [100, 125, 150, 200];
const KEY = 'size';

export function textSize(): number {
  const size = recall<number>(KEY);
  return size !== undefined && SIZES.includes(size) ? size : 100;
}

export function applyTextSize(size: number): void {
  // Nothing is measured anew where nothing changes.
  const { style } = document.documentElement;
  if (style.fontSize || size !== 100) style.fontSize = `${size}%`;
  remember(KEY, size === 100 ? undefined : size);
}
