import type { Content } from '../../content/load.ts';
import type { Language, Option, Protocol, Question, Value } from '../../content/schema.ts';
import { today } from '../clock.ts';
import type { Message } from '../message.ts';
import { factsOf, type Session } from '../session.ts';
import { questionOf } from '../triage/ask.ts';
import { assess } from '../triage/assess.ts';
import type { Facts } from '../triage/facts.ts';
import { factsOfPicks, knownOptions, optionsOf } from '../triage/options.ts';
import { type AnswerContext, readAnswer } from './answer.ts';
import { readCheckIn } from './check-in-answer.ts';
import { loadModel } from './classifier/build.ts';
import { mayBe } from './classifier/may-be.ts';
import type { Care } from './classifier/threshold.ts';
import { readFacts } from './facts.ts';
import { readIntent } from './intent.ts';
import { guessLanguage } from './language.ts';
import { listening, tokensOf } from './listening.ts';
import { clearlyNo, parseYesNo } from './parse-yes-no.ts';
import { readSigns } from './signs.ts';
import { talkReader } from './talk.ts';
import { tapReader } from './taps.ts';
import type { Token } from './tokens.ts';
import { around, toldBy } from './told.ts';
import type { Answer, Heard, Understood } from './understood.ts';
import { type MessageVectors, messageVectors } from './vectors/message-vectors.ts';

/** Beyond this the reading of a message stops: nobody types more, and what comes after adds nothing. */
const MOST_CHARACTERS = 2_000;

/** The whole message says that the patient cannot tell. */
const FORGOT = /^\W*(sorry,? )?(i )?((can'?t|cannot|don'?t|do not) (remember|recall|say|tell)|no (me|lo)? ?(acuerdo|recuerdo))\W*$/i;
/** The worst of the emergencies: those that a guess is worth a question for. */
const WORTH_ASKING = /^E0[0-6]$/;
/** Shorter messages are answers; and a few plain words are meant as they are said. */
const FEWEST_WORDS: Record<Care | 'doubt', number> = { lost: 2, understood: 9, doubt: 8 };
const CLOSED = ['yes', 'no', 'unsure'] as const;
/** Begins like a no and is none. */
const NO_ANSWER =
  /^\W*(no|never) (one|idea|mind|time|energy|insurance|s[eé]|lo s[eé]|importa|way to|money|tengo tiempo|puedo)(?![\p{L}\p{N}])/iu;

export interface Reader {
  /** What a message may mean in this conversation. Proposes; decides nothing. */
  read(message: Message, session: Session): Promise<Understood>;
}

const readers = new WeakMap<Content, Reader>();

/** Reads messages with this content; what has to be compiled is compiled once. */
export function reader(content: Content): Reader {
  const known = readers.get(content);
  if (known) return known;
  const made = makeReader(content, messageVectors(content.gloss));
  readers.set(content, made);
  return made;
}

/** A reader of its own. Without vectors it goes by words alone. */
export function makeReader(content: Content, vectorOf?: MessageVectors): Reader {
  const { protocol, clinic, lexicon, phrases } = content;
  const heard = listening(lexicon, phrases.words);
  const talk = talkReader(content.talk, lexicon.classes);
  const taps = tapReader(content);
  /** "Actually it was 5 days ago": the latest answer that the words fit is the one that is meant. */
  const corrected = async (text: string, tokens: readonly Token[], session: Session, context: Omit<AnswerContext, 'shown'>) => {
    for (const id of [...session.answered].reverse()) {
      const question = questionOf(protocol, id);
      const shown = question.options ?? [];
      const answer =
        question.kind === 'many'
          ? undefined
          : await readAnswer(text, tokens, question, { ...context, shown, labels: labelsOf(content, question, shown) });
      if (answer?.kind === 'facts') return answer.facts;
      if (answer?.kind === 'options') return factsOfPicks(protocol, question, shown, answer.ids);
    }
    return {};
  };
  const model = loadModel();
  /** Signs that the phrase bank's model thinks likely, by the words and, where they can be had, by the sentence vector. */
  const likely = async (text: string, care: Care, language?: Language): Promise<string[] | undefined> => {
    if (!model) return undefined;
    return mayBe(model, text, care, language, vectorOf && ((passage) => vectorOf(passage, language)));
  };
  const anyLikely = async (passages: readonly string[], language: Language): Promise<boolean> => {
    for (const passage of passages) if ((await likely(passage, 'lost', language))?.length !== 0) return true;
    return false;
  };
  /** Of what no rule heard: a reason for one closed question, never more. Of a sign that the rules heard in any way they know better. */
  const guessed = (signs: readonly string[], heardOf: readonly Heard[], facts: Facts): Heard[] => {
    const known = new Set(heardOf.map(({ sign }) => sign));
    const sign = signs.find((each) => !known.has(each) && alarming(protocol, each, facts));
    return sign ? [{ sign, status: 'unclear', guess: true }] : [];
  };
  return {
    async read(message, session) {
      const tapped = taps.read(message, session);
      // A group of topics may be called like an option: "the blood patch".
      const group = tapped?.intent?.kind === 'topics' && tapped.intent.group !== undefined && session.open?.kind === 'question';
      if (tapped && !group) return tapped;
      const text = message.text.slice(0, MOST_CHARACTERS);
      const tokens = tokensOf(text, heard);
      const whole = message.text.length > text.length ? tokensOf(message.text, heard) : tokens;
      const day = today(clinic, message.at);
      const open = session.open;
      const question = open?.kind === 'question' ? questionOf(protocol, open.id) : undefined;
      const listed = question && open?.kind === 'question' ? optionsOf(protocol, session, open, question) : undefined;
      const shown = question && listed && knownOptions(question, listed);
      const { signs, denials, affirmed, measured } = readSigns(whole, heard);
      const injuries = affirmed.filter(({ sign }) => sign === 'head-injury');
      const facts = await readFacts(text, tokens, { today: day, phrases, open: question?.id, injuries });
      const context = { today: day, phrases, heard: factsHeard(protocol, signs) };
      const read =
        question && shown
          ? await readAnswer(text, tokens, question, {
              ...context,
              shown,
              listed: listed?.length,
              labels: labelsOf(content, question, shown),
            })
          : readClosed(text, session);
      if (tapped && read?.kind !== 'options') return tapped;
      // "I can't remember" is no loss of memory; "maybe I fainted" is no answer to another question.
      if (FORGOT.test(text)) signs.length = 0;
      const answer = read?.kind === 'unsure' && question && signs.length > 0 ? undefined : read;
      const standing = talk.read(tokens, text);
      const language = guessLanguage(tokens, heard) ?? (/[¿¡ñ]/i.test(text) ? 'es' : undefined);
      if (standing.corrects && answer === undefined && Object.keys(facts).length === 0)
        Object.assign(facts, await corrected(text, tokens, session, context));
      const command = outranks(answer) ? undefined : readIntent(tokens, heard);
      const says = standing.asks || (command && command.kind !== 'thanks') ? undefined : readCheckIn(text, session, facts);
      const intent = says ? { kind: 'check-in' as const, says } : command;
      const understood = signs.length > 0 || standing.complains || Object.keys(facts).length > 0;
      const care = understood || answer !== undefined || intent !== undefined ? 'understood' : 'lost';
      const told = toldBy(message.text, whole, denials);
      const speaks = language ?? session.language;
      const length = told.split(/\s+/).length;
      if (length > FEWEST_WORDS.doubt && affirmed.length === 1) {
        // Words that one phrase alone takes for certain, where the model sees no sign at all, are asked about.
        const passages = [told, ...around(message.text, whole, affirmed)];
        if (!(await anyLikely(passages, speaks))) signs.splice(0, signs.length, ...signs.map((each) => doubted(each, measured)));
      } else if (length > FEWEST_WORDS[care] && !signs.some(({ status }) => status === 'affirmed' || status === 'unclear')) {
        signs.push(...guessed((await likely(told, care, speaks)) ?? [], signs, { ...factsOf(session), ...facts }));
      }
      const own = signs.some(({ status }) => status === 'affirmed' || status === 'unclear');
      return {
        language,
        signs,
        facts: standing.complains && facts.headache === 'no' ? without(facts, 'headache') : facts,
        answer,
        intent,
        corrects: standing.corrects,
        asks: standing.asks && intent === undefined,
        tells: own || standing.complains || Object.keys(facts).length > 0,
      };
    },
  };
}

/** A figure, as of a thermometer, is not in doubt. */
function doubted(heard: Heard, measured: ReadonlySet<string>): Heard {
  return heard.status === 'affirmed' && !measured.has(heard.sign) ? { ...heard, status: 'unclear' } : heard;
}

/** Whoever complains of a headache has one, whatever else the sentence seems to say. */
function without(facts: Record<string, Value>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(facts).filter(([each]) => each !== name));
}

/** What the signs heard in the message say of the options of a list. */
function factsHeard(protocol: Protocol, signs: readonly Heard[]): Record<string, 'yes' | 'no'> {
  const said = signs.filter(({ status }) => status === 'affirmed' || status === 'denied');
  return Object.fromEntries(
    said.flatMap(({ sign, status }) =>
      Object.keys(protocol.signs[sign]?.sets ?? {}).map((name) => [name, status === 'affirmed' ? 'yes' : 'no']),
    ),
  );
}

/** How the options are called in every language: patients mix them. */
function labelsOf(content: Content, question: Question, shown: readonly Option[]): Record<string, string[]> {
  const words = Object.values(content.words);
  return Object.fromEntries(shown.map(({ id }) => [id, words.flatMap((each) => each.get(`questions.${question.id}.${id}`) ?? [])]));
}

/** A clear answer is no command: "back" of the head. */
function outranks(answer: Answer | undefined): boolean {
  return answer?.kind === 'options' || answer?.kind === 'facts' || answer?.kind === 'yes';
}

/** Worth a question: one of the worst emergencies by itself, or any emergency with what is known. */
function alarming(protocol: Protocol, sign: string, facts: Facts): boolean {
  const sets = protocol.signs[sign]?.sets ?? {};
  return (
    WORTH_ASKING.test(assess(protocol, sets).decided?.id ?? '') || assess(protocol, { ...facts, ...sets }).decided?.level === 'emergency'
  );
}

/** The answer to a closed question about a sign: yes, no and not sure, also as the numbers of its buttons. No means a clear no. */
function readClosed(text: string, session: Session): Answer | undefined {
  if (session.open?.kind !== 'confirm') return undefined;
  const numbered = CLOSED[Number(text.trim()) - 1];
  const answer = numbered ?? parseYesNo(text);
  // "No sé" begins like a no.
  if (answer === 'unsure' || answer === 'refused') return { kind: answer };
  if (answer === 'no') return (numbered !== undefined || clearlyNo(text)) && !NO_ANSWER.test(text) ? { kind: 'no' } : undefined;
  return answer && { kind: answer };
}
