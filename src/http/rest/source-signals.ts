import { z } from 'zod';
import { checkBatchSize, ingestResponseShape, toIngestResponse } from '../../contract/ingest.ts';
import { TrustError } from '../../domain/errors.ts';
import type { SourceRegistry } from '../deps.ts';
import type { ProtectedRoute } from './route.ts';

export const sourcePathShape = z.object({
  source: z.string().describe('Name of the source, such as okta.'),
});

export const sourceSignalsRoute: ProtectedRoute = {
  method: 'POST',
  path: '/api/signals/{source}',
  operationId: 'ingestSourceEvents',
  tag: 'signals',
  summary: "Takes a source's events in the source's own format; answers once they are committed.",
  access: 'signals:write',
  pathShape: sourcePathShape,
  bodyShape: z.union([z.looseObject({}), z.array(z.looseObject({}))]).meta({
    description: 'Whatever the source sends: one event, an array of them, or its own wrapper.',
  }),
  responses: { 200: { description: 'What became of each event.', shape: ingestResponseShape } },
  errors: ['NOT_FOUND', 'OVERLOADED', 'UNAVAILABLE', 'TIMEOUT'],
  async handle(caller, call, { services, sources, config }) {
    const items = sources.normalise(call.path['source'] ?? '', call.body) ?? unknownSource(sources);
    checkBatchSize(items.length, config.ingest.maxBatch, '');
    return { status: 200, body: toIngestResponse(await services.ingest.ingest(caller, items)) };
  },
};

export function unknownSource(sources: SourceRegistry): never {
  throw new TrustError('NOT_FOUND', `There is no such source; known are ${sources.names().join(', ')}.`);
}
