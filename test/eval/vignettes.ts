import type { BotConnector } from '../support/connector.ts';
import { channelDoor, type Door } from './patient.ts';
import { at, percent, pool, printMisses, rank } from './score.ts';

export interface Vignette {
  id: string;
  lang: string;
  opening: string;
  answers: Record<string, string>;
  expect: { level: string; rule: string; never?: string[] };
}

export interface Course {
  level: string;
  rule?: string;
  action?: string;
  path: string[];
  lastText?: string;
}

/** Questions whose answer a patient gives to another one of the set. */
const SAME_ANSWER: Record<string, string> = { 'confirm-emergency': 'red-flags', 'head-injury': 'red-flags', 'onset-speed': 'onset' };

/** One patient from the opening to the outcome, answering in free words. */
export async function runVignette(patient: Door, vignette: Vignette): Promise<Course> {
  let turn = await patient.say(vignette.opening);
  const path: string[] = [];
  for (let step = 0, nudges = 0; step < 30; step++) {
    const { outcome, question } = turn;
    if (outcome) return { ...outcome, path };
    if (question) {
      path.push(question);
      if (path.filter((each) => each === question).length > 3) return { level: 'stuck', path };
      turn = await patient.say(vignette.answers[SAME_ANSWER[question] ?? question] ?? 'no');
    } else if (nudges++ < 2) turn = await patient.say(vignette.lang === 'es' ? 'quiero revisar mis síntomas' : 'check my symptoms');
    else return { level: 'none', path, lastText: turn.texts.at(-1) };
  }
  return { level: 'endless', path };
}

export async function scoreVignettes(connector: BotConnector, set: Vignette[], times: number[], show: number) {
  const courses = await pool(set, async (vignette, index) =>
    runVignette(await channelDoor(connector, vignette.lang, index, times), vignette),
  );
  const score = { n: set.length, exact: 0, emergencies: 0, caught: 0, under: 0, over: 0, never: 0, benign: 0, benignAlarmed: 0, broken: 0 };
  const misses: string[] = [];
  set.forEach(({ id, expect }, i) => {
    const course = courses[i]!;
    const level = 'error' in course ? 'error' : course.level;
    const right = level === expect.level;
    if (expect.level === 'emergency') {
      score.emergencies++;
      if (right) score.caught++;
    }
    if (expect.level === 'routine' || expect.level === 'book') {
      score.benign++;
      if (level === 'emergency') score.benignAlarmed++;
    }
    if (!(level in rank)) score.broken++;
    else if (rank[level]! < rank[expect.level]!) score.under++;
    else if (rank[level]! > rank[expect.level]!) score.over++;
    if (expect.never?.includes(level)) score.never++;
    if (right) score.exact++;
    else
      misses.push(
        `${id} want ${expect.level}/${expect.rule} got ${'error' in course ? course.error : `${course.level}/${course.rule} [${course.path.join(' ')}] ${course.lastText ?? ''}`}`,
      );
  });
  const asked = courses.flatMap((course) => ('path' in course && course.level in rank ? [course.path.length] : [])).sort((a, b) => a - b);
  console.log(
    `vignettes: exact ${percent(score.exact, score.n)}; emergencies caught ${percent(score.caught, score.emergencies)}; under-triaged ${score.under}; over-triaged ${score.over}; forbidden ${score.never}; benign sent to emergency ${percent(score.benignAlarmed, score.benign)}; no outcome ${score.broken}; questions median ${at(asked, 0.5)} max ${asked.at(-1)}`,
  );
  printMisses('misses', misses, show);
  return { ...score, askedMedian: at(asked, 0.5), askedMost: asked.at(-1) };
}
