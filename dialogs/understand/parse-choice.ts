import type { Option, Question, Value } from '../../content/schema.ts';
import { readAges } from './age.ts';
import { chooseOption, setApart } from './choose-option.ts';
import { allOf, contrasted, leadingNo, standsAlone, words } from './denials.ts';
import { quantities } from './numbers.ts';
import { parseFrequency } from './parse-frequency.ts';
import { leadingPlace, type PickContext, parsePick } from './parse-pick.ts';
import { hedges, parseYesNo } from './parse-yes-no.ts';
import type { Span } from './phrase.ts';
import { readPosture } from './posture.ts';
import { longest } from './sentences.ts';
import { type Standing, standings } from './standing.ts';
import { statements } from './statements.ts';
import type { Telling } from './telling.ts';
import { timeSpan } from './time-span.ts';
import type { Token } from './tokens.ts';
import type { Answer } from './understood.ts';

/** A mention of an option. */
interface Mention extends Span {
  id: string;
  standing: Standing;
  /** Told by a phrase that means it anywhere, not only as an answer. */
  strong: boolean;
}

export interface ChoiceContext extends PickContext {
  telling: Telling;
  /** Facts that signs heard in the message affirm or deny. */
  heard?: Readonly<Record<string, 'yes' | 'no'>>;
  /** Facts that the message volunteers. */
  facts?: Readonly<Record<string, Value>>;
}

/** Painkillers on as many days a month can keep headaches going. */
const TEN_DAYS = 10;

/** Which options of the open question a message picks; undefined when it picks none. */
export function parseChoice(text: string, tokens: readonly Token[], question: Question, context: ChoiceContext): Answer | undefined {
  const picked = parsePick(text, tokens, question, context);
  if (picked) return picked === 'out' ? undefined : picked;
  const mentions = mentionsOf(tokens, question, context);
  const answer = question.kind === 'many' ? many(text, tokens, mentions, context) : one(text, tokens, question, mentions, context);
  if (answer && answer.kind !== 'yes' && answer.kind !== 'no') return answer;
  const place = leadingPlace(tokens, context.shown.slice(0, context.listed));
  return place === undefined ? answer : { kind: 'options', ids: [place], complete: true };
}

function mentionsOf(tokens: readonly Token[], question: Question, context: ChoiceContext): Mention[] {
  const { telling, shown } = context;
  const standing = standings(tokens, telling);
  const focus = new Set([...question.asks, ...shown.flatMap(({ sets }) => Object.keys(sets ?? {}))]);
  const ofFact = (fact: string, value: Value) => shown.find(({ sets }) => sets?.[fact] === value)?.id;
  const told = statements(tokens, telling, focus).flatMap(({ fact, value, standing, answered, from, to }) => {
    const id = focus.has(fact) ? ofFact(fact, value) : undefined;
    return id === undefined ? [] : [{ id, from, to, standing, strong: !answered }];
  });
  const short = telling.options.find(tokens).flatMap(({ from, to, value }) => {
    if (value.question !== question.id || !shown.some(({ id }) => id === value.option)) return [];
    return [
      { id: value.option, from, to, standing: standing({ from, to }, question.kind === 'many' ? 'symptom' : 'clause'), strong: false },
    ];
  });
  return longest([...told, ...short], (one, other) => one.id !== other.id || one.standing === other.standing);
}

function one(
  text: string,
  tokens: readonly Token[],
  question: Question,
  mentions: readonly Mention[],
  context: ChoiceContext,
): Answer | undefined {
  const { telling, shown } = context;
  const pick = (id: string | undefined): Answer | undefined =>
    id !== undefined && shown.some((option) => option.id === id) ? { kind: 'options', ids: [id], complete: true } : undefined;
  const affirmed = mentions.filter(({ standing }) => standing === 'told');
  const yesNo = asideNo(tokens, question, context) ? undefined : parseYesNo(text);
  if (yesNo === 'refused' && affirmed.length === 0) return { kind: 'refused' };
  if (question.id === 'posture') {
    const posture = readPosture(tokens, telling, true);
    if (posture !== undefined) return pick(String(posture));
  }
  const bare = telling.bare[question.id];
  if (question.asks.includes('onsetWithinHour') && !affirmed.some(({ strong }) => strong)) {
    const speed = speedOf(tokens);
    if (speed) return speed === 'unsure' ? { kind: 'unsure' } : pick(speed);
  }
  if (question.asks.includes('painkillerDays')) {
    const days = parseFrequency(tokens);
    if (days !== undefined && !affirmed.some(({ strong }) => strong))
      return pick(shown.find(({ sets }) => sets?.painkillerDays === (days >= TEN_DAYS ? 'yes' : 'no'))?.id);
  }
  const chosen = chooseOption(question.id, affirmed, tokens);
  const hedged = chosen !== undefined && (question.id === 'painkillers' || chosen === 'other-spinal' || hedges(text));
  if (yesNo === 'unsure' && !affirmed.some(({ strong }) => strong) && !hedged) return { kind: 'unsure' };
  if (chosen !== undefined) return pick(chosen);
  if (question.id === 'painkillers' && chosen === undefined && tookMany(tokens)) return pick('too-much');
  // "No …" at length may say that it did not help.
  if (yesNo === 'no' && bare?.no && (question.id !== 'painkillers' || words(tokens) <= SHORT_NO || tokens[1]?.boundary))
    return pick(bare.no);
  if (yesNo === 'yes' && question.id === 'usual' && setApart(tokens)) return pick('changed');
  if (yesNo === 'yes' && bare?.yes) return pick(bare.yes);
  // "My sister had one", "they cancelled it": none of the patient's own.
  if (question.id === 'procedure' && mentions.length > 0) return pick('none');
  const [denied] = mentions.filter(({ standing }) => standing === 'denied');
  const other = shown.filter(({ id }) => id !== denied?.id);
  if (denied && other.length === 1) return pick(other[0]!.id);
  return yesNo === 'yes' || yesNo === 'no' ? { kind: yesNo } : undefined;
}

/** "No fever" where something else was asked: its no is not the answer. "No, no fever" is. */
function asideNo(tokens: readonly Token[], { asks }: Question, { heard, facts }: ChoiceContext): boolean {
  const elsewhere = Object.keys({ ...heard, ...facts }).some((fact) => !asks.includes(fact));
  return elsewhere && !tokens[1]?.boundary && /^(no|not|nope|never|sin|nunca|tampoco)$/.test(tokens[0]?.text ?? '');
}

/** A no of so few words answers the question. */
const SHORT_NO = 4;
/** No label allows as many at once. */
const TOO_MANY = 9;

/** "I took 12": more at once than any label allows. */
function tookMany(tokens: readonly Token[]): boolean {
  const took = tokens.some(({ text }) => /^(took|taken|popped|swallowed|tome|tomado|trague)$/.test(text));
  const last = quantities(tokens).findLast(({ article }) => !article);
  return took && last !== undefined && last.value >= TOO_MANY && last.to === tokens.length;
}

/** Whether it took an hour, when the message tells how long; a span that holds the hour leaves it open. */
function speedOf(tokens: readonly Token[]): 'within-hour' | 'slower' | 'unsure' | undefined {
  const span = timeSpan(tokens);
  if (!span) return undefined;
  if (span.most <= 1) return 'within-hour';
  return span.least > 1 || (span.least >= 1 && span.range) ? 'slower' : 'unsure';
}

function many(text: string, tokens: readonly Token[], mentions: readonly Mention[], context: ChoiceContext): Answer | undefined {
  const { telling, shown, heard = {}, facts = {} } = context;
  const none = shown.find((option) => option.none)?.id;
  const ids = new Set(mentions.filter(({ standing }) => standing === 'told').map(({ id }) => id));
  for (const { id, sets } of shown) {
    for (const [fact, value] of Object.entries(sets ?? {})) if (heard[fact] === value || facts[fact] === value) ids.add(id);
  }
  const { age, pregnancy } = shown.some(({ sets }) => sets?.age) ? readAges(tokens, telling, true) : {};
  for (const { id, sets } of shown)
    if ((age !== undefined && sets?.age === age) || (pregnancy !== undefined && sets?.pregnancy === pregnancy)) ids.add(id);
  if (pregnancy !== undefined || facts.pregnancy !== undefined) {
    const told = pregnancy ?? facts.pregnancy;
    for (const { id, sets } of shown) if (sets?.pregnancy !== undefined && sets.pregnancy !== told) ids.delete(id);
  }
  for (const { id, sets } of shown)
    if (Object.keys(sets ?? {}).some((fact) => heard[fact] === 'no' && Object.keys(sets!).length === 1)) ids.delete(id);
  const free = (span: Span) => !mentions.some(({ from, to }) => from < span.to && span.from < to);
  const nones = telling.none.find(tokens).filter(free);
  const onlys = telling.only.find(tokens);
  const picked = shown.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  const leading = nones.some(({ from }) => tokens.slice(0, from).filter(({ boundary }) => !boundary).length <= 2);
  const briefNo = words(tokens) <= BRIEF && nones.some(({ from, to }) => to - from > 1 || tokens[from]!.text !== 'no');
  const wholeNo = none !== undefined && nones.some((span) => standsAlone(tokens, span));
  if (
    picked.length &&
    wholeNo &&
    // What reads the signs found none in the rest: "no, I walk fine" names no weak legs.
    context.heard !== undefined &&
    leadingNo(tokens) &&
    onlys.length === 0 &&
    !contrasted(tokens) &&
    mentions.every(({ strong }) => !strong) &&
    !shown.some(({ sets }) => Object.keys(sets ?? {}).some((fact) => heard[fact] === 'yes'))
  ) {
    return { kind: 'options', ids: [none!], complete: true };
  }
  if (picked.length) {
    const denying = mentions.some(({ standing }) => standing === 'denied');
    return { kind: 'options', ids: picked, complete: onlys.length > 0 || (nones.some((span) => standsAlone(tokens, span)) && !denying) };
  }
  const yesNo = parseYesNo(text);
  if (yesNo === 'refused') return { kind: 'refused' };
  const denied = mentions.filter(({ standing }) => standing === 'denied');
  const bareDenial = denied.length === 0 || leadingNo(tokens);
  if (
    none !== undefined &&
    (wholeNo ||
      (briefNo && denied.length === 0 && yesNo !== 'unsure') ||
      telling.only.whole(tokens).length > 0 ||
      (denied.length > 0 && onlys.length > 0))
  )
    return { kind: 'options', ids: [none], complete: wholeNo || onlys.length > 0 || allOf(tokens, nones) };
  if (none !== undefined && yesNo !== 'unsure' && (leading || (onlys.length > 0 && nones.length > 0)) && bareDenial)
    return { kind: 'options', ids: [none], complete: onlys.length > 0 || allOf(tokens, nones) };
  if (age === 'adult' && none !== undefined && tokens.length <= 4) return { kind: 'options', ids: [], complete: false };
  const said = Object.fromEntries(
    Object.entries(facts).filter(([fact, value]) => value === 'no' && shown.some(({ sets }) => sets?.[fact] !== undefined)),
  );
  if (Object.keys(said).length && onlys.length && none !== undefined) return { kind: 'options', ids: [none], complete: true };
  if (denied.length || Object.keys(said).length) return { kind: 'facts', facts: { ...said, ...denials(shown, denied) } };
  if (yesNo === 'no' && none !== undefined) return { kind: 'options', ids: [none], complete: words(tokens) <= 2 };
  return yesNo && { kind: yesNo };
}

/** In so few words a "nothing" is the whole answer. */
const BRIEF = 6;

function denials(shown: readonly Option[], denied: readonly Mention[]): Record<string, Value> {
  const facts: Record<string, Value> = {};
  for (const { id } of denied)
    for (const [fact, value] of Object.entries(shown.find((option) => option.id === id)?.sets ?? {}))
      if (value === 'yes') facts[fact] = 'no';
  return facts;
}
