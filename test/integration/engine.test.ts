/** The engine end to end through its services: what goes in comes out, whatever happens in between. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSignal } from '../../src/contract/signal.ts';
import type { AssessRequest } from '../../src/services/services.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const EMPTY_CONTEXT = {
  ip: null,
  userAgent: null,
  deviceId: null,
  sessionId: null,
  geo: null,
  network: null,
  authentication: null,
};

const ask = (id: string, overrides: Partial<AssessRequest> = {}): AssessRequest => ({
  entity: { type: 'user', id },
  context: EMPTY_CONTEXT,
  forceRefresh: false,
  includeTrends: false,
  includeExplanation: false,
  atLeast: null,
  ...overrides,
});

const compromise = (id: string, user: string) =>
  parseSignal(
    {
      id,
      type: 'finding',
      time: app.clock.now(),
      user_id: user,
      data: { kind: 'admin_confirmed_compromise', status: 'open', confidence: 1 },
    },
    { source: 'native' },
  );

describe('the engine', () => {
  it('answers about an entity nobody has seen: base rate, confidence 0, no indicators', async () => {
    const { assessment, cacheHit } = await app.services.assess.assess(app.local, ask('nobody'));
    expect(assessment).toMatchObject({ score: 0.5, confidence: 0, level: 'MEDIUM', indicators: [], revision: 0 });
    expect(cacheHit).toBe(false);
  });

  it('a signal changes the next answer at once, and its effect is in the history and in the change log', async () => {
    const before = await app.services.assess.assess(app.local, ask('mallory'));
    const [result] = await app.services.ingest.ingest(app.local, [compromise('c1', 'mallory')]);
    expect(result).toMatchObject({
      id: 'c1',
      status: 'accepted',
      revisions: [{ entity: { type: 'user', id: 'mallory' }, revision: 1 }],
    });

    const { assessment } = await app.services.assess.assess(app.local, ask('mallory', { atLeast: 1 }));
    expect(assessment.score).toBeLessThan(before.assessment.score);
    expect(assessment.level).toBe('CRITICAL');
    expect(assessment.indicators.map(({ id }) => id)).toContain('ub.admin_confirmed_compromise');

    const [points] = await app.services.history.points(app.local, [{ type: 'user', id: 'mallory' }], {
      limit: 10,
      after: null,
    });
    expect(points?.edges[0]?.node).toMatchObject({ score: assessment.score, cause: 'change' });
    const [signals] = await app.services.history.signals(app.local, [{ type: 'user', id: 'mallory' }], {
      limit: 10,
      after: null,
    });
    expect(signals?.edges.map(({ node }) => node.id)).toEqual(['c1']);
  });

  it('the same signal again is a duplicate and changes nothing', async () => {
    const before = await app.services.assess.assess(app.local, ask('mallory'));
    const [result] = await app.services.ingest.ingest(app.local, [compromise('c1', 'mallory')]);
    expect(result).toEqual({ id: 'c1', status: 'duplicate' });
    const after = await app.services.assess.assess(app.local, ask('mallory', { forceRefresh: true }));
    expect(after.assessment).toEqual(before.assessment);
  });

  it('cached, from the store, alone or among others: the same answer', async () => {
    const cached = await app.services.assess.assess(app.local, ask('mallory'));
    const fresh = await app.services.assess.assess(app.local, ask('mallory', { forceRefresh: true }));
    const [among] = await app.services.assess.assessMany(app.local, [ask('mallory'), ask('nobody'), ask('eve')]);
    expect(cached.cacheHit).toBe(true);
    expect(fresh.cacheHit).toBe(false);
    expect(fresh.assessment).toEqual(cached.assessment);
    expect(among?.assessment).toEqual(cached.assessment);
  });

  it('refuses to answer below a revision that the caller knows of', async () => {
    await expect(app.services.assess.assess(app.local, ask('mallory', { atLeast: 99 }))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('signals from the far future or from years ago are rejected with the reason, the rest of the batch goes in', async () => {
    const at = (id: string, time: number) =>
      parseSignal(
        {
          id,
          type: 'finding',
          time,
          user_id: 'trent',
          data: { kind: 'threat_detected', status: 'open', confidence: 1 },
        },
        { source: 'native' },
      );
    const now = app.clock.now();
    const results = await app.services.ingest.ingest(app.local, [
      at('future', now + 3_600_000),
      at('ancient', now - 2 * 365 * 24 * 3_600_000),
      at('skewed', now + 60_000),
      at('fine', now - 1000),
      at('fine', now - 1000),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'accepted', 'accepted', 'duplicate']);
    expect(results[0]).toMatchObject({ faults: [{ path: 'time' }] });
  });

  it('feedback takes evidence back and is refused for evidence that is not there', async () => {
    const { revision } = await app.services.feedback.report(app.local, {
      entity: { type: 'user', id: 'mallory' },
      verdict: 'dismissed',
      target: 'ub.admin_confirmed_compromise',
    });
    const { assessment } = await app.services.assess.assess(app.local, ask('mallory', { atLeast: revision }));
    expect(assessment).toMatchObject({ score: 0.5, indicators: [] });
    await expect(
      app.services.feedback.report(app.local, {
        entity: { type: 'user', id: 'mallory' },
        verdict: 'dismissed',
        target: 'ub.none',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('feedback counts when the evidence bears the time of the feedback itself, or of a clock that runs ahead', async () => {
    const signal = { type: 'finding', data: { kind: 'credential_leaked', status: 'open', confidence: 1 } };
    const now = app.clock.now();
    await app.services.ingest.ingest(app.local, [
      parseSignal({ ...signal, id: 'zz-same-moment', time: now, user_id: 'sybil' }, { source: 'native' }),
      parseSignal({ ...signal, id: 'zz-ahead', time: now + 60_000, user_id: 'trudy' }, { source: 'native' }),
    ]);
    for (const id of ['sybil', 'trudy']) {
      const { revision } = await app.services.feedback.report(app.local, {
        entity: { type: 'user', id },
        verdict: 'resolved',
        target: 'au.leaked_credential',
      });
      const { assessment } = await app.services.assess.assess(app.local, ask(id, { atLeast: revision }));
      expect(assessment.indicators).toEqual([]);
    }
  });

  it('a decision is logged with everything needed to explain it', async () => {
    await app.services.ingest.ingest(app.local, [compromise('c2', 'oscar')]);
    const decision = await app.services.decide.decide(app.local, {
      assess: ask('oscar'),
      resource: { type: 'document', id: 'plan', properties: {} },
      action: { name: 'read', properties: {} },
      context: {},
    });
    expect(decision.decision).toBe('DENY');
    expect(decision.requirements.length).toBeGreaterThan(0);
  });

  it('whoever may only send signals cannot take evidence back by sending feedback as a signal', async () => {
    await app.services.ingest.ingest(app.local, [compromise('c3', 'peggy')]);
    const ingester = { id: 'k', tenant: 'default', role: 'ingester' } as const;
    const feedback = parseSignal(
      {
        id: 'f1',
        type: 'feedback',
        time: app.clock.now(),
        user_id: 'peggy',
        data: { verdict: 'dismissed', target: 'ub.admin_confirmed_compromise' },
      },
      { source: 'native' },
    );
    const [result] = await app.services.ingest.ingest(ingester, [feedback]);
    expect(result).toMatchObject({ status: 'rejected', faults: [{ path: 'type' }] });
    const { assessment } = await app.services.assess.assess(app.local, ask('peggy'));
    expect(assessment.level).toBe('CRITICAL');
  });
});
