/** The page that frames the panel. It hears that the panel is ready, closes or has news, and never a word of the conversation. */
export interface Host {
  framed: boolean;
  tell(event: 'ready' | 'close' | 'unread'): void;
}

/** The launcher names its origin in the fragment; only allowed pages can frame this one at all (`frame-ancestors`). */
export function host(opened: () => void): Host {
  const origin = new URLSearchParams(location.hash.slice(1)).get('host');
  const framed = parent !== window && origin !== null;
  addEventListener('message', ({ source, origin: from, data }) => {
    if (framed && source === parent && from === origin && data?.clinicChat === 'opened') opened();
  });
  return {
    framed,
    tell: (event) => {
      if (framed) parent.postMessage({ clinicChat: event }, origin);
    },
  };
}
