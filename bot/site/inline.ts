import { createHash } from 'node:crypto';
import { Markup } from './html.ts';

/** A script or a style that stands in the page itself. */
export interface Inline {
  markup: Markup;
  /** How the page's policy allows it, and nothing else. */
  source: string;
}

/** What esbuild writes holds no `</script` and no `</style`. */
export function inline(built: string): Inline {
  const text = built.trim();
  return { markup: new Markup(text), source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
