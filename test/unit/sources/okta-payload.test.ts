/** The forms Okta delivers events in, and payloads that are none of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSourceRegistry } from '../../../src/adapters/sources/registry.ts';
import { parseSignal } from '../../../src/contract/signal.ts';

const registry = createSourceRegistry();
const okta = (payload: unknown) => registry.normalise('okta', payload) ?? [];

const event = (uuid: string | null) => ({
  ...(uuid !== null && { uuid }),
  eventType: 'user.session.start',
  published: '2026-11-20T08:15:30.123Z',
  actor: { id: '00u', type: 'User', alternateId: 'ada@analytical.example' },
  outcome: { result: 'SUCCESS' },
});

describe('okta payloads', () => {
  it('gives the same signals for one event, a list and an event hook', () => {
    const single = okta(event('u1'));
    expect(single).toHaveLength(1);
    expect(okta([event('u1')])).toEqual(single);
    expect(okta({ eventType: 'com.okta.event_hook', data: { events: [event('u1')] } })).toEqual(single);
  });

  it('keeps the rest of a batch when one event is faulty, and says where the fault is', () => {
    const kinds = (items: ReturnType<typeof okta>) => items.map(({ kind }) => kind);
    const mixed = okta([event('u1'), 5, { ...event('u2'), published: 'soon' }, event('u3')]);
    expect(kinds(mixed)).toEqual(['signal', 'rejected', 'rejected', 'signal']);
    expect(mixed.flatMap((item) => (item.kind === 'rejected' ? item.faults.map(({ path }) => path) : []))).toEqual([
      '1',
      '2.published',
    ]);
    const hook = okta({ data: { events: [null] } });
    expect(hook).toMatchObject([{ kind: 'rejected', faults: [{ path: 'data.events.0' }] }]);
  });

  it('gives an event without uuid an id of its content', () => {
    const [first, again, other] = [event(null), event(null), { ...event(null), published: '2026-11-20T08:15:31Z' }]
      .flatMap(okta)
      .map((item) => (item.kind === 'signal' ? item.input.id : null));
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  it('takes an empty list for nothing', () => {
    expect(okta([])).toEqual([]);
  });

  it('knows which sources there are', () => {
    expect(registry.names()).toEqual(['okta']);
    expect(registry.normalise('constructor', event('u1'))).toBeNull();
  });

  it('never throws, and every signal it makes is valid, whatever the payload', () => {
    const types = fc.constantFrom(
      'user.session.start',
      'user.mfa.factor.reset_all',
      'group.privilege.grant',
      'a.token.reuse',
    );
    const shaped = fc.record(
      {
        uuid: fc.string({ unit: 'binary' }),
        eventType: types,
        published: fc.constant('2026-11-20T08:15:30Z'),
        actor: fc.oneof(
          fc.anything(),
          fc.record({ id: fc.string({ unit: 'binary' }), type: fc.constant('User'), alternateId: fc.string() }),
        ),
        target: fc.oneof(
          fc.anything(),
          fc.array(fc.record({ id: fc.string({ unit: 'binary' }), type: fc.constantFrom('User', 'AppInstance') })),
        ),
        client: fc.oneof(
          fc.anything(),
          fc.record({ ipAddress: fc.oneof(fc.ipV6(), fc.string()), geographicalContext: fc.anything() }),
        ),
        outcome: fc.anything(),
        securityContext: fc.oneof(
          fc.anything(),
          fc.record({ asNumber: fc.double(), asOrg: fc.string(), isProxy: fc.boolean() }),
        ),
        debugContext: fc.oneof(fc.anything(), fc.record({ debugData: fc.dictionary(fc.string(), fc.anything()) })),
        device: fc.anything(),
      },
      { requiredKeys: ['eventType', 'published', 'actor'] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shaped), (payload) => {
        const inputs = okta(payload).flatMap((item) => (item.kind === 'signal' ? [item.input] : []));
        expect(inputs.map((input) => parseSignal(input, { source: 'okta' })).filter(({ ok }) => !ok)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
