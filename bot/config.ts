import { existsSync } from 'node:fs';
import { z } from 'zod';

/** The hosts from which Azure Bot Service speaks, public and US government cloud. `*.` stands for any subdomain. */
const SERVICE_URL_HOSTS = '*.botframework.com,smba.trafficmanager.net,*.botframework.azure.us,smba.infra.gcc.teams.microsoft.com';

const unset = (value: unknown) => (value === '' ? undefined : value);
const optional = z.preprocess(unset, z.string().optional());
const text = (fallback: string) => z.preprocess(unset, z.string().default(fallback));
const whole = (fallback: number, least: number, most: number) => {
  const said = z.coerce.number({ error: `must be a whole number from ${least} to ${most}` });
  return z.preprocess(unset, said.int().min(least).max(most).default(fallback));
};
const names = (value: string) =>
  value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
const isOrigin = (value: string) => URL.canParse(value) && new URL(value).origin === value;
const isWebAddress = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const isApi = (value: string) => isWebAddress(value) && (value.startsWith('https:') || isLoopbackHost(new URL(value).hostname));

const settings = z.object({
  HOST: text('127.0.0.1'),
  PORT: whole(3978, 0, 65_535),
  STORE_URL: text('sqlite:./data/bot.db'),
  CONTENT_DIR: optional,
  LOG_LEVEL: z.preprocess(unset, z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info')),
  MicrosoftAppId: optional,
  MicrosoftAppPassword: optional,
  MicrosoftAppTenantId: optional,
  MicrosoftAppType: z.preprocess(unset, z.enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant']).default('SingleTenant')),
  ChannelService: optional,
  SERVICE_URL_HOSTS: text(SERVICE_URL_HOSTS).transform(names),
  TWILIO_ACCOUNT_SID: optional,
  TWILIO_AUTH_TOKEN: optional,
  TWILIO_FROM: optional,
  TWILIO_API_URL: text('https://api.twilio.com').refine(isApi, 'must be an https address, or an http one on loopback'),
  PUBLIC_URL: optional.refine((url) => url === undefined || isWebAddress(url), 'must be a web address such as https://bot.clinic.com'),
  DATA_KEY: optional.refine((key) => key === undefined || key.length >= 32, 'must have at least 32 characters: `openssl rand -base64 32`'),
  DATA_KEY_OLD: optional,
  STORE_CONNECTIONS: whole(10, 2, 500),
  RETENTION_DAYS: whole(90, 1, 36_500),
  ALLOWED_ORIGINS: text('')
    .transform(names)
    .refine((origins) => origins.every(isOrigin), 'must be origins such as https://www.clinic.com, with no path, divided by commas'),
  METRICS_TOKEN: optional,
  TRUSTED_PROXIES: whole(0, 0, 10),
  RATE_TOKENS_PER_MINUTE: whole(60, 1, 1_000_000),
  RATE_MESSAGES_PER_SECOND: whole(20, 1, 1_000_000),
  RATE_READS_PER_SECOND: whole(200, 1, 1_000_000),
  MAX_TURNS: whole(1_000, 1, 1_000_000),
  MAX_SOCKETS: whole(10_000, 1, 1_000_000),
  MAX_SOCKETS_PER_CONVERSATION: whole(10, 1, 10_000),
  REQUEST_SECONDS: whole(14, 1, 600),
  OUTBOUND_SECONDS: whole(8, 1, 60),
  CHECK_IN: z.preprocess(unset, z.enum(['on', 'off']).default('off')),
  ALLOW_UNSIGNED_CONTENT: z.preprocess(unset, z.enum(['demo']).optional()),
});

export interface Config extends Omit<z.infer<typeof settings>, 'STORE_URL'> {
  store: { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string; connections: number };
  /** Anything that lets people other than the one at this machine reach the bot. */
  servesPatients: boolean;
}

/** Every line names a setting, what it must be and, unless it may be secret, what it is. */
export class ConfigError extends Error {
  readonly code = 'CONFIG';

  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
  }
}

/** The only reader of the environment. A `.env` file in the working folder adds what the environment does not set. */
export function readConfig(env?: Readonly<Record<string, string | undefined>>): Config {
  if (env === undefined && existsSync('.env')) process.loadEnvFile?.('.env');
  const from = env ?? process.env;
  const read = settings.safeParse(from);
  if (!read.success) throw new ConfigError(read.error.issues.map((issue) => complaint(String(issue.path[0]), issue.message, from)));
  const { STORE_URL, ...rest } = read.data;
  const lines = [...botServiceFaults(rest), ...twilioFaults(rest)];
  if (lines.length > 0) throw new ConfigError(lines);
  return { ...rest, store: storeOf(STORE_URL, rest.STORE_CONNECTIONS), servesPatients: servesPatients(rest) };
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host);
}

function complaint(name: string, problem: string, env: Readonly<Record<string, string | undefined>>): string {
  const secret = /KEY|PASSWORD|TOKEN/i.test(name);
  return `${name} ${problem}${secret ? '' : `, got ${JSON.stringify(env[name])}`}`;
}

type Settings = Omit<z.infer<typeof settings>, 'STORE_URL'>;

function storeOf(url: string, connections: number): Config['store'] {
  const [, file] = /^sqlite:(.+)$/.exec(url) ?? [];
  if (file) return { kind: 'sqlite', file };
  const scheme = url.split(':')[0];
  if ((scheme === 'postgres' || scheme === 'postgresql') && URL.canParse(url)) return { kind: 'postgres', url, connections };
  // What follows the scheme may hold a password.
  throw new ConfigError([`STORE_URL must be sqlite:… or postgres://…, got ${JSON.stringify(`${scheme}:…`)}`]);
}

function botServiceFaults(config: Settings): string[] {
  if (!config.MicrosoftAppId) return [];
  const { MicrosoftAppType: type } = config;
  const faults: string[] = [];
  if (type !== 'MultiTenant' && !config.MicrosoftAppTenantId) faults.push(`MicrosoftAppTenantId must be set with MicrosoftAppType ${type}`);
  if (type !== 'UserAssignedMSI' && !config.MicrosoftAppPassword)
    faults.push(`MicrosoftAppPassword must be set with MicrosoftAppType ${type}`);
  if (type === 'UserAssignedMSI' && config.MicrosoftAppPassword)
    faults.push('MicrosoftAppPassword must not be set with MicrosoftAppType UserAssignedMSI: Azure proves who the bot is');
  return faults;
}

function twilioFaults(config: Settings): string[] {
  const needed = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM', 'PUBLIC_URL'] as const;
  if (!needed.some((name) => name !== 'PUBLIC_URL' && config[name])) return [];
  return needed.filter((name) => !config[name]).map((name) => `${name} must be set: texting needs ${needed.join(', ')}`);
}

function servesPatients(config: Settings): boolean {
  const { MicrosoftAppId, TWILIO_ACCOUNT_SID, PUBLIC_URL, ALLOWED_ORIGINS, HOST } = config;
  return Boolean(MicrosoftAppId || TWILIO_ACCOUNT_SID || PUBLIC_URL || ALLOWED_ORIGINS.length > 0 || !isLoopbackHost(HOST));
}
