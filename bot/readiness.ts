import type { Content } from '../content/load.ts';
import { type Config, ConfigError } from './config.ts';

/**
 * Real patients are served only with content that a clinician signed, the clinic's own facts, and a key that the operator keeps.
 * Throws one line for each thing that is missing; the demonstration setting lets all pass and says so to everybody.
 */
export function readiness(config: Config, content: Content): { demoBanner: boolean } {
  const missing = [...unsigned(content), ...placeholders(content)];
  if (config.ALLOW_UNSIGNED_CONTENT === 'demo') return { demoBanner: missing.length > 0 };
  if (!config.DATA_KEY) missing.unshift('DATA_KEY must be set: `openssl rand -base64 32` makes one');
  if (!config.servesPatients || missing.length === 0) return { demoBanner: false };
  throw new ConfigError([
    'Real patients could reach this bot (an app id, Twilio, PUBLIC_URL, ALLOWED_ORIGINS or a HOST that is not loopback is set), but it is not ready for them:',
    ...missing.map((line) => `  ${line}`),
    'Mend these, or set ALLOW_UNSIGNED_CONTENT=demo to show it as a demonstration.',
  ]);
}

function unsigned({ protocol }: Content): string[] {
  if (protocol.review.by !== null) return [];
  return [`the rules of ${protocol.id} are not signed: a clinician puts name and date under "review" in triage.yaml`];
}

/** Numbers reserved for fiction and addresses reserved for documentation. */
const PLACEHOLDER = /^\+1\d{3}55501\d{2}$|\bexample\.(com|org|net)\b/;

function placeholders({ clinic }: Content): string[] {
  return strings(clinic, 'clinic.yaml')
    .filter(({ value }) => PLACEHOLDER.test(value))
    .map(({ place, value }) => `${place} is the placeholder ${value}: put the clinic's own`);
}

function strings(value: unknown, place: string): { place: string; value: string }[] {
  if (typeof value === 'string') return [{ place, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strings(inner, `${place} ${name}`));
}
