const WHOLE = '(max-width: 600px), (max-height: 500px)';

/** On a phone the panel fills what the keyboard leaves: `100dvh` does not shrink for it. The page behind it is out of reach then. */
export function overlay() {
  let panel: HTMLElement | undefined;
  const view = visualViewport;
  const whole = () => matchMedia(WHOLE).matches;
  const place = () => {
    if (!panel) return;
    panel.ariaModal = String(whole());
    if (!view) return;
    const fill = whole() && view.scale === 1;
    panel.style.height = fill ? `${view.height}px` : '';
    panel.style.top = fill ? `${view.offsetTop}px` : '';
    panel.style.bottom = fill ? 'auto' : '';
  };
  view?.addEventListener('resize', place);
  view?.addEventListener('scroll', place);
  // Whoever tabs out of a panel that covers the page must not be left on something unseen.
  addEventListener('focusin', ({ target }) => {
    const root = panel?.getRootNode() as ShadowRoot | undefined;
    if (root && target !== root.host && whole()) panel!.querySelector<HTMLElement>('.help a, iframe')!.focus();
  });
  return {
    follow(next: HTMLElement) {
      panel = next;
      place();
    },
    leave() {
      panel = undefined;
    },
  };
}
