import { z } from 'zod';
import { parseOrThrow } from '../../contract/faults.ts';
import type { ProtectedRoute } from './route.ts';
import { sourcePathShape, unknownSource } from './source-signals.ts';

const HEADER = 'x-okta-verification-challenge';
const headerShape = z.object({
  [HEADER]: z.string().min(1).max(1024).describe('Sent by Okta once, when an event hook is set up.'),
});

export const sourceVerificationRoute: ProtectedRoute = {
  method: 'GET',
  path: '/api/signals/{source}',
  operationId: 'verifySource',
  tag: 'signals',
  summary: 'Answers the one-time verification of an Okta event hook.',
  access: 'signals:write',
  pathShape: sourcePathShape,
  headerShape,
  responses: {
    200: { description: 'The challenge, given back.', shape: z.strictObject({ verification: z.string() }) },
  },
  errors: ['BAD_USER_INPUT', 'NOT_FOUND'],
  async handle(_caller, call, { sources }) {
    if (!sources.names().includes(call.path['source'] ?? '')) unknownSource(sources);
    const { [HEADER]: challenge } = parseOrThrow(headerShape, call.headers);
    return { status: 200, body: { verification: String(challenge) } };
  },
};
