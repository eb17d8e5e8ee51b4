import { type Activity, isPatients } from './activity.ts';

/** What a patient takes along to whoever treats them: the last result with what belongs to it, and the last summary. */
export function keepsake(messages: Activity[]): Activity[] {
  const result = messages.findLastIndex(({ semanticAction }) => semanticAction?.entities?.outcome);
  const summary = messages.findLastIndex(({ channelData }) => channelData?.card === 'summary');
  const end = messages.findIndex((message, index) => index > result && isPatients(message));
  const turn = result < 0 ? [] : messages.slice(result, end < 0 ? undefined : end);
  const last = messages[summary];
  return last && !turn.includes(last) ? [...turn.filter(({ channelData }) => channelData?.card !== 'summary'), last] : turn;
}

/** The same as a plain text. */
export function keepsakeText(messages: Activity[], heading: string): string {
  const parts = keepsake(messages).map(({ text = '', channelData }) => {
    const links = channelData?.links?.map(({ label, href }) => `${label} (${href.replace(/^tel:/, '')})`) ?? [];
    return [text.replaceAll('**', ''), ...links].join('\n');
  });
  return `${[heading, ...parts].join('\n\n')}\n`;
}

/** Hands a text to the browser as a file; nothing is sent anywhere. */
export function download(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
