import type { Action, Protocol, Rule } from '../../content/schema.ts';
import { office } from '../clock.ts';
import type { Reply, ReplyLink } from '../reply.ts';
import { factsOf, type Session } from '../session.ts';
import { phoneText, type Wording } from '../wording.ts';
import type { Conclusion } from './conclude.ts';
import { type Facts, UNKNOWN } from './facts.ts';
import { triageReport } from './report.ts';
import { whenText } from './summary.ts';

const POISON_HELP = '+18002221222';
const SUICIDE_LIFELINE = '988';

interface Saying {
  protocol: Protocol;
  session: Session;
  wording: Wording;
  at: Date;
}

/** What to do now, whom to call and why. The action comes first. */
export function resultReply({ protocol, session, wording, at }: Saying, conclusion: Conclusion, lead?: string): Reply {
  const emergency = conclusion.level === 'emergency';
  const paragraphs = emergency
    ? emergencyText(protocol, factsOf(session), wording, at, conclusion)
    : [headline(conclusion.decided, wording, at), who(conclusion, wording), why(conclusion, factsOf(session), wording)];
  return {
    text: [lead, ...paragraphs].filter(Boolean).join('\n\n'),
    tone: emergency ? 'urgent' : 'plain',
    card: emergency ? 'emergency' : 'result',
    links: emergency ? emergencyLinks(conclusion.actions, wording) : careLinks(conclusion, wording, at),
    report: triageReport(protocol, session, { outcome: outcomeOf(conclusion) }),
  };
}

export function outcomeOf({ level, rule, action }: Conclusion) {
  return { level, rule, action };
}

/** What a later message is told while an emergency stands. */
export function emergencyAgain({ protocol, session, wording }: Saying, conclusion: Conclusion, lead?: string): Reply {
  const how = wording.say(`result.emergency.how.${conclusion.action}`);
  return {
    text: [lead, wording.say('result.emergency.again', { how })].filter(Boolean).join('\n\n'),
    tone: 'urgent',
    card: 'emergency',
    links: emergencyLinks(conclusion.actions, wording),
    report: triageReport(protocol, session, { outcome: outcomeOf(conclusion) }),
  };
}

export function clinicLinks(wording: Wording): ReplyLink[] {
  const { clinic } = wording;
  return [
    { kind: 'call', label: wording.say('link.call-clinic'), href: `tel:${clinic.phone}` },
    { kind: 'book', label: wording.say('link.book'), href: clinic.bookingUrl },
  ];
}

/** The on-call line while the office is closed, if the clinic has one. */
export function onCallLink(wording: Wording): ReplyLink[] {
  const { onCallPhone } = wording.clinic;
  return onCallPhone ? [{ kind: 'call', label: wording.say('link.call-on-call'), href: `tel:${onCallPhone}` }] : [];
}

function emergencyText(protocol: Protocol, facts: Facts, wording: Wording, at: Date, conclusion: Conclusion): string[] {
  const reason = wording.word(`rules.${conclusion.rule}.reason`);
  const also = conclusion.actions.slice(1).filter((action) => action === 'call-988' || action === 'poison-help');
  const tell = tellThem(protocol, facts, wording, at);
  return [
    wording.say(`result.emergency.${conclusion.action}`, { reason }),
    also.length > 0
      ? wording.say('result.emergency.also', { list: also.map((action) => wording.say(`result.emergency.also.${action}`)).join('; ') })
      : '',
    tell.length > 0 ? wording.say('result.emergency.tell', { list: tell.join('; ') }) : '',
  ];
}

/** What an emergency team needs to hear first. */
function tellThem(protocol: Protocol, facts: Facts, wording: Wording, at: Date): string[] {
  const option = protocol.questions
    .find(({ id }) => id === 'procedure')
    ?.options?.find(({ id, sets }) => id !== 'none' && sets?.procedure === facts.procedure && facts.procedure !== undefined);
  const what = option && wording.word(`questions.procedure.${option.id}`);
  const since = facts.daysSinceProcedure;
  const when = typeof since === 'number' ? whenText(since, wording, at) : wording.say('value.unknown');
  return [
    what ? wording.say('tell.procedure', { what, when }) : '',
    facts.bloodThinner === 'yes' ? wording.say('tell.blood-thinner') : '',
    facts.pregnancy === 'pregnant' ? wording.say('tell.pregnant') : '',
    String(facts.pregnancy).startsWith('postpartum') ? wording.say('tell.postpartum') : '',
    facts.immune === 'yes' ? wording.say('tell.immune') : '',
  ].filter(Boolean);
}

function emergencyLinks(actions: readonly Action[], wording: Wording): ReplyLink[] {
  const { emergencyNumber } = wording.clinic;
  const call = (label: string, number: string): ReplyLink => ({ kind: 'call', label, href: `tel:${number}` });
  const emergency = call(wording.say('link.call-emergency'), emergencyNumber);
  const special = actions.flatMap((action) => {
    if (action === 'call-988') return [call(wording.say('link.call-988'), SUICIDE_LIFELINE)];
    return action === 'poison-help' ? [call(wording.say('link.call-poison'), POISON_HELP)] : [];
  });
  return actions[0] === 'call-988' || actions[0] === 'poison-help' ? [...special, emergency] : [emergency, ...special];
}

function headline(rule: Rule, wording: Wording, at: Date): string {
  if (rule.level !== 'same-day') return wording.say(`result.${rule.level}.${rule.action}`);
  const { open, until } = office(wording.clinic, at, wording.language);
  if (open) return wording.say('result.same-day.open');
  const closed = { until: until === undefined ? '' : ` ${wording.say('result.same-day.until', { time: until })}` };
  const { onCallPhone } = wording.clinic;
  if (onCallPhone) return wording.say('result.same-day.on-call', { ...closed, phone: phoneText(onCallPhone) });
  return wording.say(`result.same-day.${rule.afterHours ?? 'tonight'}`, closed);
}

function who({ level, action }: Conclusion, wording: Wording): string {
  return level === 'same-day' ? wording.say(`result.who.${action}`) : '';
}

function why({ decided, rule }: Conclusion, facts: Facts, wording: Wording): string {
  const untold = rule !== 'B10' && ['pregnancy', 'bloodThinner', 'immune', 'age'].some((name) => facts[name] === UNKNOWN);
  const reason = wording.say('result.why', { reason: wording.word(`rules.${decided.id}.reason`) });
  return untold ? `${reason}\n\n${wording.say('result.about-you-unknown')}` : reason;
}

function careLinks({ level }: Conclusion, wording: Wording, at: Date): ReplyLink[] {
  const [call, book] = clinicLinks(wording) as [ReplyLink, ReplyLink];
  const emergency: ReplyLink = { kind: 'call', label: wording.say('link.call-emergency'), href: `tel:${wording.clinic.emergencyNumber}` };
  if (level !== 'same-day') return level === 'book' ? [book, call] : [call, book];
  const closed = !office(wording.clinic, at, wording.language).open;
  return [...(closed ? onCallLink(wording) : []), call, emergency].slice(0, 3);
}
