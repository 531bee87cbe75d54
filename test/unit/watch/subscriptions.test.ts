import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/domain/decision.ts';
import type { ScoreSnapshot } from '../../../src/domain/ports/change-bus.ts';
import type { WatchFilter } from '../../../src/services/services.ts';
import { decisionOf, userRef } from '../../support/states.ts';
import { setUp, reader, take, takePositions } from './setup.ts';

const scored = (score: number, level: ScoreSnapshot['level'] = 'MEDIUM'): ScoreSnapshot => ({
  score,
  low: 0,
  high: 1,
  level,
  confidence: 0.5,
});

describe('who may watch', () => {
  it('an ingester watches nothing, a decider no decisions', () => {
    const { watch } = setUp();
    const ingester = { ...reader, role: 'ingester' } as const;
    const decider = { ...reader, role: 'decider' } as const;
    const forbidden = expect.objectContaining({ code: 'FORBIDDEN' });
    expect(() => watch.changes(ingester, {}, null)).toThrow(forbidden);
    expect(() => watch.indicators(ingester, {}, null)).toThrow(forbidden);
    expect(() => watch.decisions(ingester, {})).toThrow(forbidden);
    expect(() => watch.decisions(decider, {})).toThrow(forbidden);
  });

  it('nothing of another tenant arrives, live or resumed, even for an entity of the same name', async () => {
    const { watch, bus, commit } = setUp();
    commit();
    const live = watch.changes(reader, {}, null);
    const resumed = watch.changes(reader, { entities: [{ type: 'user', id: 'ada' }] }, 'p1');
    const decisions = watch.decisions(reader, {});
    commit('ada', {}, 'rival');
    commit('ada');
    await bus.publish([
      { kind: 'decision', decision: decisionOf(userRef('ada', 'rival'), 'theirs') },
      { kind: 'decision', decision: decisionOf(userRef('ada'), 'ours') },
    ]);
    expect(await takePositions(live, 1)).toEqual(['p3']);
    expect(await takePositions(resumed, 1)).toEqual(['p3']);
    expect((await take(decisions, 1)).map(({ id }) => id)).toEqual(['ours']);
  });
});

describe('filters', () => {
  const positionsOf = async (filter: WatchFilter): Promise<string[]> => {
    const { watch, commit } = setUp();
    const events = watch.changes(reader, filter, null);
    commit('ada', { before: scored(0.8), after: scored(0.7), levelChanged: false });
    commit('bob', { before: scored(0.8), after: scored(0.2, 'CRITICAL'), levelChanged: true });
    commit('ada', { entity: { tenant: 'acme', type: 'device', id: 'ada' }, before: null, levelChanged: false });
    const everything = watch.changes(reader, {}, 'p3');
    const pulled = take(events, 4);
    commit('end', { before: scored(1), after: scored(0, 'CRITICAL'), levelChanged: true });
    await take(everything, 1);
    await events.return?.();
    return (await pulled).map(({ position }) => position);
  };

  it.each<[string, WatchFilter, string[]]>([
    ['nothing asked', {}, ['p1', 'p2', 'p3', 'p4']],
    ['nulls', { entities: null, types: null, levels: null, minimumChange: null }, ['p1', 'p2', 'p3', 'p4']],
    ['an entity, by type and id', { entities: [{ type: 'user', id: 'ada' }] }, ['p1']],
    ['types', { types: ['device'] }, ['p3']],
    ['levels, as they are after the change', { levels: ['CRITICAL'] }, ['p2', 'p4']],
    ['level changes only', { levelChangesOnly: true }, ['p2', 'p4']],
    ['a minimum, met exactly, and first assessments', { minimumChange: 0.1 }, ['p1', 'p2', 'p3', 'p4']],
    ['a larger minimum', { minimumChange: 0.100001 }, ['p2', 'p3', 'p4']],
    ['all at once', { types: ['user'], levels: ['CRITICAL'], minimumChange: 0.7 }, ['p4']],
    ['an empty list, which nothing is in', { entities: [] }, []],
  ])('%s', async (_, filter, expected) => {
    expect(await positionsOf(filter)).toEqual(expected);
  });

  it.each([Number.NaN, -0.1, 1.1, Infinity])('refuses %d as a minimum', (minimumChange) => {
    const { watch, active } = setUp();
    expect(() => watch.changes(reader, { minimumChange }, null)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        faults: [expect.objectContaining({ path: 'filter.minimumChange' })],
      }),
    );
    expect(active.count).toBe(0);
  });

  it('indicators come one by one, with the place, entity and time of their change', async () => {
    const { watch, commit } = setUp();
    const base = { factor: 'authentication', severity: 'HIGH', title: 'T', state: 'RAISED' } as const;
    const events = watch.indicators(reader, { indicators: ['brute_force', 'mfa_fatigue'] }, null);
    commit('ada', {
      at: 77,
      indicators: [
        { ...base, indicator: 'brute_force' },
        { ...base, indicator: 'tor' },
        { ...base, indicator: 'mfa_fatigue', state: 'CLEARED' },
      ],
    });
    expect(await take(events, 2)).toEqual([
      { ...base, indicator: 'brute_force', position: 'p1', entity: userRef('ada'), at: 77 },
      { ...base, indicator: 'mfa_fatigue', state: 'CLEARED', position: 'p1', entity: userRef('ada'), at: 77 },
    ]);
  });

  it('decisions by entity and by value', async () => {
    const { watch, bus } = setUp();
    const events = watch.decisions(reader, { entities: [{ type: 'user', id: 'ada' }], decisions: ['DENY'] });
    const made: readonly [string, string, Decision['decision']][] = [
      ['ada', 'd1', 'ALLOW'],
      ['bob', 'd2', 'DENY'],
      ['ada', 'd3', 'DENY'],
    ];
    for (const [user, id, value] of made) {
      await bus.publish([{ kind: 'decision', decision: decisionOf(userRef(user), id, value) }]);
    }
    expect((await take(events, 1)).map(({ id }) => id)).toEqual(['d3']);
  });
});

describe('limits', () => {
  it('a subscriber that falls behind gets what waits, then OVERLOADED, and resumes where it was', async () => {
    const { watch, commit, active } = setUp({ maxWaiting: 10 });
    const slow = watch.changes(reader, {}, null);
    const brisk = watch.changes(reader, {}, null);
    for (let index = 1; index <= 12; index += 1) {
      commit();
      expect(await takePositions(brisk, 1)).toEqual([`p${index}`]);
    }
    expect(active.count).toBe(1);
    expect((await takePositions(slow, 10)).at(-1)).toBe('p10');
    await expect(slow.next()).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    expect(await takePositions(watch.changes(reader, {}, 'p10'), 2)).toEqual(['p11', 'p12']);
  });

  it('is ended before a change whose indicators do not all fit, so that none is lost on resuming', async () => {
    const { watch, commit } = setUp({ maxWaiting: 3 });
    const raised = { factor: 'authentication', severity: 'HIGH', title: 'T', state: 'RAISED' } as const;
    const two = {
      indicators: [
        { ...raised, indicator: 'a' },
        { ...raised, indicator: 'b' },
      ],
    };
    const slow = watch.indicators(reader, {}, null);
    const others = watch.changes(reader, {}, null);
    commit('ada', two);
    commit('ada', two);
    await takePositions(others, 2);
    expect((await take(slow, 2)).map(({ position }) => position)).toEqual(['p1', 'p1']);
    await expect(slow.next()).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect((await take(watch.indicators(reader, {}, 'p1'), 2)).map(({ position }) => position)).toEqual(['p2', 'p2']);
  });

  it('a resumed gap longer than the queue is taken at the pace of the subscriber', async () => {
    const { watch, commit } = setUp({ maxWaiting: 10 });
    for (let index = 0; index < 500; index += 1) commit();
    const events = watch.changes(reader, {}, 'p1');
    expect((await takePositions(events, 499)).at(-1)).toBe('p500');
  });

  it('refuses more subscriptions than the limit, of all kinds together, until one ends', async () => {
    const { watch, active } = setUp({ maxSubscriptions: 3 });
    const subscriptions = [
      watch.changes(reader, {}, null),
      watch.indicators(reader, {}, null),
      watch.decisions(reader, {}),
    ] as const;
    const overloaded = expect.objectContaining({ code: 'OVERLOADED' });
    expect(() => watch.changes(reader, {}, null)).toThrow(overloaded);
    expect(() => watch.decisions(reader, {})).toThrow(overloaded);
    expect(active.count).toBe(3);
    await subscriptions[1].return?.();
    expect(active.count).toBe(2);
    watch.changes(reader, {}, null);
  });
});

describe('ending', () => {
  it('return ends a pull that waits, is released at once, and twice is once', async () => {
    const { watch, active } = setUp();
    const events = watch.changes(reader, {}, null);
    const pulled = events.next();
    expect(await events.return?.()).toEqual({ done: true, value: undefined });
    expect(await pulled).toEqual({ done: true, value: undefined });
    await events.return?.();
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(active.count).toBe(0);
  });

  it('throw releases too, and rejects with what was thrown', async () => {
    const { watch, active } = setUp();
    const events = watch.decisions(reader, {});
    await expect(events.throw?.(new Error('gone'))).rejects.toThrow('gone');
    expect(active.count).toBe(0);
  });

  it('leaving a for-await loop releases', async () => {
    const { watch, commit, active } = setUp();
    const events = watch.changes(reader, {}, null);
    commit();
    for await (const change of events) {
      expect(change.position).toBe('p1');
      break;
    }
    expect(active.count).toBe(0);
  });

  it('a return while the gap is being read stops the reading', async () => {
    const { watch, changeLog, commit, active } = setUp({ maxWaiting: 10 });
    for (let index = 0; index < 1_000; index += 1) commit();
    const events = watch.changes(reader, {}, 'p1');
    await take(events, 1);
    await events.return?.();
    expect(active.count).toBe(0);
    expect(changeLog.reads()).toBeLessThan(3);
  });

  it('after the last subscriber of a tenant left, its log is no longer read', async () => {
    const { watch, changeLog, commit, polls } = setUp();
    const events = watch.changes(reader, {}, null);
    commit();
    await take(events, 1);
    await events.return?.();
    const reads = changeLog.reads();
    commit();
    expect(changeLog.reads()).toBe(reads);
    expect(polls.size).toBe(0);
  });

  it('several pulls at once are answered in order', async () => {
    const { watch, commit } = setUp();
    const events = watch.changes(reader, {}, null);
    const pulls = [events.next(), events.next(), events.next()];
    for (let index = 0; index < 3; index += 1) commit();
    const results = await Promise.all(pulls);
    expect(results.map((result) => (result.done === true ? null : result.value.position))).toEqual(['p1', 'p2', 'p3']);
  });
});
