/** localStorage that may be forbidden (a frame of another site) or full: then a reload begins anew, and nothing breaks. */
const KEY = 'clinic-chat.';

/** False where a reload loses the conversation. */
export function canRemember(): boolean {
  try {
    localStorage.setItem(`${KEY}test`, '1');
    localStorage.removeItem(`${KEY}test`);
    return true;
  } catch {
    return false;
  }
}

export function recall<T>(name: string): T | undefined {
  try {
    const text = localStorage.getItem(KEY + name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(KEY + name);
    else localStorage.setItem(KEY + name, JSON.stringify(value));
  } catch {
    // Nothing to do: the conversation goes on in this document.
  }
}
