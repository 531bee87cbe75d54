/** Arbitrary signals and questions: everything the wire lets through, absurd combinations included. */
import fc from 'fast-check';
import type { Observation } from '../../src/domain/detections/detection.ts';
import { ACCOUNT_CHANGES, AUTHENTICATION_HINTS, FAILURE_REASONS, FINDING_KINDS } from '../../src/domain/signal.ts';
import type { NetworkFacts, Signal, SignalData } from '../../src/domain/signal.ts';
import { CLIENTS, PLACES } from './detection-scenes.ts';

const START = Date.UTC(2026, 0, 1);
const SPAN = 300 * 86_400_000;

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const text = fc.oneof(fc.constantFrom('a', 'b', 's-1', '__proto__', 'constructor', ''), fc.string({ maxLength: 80 }));
const time = fc.integer({ min: START, max: START + SPAN });

const facts: fc.Arbitrary<NetworkFacts> = fc.record({
  asn: maybe(fc.constantFrom(0, 64500, 64501, 4_294_967_295)),
  asOrg: maybe(text),
  anonymizer: maybe(fc.constantFrom('tor' as const, 'vpn' as const, 'proxy' as const, 'relay' as const)),
  hosting: maybe(fc.boolean()),
  corporate: maybe(fc.boolean()),
  reputationHits: maybe(fc.nat(10_000)),
  threatConfidence: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
  threatActor: maybe(text),
});

const context = fc.record({
  userId: maybe(fc.constantFrom('ada', 'ben')),
  deviceId: maybe(fc.constantFrom('laptop-1', 'phone-1', '__proto__')),
  sessionId: maybe(fc.constantFrom('s-1', 's-2', 'constructor')),
  ip: maybe(fc.constantFrom(...Object.values(PLACES).map(({ ip }) => ip), '2001:db8::7', '::1', '::ffff:10.0.0.1')),
  userAgent: maybe(fc.oneof(fc.constantFrom(...Object.values(CLIENTS).map((client) => client.userAgent ?? '')), text)),
  geo: maybe(
    fc.record({
      country: maybe(fc.constantFrom('DE', 'JP', 'FR')),
      city: maybe(fc.constantFrom('Berlin', 'Tokyo')),
      latitude: maybe(fc.double({ min: -90, max: 90, noNaN: true })),
      longitude: maybe(fc.double({ min: -180, max: 180, noNaN: true })),
      radiusKm: maybe(fc.nat(20_040)),
    }),
  ),
  network: maybe(facts),
});

const proof = {
  amr: fc.array(fc.oneof(fc.constantFrom('pwd', 'otp', 'hwk', 'sms', 'push'), text), { maxLength: 4 }),
  acr: maybe(fc.oneof(fc.constant('phr'), text)),
  mfa: maybe(fc.boolean()),
};

const data: fc.Arbitrary<SignalData> = fc.oneof(
  fc.record({
    type: fc.constant('authentication' as const),
    data: fc.record({
      ...proof,
      outcome: fc.constantFrom('success' as const, 'success' as const, 'failure' as const, 'challenge' as const),
      failureReason: maybe(fc.constantFrom(...FAILURE_REASONS)),
      protocol: maybe(
        fc.constantFrom('interactive' as const, 'legacy' as const, 'ropc' as const, 'device_code' as const),
      ),
      stepUp: fc.boolean(),
      application: maybe(text),
      hints: fc.subarray([...AUTHENTICATION_HINTS], { maxLength: 3 }),
    }),
  }),
  fc.record({
    type: fc.constant('access' as const),
    data: fc.record({
      resourceType: text,
      resourceId: text,
      action: text,
      outcome: fc.constantFrom('allowed' as const, 'denied' as const),
      bytes: maybe(fc.nat()),
      count: fc.integer({ min: 1, max: 1_000_000 }),
      privileged: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant('device_posture' as const),
    data: fc.record({
      osName: maybe(fc.oneof(fc.constantFrom('Windows', 'macOS', 'Ubuntu', 'Debian', 'iOS'), text)),
      osVersion: maybe(fc.oneof(fc.constantFrom('10 22H2', '12', '18.04', '10.0.19045'), text)),
      patchedAt: maybe(time),
      managed: maybe(fc.boolean()),
      compliance: maybe(fc.constantFrom('compliant' as const, 'noncompliant' as const, 'in_grace' as const)),
      attestation: maybe(fc.constantFrom('passed' as const, 'failed' as const, 'stale' as const)),
      edrLastSeenAt: maybe(time),
      checks: fc.dictionary(
        fc.constantFrom('disk_encrypted', 'firewall', 'edr_running', 'not_rooted', 'constructor'),
        fc.constantFrom('pass' as const, 'fail' as const),
      ),
      exploitedCves: fc.array(fc.constantFrom('CVE-2026-1', 'CVE-2026-2'), { maxLength: 500 }),
      reportBy: maybe(time),
    }),
  }),
  fc.record({ type: fc.constant('network' as const), data: fc.record({ facts }) }),
  fc.record({
    type: fc.constant('account_change' as const),
    data: fc.record({
      change: fc.constantFrom(...ACCOUNT_CHANGES),
      actor: maybe(fc.constantFrom('self' as const, 'admin' as const, 'system' as const)),
      actorId: maybe(text),
      detail: maybe(text),
      targets: fc.array(text, { maxLength: 3 }),
    }),
  }),
  fc.record({
    type: fc.constant('finding' as const),
    data: fc.record({
      kind: fc.constantFrom(...FINDING_KINDS),
      status: fc.constantFrom('open' as const, 'resolved' as const),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      detail: maybe(text),
    }),
  }),
);

export const anySignal: fc.Arbitrary<Signal> = fc
  .tuple(context, data, time, fc.uuid())
  .map(([where, what, at, id]) => ({
    id,
    tenant: 'test',
    occurredAt: at,
    receivedAt: at,
    source: 'native',
    sourceType: null,
    entities: [{ tenant: 'test', type: 'user', id: 'ada' }],
    ...where,
    ...what,
  }));

/** In the order in which they are folded. */
export const anyHistory: fc.Arbitrary<Signal[]> = fc
  .array(anySignal, { maxLength: 80 })
  .map((signals) => signals.toSorted((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1)));

/** Made after the whole span of `anyHistory`. */
export const anyObservation: fc.Arbitrary<Observation> = fc.oneof(
  anySignal.map((signal) => {
    const at = START + SPAN + (signal.occurredAt % 86_400_000);
    return { kind: 'signal' as const, at, signal: { ...signal, occurredAt: at } };
  }),
  fc
    .tuple(
      context,
      maybe(
        fc.record({
          ...proof,
          sessionEncrypted: maybe(fc.boolean()),
          credentialAgeDays: maybe(fc.nat()),
          sessionAgeSeconds: maybe(fc.nat()),
        }),
      ),
    )
    .map(([request, authentication]) => ({
      kind: 'request' as const,
      at: START + SPAN,
      request: { ...request, authentication },
    })),
);
