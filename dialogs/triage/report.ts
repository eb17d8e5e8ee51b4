import type { Protocol, Value } from '../../content/schema.ts';
import type { Outcome, Report } from '../reply.ts';
import { factsOf, type Session } from '../session.ts';
import { UNKNOWN, withOnset } from './facts.ts';

const PLAIN = [
  'procedure',
  'daysSinceProcedure',
  'onsetDaysAfterProcedure',
  'posture',
  'location',
  'painkillers',
  'severity',
  'trend',
  'usual',
];
/** Values that have the names of the wire's `aboutYou`. */
const ABOUT_YOU: [string, Record<string, string>][] = [
  ['pregnancy', { pregnant: 'pregnant', 'postpartum-6w': 'postpartum-6w', 'postpartum-12m': 'postpartum-12m' }],
  ['bloodThinner', { yes: 'blood-thinner' }],
  ['immune', { yes: 'immune' }],
  ['age', { 'under-18': 'under-18', 'over-50': 'over-50' }],
];

/** What is known so far, in the names of the wire contract. */
export function wireFacts(protocol: Protocol, session: Session): Record<string, Value | string[]> {
  const told = withOnset(factsOf(session));
  const facts = {
    ...told,
    procedure: told.procedure ?? told.earlierProcedure,
    daysSinceProcedure: told.daysSinceProcedure ?? (told.procedure === undefined ? told.earlierDaysSince : undefined),
  } as Record<string, Value | undefined>;
  const report: Record<string, Value | string[]> = {};
  for (const name of PLAIN) if (facts[name] !== undefined) report[name] = facts[name];
  const about = ABOUT_YOU.flatMap(([name, values]) => (facts[name] === undefined ? [] : (values[String(facts[name])] ?? [])));
  const asked = ABOUT_YOU.map(([name]) => facts[name]);
  if (asked.includes(UNKNOWN)) about.push(UNKNOWN);
  if (about.length > 0 || !asked.includes(undefined)) report.aboutYou = about;
  report.flags = flags(protocol, session);
  return report;
}

/** The signs heard so far, affirmed, unclear or hinted at. */
function flags(protocol: Protocol, session: Session): string[] {
  const facts = factsOf(session);
  const heard = Object.entries(protocol.signs).filter(([, { sets }]) =>
    Object.entries(sets).every(([name, value]) => facts[name] === value),
  );
  return [...new Set([...heard.map(([id]) => id), ...session.unclear, ...session.hints])];
}

export function triageReport(protocol: Protocol, session: Session, what: { question?: string; outcome?: Outcome }): Report {
  return {
    id: 'triage',
    state: what.outcome ? 'done' : session.answered.length === 0 ? 'start' : 'continue',
    entities: {
      ...(what.question ? { question: { type: 'question', id: what.question } } : {}),
      facts: { type: 'facts', ...wireFacts(protocol, session) } as { type: 'facts' } & Record<string, Value | string[]>,
      ...(what.outcome ? { outcome: { type: 'outcome', ...what.outcome } } : {}),
    },
  };
}
