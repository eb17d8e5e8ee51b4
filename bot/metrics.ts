import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Outbound } from './activity.ts';
import type { Store } from './store/store.ts';

const STAGES = ['load', 'converse', 'commit', 'deliver'] as const;
export type Stage = (typeof STAGES)[number];
type Timer = Histogram.Internal<'stage'>;

/** What is counted. Labels come from lists of our own: nothing that a patient or a channel chose is ever one. */
export interface Metrics {
  /** Times a stage of a turn, and is a span where a tracer is registered with @opentelemetry/api. */
  stage<T>(stage: Stage, work: () => Promise<T>): Promise<T>;
  turn<T>(door: string, work: () => Promise<T>): Promise<T>;
  said(replies: Outbound[]): void;
  refused(code: string): void;
  storeFailed(): void;
  /** The page of Prometheus. */
  page(): Promise<{ type: string; text: string }>;
}

const DOORS = ['direct-line', 'bot-service', 'twilio'];
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(store: Store, gauges: { turns(): number; streams(): number }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({ name: 'bot_turns_total', help: 'Turns by door and result.', labelNames: ['door', 'result'], registers });
  const turnSeconds = new Histogram({ name: 'bot_turn_seconds', help: 'Time of a turn.', buckets: SECONDS, registers });
  const labelNames = ['stage'];
  const stageSeconds = new Histogram({ name: 'bot_stage_seconds', help: 'Time of a stage.', labelNames, buckets: SECONDS, registers });
  const secondsOf = Object.fromEntries(STAGES.map((stage) => [stage, stageSeconds.labels(stage)])) as Record<Stage, Timer>;
  const levels = new Counter({ name: 'bot_outcomes_total', help: 'Triages by level.', labelNames: ['level'], registers });
  const unanswered = new Counter({ name: 'bot_unanswered_total', help: 'Questions without an answer.', registers });
  const refused = new Counter({ name: 'bot_refused_total', help: 'Requests by fault.', labelNames: ['code'], registers });
  const storeErrors = new Counter({ name: 'bot_store_errors_total', help: 'Failures of the store.', registers });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  gauge('bot_turns_underway', 'Turns under way.', gauges.turns);
  gauge('bot_streams', 'Streams to pages.', gauges.streams);
  const undelivered = new Gauge({ name: 'bot_outbox_replies', help: 'Replies nobody received yet.', registers });
  const age = new Gauge({ name: 'bot_outbox_age_seconds', help: 'Age of the eldest of them.', registers });
  const tracer = trace.getTracer('headache-triage-bot');

  const traced = <T>(name: string, work: () => Promise<T>) =>
    tracer.startActiveSpan(name, async (span: Span) => {
      try {
        return await work();
      } catch (error) {
        // The error's message may quote a patient: that it failed is all that is told.
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });

  return {
    async stage(stage, work) {
      const began = performance.now();
      try {
        return await traced(stage, work);
      } finally {
        secondsOf[stage].observe((performance.now() - began) / 1_000);
      }
    },
    async turn(door, work) {
      const began = performance.now();
      const labels = { door: DOORS.includes(door) ? door : 'other' };
      try {
        const result = await traced('turn', work);
        turns.inc({ ...labels, result: 'done' });
        return result;
      } catch (error) {
        turns.inc({ ...labels, result: 'failed' });
        throw error;
      } finally {
        turnSeconds.observe((performance.now() - began) / 1_000);
      }
    },
    said(replies) {
      for (const { semanticAction } of replies) {
        const { id, state, entities = {} } = semanticAction ?? {};
        const { outcome, answer, candidates } = entities as Record<string, { level?: string } | undefined>;
        if (id === 'triage' && state === 'done' && outcome?.level) levels.inc({ level: outcome.level });
        if (id === 'faq' && !answer && !candidates) unanswered.inc();
      }
    },
    refused: (code) => refused.inc({ code }),
    storeFailed: () => storeErrors.inc(),
    async page() {
      const backlog = await store.backlog().catch(() => undefined);
      if (backlog) undelivered.set(backlog.undelivered);
      if (backlog) age.set(backlog.age / 1_000);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
