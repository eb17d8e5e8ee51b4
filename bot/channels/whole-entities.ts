import { createRequire } from 'node:module';
import { z } from 'zod';

const mappers = z.looseObject({ Entity: z.looseObject({ type: z.looseObject({ className: z.literal('Entity') }) }) });

/**
 * The SDK sends of an entity only its `type` and `text`; the protocol lets it carry anything, and ours carry the report of the turn.
 * Its description of an entity is an object that all its clients share: this completes it.
 */
export function sendWholeEntities(): void {
  const { Entity } = createRequire(import.meta.url)('botframework-connector/lib/connectorApi/models/mappers.js');
  mappers.parse({ Entity });
  Entity.type.additionalProperties = { type: { name: 'Object' } };
}
