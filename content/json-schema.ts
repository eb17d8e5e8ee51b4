/** Writes the JSON Schema files by which an editor completes and checks the YAML: `npm run schema`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CONTENT_DIR } from './load.ts';
import { clinicSchema, messagesSchema, protocolSchema, sourcesSchema, translationSchema } from './schema.ts';

const SCHEMAS = {
  protocol: protocolSchema,
  translation: translationSchema,
  clinic: clinicSchema,
  messages: messagesSchema,
  sources: sourcesSchema,
};

/** Each schema as the text of its file. */
export function jsonSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dir = join(CONTENT_DIR, 'schemas');
  mkdirSync(dir, { recursive: true });
  for (const [file, text] of Object.entries(jsonSchemas())) writeFileSync(join(dir, file), text);
}
