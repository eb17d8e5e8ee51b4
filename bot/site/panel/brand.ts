import { darkness } from '../launcher/darkness.ts';

/** White words stand on this colour, and it is used for words on white: what is too pale for that is not taken. */
const LEAST_CONTRAST = 4.5;

/** The clinic's own colour, which the launcher passes in the fragment. */
export function applyBrand(): void {
  const color = `#${new URLSearchParams(location.hash.slice(1)).get('color')}`;
  if ((darkness(color) ?? 0) >= LEAST_CONTRAST) document.documentElement.style.setProperty('--brand', color);
}
