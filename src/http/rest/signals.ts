import { ingestResponseShape, readBatch, signalsBodyShape, toIngestResponse } from '../../contract/ingest.ts';
import { parseSignal } from '../../contract/signal.ts';
import type { ProtectedRoute } from './route.ts';

export const signalsRoute: ProtectedRoute = {
  method: 'POST',
  path: '/api/signals',
  operationId: 'ingestSignals',
  tag: 'signals',
  summary: 'Takes a batch of native signals; answers once they are committed.',
  access: 'signals:write',
  bodyShape: signalsBodyShape,
  responses: { 200: { description: 'What became of each signal.', shape: ingestResponseShape } },
  errors: ['OVERLOADED', 'UNAVAILABLE', 'TIMEOUT'],
  async handle(caller, call, { services, config }) {
    const items = readBatch(call.body, config.ingest.maxBatch);
    const parsed = items.map((item) => parseSignal(item, { source: 'native' }));
    return { status: 200, body: toIngestResponse(await services.ingest.ingest(caller, parsed)) };
  },
};
