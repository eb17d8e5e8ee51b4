import { expect } from 'chai';
import { type Content, loadContent } from '../../../content/load.ts';
import { answerReply } from '../../../dialogs/faq/answer-reply.ts';
import type { Found } from '../../../dialogs/faq/search.ts';
import { route } from '../../../dialogs/root-dialog.ts';
import { newSession } from '../../../dialogs/session.ts';
import type { TurnState } from '../../../dialogs/turn-state.ts';
import type { Heard, Understood } from '../../../dialogs/understand/understood.ts';
import { wording } from '../../../dialogs/wording.ts';

const AT = new Date('2026-11-23T18:00:00Z');
const ANSWER: Found = { band: 'answer', id: 'caffeine', ids: ['caffeine'], chance: 0.9 };

describe('what can be answered, when a warning sign is in doubt', () => {
  let content: Content;

  before(() => {
    content = loadContent();
  });

  function routed(heard: Heard, asks = true): string[] {
    const understood: Understood = { signs: [heard], facts: {}, corrects: false, asks, tells: true };
    const session = { ...newSession('en'), triage: 'open' as const, unclear: [heard.sign] };
    const settled = { session, said: [], answered: [], corrected: [], missed: false, partial: false };
    const turn: TurnState = {
      content,
      protocol: content.protocol,
      message: { text: 'asked', at: AT },
      understood,
      asked: ANSWER,
      session,
      settled,
      replies: [],
    };
    return route(turn);
  }

  it('is answered, and the sign is asked about after it', () => {
    expect(routed({ sign: 'cauda', status: 'unclear', guess: true })).to.deep.equal(['faq', 'triage']);
  });

  it('is answered too when a rule heard the sign and something is asked', () => {
    expect(routed({ sign: 'cauda', status: 'unclear' })).to.deep.equal(['faq', 'triage']);
  });

  it('is answered for who asks nothing, where the sign is a mere guess', () => {
    expect(routed({ sign: 'cauda', status: 'unclear', guess: true }, false)).to.deep.equal(['faq', 'triage']);
  });

  it('is not answered for who asks nothing when a rule heard the sign: only the sign is asked about', () => {
    expect(routed({ sign: 'cauda', status: 'unclear' }, false)).to.deep.equal(['triage']);
  });

  it('gets the beginning of the answer alone, so that what is asked stays in sight', () => {
    const { first } = content.faq.byId.get('caffeine')!.languages.en;
    const answering = { faq: content.faq, wording: wording(content, 'en'), at: AT, idle: false };

    expect(answerReply(ANSWER, { ...answering, brief: true }).text).to.equal(first);
    expect(answerReply(ANSWER, answering).text).to.have.length.above(first.length);
  });
});
