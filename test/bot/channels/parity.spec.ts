import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { converse } from '../../../dialogs/converse.ts';
import { newSession } from '../../../dialogs/session.ts';
import { DirectLineClient } from '../support/direct-line-client.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

/** One of everything that a reply can have. */
const talkative: typeof converse = async (_content, before, event) => ({
  session: before ?? newSession('en'),
  replies:
    event.kind !== 'message'
      ? []
      : [
          { text: '**Call** now', tone: 'urgent', card: 'result', links: [{ kind: 'call', label: 'Call us', href: 'tel:+13104441234' }] },
          {
            text: `You said ${event.message.text}`,
            tone: 'plain',
            card: 'question',
            pick: 'many',
            options: [
              { id: 'skip', label: 'Skip', kind: 'shortcut' },
              { id: 'fever', label: 'Fever', kind: 'answer' },
            ],
            report: {
              id: 'triage',
              state: 'continue',
              entities: {
                question: { type: 'question', id: 'red-flags' },
                facts: { type: 'facts', severity: 7, flags: ['E01'], aboutYou: 'unknown' },
              },
            },
          },
        ],
});

describe('the same words through both doors', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ converse: talkative });
  });
  after(() => server.close());

  it('get the same replies, reports and buttons', async () => {
    const connector = await server.connector({ channelId: 'webchat' });
    const patient = await new DirectLineClient(server.base).start();
    const turn = await connector.conversation().say('my head hurts');
    await patient.say('my head hurts');
    const own = (await patient.read()).activities.slice(1);

    const shown = (activity: Record<string, unknown>) => {
      const { text, textFormat, inputHint, suggestedActions, attachments, semanticAction, channelData } = activity;
      return JSON.parse(JSON.stringify({ text, textFormat, inputHint, suggestedActions, attachments, semanticAction, channelData }));
    };
    expect(turn.messages).to.have.length(2);
    expect(turn.messages.map(shown)).to.deep.equal(own.map(shown));
    expect(turn.suggested).to.deep.equal(['Fever', 'Skip']);
    expect(turn.messages[1]!.semanticAction!.entities.facts).to.deep.equal({
      type: 'facts',
      severity: 7,
      flags: ['E01'],
      aboutYou: 'unknown',
    });
    expect(turn.messages[0]!.attachments![0]!.content!.buttons).to.deep.equal([
      { type: 'openUrl', title: 'Call us', value: 'tel:+13104441234' },
    ]);
  });
});
