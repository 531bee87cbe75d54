/** The simulated organisation, through the real way in and the real model: trouble looks like trouble, work like work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSignal } from '../../src/contract/signal.ts';
import { DEMO_HIGHLIGHTS } from '../../src/demo/incidents.ts';
import { PEOPLE } from '../../src/demo/people.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { EntityType } from '../../src/domain/entity.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
const statuses: Record<string, number> = {};

async function ingest(batch: unknown[]): Promise<void> {
  const parsed = batch.map((signal) => parseSignal(signal, { source: 'demo' }));
  for (const { status } of await app.services.ingest.ingest(app.local, parsed)) {
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
}

async function assess(entities: readonly { type: EntityType; id: string }[]): Promise<Assessment[]> {
  const context = {
    ip: null,
    userAgent: null,
    deviceId: null,
    sessionId: null,
    geo: null,
    network: null,
    authentication: null,
  };
  const options = { context, forceRefresh: false, includeTrends: false, includeExplanation: false, atLeast: null };
  const answers = await app.services.assess.assessMany(
    app.local,
    entities.map((entity) => ({ entity, ...options })),
  );
  return answers.map(({ assessment }) => assessment);
}

beforeAll(async () => {
  app = await startTestApp();
  await seedDemo({ seed: 7, now: app.clock.now(), ingest });
}, 300_000);
afterAll(() => app.close());

const troubled = DEMO_HIGHLIGHTS.filter(({ title }) => !title.startsWith('Nothing wrong'));

describe('the demo organisation', () => {
  it('is taken without a single refused signal', () => {
    expect(Object.keys(statuses)).toEqual(['accepted']);
  });

  it('ends every incident low or worse, with a severe indicator', async () => {
    for (const assessment of await assess(troubled.map(({ entity }) => entity))) {
      expect(['LOW', 'CRITICAL'], assessment.entity.id).toContain(assessment.level);
      expect(assessment.indicators.map(({ severity }) => severity)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^(?:HIGH|CRITICAL)$/)]),
      );
    }
  });

  it('trusts at least nine in ten of the others highly, and none of them little', async () => {
    const incidents = new Set(troubled.map(({ entity }) => entity.id));
    const innocent = PEOPLE.filter(({ id, laptop }) => !incidents.has(id) && !incidents.has(laptop));
    const levels = (await assess(innocent.map(({ id }) => ({ type: 'user', id })))).map(({ level }) => level);
    expect(levels.filter((level) => level === 'HIGH' || level === 'VERY_HIGH').length).toBeGreaterThan(
      0.9 * innocent.length,
    );
    expect(levels.filter((level) => level === 'LOW' || level === 'CRITICAL')).toEqual([]);
  });

  it('changes nothing when it is told twice', async () => {
    const before = await assess(DEMO_HIGHLIGHTS.map(({ entity }) => entity));
    await seedDemo({ seed: 7, now: app.clock.now(), ingest });
    expect(statuses['duplicate']).toBe(statuses['accepted']);
    expect(await assess(DEMO_HIGHLIGHTS.map(({ entity }) => entity))).toEqual(before);
  });
});
