/** `POST /api/trust-score/calculate`: what it takes, and how that becomes a question to the assess service. */
import { z } from 'zod';
import type { AssessRequest } from '../services/services.ts';
import { authenticationContextShape, networkContextShape, toRequestContext } from './context.ts';
import { parseOrThrow } from './faults.ts';
import { entityTypeShape, idShape, ipShape, userAgentShape } from './values.ts';

/** `null` counts as absent everywhere, as callers with optional fields often send it. */
export const calculateShape = z
  .object({
    entity_id: idShape.describe('The entity asked about.'),
    entity_type: entityTypeShape.nullish().describe('Default user.'),
    user_id: idShape.nullish().describe('Accepted for existing callers; the answer is about entity_id.'),
    device_id: idShape.nullish().describe('The device the request comes from.'),
    session_id: idShape.nullish().describe('The session the request belongs to.'),
    current_ip: ipShape.nullish(),
    user_agent: userAgentShape.nullish(),
    authentication_context: authenticationContextShape.nullish(),
    network_context: networkContextShape.nullish(),
    force_refresh: z.boolean().nullish().describe('Read the state from the store, not from a cache.'),
    include_trends: z.boolean().nullish(),
    include_explanation: z.boolean().nullish(),
    at_least: z
      .int()
      .min(0)
      .nullish()
      .describe('Demand at least this revision of the entity; 409 when it is not reached.'),
  })
  .meta({
    description: 'A question about one entity. Unknown keys are ignored.',
    examples: [
      {
        entity_id: 'alice@example.com',
        entity_type: 'user',
        current_ip: '203.0.113.7',
        authentication_context: { mfa_enabled: true, session_encrypted: true, amr: ['pwd', 'otp'] },
        network_context: { is_corporate_network: false, country: 'DE' },
        include_explanation: true,
      },
    ],
  });

/** Throws BAD_USER_INPUT with every fault. */
export function parseAssessRequest(body: unknown): AssessRequest {
  return toAssessRequest(parseOrThrow(calculateShape, body));
}

export function toAssessRequest(body: z.output<typeof calculateShape>): AssessRequest {
  return {
    entity: { type: body.entity_type ?? 'user', id: body.entity_id },
    context: toRequestContext(body),
    forceRefresh: body.force_refresh ?? false,
    includeTrends: body.include_trends ?? false,
    includeExplanation: body.include_explanation ?? false,
    atLeast: body.at_least ?? null,
  };
}
