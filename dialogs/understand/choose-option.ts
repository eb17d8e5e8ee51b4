import { parseChange } from './parse-change.ts';
import type { Span } from './phrase.ts';
import type { Token } from './tokens.ts';

/** A mention of an option that holds for the patient. */
export interface Told extends Span {
  id: string;
  /** Told by a phrase that means it anywhere, not only as an answer. */
  strong: boolean;
}

const CONTRAST = /^(but|except|although|though|pero|aunque|excepto|sino|however)$/;
/** These set apart only with a comparison: "just harder", "nomas que más recio". */
const ONLY = /^(only|just|solo|nomas)$/;
const MORE = /^(more|worse|stronger|harder|longer|heavier|sharper|bigger|mas|peor|way|much|mucho)$/;
/** What after such a word takes nothing back. */
const SAME_STILL = /^(nothing|nada|igual|same|the|lo|fine|bien|still)$/;
/** Now, as against before. */
const NOW = /^(now|lately|today|ahora|ultimamente|hoy|ahorita)$/;
const BEFORE = /^(used|before|antes|were|eran|daban|era)$/;
const THIS_TIME = /^(time|one|vez)$/;
const TIMES = /^(times|x10|triple|doble|double|mil)$/;
const COMES_BACK =
  /^(back|returns|returned|wears|wore|temporarily|while|regresa|regreso|vuelve|volvio|ratito|rato|hours|horas|hrs|partly|part|half|mostly|casi|almost|medio|medias)$/;

/** Of several options spoken of: what the clinic must not overlook, else the last word where things change, else the first. */
export function chooseOption(question: string, affirmed: readonly Told[], tokens: readonly Token[]): string | undefined {
  const whole = affirmed.filter((each) => !affirmed.some((other) => other.id !== each.id && holds(other, each)));
  const strong = whole.filter((each) => each.strong);
  const among = strong.length ? strong : whole;
  const ids = among.map(({ id }) => id);
  const all = affirmed.map(({ id }) => id);
  const change = parseChange(tokens);
  if (question === 'trend' && change && change.was !== change.is) return change.is > change.was ? 'worse' : 'better';
  if (all.includes('too-much')) return 'too-much';
  if (question === 'painkillers' && change) return reliefOf(change);
  if (question === 'usual') return usual(all, ids, tokens, affirmed);
  if (question === 'location') return location(ids, among, tokens);
  if (question === 'procedure') return ids.find((id) => id !== 'none' && id !== 'other-spinal') ?? (ids.includes('none') ? 'none' : ids[0]);
  if (question === 'severity') return ['severe', 'moderate', 'mild'].find((id) => ids.includes(id));
  if (question === 'painkillers') return relief(ids, among, tokens);
  if (question !== 'trend') return ids[0];
  // "Not better, it's worse": the worse that is said last counts, however it is said.
  return whole.at(-1)?.id === 'worse' ? 'worse' : ids.at(-1);
}

/** Something that sets what follows apart from what was said: "the same, but …". */
export function setApart(tokens: readonly Token[], from = 0): boolean {
  return tokens.some(
    ({ text }, at) =>
      at >= from &&
      at > 0 &&
      tokens[at + 1] !== undefined &&
      ((CONTRAST.test(text) && !SAME_STILL.test(tokens[at + 1]!.text)) ||
        (ONLY.test(text) && tokens.slice(at + 1, at + 4).some((token) => MORE.test(token.text)))),
  );
}

function reliefOf({ was, is }: { was: number; is: number }): string {
  if (is >= was) return 'no-relief';
  return is === 0 ? 'full-relief' : 'some-relief';
}

/** "The usual, but …" is not the usual one: between two readings the less usual counts. */
function usual(all: readonly string[], ids: readonly string[], tokens: readonly Token[], told: readonly Told[]): string | undefined {
  if (ids.includes('changed')) return 'changed';
  const like = told.find(({ id }) => id === 'usual');
  if (!like) return ids.includes('new') ? 'new' : ids[0];
  const grown = tokens.some(({ text }) => TIMES.test(text)) || (has(tokens, BEFORE) && has(tokens, NOW)) || all.includes('changed');
  const thisTime = tokens.some(({ text }, at) => THIS_TIME.test(text) && /^(this|esta)$/.test(tokens[at - 1]?.text ?? ''));
  if (setApart(tokens, like.from) || grown || thisTime) return 'changed';
  return ids.includes('new') ? 'new' : ids[0];
}

function location(ids: readonly string[], among: readonly Told[], tokens: readonly Token[]): string | undefined {
  if (ids.includes('no-headache')) return 'no-headache';
  const than = tokens.findIndex(
    ({ text }, at) => /^(than|que)$/.test(text) && tokens.slice(0, at).some((token) => /^(more|mas)$/.test(token.text)),
  );
  const most = than > 0 ? among.find(({ to }) => to <= than) : undefined;
  if (most) return most.id;
  return ids.includes('all-over') ? 'all-over' : ids[0];
}

const TAKEN = /^(took|tried|taken|popped|tome|tomado|tomamos|probe|probado)$/;
const NOT = /^(no|not|never|nunca|ni|doesnt|dont|didnt|wont|cant|isnt|hasnt|havent|tampoco|wasnt|couldnt|without|sin)$/;
const SOMETIMES = /^(sometimes|veces|usually|normalmente|occasionally)$/;

/** Relief that passes, or with a "but", is not full; relief denied is none; "took two, nothing" is no relief. */
function relief(ids: readonly string[], among: readonly Told[], tokens: readonly Token[]): string | undefined {
  const last = among.at(-1);
  if (!last) return undefined;
  const twice = among.some(({ id, from, to }) => id === 'no-relief' && from <= last.from && last.to <= to);
  if (twice || (last.id === 'not-taken' && tookSome(tokens, last))) return 'no-relief';
  if (/relief$/.test(last.id) && denied(tokens, last)) return 'no-relief';
  if (last.id !== 'full-relief') return last.id;
  if (setApart(tokens, last.from) || has(tokens, SOMETIMES) || tokens.some(({ text }, at) => at >= last.from && COMES_BACK.test(text)))
    return 'some-relief';
  return ids.includes('no-relief') ? 'no-relief' : last.id;
}

/** Took something: "tried two, nope" is no "none taken". */
function tookSome(tokens: readonly Token[], { from }: Told): boolean {
  return tokens.some(
    ({ text }, at) =>
      TAKEN.test(text) && (at < from || at > from + 2) && !tokens.slice(Math.max(0, at - 4), at).some((token) => NOT.test(token.text)),
  );
}

/** "It won't …", "no se me …" just before. */
function denied(tokens: readonly Token[], { from }: Told): boolean {
  const before = tokens.slice(Math.max(0, from - 2), from);
  const edge = before.findLastIndex(({ boundary }) => boundary);
  return before.slice(edge + 1).some(({ text }) => NOT.test(text));
}

/** The longer mention is meant: "no hace nada", not "nada". */
function holds(other: Span, each: Span): boolean {
  return other.from <= each.from && each.to <= other.to && other.to - other.from > each.to - each.from;
}

function has(tokens: readonly Token[], words: RegExp): boolean {
  return tokens.some(({ text }) => words.test(text));
}
