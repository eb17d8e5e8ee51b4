import { phoneText, type Wording } from '../../../dialogs/wording.ts';
import { html, type Markup } from '../html.ts';

const QUESTION = 'questions.posture';
const ANSWER = `${QUESTION}.worse-upright`;

/** A picture of the chat, in the words that the chat itself has: a question, its answer, a result. Nothing in it can be used or is read aloud. */
export function preview({ word, say, clinic }: Wording): Markup {
  return html`<div class="preview" aria-hidden="true"><div class="screen">
<p class="red-bar">${say('site.panel.emergency')}</p>
<p class="top">${clinic.shortName}</p>
<div class="talk">
<p class="asked">${word(`${QUESTION}.text`)}</p>
<p class="answered">${word(ANSWER)}</p>
<div class="result"><p class="band">${say('site.panel.level.same-day')}</p><p class="do">${unbroken(say('site.demo.preview.call'), phoneText(clinic.phone))}</p><p class="press">${say('link.call-clinic')}</p></div>
</div>
</div><p class="example">${say('site.demo.preview.note')}</p></div>`;
}

/** The number stays whole at the end of a line. */
export function unbroken(text: string, number: string): Markup {
  const [before, after] = text.split(number);
  return html`${before}<span class="phone">${number}</span>${after}`;
}

/** A calm picture: vertebrae, and the fluid beside them. */
export function spine(): Markup {
  const bones = Array.from({ length: 7 }, (_, index) => {
    const x = 128 + Math.round(Math.sin(index / 1.6) * 22);
    const width = 74 + index * 5;
    return html`<rect x="${x - width / 2}" y="${18 + index * 50}" width="${width}" height="34" rx="15" class="bone"/><rect x="${x + width / 2 - 6}" y="${26 + index * 50}" width="40" height="14" rx="7" class="wing"/>`;
  });
  return html`<svg class="picture" viewBox="0 0 280 380" aria-hidden="true" focusable="false"><circle cx="140" cy="190" r="138" class="halo"/><path class="fluid" d="M196 8c34 70 26 130 4 190s-14 120 14 176"/>${bones}</svg>`;
}
