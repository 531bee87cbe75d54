/** Signals and folds for suites of the stores: the fold counts, so that a lost update shows. */
import { type EntityRef, entityKey } from '../../src/domain/entity.ts';
import type { EvidenceStore, IngestTransaction, IngestWrites } from '../../src/domain/ports/evidence-store.ts';
import type { Signal } from '../../src/domain/signal.ts';
import { changeOf, stateAt } from './states.ts';

type Batch = Parameters<EvidenceStore['ingest']>[0];

export function feedback(id: string, entities: readonly EntityRef[], occurredAt = 1_790_000_000_000): Signal {
  return {
    id,
    tenant: entities[0]?.tenant ?? 'acme',
    occurredAt,
    receivedAt: occurredAt + 5,
    source: 'native',
    sourceType: null,
    entities,
    userId: null,
    deviceId: null,
    sessionId: null,
    ip: null,
    userAgent: null,
    geo: null,
    network: null,
    type: 'feedback',
    data: { verdict: 'confirmed', target: 'impossible_travel', by: null },
  };
}

/** Adds 1 to the revision of every entity that an accepted signal feeds, and logs a change and a point for each. */
export function countingFold({ signals }: Batch): (transaction: IngestTransaction) => Promise<IngestWrites> {
  return async ({ accepted, states }) => {
    const fed = signals.filter(({ id }) => accepted.has(id)).flatMap(({ entities }) => entities);
    const entities = [...new Map(fed.map((entity) => [entityKey(entity), entity])).values()];
    const revisions = entities.map((entity) => ({
      entity,
      revision: (states.get(entityKey(entity))?.revision ?? Number.NaN) + 1,
    }));
    return {
      states: revisions.map(({ entity, revision }) => ({
        state: stateAt(entity, revision),
        summary: {
          score: 0.1 + 0.2,
          level: 'MEDIUM',
          confidence: 1 / 3,
          indicators: ['impossible_travel'],
          factors: ['network_context'],
          lastSignalAt: null,
        },
      })),
      changes: revisions.map(({ entity, revision }) => {
        const { position: _position, ...change } = changeOf(entity, revision);
        return change;
      }),
      points: revisions.map(({ entity, revision }) => ({
        entity,
        at: 1_790_000_000_000 + revision,
        score: 0.1 + 0.2,
        low: 0.1,
        high: 0.9,
        confidence: 1 / 3,
        level: 'MEDIUM' as const,
        factors: { network_context: 0.7 },
        revision,
        cause: 'change' as const,
      })),
    };
  };
}

export function ingest(evidence: EvidenceStore, batch: Batch) {
  return evidence.ingest(batch, countingFold(batch));
}
