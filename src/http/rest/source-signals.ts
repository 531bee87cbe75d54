import { z } from 'zod';
import type { SourceRegistry } from '../../adapters/sources/registry.ts';
import type { NormalisedItem } from '../../adapters/sources/source.ts';
import { badInput } from '../../contract/faults.ts';
import { checkBatchSize, ingestResponseShape, toIngestResponse, type ItemOutcome } from '../../contract/ingest.ts';
import { parseSignal } from '../../contract/signal.ts';
import { bug, TrustError } from '../../domain/errors.ts';
import { SIGNALS_PER_EVENT_MAX } from '../../services/ingest/ingest.ts';
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
    if (typeof call.body !== 'object' || call.body === null) {
      throw badInput([{ path: '', message: 'Must be one event, an array of events, or their wrapper.' }]);
    }
    const source = call.path['source'] ?? '';
    const items = sources.normalise(source, call.body) ?? unknownSource(sources);
    checkBatchSize(items.length, config.ingest.maxBatch * SIGNALS_PER_EVENT_MAX, '');
    const signals = items.flatMap((item) => (item.kind === 'signal' ? [parseSignal(item.input, { source })] : []));
    const results = (await services.ingest.ingest(caller, signals)).values();
    const outcomes = items.map((item) =>
      item.kind === 'signal' ? (results.next().value ?? bug('a signal has no result')) : toOutcome(item),
    );
    return { status: 200, body: toIngestResponse(outcomes) };
  },
};

function toOutcome(item: Exclude<NormalisedItem, { kind: 'signal' }>): ItemOutcome {
  if (item.kind === 'rejected') return { id: item.id, status: 'rejected', faults: item.faults };
  return { id: item.id, status: 'ignored', faults: [{ path: '', message: item.reason }] };
}

export function unknownSource(sources: SourceRegistry): never {
  throw new TrustError('NOT_FOUND', `There is no such source; known are ${sources.names().join(', ')}.`);
}
