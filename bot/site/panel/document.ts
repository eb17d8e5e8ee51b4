import type { Content } from '../../../content/load.ts';
import type { Language } from '../../../content/schema.ts';
import { greetingReply } from '../../../dialogs/greeting.ts';
import { wording } from '../../../dialogs/wording.ts';
import { html, json } from '../html.ts';
import type { Inline } from '../inline.ts';

interface PanelDocument {
  content: Content;
  language: Language;
  demoBanner: boolean;
  script: Inline;
  style: Inline;
}

const PREFIX = 'site.panel.';
/** What the panel asks of the bot by itself, in the words that the bot's own buttons have. */
const SHORTCUTS = ['summary', 'change', 'restart', 'language'];

/** The whole chat panel in one page, one request on a slow line: the emergency number stands first and needs no script. */
export function panelDocument({ content, language, demoBanner, script, style }: PanelDocument): string {
  const { clinic } = content;
  const { say } = wording(content, language);
  const offices = clinic.offices.map(({ name, directions }) => ({ name, directions }));
  const greetings = perLanguage(content, (each) => {
    const { text, options = [] } = greetingReply(wording(content, each));
    return { text, options };
  });
  const config = {
    language,
    clinic: clinic.shortName,
    phone: clinic.phone,
    privacyUrl: clinic.privacyUrl,
    offices,
    greetings,
    words: panelWords(content),
  };
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${say('site.panel.title')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<style>${style.markup}</style>
</head>
<body>
<section class="emergency-bar" id="emergency" aria-label="${say('site.panel.emergency.label')}">
<a href="tel:${clinic.emergencyNumber}">${say('site.panel.emergency')}</a>
${demoBanner ? html`<p class="demo-banner" id="demo-banner">${say('site.panel.demo')}</p>` : undefined}
</section>
<main id="panel"><header class="top"><h1>${clinic.shortName}</h1></header>
<noscript><p class="no-script"><a class="act" href="tel:${clinic.phone}">${say('site.panel.no-script')}</a></p></noscript></main>
<script type="application/json" id="config">${json(config)}</script>
<script>${script.markup}</script>
</body>
</html>
`.text;
}

/** Both languages travel with the panel: the patient may change in the middle, also without a network. */
function panelWords(content: Content): Record<string, Record<string, string>> {
  return perLanguage(content, (language) => {
    const { say } = wording(content, language);
    const keys = Object.keys(content.messages[language]).filter((key) => key.startsWith(PREFIX));
    const own = keys.map((key) => [key.slice(PREFIX.length), say(key)]);
    const shared = SHORTCUTS.map((id) => [`shortcut.${id}`, say(`shortcut.${id}`)]);
    return Object.fromEntries([...own, ...shared]);
  });
}

function perLanguage<T>({ clinic }: Content, make: (language: Language) => T): Record<string, T> {
  return Object.fromEntries(clinic.languages.map((language) => [language, make(language)]));
}
