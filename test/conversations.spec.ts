import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { loadContent } from '../content/load.ts';
import { converse } from '../dialogs/converse.ts';
import type { Reply } from '../dialogs/reply.ts';
import type { Session } from '../dialogs/session.ts';

interface Said {
  say: string;
  asks?: string;
  outcome?: [level: string, rule: string];
  facts?: Record<string, unknown>;
  answer?: string;
  says?: string;
}

const DIR = fileURLToPath(new URL('conversations/', import.meta.url));
/** A Sunday evening in Los Angeles: the office is closed. */
const AT = new Date('2026-11-22T22:00:00-08:00');
const content = loadContent();

for (const file of readdirSync(DIR)) {
  const conversations = parse(readFileSync(`${DIR}${file}`, 'utf8')) as { name: string; turns: Said[] }[];
  describe(`conversations/${file}`, () => {
    for (const { name, turns } of conversations) {
      it(name, async () => {
        const locale = file.includes('.es.') ? 'es-US' : 'en-US';
        let session: Session | undefined;
        for (const turn of turns) {
          const result = await converse(content, session, { kind: 'message', message: { text: turn.say, locale, at: AT } });
          session = result.session;
          check(turn, result.replies);
        }
      });
    }
  });
}

function check(turn: Said, replies: Reply[]): void {
  const context = `after "${turn.say}": ${replies.map(({ text }) => text).join(' / ')}`;
  const reports = replies.flatMap(({ report }) => (report?.id === 'triage' ? [report.entities] : []));
  const answers = replies.flatMap(({ report }) => (report?.id === 'faq' ? [report.entities.answer?.id] : []));
  const outcome = reports
    .map((report) => report.outcome)
    .filter(Boolean)
    .at(-1);
  expect(replies, context).to.not.have.length(0);
  if (turn.asks) expect(reports.map(({ question }) => question?.id).at(-1), context).to.equal(turn.asks);
  if (turn.asks) expect(outcome, context).to.equal(undefined);
  if (turn.outcome) expect([outcome?.level, outcome?.rule], context).to.deep.equal(turn.outcome);
  if (turn.facts) expect(reports.at(-1)?.facts, context).to.deep.include(turn.facts);
  if (turn.answer) expect(answers, context).to.deep.equal([turn.answer]);
  if (turn.says) expect(replies.map(({ text }) => text).join('\n'), context).to.include(turn.says);
}
