import { type Span, type Tracer, type TracerProvider, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { converse } from '../../dialogs/converse.ts';
import { startServer, type TestServer } from './support/start-server.ts';

describe('GET /metrics', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const page = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.base}/metrics`, { headers });
    return { status: response.status, text: await response.text() };
  };
  const value = (text: string, line: string) =>
    Number(
      text
        .split('\n')
        .find((each) => each.startsWith(`${line} `))
        ?.split(' ')[1],
    );

  it('counts turns, outcomes, questions without an answer, refusals, what waits and what failed', async () => {
    let down = false;
    server = await startServer({
      converse,
      store: (real) => ({ ...real, commit: (...turn) => (down ? Promise.reject(new Error('gone')) : real.commit(...turn)) }),
    });
    const connector = await server.connector();
    await connector.conversation().say('worst headache of my life, it came like a thunderclap');
    await connector.conversation().say('how tall is the tower in paris?');
    connector.inject({ status: 400, times: 1 });
    await connector.conversation().say('hello');
    await fetch(`${server.base}/nowhere`);
    down = true;
    await connector.conversation().say('hello');
    down = false;
    const { text } = await page();
    expect(value(text, 'bot_turns_total{door="bot-service",result="done"}')).to.equal(3);
    expect(value(text, 'bot_turns_total{door="bot-service",result="failed"}')).to.equal(1);
    expect(value(text, 'bot_outcomes_total{level="emergency"}')).to.equal(1);
    expect(value(text, 'bot_unanswered_total')).to.equal(1);
    expect(value(text, 'bot_refused_total{code="not-found"}')).to.equal(1);
    expect(value(text, 'bot_refused_total{code="store"}')).to.equal(1);
    expect(value(text, 'bot_store_errors_total')).to.be.at.least(1);
    expect(value(text, 'bot_outbox_replies')).to.be.greaterThan(0);
    expect(value(text, 'bot_stage_seconds_count{stage="converse"}')).to.be.at.least(4);
    expect(value(text, 'process_resident_memory_bytes')).to.be.greaterThan(1_000_000);
  });

  it('lets nobody choose a label', async () => {
    server = await startServer();
    const connector = await server.connector();
    const named = 'bot_evil{x="1"} 1';
    await connector.conversation({ channelId: named, id: named }).say(named);
    await fetch(`${server.base}/${encodeURIComponent(named)}`);
    expect((await page()).text).to.not.include('bot_evil');
  });

  it('asks for the token that it was given', async () => {
    server = await startServer({ env: { METRICS_TOKEN: 'the token of Prometheus' } });
    const answers = [
      await page(),
      await page({ authorization: 'Bearer x' }),
      await page({ authorization: 'Bearer the token of Prometheus' }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([401, 401, 200]);
  });

  it('makes spans of a turn and its stages where a tracer is registered, with nothing of the patient in them', async () => {
    const spans: string[] = [];
    const told: unknown[] = [];
    const span = (name: string) =>
      new Proxy({} as Span, {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            void (method === 'end' ? spans.push(name) : told.push(args)),
      });
    const tracer = {
      startSpan: span,
      startActiveSpan: (name: string, ...rest: unknown[]) => (rest.at(-1) as (span: Span) => unknown)(span(name)),
    } as Tracer;
    trace.setGlobalTracerProvider({ getTracer: () => tracer } as TracerProvider);
    server = await startServer();
    await (await server.connector()).conversation().say('a canary symptom');
    trace.disable();
    expect(spans).to.deep.equal(['load', 'converse', 'commit', 'deliver', 'turn']);
    expect(JSON.stringify(told)).to.not.match(/canary/);
  });
});
