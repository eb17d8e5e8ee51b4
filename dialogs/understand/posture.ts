import type { Value } from '../../content/schema.ts';
import { quantities } from './numbers.ts';
import type { Span } from './phrase.ts';
import { changedOverTime } from './posture-change.ts';
import { longest, sentences } from './sentences.ts';
import { standings } from './standing.ts';
import type { Telling } from './telling.ts';
import type { Token } from './tokens.ts';

type Effect = 'worse' | 'better' | 'none';

/** An effect farther from the position than this belongs to something else. */
const FAR = 7;
const JOINTS = /^(but|while|whereas|then|pero|mientras|than)$/;
const LOOSE_JOINTS = /^(and|y|or|o)$/;
/** "It pounds unless I lie flat": there it does not. */
const UNLESS = /^(unless|until|till|except|hasta|excepto|salvo|menos)$/;
/** "Sitting hurts, lying no". */
const NO = /^(no|not|nope|nothing|nada)$/;
const YES = /^(si|yes|yeah)$/;
const CANT = /^(cant|cannot|couldnt|unable)$/;
const WHEN = /^(when|while|if|cuando|al|estando|im|i|its)$/;
const ONLY = /^(only|just|solo|solamente|nomas|unicamente)$/;
/** What joins positions that share one effect: "standing and sitting hurt". */
const LIST = /^(and|or|y|o|u|e|ni|nor|both|either|also|tambien|like|como|,|-|\/)$/;
/** "It was gone lying down, since then it is constant". */
const SINCE = /^(now|then|lately|nowadays|since|ahora|ahorita|ya|hoy|desde|ultimamente|luego|despues)$/;
const NEAR = 4;
const ALIKE = /^(igual|iguales|mismo|same|equal|equally|alike|parejo)$/;
const SEVERE_FROM = 4;
/** "It was positional, now it is constant" names no position. */
const POSITIONAL = /^(positional|postural|position|posture|posicion|postura)$/;
const NAMES_POSITION = /^(posi|postu|sit|stand|ly|lie|lay|acost|parad|sentad)/;

/** What the headache does upright and lying: each position takes the nearest effect of its sentence. */
export function readPosture(tokens: readonly Token[], telling: Telling, open: boolean): Value | undefined {
  const hits = telling.posture.find(tokens);
  const never = hits.filter(({ value }) => value === 'never');
  const clear = (span: Span) => !never.some(({ from, to }) => from < span.to && span.from < to);
  const of = (...kinds: string[]) => hits.filter((hit) => kinds.includes(hit.value) && clear(hit));
  const standing = standings(tokens, telling);
  const sentence = sentences(tokens);
  const [worse, better] = [of('worse'), of('better')];
  // "The pressure goes up" is an effect and no position.
  const felts = [...worse, ...better].filter(({ from, to }) => to - from > 1);
  const inside = ({ from, to }: Span) => felts.some((felt) => felt.from <= from && to <= felt.to && felt.to - felt.from > to - from);
  const chosenAt = (span: Span) => better.some(({ from, to }) => from === span.from && to === span.to);
  const positions = longest(of('upright', 'lying')).filter((span) => (standing(span) !== 'other' || chosenAt(span)) && !inside(span));
  const effects = effectsOf(tokens, worse, better, of('not'), positions);
  const same = of('same').filter((hit) => {
    const held = positions.filter(({ from, to }) => hit.from <= from && to <= hit.to);
    // "Sitting and standing" are one position.
    if (held.length > 1 && new Set(held.map(({ value }) => value)).size === 1) return false;
    return (
      open ||
      tokens.slice(hit.from, hit.to).some(({ text }) => NAMES_POSITION.test(text)) ||
      positions.some(({ from }) => sentence[from] === sentence[hit.from])
    );
  });
  const constant = of('constant');
  const alike = open && tokens.some(({ text }) => ALIKE.test(text)) && new Set(positions.map(({ value }) => value)).size > 1;
  const before = of('before');

  // "Lying down stopped helping" tells at once how it was and how it is.
  if (constant.some((now) => before.some((past) => past.from === now.from && past.to === now.to))) return 'was-postural-now-constant';

  const found: { span: Span; kind: 'upright' | 'lying'; effect: Effect; by?: Felt }[] = [];
  for (const position of positions) {
    const kind = position.value as 'upright' | 'lying';
    // "I sleep sitting up" names a position and that it is the better one.
    const chosen = chosenAt(position);
    const bare = positions.length > 1 ? saidBare(tokens, position, effects) : undefined;
    const by = nearest(tokens, sentence, position, effects, positions);
    const unless = tokens.slice(Math.max(0, position.from - 4), position.from).some(({ text }) => UNLESS.test(text));
    // "Fine until I get up": there it is the other way round.
    const turned: Effect = by && by.effect !== 'worse' && by.to <= position.from ? 'worse' : 'better';
    const cant = kind === 'lying' && tokens.slice(Math.max(0, position.from - 2), position.from).some(({ text }) => CANT.test(text));
    const effect = chosen ? 'better' : cant ? 'worse' : (bare ?? (unless ? turned : by?.effect));
    if (effect) found.push({ span: position, kind, effect, by: chosen || bare || unless ? undefined : by });
  }
  const felt = { upright: new Set<Effect>(), lying: new Set<Effect>() };
  for (const each of found) if (!found.some((other) => takes(tokens, other, each))) felt[each.kind].add(each.effect);
  const lyingSaid = positions.some(({ value }) => value === 'lying');
  const usedTo =
    before.length > 0 && constant.length > 0 && (positions.length > 0 || open || tokens.some(({ text }) => POSITIONAL.test(text)));
  const changed = constant.some(
    ({ from }) =>
      positions.some((span) => span.from < from) && tokens.slice(Math.max(0, from - NEAR), from + 1).some(({ text }) => SINCE.test(text)),
  );
  if (usedTo && constant.some(({ from }) => before.some((past) => past.from !== from))) return 'was-postural-now-constant';
  const { upright, lying } = felt;
  if (open && changedOverTime(tokens, lyingSaid, constant.length > 0)) return 'was-postural-now-constant';
  const [upBad, upGood, lieBad, lieGood] = [upright.has('worse'), upright.has('better'), lying.has('worse'), lying.has('better')];
  if (!upBad && !lieBad && upGood && lieGood) {
    const better = compared(tokens, positions);
    if (better) return better;
  }
  if (same.length && !(upBad && lieGood) && !(lieBad && upGood)) return 'no-change';
  if (open && changed && (lieGood || before.length > 0)) return 'was-postural-now-constant';
  if (lieGood && !upGood && !lieBad) return 'worse-upright';
  if (alike && !lieGood && !upGood && upBad === lieBad) return 'no-change';
  if (upBad && lieBad) return lieGood ? 'worse-upright' : upGood ? 'worse-lying' : (compared(tokens, positions) ?? 'no-change');
  if (upBad && lying.has('none')) return 'no-change';
  if (upBad && !lieBad) return 'worse-upright';
  if (lieBad && !lieGood) return 'worse-lying';
  if (upGood && !lieGood && !upBad) return 'worse-lying';
  // Asked whether it changes, "when I stand up" alone tells when it hurts.
  if (
    open &&
    lyingSaid &&
    effects.length === 0 &&
    positions.every(({ value }) => value === 'lying') &&
    tokens.some(({ text }) => ONLY.test(text))
  )
    return 'worse-lying';
  if (open && !lyingSaid && positions.length > 0 && effects.length === 0 && !of('not').length) return 'worse-upright';
  return undefined;
}

/** "Lying down no", "acostado sí", "not lying down": a position that answers by itself. */
function saidBare(tokens: readonly Token[], { from, to }: Span, effects: readonly Felt[]): Effect | undefined {
  const edge = (at: number) =>
    tokens[at] === undefined || tokens[at].boundary === true || tokens[at].text === 'pero' || tokens[at].text === 'but';
  const after = tokens[to]?.text ?? '';
  if (edge(to + 1) && (NO.test(after) || YES.test(after))) return NO.test(after) ? 'better' : 'worse';
  const start = WHEN.test(tokens[from - 1]?.text ?? '') ? from - 2 : from - 1;
  const denied = /^(not|no|never|ni)$/.test(tokens[start]?.text ?? '') && (edge(to) || edge(to + 1));
  return denied && !effects.some((effect) => effect.from >= start && effect.to <= to + 1) ? 'better' : undefined;
}

/** "worse in bed than on my feet": the first is the worse. */
function compared(tokens: readonly Token[], positions: readonly (Span & { value: string })[]): Value | undefined {
  const than = tokens.findIndex(({ text }) => text === 'than' || text === 'que');
  const less = tokens.slice(0, Math.max(0, than)).some(({ text }) => text === 'less' || text === 'menos');
  const first = positions.find(({ to }) => to <= than);
  const second = positions.find(({ from }) => from > than);
  return than >= 0 && first && second && first.value !== second.value ? `worse-${(less ? second : first).value}` : undefined;
}

interface Felt extends Span {
  effect: Effect;
}

function effectsOf(
  tokens: readonly Token[],
  worse: readonly Span[],
  better: readonly Span[],
  not: readonly Span[],
  positions: readonly Span[],
): Felt[] {
  const turned = ({ from }: Span) => not.some((each) => each.to <= from && from - each.to <= 1 && each.from < from);
  const found = longest([
    ...better.map((span) => ({ from: span.from, to: span.to, effect: (turned(span) ? 'none' : 'better') as Effect })),
    ...worse.map((span) => ({ from: span.from, to: span.to, effect: (turned(span) ? 'better' : 'worse') as Effect })),
  ]);
  const numbers = quantities(tokens)
    .filter(({ value, article, to }) => !article && value <= 10 && positions.some(({ from }) => from >= to && from - to <= 3))
    .map(({ value, from, to }) => ({ from, to, effect: (value >= SEVERE_FROM ? 'worse' : 'better') as Effect }));
  return [...found, ...numbers].filter(({ from, to }) => !positions.some((span) => span.from <= from && to <= span.to));
}

/** Two positions share one effect, and nothing joins them: it belongs to the nearer. */
function takes(
  tokens: readonly Token[],
  other: { span: Span; kind: string; by?: Felt },
  each: { span: Span; kind: string; by?: Felt },
): boolean {
  if (!each.by || other.by !== each.by || other.kind === each.kind) return false;
  const [first, last] = other.span.from < each.span.from ? [other.span, each.span] : [each.span, other.span];
  if (tokens.slice(first.to, last.from).some(({ text }) => LIST.test(text))) return false;
  return away(other.span, each.by) < away(each.span, each.by);
}

function away(span: Span, { from, to }: Span): number {
  return from < span.from ? span.from - to : from - span.to;
}

function nearest(
  tokens: readonly Token[],
  sentence: readonly number[],
  position: Span,
  effects: readonly Felt[],
  positions: readonly Span[],
): Felt | undefined {
  let best: { cost: number; felt: Felt } | undefined;
  for (const felt of effects) {
    const { from, to } = felt;
    if (sentence[from] !== sentence[position.from]) continue;
    const [left, right] = from < position.from ? [to, position.from] : [position.to, from];
    if (right - left > FAR) continue;
    const gap = tokens.slice(left, right);
    const joints =
      gap.filter(({ boundary, text }) => boundary || JOINTS.test(text)).length +
      gap.filter(({ text }) => LOOSE_JOINTS.test(text)).length / 3;
    const crossed = positions.filter((other) => other.from >= left && other.to <= right).length;
    // Noun phrases of pain ("headache when I stand") speak more weakly than what is said of a position.
    const weak = /^(pain|headache|dolor|duele|hurt|hurts)/.test(tokens[from]!.text) ? 0.4 : 0;
    const cost = gap.length + joints * 3 + crossed * 2 + weak + (from < position.from ? 0.2 : 0);
    if (cost <= FAR + 3 && (!best || cost < best.cost)) best = { cost, felt };
  }
  return best?.felt;
}
