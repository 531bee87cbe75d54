/** What every evidence store must do. */
import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { entityKey } from '../../src/domain/entity.ts';
import { countingFold, feedback, ingest } from '../support/ingests.ts';
import { stateAt, userRef } from '../support/states.ts';
import { eachStore } from '../support/stores.ts';

const FIRST_PAGE = { limit: 100, after: null };

eachStore('evidence store', (stores) => {
  it('loads states in the order asked, null for the unknown, duplicates included', async () => {
    const [a, b] = [userRef('order-a'), userRef('order-b')];
    await ingest(stores().evidence, { signals: [feedback('order-1', [a, b])], refs: [b, a] });
    const loaded = await stores().evidence.load([b, userRef('order-none'), a, b]);
    expect(loaded).toEqual([stateAt(b, 1), null, stateAt(a, 1), stateAt(b, 1)]);
    expect(await stores().evidence.load([])).toEqual([]);
  });

  it('gives a state back bit for bit, key order included', async () => {
    const entity = userRef('bits');
    const profile = {
      ...stateAt(entity, 1).profile,
      network: {
        zz: { weight: 5e-324, at: 0 },
        a: { weight: 1.7976931348623157e308, at: 9_007_199_254_740_991 },
        'nul \u0000 lone \ud800 "quoted" \\ {,}': { weight: 0.1 + 0.2, at: -1 },
        b: { weight: 123_456_789.123_456_78, at: 1e21 },
      },
    };
    const state = { ...stateAt(entity, 1), profile };
    const batch = { signals: [feedback('bits-1', [entity])], refs: [entity] };
    await stores().evidence.ingest(batch, async (transaction) => {
      const writes = await countingFold(batch)(transaction);
      return { ...writes, states: writes.states.map((write) => ({ ...write, state })) };
    });
    const [loaded] = await stores().evidence.load([entity]);
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(state));
  });

  it('keeps identifiers apart that the database can not hold as they are', async () => {
    const refs = ['odd\u0000', 'odd\ud800', 'odd\ud801', 'odd\u001b0000', 'odd\u001b', 'odd'].map((id) =>
      userRef(id, 'odd'),
    );
    const plain = userRef('plain', 'odd');
    const signals = refs.map((ref) => feedback(`signal ${ref.id}`, [ref]));
    const batch = { signals: [...signals, feedback('plain', [plain])], refs: [...refs, plain] };
    const { accepted } = await ingest(stores().evidence, batch);
    expect(accepted).toEqual(new Set(batch.signals.map(({ id }) => id)));
    const loaded = await stores().evidence.load(batch.refs);
    expect(loaded.map((state) => state?.entity)).toEqual(batch.refs);
    const listed = await stores().entities.page('odd', {}, 'SCORE_ASC', FIRST_PAGE);
    expect(new Set(listed.edges.map(({ node }) => node.entity.id))).toEqual(new Set(batch.refs.map(({ id }) => id)));
  });

  it('accepts a signal id once, within a batch, between batches, and per tenant', async () => {
    const [here, there] = [userRef('once', 'acme'), userRef('once', 'other')];
    const batch = { signals: [feedback('once-1', [here]), feedback('once-1', [here])], refs: [here] };
    expect((await ingest(stores().evidence, batch)).accepted).toEqual(new Set(['once-1']));
    const again = await ingest(stores().evidence, batch);
    expect(again).toEqual({ accepted: new Set(), states: [], changes: [] });
    expect(
      (await ingest(stores().evidence, { signals: [feedback('once-1', [there])], refs: [there] })).accepted.size,
    ).toBe(1);
    expect((await stores().evidence.load([here, there])).map((state) => state?.revision)).toEqual([1, 1]);
  });

  it('stores nothing when the fold rejects', async () => {
    const entity = userRef('rollback', 'rollback');
    const batch = { signals: [feedback('rollback-1', [entity])], refs: [entity] };
    const failing = stores().evidence.ingest(batch, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await stores().evidence.load([entity])).toEqual([null]);
    expect(await stores().signals.count('rollback')).toBe(0);
    expect(await stores().changeLog.head('rollback')).toBeNull();
    expect((await stores().entities.page('rollback', {}, 'SCORE_ASC', FIRST_PAGE)).edges).toEqual([]);
    expect((await ingest(stores().evidence, batch)).accepted.size).toBe(1);
  });

  it('leaves no trace of entities that were locked and not written', async () => {
    const [written, unwritten] = [userRef('written', 'trace'), userRef('unwritten', 'trace')];
    await ingest(stores().evidence, { signals: [feedback('trace-1', [written])], refs: [written, unwritten] });
    const { edges } = await stores().entities.page('trace', {}, 'SCORE_ASC', FIRST_PAGE);
    expect(edges.map(({ node }) => node.entity)).toEqual([written]);
    expect(await stores().evidence.load([unwritten])).toEqual([null]);
  });

  it('shows the fold all stored signals of an entity in time order, this batch included', async () => {
    const entity = userRef('timeline');
    const refs = [entity];
    await ingest(stores().evidence, { signals: [feedback('t-b', refs, 20), feedback('t-z', refs, 10)], refs });
    const batch = { signals: [feedback('t-a', refs, 20), feedback('t-first', refs, 5)], refs };
    let seen: readonly string[] = [];
    await stores().evidence.ingest(batch, async (transaction) => {
      seen = (await transaction.signalsOf(entity)).map(({ id }) => id);
      return countingFold(batch)(transaction);
    });
    expect(seen).toEqual(['t-first', 't-z', 't-a', 't-b']);
  });

  it('loses no update when many writers meet on the same entities, new ones first', async () => {
    const refs = Array.from({ length: 3 }, (_, index) => userRef(`crowd-${index}`, 'crowd'));
    const writers = Array.from({ length: 24 }, (_, writer) => {
      // Every writer names the entities in another order.
      const entities = [...refs.slice(writer % 3), ...refs.slice(0, writer % 3)];
      return ingest(stores().evidence, { signals: [feedback(`crowd-${writer}`, entities)], refs: entities });
    });
    const results = await Promise.all(writers);
    for (const ref of refs) {
      const revisions = results.map(
        ({ states }) => states.find(({ entity }) => entityKey(entity) === entityKey(ref))?.revision ?? 0,
      );
      expect([...revisions].sort((a, b) => a - b)).toEqual(results.map((_, index) => index + 1));
    }
    const log = await stores().changeLog.after('crowd', null, 1_000);
    expect(log).toHaveLength(72);
    for (const ref of refs) {
      const inLog = log.filter(({ entity }) => entity.id === ref.id).map(({ revision }) => revision);
      expect(inLog).toEqual([...inLog].sort((a, b) => a - b));
    }
  });

  it('refuses a fold whose revision does not grow', async () => {
    const entity = userRef('stuck');
    const batch = { signals: [feedback('stuck-1', [entity])], refs: [entity] };
    const stuck = stores().evidence.ingest(batch, async (transaction) => {
      const writes = await countingFold(batch)(transaction);
      return { ...writes, states: writes.states.map((write) => ({ ...write, state: stateAt(entity, 0) })) };
    });
    await expect(stuck).rejects.toThrow('BUG');
    expect(await stores().evidence.load([entity])).toEqual([null]);
  });

  it('asks the database once for any number of entities, per kind of question', async () => {
    const refs = Array.from({ length: 100 }, (_, index) => userRef(`many-${index}`));
    const query = vi.spyOn(pg.Client.prototype, 'query');
    onTestFinished(() => query.mockRestore());
    const questions = [
      () => stores().evidence.load(refs),
      () => stores().signals.pages(refs, FIRST_PAGE),
      () => stores().decisions.pages(refs, FIRST_PAGE),
      () => stores().history.pages(refs, FIRST_PAGE),
      () => stores().history.buckets(refs, { from: 0, to: 100, bucketMs: 10 }),
      () => stores().entities.properties(refs),
    ];
    for (const ask of questions) {
      query.mockClear();
      expect(await ask()).toHaveLength(100);
      expect(query).toHaveBeenCalledTimes(1);
    }
  });
});
