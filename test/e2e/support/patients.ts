import { expect } from 'chai';
import { DirectLineClient } from '../../bot/support/direct-line-client.ts';
import { type Door, heard } from '../../eval/patient.ts';
import type { Vignette } from '../../eval/vignettes.ts';
import { jsonLines } from '../../support/json-lines.ts';

export const patients = read('../../cases/vignettes.jsonl');
/** Fifty more, for the long run: what they are to be told is measured elsewhere; here only that every door says the same. */
export const morePatients = process.env.TEST_LONG === '1' ? read('../../fixtures/patients.jsonl') : [];

function read(file: string): Vignette[] {
  return jsonLines(new URL(file, import.meta.url));
}

/** Through the clinic's page: the answers are what the history holds after the message. */
export async function pageDoor(base: string, language: string): Promise<Door> {
  const client = await new DirectLineClient(base).start({ locale: language === 'es' ? 'es-US' : 'en-US' });
  return {
    async say(text) {
      const { watermark } = await client.read();
      const { status, body } = await client.say(text, { locale: language });
      expect(status).to.equal(200);
      const { activities } = await client.read(watermark);
      return heard(activities.filter(({ replyToId }) => replyToId === body.id));
    },
  };
}
