/** What every paged listing must do: cursors stay valid, nothing is skipped or repeated, garbage is refused. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page, PageRequest } from '../../src/domain/ports/page.ts';
import type { ScorePoint } from '../../src/domain/ports/history-store.ts';
import { countingFold, feedback, ingest } from '../support/ingests.ts';
import { decisionOf, userRef } from '../support/states.ts';
import { eachStore } from '../support/stores.ts';

const ada = userRef('ada');
const bob = userRef('bob');
const nobody = userRef('nobody');

function point(at: number, score = 0.5): ScorePoint {
  return {
    entity: ada,
    at,
    score,
    low: 0,
    high: 1,
    confidence: 0.5,
    level: 'MEDIUM',
    factors: {},
    revision: 1,
    cause: 'read',
  };
}

eachStore('listings', (stores) => {
  const fetchers: Readonly<Record<string, (request: PageRequest) => Promise<Page<unknown>>>> = {
    signals: async (request) => first(await stores().signals.pages([ada], request)),
    decisions: async (request) => first(await stores().decisions.pages([ada], request)),
    points: async (request) => first(await stores().history.pages([ada], request)),
    'entities by score up': (request) => stores().entities.page('acme', {}, 'SCORE_ASC', request),
    'entities by score down': (request) => stores().entities.page('acme', {}, 'SCORE_DESC', request),
    'entities by recency': (request) => stores().entities.page('acme', {}, 'RECENT_DESC', request),
  };

  beforeAll(async () => {
    for (let index = 0; index < 7; index++) {
      // Pairs share their moment and their score, so that the order has ties to break.
      const at = 1_000 + Math.floor(index / 2);
      const entity = userRef(`entity-${index}`);
      const batch = { signals: [feedback(`signal-${index}`, [ada, entity], at)], refs: [ada, entity] };
      await stores().evidence.ingest(batch, async (transaction) => {
        const writes = await countingFold(batch)(transaction);
        const states = writes.states.map(({ state, summary }) => ({
          state,
          summary: { ...summary, score: at / 3_000 },
        }));
        return { ...writes, states, points: [] };
      });
      await stores().decisions.append([{ ...decisionOf(ada, `decision-${index}`), decidedAt: at }]);
      await stores().history.append([point(at)]);
    }
  });

  describe.each(Object.keys(fetchers))('%s', (name) => {
    const fetch = (request: PageRequest) => (fetchers[name] ?? fail)(request);

    it('walks forward and backward over the same edges, each once', async () => {
      const whole = await fetch({ limit: 500, after: null });
      expect(whole.edges.length).toBeGreaterThanOrEqual(7);
      expect(whole).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
      const forward: unknown[] = [];
      for (let page = await fetch({ limit: 2, after: null }); ;) {
        forward.push(...page.edges);
        if (!page.hasNextPage) break;
        page = await fetch({ limit: 2, after: page.edges.at(-1)?.cursor ?? null });
        expect(page.hasPreviousPage).toBe(true);
      }
      expect(forward).toEqual(whole.edges);
      const backward: unknown[] = [];
      for (let before = whole.edges.at(-1)?.cursor ?? null; ;) {
        const page: Page<unknown> = await fetch({ limit: 2, after: null, before });
        expect(page.hasNextPage).toBe(true);
        backward.unshift(...page.edges);
        if (!page.hasPreviousPage) break;
        before = page.edges[0]?.cursor ?? null;
      }
      expect(backward).toEqual(whole.edges.slice(0, -1));
    });

    it('gives what lies between two cursors', async () => {
      const { edges } = await fetch({ limit: 500, after: null });
      const between = await fetch({ limit: 500, after: edges[1]?.cursor ?? null, before: edges[4]?.cursor ?? null });
      expect(between.edges).toEqual(edges.slice(2, 4));
    });

    it.each([
      ['empty', ''],
      ['not base64', '%%%'],
      ['not JSON', Buffer.from('nonsense').toString('base64url')],
      ['of another listing', Buffer.from('["other",1,"x"]').toString('base64url')],
      ['with SQL', Buffer.from(`["${name}","1; DROP TABLE signals","x"]`).toString('base64url')],
      ['too long', 'A'.repeat(100_000)],
      ['with NUL', '\u0000'],
    ])('refuses a cursor that is %s, as after and as before', async (_, cursor) => {
      const bad = { code: 'BAD_USER_INPUT' };
      await expect(fetch({ limit: 1, after: cursor })).rejects.toMatchObject(bad);
      await expect(fetch({ limit: 1, after: null, before: cursor })).rejects.toMatchObject(bad);
    });

    it.each([0, -1, 501, 1.5, Number.NaN])('refuses a page of %d', async (limit) => {
      await expect(fetch({ limit, after: null })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });
  });

  it('refuses a real cursor of another listing', async () => {
    const { edges } = await stores().entities.page('acme', {}, 'SCORE_ASC', { limit: 1, after: null });
    const foreign = stores().entities.page('acme', {}, 'SCORE_DESC', { limit: 1, after: edges[0]?.cursor ?? null });
    await expect(foreign).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('answers many entities in their order, with an empty page for the unknown', async () => {
    await ingest(stores().evidence, { signals: [feedback('bobs', [bob], 5)], refs: [bob] });
    const pages = await stores().signals.pages([nobody, bob, ada, bob], { limit: 1, after: null });
    expect(pages.map(({ edges }) => edges.map(({ node }) => node.id))).toEqual([[], ['bobs'], ['signal-6'], ['bobs']]);
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual([false, false, true, false]);
  });

  it('neither skips nor repeats older rows when newer ones arrive between two pages', async () => {
    const before = first(await stores().history.pages([ada], { limit: 3, after: null }));
    await stores().history.append([point(9_999), point(1_003)]);
    const rest = first(await stores().history.pages([ada], { limit: 500, after: before.edges.at(-1)?.cursor ?? null }));
    expect([...before.edges, ...rest.edges].map(({ node }) => node.at)).toEqual([
      1003, 1002, 1002, 1001, 1001, 1000, 1000,
    ]);
  });

  it('keeps the first of two decisions with one id', async () => {
    const decision = decisionOf(bob, 'twice', 'ALLOW');
    await stores().decisions.append([decision, { ...decision, decision: 'DENY' }]);
    await stores().decisions.append([{ ...decision, decision: 'DENY' }]);
    expect(await stores().decisions.get('acme', 'twice')).toEqual(decision);
    expect(await stores().decisions.get('other', 'twice')).toBeNull();
  });

  it('sums points up in buckets that begin at `from`, inclusive, and end before `to`', async () => {
    const eve = userRef('eve');
    const points = [9, 10, 14, 15, 29, 30].map((at, index) => ({
      ...point(at, (index + 1) / 8),
      entity: eve,
      low: index / 8,
    }));
    await stores().history.append(points);
    const buckets = await stores().history.buckets([nobody, eve], { from: 10, to: 30, bucketMs: 5 });
    const constant = { high: 1, confidence: 0.5 };
    expect(buckets).toEqual([
      [],
      [
        { at: 10, samples: 2, mean: 0.3125, min: 0.25, max: 0.375, last: 0.375, low: 0.25, ...constant },
        { at: 15, samples: 1, mean: 0.5, min: 0.5, max: 0.5, last: 0.5, low: 0.375, ...constant },
        { at: 25, samples: 1, mean: 0.625, min: 0.625, max: 0.625, last: 0.625, low: 0.5, ...constant },
      ],
    ]);
  });

  it('filters entities by type, level, factor, indicator and the beginning of the id, taken literally', async () => {
    const ids = async (filter: Parameters<ReturnType<typeof stores>['entities']['page']>[1]) =>
      (await stores().entities.page('filters', filter, 'SCORE_ASC', { limit: 50, after: null })).edges.map(
        ({ node }) => node.entity.id,
      );
    const refs = [userRef('a_1', 'filters'), userRef('ab1', 'filters')];
    await ingest(stores().evidence, { signals: [feedback('filters', refs)], refs });
    expect(await ids({})).toEqual(['a_1', 'ab1']);
    expect(await ids({ idPrefix: 'a_' })).toEqual(['a_1']);
    expect(await ids({ idPrefix: '%' })).toEqual([]);
    expect(await ids({ type: 'device' })).toEqual([]);
    expect(await ids({ levels: ['MEDIUM', 'LOW'], factor: 'network_context', indicator: 'impossible_travel' })).toEqual(
      ['a_1', 'ab1'],
    );
    expect(await ids({ levels: [] })).toEqual([]);
    expect(await ids({ indicator: '{"' })).toEqual([]);
    expect(await ids({ factor: 'authentication' })).toEqual([]);
  });

  it('keeps properties of entities and resources apart by tenant, type and id, and replaces them whole', async () => {
    const key = { tenant: 'acme', type: 'file', id: 'plan' };
    await stores().entities.setProperties(key, { a: 1, b: { nested: ['\u0000'] } });
    await stores().entities.setProperties(key, { b: { nested: ['\u0000', null] } });
    const others = [
      { ...key, tenant: 'other' },
      { ...key, type: 'folder' },
      { ...key, id: '\u0000' },
    ];
    expect(await stores().entities.properties([...others, key])).toEqual([
      null,
      null,
      null,
      { b: { nested: ['\u0000', null] } },
    ]);
  });
});

function first<T>(pages: readonly Page<T>[]): Page<T> {
  return pages[0] ?? fail();
}

function fail(): never {
  throw new Error('There is one page for every entity.');
}
