/** On a phone the panel fills what the keyboard leaves: `100dvh` does not shrink for it. */
export function overlay() {
  let panel: HTMLElement | undefined;
  const view = visualViewport;
  const place = () => {
    if (!panel || !view) return;
    const whole = matchMedia('(max-width: 600px), (max-height: 500px)').matches && view.scale === 1;
    panel.style.height = whole ? `${view.height}px` : '';
    panel.style.top = whole ? `${view.offsetTop}px` : '';
    panel.style.bottom = whole ? 'auto' : '';
  };
  view?.addEventListener('resize', place);
  view?.addEventListener('scroll', place);
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
