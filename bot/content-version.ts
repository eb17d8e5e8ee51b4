import { createHash } from 'node:crypto';
import type { Content } from '../content/load.ts';
import type { Store } from './store/store.ts';

/** Changes whenever anything that is said or decided changes. */
export function contentVersion(content: Content): string {
  const plain = (_name: string, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value instanceof RegExp ? String(value) : value;
  return createHash('sha256').update(JSON.stringify(content, plain)).digest('hex').slice(0, 16);
}

/** Notes in the audit that other content than before decides from now on. */
export async function noteContent(store: Store, content: Content): Promise<void> {
  const version = contentVersion(content);
  const before = (await store.audit.entries()).findLast(({ action }) => action === 'content');
  if (before?.subject !== version) await store.audit.append('content', version, 'bot');
}
