/** Signals for tests that need a stream of them: generated, of every kind that changes a profile or evidence. */
import fc from 'fast-check';
import type { EntityRef } from '../../src/domain/entity.ts';
import type { Signal, SignalData } from '../../src/domain/signal.ts';
import { PLACES } from './detection-scenes.ts';
import { NOW } from './evidence.ts';

const AGENTS = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
];

export function signalOf(
  id: string,
  occurredAt: number,
  data: SignalData,
  place: keyof typeof PLACES = 'home',
  agent = 0,
): Signal {
  const { ip, geo, network } = PLACES[place] ?? { ip: null, geo: null, network: null };
  const user: EntityRef = { tenant: 't', type: 'user', id: 'ada' };
  return {
    id,
    tenant: 't',
    occurredAt,
    receivedAt: NOW,
    source: 'native',
    sourceType: null,
    entities: [user, { tenant: 't', type: 'device', id: 'laptop' }],
    userId: 'ada',
    deviceId: 'laptop',
    sessionId: null,
    ip,
    userAgent: AGENTS[agent] ?? null,
    geo,
    network,
    ...data,
  };
}

const anyData: fc.Arbitrary<SignalData> = fc.oneof(
  fc
    .record({
      outcome: fc.constantFrom('success' as const, 'success' as const, 'failure' as const),
      mfa: fc.constantFrom(true, false, null),
      failureReason: fc.constantFrom('bad_password' as const, 'mfa_denied' as const, null),
      amr: fc.constantFrom(['pwd'], ['pwd', 'otp'], ['fido']),
      stepUp: fc.boolean(),
    })
    .map((data): SignalData => ({
      type: 'authentication',
      data: { ...data, acr: null, protocol: null, application: null, hints: [] },
    })),
  fc
    .record({
      resourceId: fc.constantFrom('wiki', 'payroll', 'git'),
      outcome: fc.constantFrom('allowed' as const, 'denied' as const),
      count: fc.integer({ min: 1, max: 400 }),
    })
    .map((data): SignalData => ({
      type: 'access',
      data: { ...data, resourceType: 'app', action: 'read', bytes: null, privileged: false },
    })),
  fc
    .constantFrom('mfa_reset' as const, 'mfa_enrolled' as const, 'password_reset' as const)
    .map((change): SignalData => ({
      type: 'account_change',
      data: { change, actor: 'self', actorId: null, detail: null, targets: [] },
    })),
);

/** Signals of distinct ids and any times of the last 30 days, sorted by nothing in particular. */
export const anySignals = fc
  .uniqueArray(
    fc.record({
      key: fc.nat(100_000),
      age: fc.nat(30 * 24 * 3_600_000),
      data: anyData,
      place: fc.constantFrom('home', 'office', 'tokyo', 'tor', 'cafe'),
      agent: fc.constantFrom(0, 1),
    }),
    { maxLength: 25, selector: ({ key }) => key },
  )
  .map((list) => list.map(({ key, age, data, place, agent }) => signalOf(`s${key}`, NOW - age, data, place, agent)));
