import type { Content } from '../../../content/load.ts';
import { phoneText, type Wording } from '../../../dialogs/wording.ts';
import { html, type Markup } from '../html.ts';
import { clockText, dayText, openingLines } from './hours.ts';
import { preview, spine, unbroken } from './preview.ts';

interface DemoDocument {
  content: Content;
  words: Wording;
  demoBanner: boolean;
  /** The address of a built file. */
  url(name: string): string;
}

/** What a clinic's page about this headache looks like, with the chat on it. */
export function demoDocument({ content: { clinic }, words, demoBanner, url }: DemoDocument): string {
  const { say, language } = words;
  const page = (key: string, params?: Record<string, string>) => say(`site.demo.${key}`, params);
  const call = html`<a class="button call" href="tel:${clinic.phone}">${page('call')}</a>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${page('title')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${page('description')}">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${url('demo.css')}">
<script async src="/launcher.js" data-lang="auto"></script>
</head>
<body>
<a class="skip" href="#main">${page('skip')}</a>
<header>
${demoBanner ? html`<p class="banner">${page('banner')}</p>` : undefined}
<div class="bar"><div class="wide">
<a class="emergency" href="tel:${clinic.emergencyNumber}">${page('emergency')}</a>
${clinic.languages.length > 1 ? html`<a class="language" href="${page('language.path')}" lang="${page('language.code')}" hreflang="${page('language.code')}">${page('language')}</a>` : undefined}
</div></div>
<div class="wide head"><p class="name">${clinic.name}</p>${call}</div>
</header>
<main id="main">
<section class="hero"><div class="wide">
<div>
<p class="kicker">${page('kicker')}</p>
<h1>${page('heading')}</h1>
<p class="lead">${page('lead')}</p>
<p class="actions"><a class="button check" href="/chat?lang=${language}" data-clinic-chat>${page('check')}</a><a class="button book" href="${clinic.bookingUrl}">${page('book')}</a></p>
<p class="note">${page('check.note')}</p>
<noscript><p class="note"><a href="tel:${clinic.phone}">${page('no-script')}</a></p></noscript>
</div>
${preview(words)}
</div></section>
<div class="wide">
<section class="alarm" aria-labelledby="alarm">
<h2 id="alarm">${page('alarm.title')}</h2>
<ul>${numbered(6).map((n) => html`<li>${page(`alarm.${n}`)}</li>`)}</ul>
<p><a class="button red" href="tel:${clinic.emergencyNumber}">${say('link.call-emergency')}</a> ${page('alarm.note')}</p>
</section>
<section class="beside"><div class="text"><h2>${page('what.title')}</h2>${numbered(3).map((n) => html`<p>${page(`what.${n}`)}</p>`)}</div>${spine()}</section>
<section><h2>${page('feel.title')}</h2>
<div class="cards">${numbered(4).map((n) => html`<div class="tile"><h3>${page(`feel.${n}.title`)}</h3><p>${page(`feel.${n}.text`)}</p></div>`)}</div>
<p class="note">${page('feel.note')}</p></section>
<section><h2>${page('care.title')}</h2>
<ol class="steps">${numbered(3).map((n) => html`<li><h3>${page(`care.${n}.title`)}</h3><p>${page(`care.${n}.text`)}</p></li>`)}</ol>
<p class="note">${page('care.note')}</p></section>
<section class="visit"><h2>${page('visit.title')}</h2><p>${page('visit.text')}</p>
<div class="cards">
<div class="tile"><h3>${page('doctor.title')}</h3>${clinic.doctors.map((doctor) => html`<p><strong>${doctor.name}, ${doctor.credentials}</strong><br>${page('doctor.text')}</p>`)}${call}</div>
<div class="tile"><h3>${page('hours.title')}</h3>${hours({ clinic, language, page })}${clinic.onCallPhone ? html`<p>${onCall({ phone: clinic.onCallPhone, page })}</p>` : undefined}</div>
<div class="tile"><h3>${page('offices.title')}</h3>${clinic.offices.map((office) => html`<p><strong>${office.name}</strong><br>${office.address}<br><a href="${office.directions}">${page('directions', { office: office.name })}</a></p>`)}</div>
</div></section>
</div>
</main>
<footer><div class="wide"><p>${clinic.name}</p><p>${page('footer')}</p><p><a href="${clinic.privacyUrl}">${page('privacy')}</a></p></div></footer>
</body>
</html>
`.text;
}

interface Hours {
  clinic: Content['clinic'];
  language: string;
  page(key: string, params?: Record<string, string>): string;
}

function hours({ clinic, language, page }: Hours): Markup {
  const locale = `${language}-US`;
  const lines = openingLines(clinic).map(({ first, last, spans }) => {
    const days =
      first === last ? dayText(first, locale) : page('hours.range', { first: dayText(first, locale), last: dayText(last, locale) });
    const open = spans.map((span) => span.map((clock) => clockText(clock, locale)).join(' – ')).join(', ');
    return html`<div><dt>${days}</dt><dd>${open || page('hours.closed')}</dd></div>`;
  });
  return html`<dl>${lines}</dl>`;
}

function onCall({ phone, page }: Pick<Hours, 'page'> & { phone: string }): Markup {
  const number = phoneText(phone);
  return html`<a href="tel:${phone}">${unbroken(page('on-call', { onCall: number }), number)}</a>`;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
