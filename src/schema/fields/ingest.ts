import { z } from 'zod';
import { parseSignal } from '../../contract/signal.ts';
import type { Fault } from '../../domain/errors.ts';
import { ingestSignals } from '../../resolvers/ingest-signals.ts';
import type { LocalRef, SignalResult } from '../../services/services.ts';
import { builder } from '../builder.ts';
import { SignalStatusEnum } from '../enums.ts';
import { EntityNode } from '../types/entity.ts';
import { FaultType } from '../types/fault.ts';

const SIGNALS_MAX = 1_000;

const RevisionType = builder
  .objectRef<{ readonly entity: LocalRef; readonly revision: number }>('EntityRevision')
  .implement({
    description: 'What an accepted signal made of one entity.',
    fields: (t) => ({
      entity: t.expose('entity', { type: EntityNode, description: 'Whose evidence it fed.' }),
      revision: t.exposeInt('revision', { description: 'Its revision afterwards; take it to `atLeast`.' }),
    }),
  });

const SignalResultType = builder.objectRef<SignalResult>('SignalResult').implement({
  description: 'What became of one signal.',
  fields: (t) => ({
    signalId: t.string({
      nullable: true,
      description: 'Its id; null when it has no usable one.',
      resolve: ({ id }) => id,
    }),
    status: t.expose('status', { type: SignalStatusEnum, description: 'Accepted, duplicate or rejected.' }),
    revisions: t.field({
      type: [RevisionType],
      description: 'The entities it changed; empty unless accepted.',
      resolve: (result) => (result.status === 'accepted' ? result.revisions : []),
    }),
    faults: t.field({
      type: [FaultType],
      description: 'What is wrong with it; empty unless rejected.',
      resolve: (result): readonly Fault[] => (result.status === 'rejected' ? result.faults : []),
    }),
  }),
});

const IngestType = builder.objectRef<readonly SignalResult[]>('IngestSignalsPayload').implement({
  description: 'What became of a batch.',
  fields: (t) => ({
    results: t.field({
      type: [SignalResultType],
      description: 'In the order of the signals.',
      complexity: { field: 1, multiplier: 1 },
      resolve: (results) => results,
    }),
    accepted: t.int({ description: 'Signals that were new.', resolve: (results) => count(results, 'accepted') }),
    duplicates: t.int({ description: 'Signals accepted before.', resolve: (results) => count(results, 'duplicate') }),
    rejected: t.int({ description: 'Signals refused.', resolve: (results) => count(results, 'rejected') }),
  }),
});

export function addIngest(): void {
  builder.mutationField('ingestSignals', (t) =>
    t.field({
      type: IngestType,
      description:
        'Takes in a batch of signals; answered after the commit. Idempotent by signal id. Needs signals:write.',
      complexity: ({ signals }) => ({ field: 1, multiplier: Math.max(1, signals.length) }),
      args: {
        signals: t.arg({
          type: ['SignalEnvelope'],
          required: { list: true, items: false },
          description: `1 to ${SIGNALS_MAX} signals; a bad one is rejected alone.`,
          validate: { schema: z.array(z.unknown()).min(1).max(SIGNALS_MAX) },
        }),
      },
      resolve: (_root, { signals }, context) =>
        ingestSignals(
          signals.map((signal) => parseSignal(signal, { source: 'native' })),
          context,
        ),
    }),
  );
}

function count(results: readonly SignalResult[], status: SignalResult['status']): number {
  return results.filter((result) => result.status === status).length;
}
