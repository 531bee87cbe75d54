/** `POST /api/trust-score/policy-decision`: a question about an entity, and what it wants to do. */
import { z } from 'zod';
import type { DecideRequest } from '../services/services.ts';
import { calculateShape, toAssessRequest } from './assess.ts';
import { parseOrThrow } from './faults.ts';
import { text } from './signal-text.ts';
import { freeFormShape, idShape } from './values.ts';

export const decideShape = z
  .object({
    ...calculateShape.shape,
    resource: z
      .object({ type: text(128), id: idShape, properties: freeFormShape.nullish() })
      .nullish()
      .describe('Properties win over those stored for the resource.'),
    action: z.object({ name: text(128), properties: freeFormShape.nullish() }).nullish(),
    context: freeFormShape.nullish().describe('Anything else that policies look at.'),
  })
  .meta({
    description: 'A question for a decision. Unknown keys are ignored.',
    examples: [
      {
        entity_id: 'alice@example.com',
        current_ip: '203.0.113.7',
        resource: { type: 'document', id: 'payroll-2026', properties: { sensitivity: 'high' } },
        action: { name: 'read' },
      },
    ],
  });

/** Throws BAD_USER_INPUT with every fault. */
export function parseDecideRequest(body: unknown): DecideRequest {
  const parsed = parseOrThrow(decideShape, body);
  const { resource, action } = parsed;
  return {
    assess: toAssessRequest(parsed),
    resource: resource ? { type: resource.type, id: resource.id, properties: resource.properties ?? {} } : null,
    action: action ? { name: action.name, properties: action.properties ?? {} } : null,
    context: parsed.context ?? {},
  };
}
