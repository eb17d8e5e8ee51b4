import { LANGUAGES, type Language } from '../../content/schema.ts';
import type { Listening } from './listening.ts';
import type { Token } from './tokens.ts';
import type { Intent } from './understood.ts';

const QUESTION = /^change-(.+)$/;
const LANGUAGE = /^language-(.+)$/;

/** What the patient wants of the bot, if the message is a command or clearly contains one. */
export function readIntent(tokens: readonly Token[], listening: Listening): Intent | undefined {
  const whole = listening.commands.whole(tokens);
  const [part] = [...listening.commandsAnywhere.find(tokens)].sort(
    (one, other) => Number(QUESTION.test(other.value)) - Number(QUESTION.test(one.value)) || other.to - other.from - (one.to - one.from),
  );
  // A question named in a request to change outranks the request alone.
  const id = part && QUESTION.test(part.value) ? part.value : (whole[0] ?? part?.value);
  return id === undefined ? undefined : intentOf(id);
}

function intentOf(id: string): Intent {
  const question = QUESTION.exec(id)?.[1];
  if (question) return { kind: 'change-question', question };
  const language = LANGUAGES.find((known): known is Language => known === LANGUAGE.exec(id)?.[1]);
  if (language) return { kind: 'language', language };
  return { kind: id as Exclude<Intent['kind'], 'change-question' | 'language' | 'check-in'> };
}
