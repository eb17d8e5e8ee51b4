import type { ScopeKind } from '../../content/lexicon-schema.ts';
import type { Hit, PhraseBook, Span } from './phrase.ts';
import type { Token } from './tokens.ts';

/** What a mention is worth: the patient's own and present, said to be absent, in doubt, or not about now and them. */
export type Standing = 'present' | 'denied' | 'unclear' | 'other';

export interface ScopeReader {
  standing(span: Span): Standing;
  /** Figures of speech: what overlaps them is no sign. */
  idioms: readonly Span[];
  /** Clauses that say that a part of the body or what it does is as it should be: "legs fine", "veo bien". */
  well: readonly Span[];
}

/** How many words a denial carries over, lists of signs and small words aside. */
const REACH_OF_DENIAL = 5;
const REACH_OF_DOUBT = 6;
const SAYS_LITTLE = 1;
/** A sentence is read this far on either side, so that an endless one costs no more than a long one. */
const WIDEST = 40;

/**
 * Reads what the words around mentions say about them, after NegEx and ConText, with triggers in patients' words.
 * `mentions` are all the signs found: a list of them carries a denial on, and a "no" that is part of one denies nothing.
 */
export function scopeReader(tokens: readonly Token[], book: PhraseBook<ScopeKind>, mentions: readonly Span[]): ScopeReader {
  const found = triggers(book.find(tokens));
  const mentioned = new Uint8Array(tokens.length + 1);
  for (const span of mentions) mentioned.fill(1, span.from, span.to);
  const small = new Uint8Array(tokens.length + 1);
  for (const hit of found.all('list')) small[hit.from] = 1;
  const own = new Uint8Array(tokens.length + 1);
  for (const hit of found.all('own')) own[hit.from] = 1;
  /** Mentions that swallow a token and go on: the token is theirs, not a trigger. */
  const swallowed = new Map<number, number>();
  for (const { from, to } of mentions) for (let at = from + 1; at < to - 1; at++) swallowed.set(at, Math.max(to, swallowed.get(at) ?? 0));

  const edgeAt = (at: number) => at < 0 || tokens[at]!.boundary === true;
  const fresh = found.without('fresh', 'chronic');
  const supposing = found.without('suppose', 'not-suppose');
  // "It does not get better" denies nothing; "no fainting right now" does, whatever its last words may also mean.
  const denials = found.without('deny', 'not-deny', (excuse) => !mentions.some(({ from, to }) => excuse.from < from && to < excuse.to));
  // "Why does my wife keep passing out": who asks why takes it for true. "The headache is a 6 and …" asks nothing.
  const begins = (hit: Span) => !TURNS.test(tokens[hit.from]!.text) || OPENS.test(tokens[hit.from - 1]?.text ?? '') || edgeAt(hit.from - 1);
  const questions = found.all('asks').filter((hit) => tokens[hit.from - 1]?.text !== 'why' && begins(hit));
  const generally = found.all('asks-any').filter((hit) => tokens[hit.from]!.text !== 'que' || begins(hit));

  const reach = (span: Span, edge: (token: Token) => boolean): Span => {
    let { from, to } = span;
    while (from > Math.max(0, span.from - WIDEST) && !edge(tokens[from - 1]!)) from--;
    while (to < Math.min(tokens.length, span.to + WIDEST) && !edge(tokens[to]!)) to++;
    return { from, to };
  };
  const sentenceOf = (span: Span) => reach(span, isStop);
  const clauseOf = (span: Span) => reach(span, (token) => token.boundary === true);
  const endedBetween = (from: number, to: number) => between(found.all('ends'), from, to).length > 0;
  const ownIn = (from: number, to: number) => own.subarray(from, to).includes(1);

  const denied = (span: Span, sentence: Span): 'denied' | 'unclear' | undefined => {
    for (const trigger of between(denials, sentence.from, span.from).reverse()) {
      // "Nada de repente": the last word of the denial is the first of the mention.
      if (trigger.to === span.from + 1 && trigger.to < span.to) return 'denied';
      if (trigger.to > span.from || endedBetween(trigger.to, span.from) || (swallowed.get(trigger.from) ?? 0) > span.from) continue;
      const way = walk(trigger.to, span.from);
      if (way.words > REACH_OF_DENIAL || way.newSubject) continue;
      if (!way.commas) return 'denied';
      // "It isn't a fever, it's 101": a mention that brings its own subject is not one more of a denied list.
      const item = !own[span.from] && !/^its?$/.test(tokens[span.from]!.text);
      if (way.listed && way.words === 0 && item) return joined(span, sentence) ? 'denied' : 'unclear';
    }
    const end = endOfChoice(span.to);
    const after = tokens[end]?.boundary ? end + 1 : end;
    const answers = between(found.all('deny-after'), after, after + 1);
    const answered = answers.some((hit) => hit.to === tokens.length || tokens[hit.to]!.boundary);
    return answered && (after === end || tokens[end]!.text !== '.') ? 'denied' : undefined;
  };
  /** "Fever or chills, none": what is said of the last that "or" joins is said of all. */
  const endOfChoice = (from: number) => {
    let [at, joined] = [from, false];
    for (; at < tokens.length && (small[at] || mentioned[at] || OR.has(tokens[at]!.text)); at++) joined ||= OR.has(tokens[at]!.text);
    return joined ? at : from;
  };
  /** What lies between a denial and a mention. */
  const walk = (from: number, to: number) => {
    const way = { words: 0, commas: 0, listed: false, newSubject: false };
    for (let at = from; at < to; at++) {
      if (tokens[at]!.boundary) way.commas++;
      else if (!small[at] && !mentioned[at]) way.words++;
      if (mentioned[at]) way.listed = true;
      else if ((way.listed || way.words > 2) && own[at]) way.newSubject = true;
    }
    return way;
  };
  /** Is the mention the part of a list that ends in "or", "nor", "ni"? Only signs and small words may stand before that. */
  const joined = (span: Span, sentence: Span) => {
    if (LINKS.has(tokens[span.from - 1]?.text ?? '')) return !endedBetween(span.from - 1, span.from);
    for (let at = span.to; at < sentence.to; at++) {
      // "No fever, fainted and hit my head": only "or" surely goes on with what is denied.
      if (OR.has(tokens[at]!.text)) return true;
      if (!tokens[at]!.boundary && !mentioned[at] && !small[at]) return false;
    }
    return false;
  };
  /** A trigger in the mention's own clause, or in the clause beside it when that speaks of no sign of its own. */
  const near = (hits: readonly Span[], span: Span, sentence: Span) =>
    between(hits, sentence.from, sentence.to).some((hit) => {
      if (hit.to > sentence.to || (within(hit, span) && hit.to - hit.from === 1)) return false;
      const clause = clauseOf(hit);
      const mine = clauseOf(span);
      if (clause.from === mine.from) return true;
      const beside = clause.to + 1 === mine.from || mine.to + 1 === clause.from;
      // "In college, I fainted", not "had a spinal in 2019, my legs are numb": the clause beside has to say little else.
      return beside && saysLittle(hit, clause) && !mentioned.subarray(clause.from, clause.to).includes(1);
    });
  /** "In college, I fainted", "I fainted, but that was years ago": a clause that says no more than when it was. */
  const saysLittle = (hit: Span, clause: Span) => {
    const rest = [...tokens.slice(clause.from, hit.from), ...tokens.slice(hit.to, clause.to)];
    return rest.length <= SAYS_LITTLE || rest.every(({ text }) => REFERS.has(text));
  };
  /** "Can it …? Mine did that an hour ago." */
  const ownAfter = (sentence: Span) => between(found.all('mine'), sentence.to, sentence.to + 3).length > 0;

  const asked = (span: Span, clause: Span, last: (hits: readonly Span[], from?: number) => Span | undefined) => {
    if (last(generally, clause.from)) return true;
    const question = last(questions, clause.from);
    return question !== undefined && !ownIn(question.to, span.to);
  };
  const elsewhere = (span: Span, clause: Span, last: (hits: readonly Span[], from?: number) => Span | undefined) => {
    if (last(supposing, clause.from) || last(found.all('warned'))) return true;
    if (
      between(found.all('not-body'), clause.from, clause.to).some(
        (hit) => !endedBetween(Math.min(hit.to, span.to), Math.max(hit.from, span.from)),
      )
    )
      return true;
    const stranger = last(found.all('other-person'));
    return stranger !== undefined && !tokens.slice(stranger.to, span.from).some((token) => SPEAKER.has(token.text));
  };
  const over = (span: Span, sentence: Span) => {
    if (near(found.all('story-over'), span, sentence)) return true;
    return !near(fresh, span, sentence) && (near(found.all('long-past'), span, sentence) || near(found.all('chronic'), span, sentence));
  };
  const doubted = (span: Span, clause: Span) =>
    between(found.all('maybe'), clause.from, clause.to).some(
      (hit) =>
        !within(hit, span) &&
        !QUANTITY.test(tokens[hit.to]?.text ?? '') &&
        (hit.to <= span.from ? span.from - hit.to <= REACH_OF_DOUBT : hit.from - span.to <= 2),
    );

  /** "My aunt had a stroke, my speech is slurred since today": a later clause that speaks of oneself or of now is in doubt at least. */
  const turned = (clause: Span, sentence: Span) => {
    if (clause.from === sentence.from) return false;
    const apart = [...found.all('other-person'), ...supposing, ...found.all('not-body'), ...found.all('story-over')];
    if (apart.some((hit) => hit.from < clause.to && clause.from < hit.to)) return false;
    const first = tokens[clause.from]!.text;
    const chronic = [...found.all('long-past'), ...found.all('chronic')].some((hit) => hit.from < clause.to && clause.from < hit.to);
    return !chronic && (SPEAKER.has(first) || OWN_PART.has(first) || between(fresh, clause.from, clause.to).length > 0);
  };

  const standing = (span: Span): Standing => {
    const sentence = sentenceOf(span);
    const clause = clauseOf(span);
    const last = (hits: readonly Span[], from = sentence.from) =>
      between(hits, from, span.from).findLast((hit) => !endedBetween(hit.to, span.from));
    const denial = denied(span, sentence);
    if (denial === 'denied') return denial;
    if (asked(span, clause, last)) return ownAfter(sentence) || turned(clause, sentence) ? 'unclear' : 'other';
    if (elsewhere(span, clause, last)) return turned(clause, sentence) ? 'unclear' : 'other';
    if (over(span, sentence)) return 'other';
    if (denial || doubted(span, clause)) return 'unclear';
    return tokens[sentence.to]?.text === '?' && !ownIn(sentence.from, span.to) ? 'unclear' : 'present';
  };
  /** "Veo bien" ends there, or goes on with the next of a list; "veo bien borroso" is another matter, and so is "not fine". */
  const well = found.all('well').flatMap((hit) => {
    const next = tokens[hit.to];
    if (next && !next.boundary && !LINKS.has(next.text) && !endedBetween(hit.to, hit.to + 1)) return [];
    const clause = clauseOf(hit);
    const ends = between(found.all('ends'), clause.from, clause.to);
    const span = {
      from: ends.findLast((end) => end.to <= hit.from)?.to ?? clause.from,
      to: ends.find((end) => end.from >= hit.to)?.from ?? clause.to,
    };
    const spoilt = between([...found.all('deny'), ...found.all('not-well')], span.from, span.to).length > 0;
    return spoilt ? [] : [span];
  });
  return { standing, idioms: found.all('idiom'), well };
}

/** How one speaks of what one has just told. */
const REFERS = new Set(['but', 'that', 'thats', 'this', 'it', 'was', 'and', 'pero', 'eso', 'esto', 'fue', 'era', 'y', 'ya']);
/** Words that ask where they begin a clause, and tell elsewhere: "is it …", "the pain is a 6". */
const TURNS = /^(is|are|was|were|que)$/;
/** What may go before a question in its clause. */
const OPENS =
  /^(and|but|or|so|ok|okay|also|then|well|hi|hello|hey|please|btw|like|wondering|wonder|know|ask|asking|question|say|tell|if|how|what|when|where|who|which|doctor|now|today|tonight|morning|yesterday|week|days|ago|y|o|pero|hola|disculpe|oye|oiga|a|de|con|en|para|por|sabe|saber|pregunto)$/;
/** "Maybe half a minute" is in doubt of the time only. */
const QUANTITY = /^(\d.*|half|twice|two|three|four|five|ten|twenty|thirty|medio|media|dos|tres|cuatro|cinco|diez|veinte|treinta)$/;
const OR = new Set(['or', 'nor', 'ni', 'o']);
const LINKS = new Set(['or', 'nor', 'ni', 'o', 'and', 'y']);
/** How one begins to speak of one's own body. */
const OWN_PART = new Set(['my', 'mi', 'mis', 'me', 'se', 'no', 'cant', 'cannot']);
/** Who speaks of themselves after having spoken of somebody else. */
const SPEAKER = new Set(['i', 'im', 'ive', 'tengo', 'estoy', 'yo', 'siento']);

function triggers(hits: readonly Hit<ScopeKind>[]) {
  const kinds = new Map<ScopeKind, Hit<ScopeKind>[]>();
  for (const hit of hits) {
    const list = kinds.get(hit.value);
    if (list) list.push(hit);
    else kinds.set(hit.value, [hit]);
  }
  const all = (kind: ScopeKind): readonly Hit<ScopeKind>[] => kinds.get(kind) ?? [];
  const without = (kind: ScopeKind, excuse: ScopeKind, holds = (_: Span) => true): readonly Hit<ScopeKind>[] => {
    const excused = new Set<number>();
    for (const { from, to } of all(excuse).filter(holds)) for (let at = from; at < to; at++) excused.add(at);
    return all(kind).filter((hit) => !excused.has(hit.from));
  };
  return { all, without };
}

/** The spans that begin from `from` up to, not including, `to`. Spans come in order of where they begin. */
function between<S extends Span>(spans: readonly S[], from: number, to: number): S[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.from < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < spans.length && spans[end]!.from < to) end++;
  return spans.slice(low, end);
}

/** A trigger that is part of a mention says nothing about it: "can't tell if I'm peeing", "thinks it's 1985". */
function within(trigger: Span, mention: Span): boolean {
  return trigger.from >= mention.from && trigger.to <= mention.to;
}

function isStop(token: Token): boolean {
  return token.boundary === true && token.text !== ',';
}
