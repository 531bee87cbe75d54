import type { SignalLog } from '../../domain/ports/signal-log.ts';
import type { Signal } from '../../domain/signal.ts';
import { pagesPerRef, type PerRefListing } from './pages-per-ref.ts';
import type { Session } from './pool.ts';
import { storable } from './text.ts';

const SIGNALS: PerRefListing<{ ord: number; payload: Signal }, Signal> = {
  name: 'signals',
  columns: ['r.occurred_at', 'r.signal_id'],
  casts: ['bigint', 'text'],
  shape: ['integer', 'text'],
  direction: 'DESC',
  select: 's.payload',
  from: 'signal_entities r JOIN signals s ON s.tenant = r.tenant AND s.id = r.signal_id',
  read: ({ payload }) => ({ node: payload, position: [payload.occurredAt, payload.id] }),
};

export function createSignalLog(session: Session): SignalLog {
  return {
    pages: (refs, page) => pagesPerRef(session, SIGNALS, refs, page),
    async count(tenant) {
      const [row] = await session.rows<{ count: number }>({
        text: 'SELECT count(*) AS count FROM signals WHERE tenant = $1',
        values: [storable(tenant)],
      });
      return row?.count ?? 0;
    },
  };
}
