import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { CONTENT_DIR, loadContent, PROTOCOL } from '../../content/load.ts';
import type { Value } from '../../content/schema.ts';
import { assess } from '../../dialogs/triage/assess.ts';
import { mildest } from '../../dialogs/triage/facts.ts';

interface Case {
  what: string;
  facts: Record<string, Value>;
  level: string;
  rule: string;
}

const { protocol } = loadContent();
const cases = parse(readFileSync(join(CONTENT_DIR, PROTOCOL, 'cases.yaml'), 'utf8')) as Case[];
const mild = Object.fromEntries(Object.entries(protocol.facts).map(([name, spec]) => [name, spec.unsaid ?? mildest(spec)]));

describe('the acceptance cases', () => {
  it('are those of the clinical table', () => expect(cases).to.have.length(55));
  for (const { what, facts, level, rule } of cases) {
    it(`${what}: ${level}`, () => {
      const { decided } = assess(protocol, { ...mild, ...facts });
      expect([decided?.level, decided?.id]).to.deep.equal([level, rule]);
    });
  }
});
