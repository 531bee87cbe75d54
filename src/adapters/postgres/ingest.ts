/**
 * One ingestion inside its transaction. Every ingestion takes its locks in the same order (signals by id, missing states
 * by key, states by key, the tenants' change logs), so two of them wait for each other instead of dead-locking.
 */
import { type EntityRef, entityKey } from '../../domain/entity.ts';
import { bug } from '../../domain/errors.ts';
import type {
  EvidenceStore,
  IngestResult,
  IngestTransaction,
  IngestWrites,
} from '../../domain/ports/evidence-store.ts';
import type { Signal } from '../../domain/signal.ts';
import { emptyState, type EntityState } from '../../domain/state.ts';
import { unpackState } from '../../domain/state-codec.ts';
import { appendChanges } from './change-log.ts';
import type { Session } from './pool.ts';
import { insertScorePoints } from './score-points.ts';
import { updateStates } from './states.ts';
import { keyColumns, storable } from './text.ts';

type Batch = Parameters<EvidenceStore['ingest']>[0];
type Fold = (transaction: IngestTransaction) => Promise<IngestWrites>;

export async function ingestOnce(session: Session, batch: Batch, fold: Fold): Promise<IngestResult> {
  const accepted = await insertSignals(session, batch.signals);
  const refs = [...new Map(batch.refs.map((ref) => [entityKey(ref), ref])).values()];
  const states = await lockStates(session, refs);
  const writes = await fold({ accepted, states, signalsOf: (entity) => signalsOf(session, entity) });

  for (const { state } of writes.states) {
    if (!states.has(entityKey(state.entity))) bug(`the fold wrote ${entityKey(state.entity)}, which it did not lock`);
  }
  const updatedAt = Math.max(
    0,
    ...batch.signals.map((signal) => signal.receivedAt),
    ...writes.changes.map(({ at }) => at),
  );
  await updateStates(session, writes.states, updatedAt);
  await dropUnwritten(session, states, writes);
  await insertScorePoints(session, writes.points);
  const changes = await appendChanges(session, writes.changes);
  return { accepted, states: writes.states.map(({ state }) => state), changes };
}

/** Ids that were new. A second signal of the batch with the same id changes nothing. */
async function insertSignals(session: Session, signals: readonly Signal[]): Promise<ReadonlySet<string>> {
  if (signals.length === 0) return new Set();
  const links = signals.flatMap((signal, index) => signal.entities.map((entity) => ({ ord: index + 1, entity })));
  const rows = await session.rows<{ ord: number }>({
    name: 'signals_insert',
    text: `WITH batch AS MATERIALIZED (
        SELECT DISTINCT ON (tenant, id) * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
          $6::bigint[], $7::bigint[], $8::json[]) WITH ORDINALITY
          AS s(tenant, id, type, source, source_type, occurred_at, received_at, payload, ord)
        ORDER BY tenant, id, ord),
      fresh AS (
        INSERT INTO signals (tenant, id, type, source, source_type, occurred_at, received_at, payload)
        SELECT tenant, id, type, source, source_type, occurred_at, received_at, payload FROM batch ORDER BY tenant, id
        ON CONFLICT DO NOTHING RETURNING tenant, id),
      accepted AS (SELECT b.tenant, b.id, b.occurred_at, b.ord FROM batch b JOIN fresh USING (tenant, id)),
      links AS (
        INSERT INTO signal_entities (tenant, entity_type, entity_id, occurred_at, signal_id)
        SELECT l.tenant, l.entity_type, l.entity_id, a.occurred_at, a.id
        FROM unnest($9::bigint[], $10::text[], $11::text[], $12::text[]) AS l(ord, tenant, entity_type, entity_id)
        JOIN accepted a ON a.ord = l.ord
        ON CONFLICT DO NOTHING)
      SELECT ord FROM accepted`,
    values: [
      signals.map(({ tenant }) => storable(tenant)),
      signals.map(({ id }) => storable(id)),
      signals.map(({ type }) => type),
      signals.map(({ source }) => storable(source)),
      signals.map(({ sourceType }) => (sourceType === null ? null : storable(sourceType))),
      signals.map(({ occurredAt }) => occurredAt),
      signals.map(({ receivedAt }) => receivedAt),
      signals.map((signal) => JSON.stringify(signal)),
      links.map(({ ord }) => ord),
      ...keyColumns(links.map(({ entity }) => entity)),
    ],
  });
  return new Set(rows.map(({ ord }) => (signals[ord - 1] ?? bug('an accepted signal of the batch')).id));
}

/** Creates what is missing first: of two first writers of an entity, one waits for the other instead of missing it. */
async function lockStates(session: Session, refs: readonly EntityRef[]): Promise<ReadonlyMap<string, EntityState>> {
  if (refs.length === 0) return new Map();
  const keys = keyColumns(refs);
  await session.rows({
    name: 'states_create',
    text: `INSERT INTO entity_states (tenant, type, id, revision, state, score, level, confidence, updated_at)
      SELECT tenant, type, id, 0, 'null', 0, '', 0, 0
      FROM unnest($1::text[], $2::text[], $3::text[]) AS k(tenant, type, id) ORDER BY tenant, type, id
      ON CONFLICT DO NOTHING`,
    values: [...keys],
  });
  const rows = await session.rows<{ ord: number; state: unknown }>({
    name: 'states_lock',
    text: `SELECT k.ord, s.state
      FROM entity_states s JOIN unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant, type, id, ord)
        ON s.tenant = k.tenant AND s.type = k.type AND s.id = k.id
      ORDER BY s.tenant, s.type, s.id FOR UPDATE OF s`,
    values: [...keys],
  });
  const states = new Map(rows.map(({ ord, state }) => [ord, state]));
  return new Map(
    refs.map((ref, index) => {
      const packed = states.get(index + 1) ?? null;
      return [entityKey(ref), packed === null ? emptyState(ref) : unpackState(ref, packed)];
    }),
  );
}

/** Rows made for locking that the fold had no use for; nobody else has seen them. */
async function dropUnwritten(
  session: Session,
  states: ReadonlyMap<string, EntityState>,
  { states: written }: IngestWrites,
) {
  const kept = new Set(written.map(({ state }) => entityKey(state.entity)));
  const unused = [...states.values()].filter(({ entity, revision }) => revision === 0 && !kept.has(entityKey(entity)));
  if (unused.length === 0) return;
  await session.rows({
    name: 'states_drop',
    text: `DELETE FROM entity_states s USING unnest($1::text[], $2::text[], $3::text[]) AS k(tenant, type, id)
      WHERE s.tenant = k.tenant AND s.type = k.type AND s.id = k.id AND s.revision = 0`,
    values: [...keyColumns(unused.map(({ entity }) => entity))],
  });
}

async function signalsOf(session: Session, { tenant, type, id }: EntityRef): Promise<readonly Signal[]> {
  const rows = await session.rows<{ payload: Signal }>({
    name: 'signals_of',
    text: `SELECT s.payload FROM signal_entities e JOIN signals s ON s.tenant = e.tenant AND s.id = e.signal_id
      WHERE e.tenant = $1 AND e.entity_type = $2 AND e.entity_id = $3`,
    values: [storable(tenant), storable(type), storable(id)],
  });
  // Ordered here, because the domain compares ids as JavaScript does and the database compares bytes.
  return rows
    .map(({ payload }) => payload)
    .sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : Number(a.id > b.id)));
}
