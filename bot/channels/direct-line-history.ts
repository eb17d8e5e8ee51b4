import type { Inbound, Outbound } from '../activity.ts';
import type { Store } from '../store/store.ts';

export interface History {
  activities: Shown[];
  watermark: string;
}

export type Shown = Omit<Inbound | Outbound, 'serviceUrl'>;

/** What a client of the conversation sees after a watermark; an empty one or one that is none means from the start. */
export async function history(store: Store, key: string, watermark: string | undefined): Promise<History | undefined> {
  const page = await store.since(key, placeOf(watermark));
  if (!page) return undefined;
  // That the conversation was joined is our own note.
  const messages = page.activities.filter(({ type }) => type === 'message');
  return { activities: messages.map(({ serviceUrl, ...shown }) => shown as Shown), watermark: String(page.watermark) };
}

function placeOf(watermark: string | undefined): number {
  return /^\d{1,15}$/.test(watermark ?? '') ? Number(watermark) : 0;
}
