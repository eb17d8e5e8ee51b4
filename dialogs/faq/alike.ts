import { stem } from '../understand/classifier/stem.ts';
import { tokenize } from '../understand/tokens.ts';

/** Of two questions' stems, how many must be in both for them to ask the same. */
const SHARED = 0.5;

/** Groups texts that share most of their words, the largest group first; within a group and among equals the order stays. */
export function alike<T>(items: readonly T[], textOf: (item: T) => string): T[][] {
  const groups: { stems: Set<string>; members: T[] }[] = [];
  for (const item of items) {
    const stems = stemsOf(textOf(item));
    const like = groups.find((group) => shared(group.stems, stems) >= SHARED);
    if (like) like.members.push(item);
    else groups.push({ stems, members: [item] });
  }
  return groups.map(({ members }) => members).sort((one, other) => other.length - one.length);
}

function stemsOf(text: string): Set<string> {
  return new Set(tokenize(text).flatMap((token) => (token.boundary ? [] : [stem(token.text)])));
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((each) => other.has(each)).length;
  return both / (Math.min(one.size, other.size) || 1);
}
