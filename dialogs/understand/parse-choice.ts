import type { Option, Question, Value } from '../../content/schema.ts';
import { onceForEach } from '../once.ts';
import { readAges } from './age.ts';
import { allOf, contrasted, leadingNo, standsAlone, words } from './denials.ts';
import { quantityAt } from './numbers.ts';
import { parseFrequency } from './parse-frequency.ts';
import { parseYesNo } from './parse-yes-no.ts';
import type { Span } from './phrase.ts';
import { readPosture } from './posture.ts';
import { longest } from './sentences.ts';
import { type Standing, standings } from './standing.ts';
import { statements } from './statements.ts';
import type { Telling } from './telling.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Answer } from './understood.ts';

/** A mention of an option. */
interface Mention extends Span {
  id: string;
  standing: Standing;
  /** Told by a phrase that means it anywhere, not only as an answer. */
  strong: boolean;
}

export interface ChoiceContext {
  telling: Telling;
  /** In the order shown: a typed number counts from 1. */
  shown: readonly Option[];
  /** Labels in other languages, by option id. */
  labels?: Readonly<Record<string, readonly string[]>>;
  /** Facts that signs heard in the message affirm or deny. */
  heard?: Readonly<Record<string, 'yes' | 'no'>>;
  /** Facts that the message volunteers. */
  facts?: Readonly<Record<string, Value>>;
}

const FILLER =
  /^(option|options|number|numbers|numero|numeros|opcion|opciones|no|num|choice|and|y|the|la|el|las|los|both|is|its|es|plus|e|also|one|i|pick|choose|answer|respuesta|select|just|only|solo|ones|please|por|favor|letra|#|-|\/)$/;
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  primera: 1,
  primero: 1,
  segunda: 2,
  segundo: 2,
  tercera: 3,
  tercero: 3,
  cuarta: 4,
  quinta: 5,
};
/** Painkillers on as many days a month can keep headaches going. */
const TEN_DAYS = 10;
const LAST = /^(last|ultima|ultimo)$/;

/** Which options of the open question a message picks; undefined when it picks none. */
export function parseChoice(text: string, tokens: readonly Token[], question: Question, context: ChoiceContext): Answer | undefined {
  const picked = parsePick(text, tokens, question, context);
  if (picked) return picked === 'out' ? undefined : picked;
  const mentions = mentionsOf(tokens, question, context);
  return question.kind === 'many' ? many(text, tokens, mentions, context) : one(text, tokens, question, mentions, context);
}

/** The option that was typed by its number or its very words; `out` when no option has that number. */
export function parsePick(
  text: string,
  tokens: readonly Token[],
  question: Question,
  context: Pick<ChoiceContext, 'shown' | 'labels'>,
): Answer | 'out' | undefined {
  const { shown } = context;
  const numbers = question.asks.includes('painkillerDays') && tokens.length > 1 ? undefined : typed(tokens, question, shown);
  if (numbers === 'out') return 'out';
  if (numbers) return { kind: 'options', ids: numbers, complete: true };
  const label = labelled(text, context);
  if (label)
    return { kind: 'options', ids: [label], complete: question.kind !== 'many' || shown.some(({ id, none }) => id === label && none) };
  return undefined;
}

/** The numbers of options, when the message is nothing but numbers. */
function typed(tokens: readonly Token[], question: Question, shown: readonly Option[]): string[] | 'out' | undefined {
  const picks: number[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { text, boundary } = tokens[at]!;
    const pair = /^(\d),(\d)$/.exec(text);
    if (pair && question.kind === 'many') {
      picks.push(Number(pair[1]), Number(pair[2]));
      at++;
      continue;
    }
    const number = boundary ? undefined : quantityAt(tokens, at);
    if (number && !number.article && !(text === 'one' && tokens.length > 1)) {
      picks.push(number.value);
      at = number.to;
    } else if (Object.hasOwn(ORDINALS, text) && tokens.length <= 4) {
      picks.push(ORDINALS[text]!);
      at++;
    } else if (LAST.test(text) && tokens.length <= 3) {
      picks.push(shown.length);
      at++;
    } else if (boundary || (FILLER.test(text) && text !== 'no')) at++;
    else return undefined;
  }
  if (!picks.length || picks.length > shown.length) return undefined;
  // A scale is answered by its number: only a short list of words is numbered.
  if (question.kind === 'scale' && (picks.length > 1 || picks[0]! > shown.length)) return undefined;
  if (question.kind === 'many' && picks.length === 1 && picks[0] === 0) return shown.filter(({ none }) => none).map(({ id }) => id);
  // "55" answers a list that asks for an age.
  if (question.kind === 'many' && picks.some((pick) => pick > shown.length)) return undefined;
  const ids = picks.map((pick) => shown[pick - 1]?.id);
  if (ids.includes(undefined) || (question.kind !== 'many' && new Set(ids).size > 1)) return question.kind === 'date' ? undefined : 'out';
  return [...new Set(ids as string[])];
}

function plain(text: string): string {
  return tokenize(text)
    .filter(({ boundary }) => !boundary)
    .map((token) => token.text)
    .join(' ');
}

const plainLabel = onceForEach(plain);

function labelled(text: string, { shown, labels }: Pick<ChoiceContext, 'shown' | 'labels'>): string | undefined {
  if (text.length > 120) return undefined;
  const said = plain(text);
  return shown.find(({ id, label }) => [label, ...(labels?.[id] ?? [])].some((each) => plainLabel(each) === said))?.id;
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
  const yesNo = parseYesNo(text);
  if (yesNo === 'refused' && affirmed.length === 0) return { kind: 'refused' };
  if (question.id === 'posture') {
    const posture = readPosture(tokens, telling, true);
    if (posture !== undefined) return pick(String(posture));
  }
  const bare = telling.bare[question.id];
  if (question.asks.includes('painkillerDays')) {
    const days = parseFrequency(tokens);
    if (days !== undefined && !affirmed.some(({ strong }) => strong))
      return pick(shown.find(({ sets }) => sets?.painkillerDays === (days >= TEN_DAYS ? 'yes' : 'no'))?.id);
  }
  const chosen = choose(question.id, affirmed);
  if (yesNo === 'unsure' && !affirmed.some(({ strong }) => strong))
    return question.id === 'painkillers' && chosen ? pick(chosen) : chosen === 'other-spinal' ? pick(chosen) : { kind: 'unsure' };
  if (chosen !== undefined) return pick(chosen);
  if (yesNo === 'no' && bare?.no) return pick(bare.no);
  if (yesNo === 'yes' && bare?.yes) return pick(bare.yes);
  // "My sister had one", "they cancelled it": none of the patient's own.
  if (question.id === 'procedure' && mentions.length > 0) return pick('none');
  const [denied] = mentions.filter(({ standing }) => standing === 'denied');
  const other = shown.filter(({ id }) => id !== denied?.id);
  if (denied && other.length === 1) return pick(other[0]!.id);
  return yesNo === 'yes' || yesNo === 'no' ? { kind: yesNo } : undefined;
}

/** Of several options spoken of: what the clinic must not overlook, else the last word where things change, else the first. */
function choose(question: string, affirmed: readonly Mention[]): string | undefined {
  const strong = affirmed.filter((each) => each.strong);
  const among = strong.length ? strong : affirmed;
  const ids = among.map(({ id }) => id);
  if (ids.includes('too-much')) return 'too-much';
  if (question === 'usual') return ids.includes('changed') ? 'changed' : ids.includes('new') ? 'new' : ids[0];
  if (question === 'location') return ids.includes('no-headache') ? 'no-headache' : ids.includes('all-over') ? 'all-over' : ids[0];
  if (question === 'procedure') return ids.find((id) => id !== 'none' && id !== 'other-spinal') ?? (ids.includes('none') ? 'none' : ids[0]);
  if (question === 'severity') return ['severe', 'moderate', 'mild'].find((id) => ids.includes(id));
  return question === 'painkillers' || question === 'trend' ? ids.at(-1) : ids[0];
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
