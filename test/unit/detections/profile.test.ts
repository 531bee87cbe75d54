import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceProfile, MAX_KEYS, MAX_SEEN } from '../../../src/domain/profile/advance.ts';
import { agentFamily, parseAgent } from '../../../src/domain/profile/agent.ts';
import { addKeys, addTo, weightAt } from '../../../src/domain/profile/counts.ts';
import { distanceKm, isPrivateAddress } from '../../../src/domain/profile/place.ts';
import { EMPTY_PROFILE, type Counts, type DecayedCount, type Profile } from '../../../src/domain/profile/profile.ts';
import { MAX_RECENT } from '../../../src/domain/profile/recent.ts';
import type { Signal } from '../../../src/domain/signal.ts';
import { caseOf } from '../../support/detection-cases.ts';
import { profileOf, signalsOf } from '../../support/detection-observations.ts';
import { CLIENTS } from '../../support/detection-scenes.ts';
import { anyHistory } from '../../support/generated-signals.ts';

const DAY = 86_400_000;
/** What a stored state may take; a profile must leave room for evidence. */
const PROFILE_BYTES_MAX = 16_384;

function fold(signals: readonly Signal[]): Profile {
  return signals.reduce<Profile>((profile, signal) => advanceProfile(profile, signal, 'user'), EMPTY_PROFILE);
}

describe('a profile stays small', () => {
  it('whatever is folded into it', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const profile = fold(history);
        expect(Object.keys(profile.network).length).toBeLessThanOrEqual(MAX_KEYS.network);
        expect(Object.keys(profile.device).length).toBeLessThanOrEqual(MAX_KEYS.device);
        expect(Object.keys(profile.resource).length).toBeLessThanOrEqual(MAX_KEYS.resource);
        expect(profile.recent.length).toBeLessThanOrEqual(MAX_RECENT);
        for (const list of [profile.devices, profile.users, profile.sessions]) {
          expect(list.length).toBeLessThanOrEqual(MAX_SEEN);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('after a year of sign-ins from a new address and client every time', () => {
    const [template] = signalsOf(
      caseOf({ history: [{ ago: '1d', login: { from: 'home', on: 'laptop', session: 's' } }] }),
      'user',
    );
    if (template === undefined) throw new Error('no signal');
    const uuid = (n: number) => `0198c5e2-7f3a-7000-8000-${String(n).padStart(12, '0')}`;
    const signals = Array.from({ length: 2000 }, (_, n): Signal => {
      const where = {
        ...template,
        id: uuid(n),
        occurredAt: Date.UTC(2026, 0, 1) + n * 4 * 3_600_000 + (n % 7) * 3_600_000,
        ip: `2001:db8:1234:5678:9abc:def0:1234:${n.toString(16)}`,
        network: template.network === null ? null : { ...template.network, asn: 64_000 + n },
        userAgent: `${template.userAgent} Build/${n}`,
        sessionId: uuid(n),
        deviceId: uuid(n),
      };
      if (n % 2 === 0) return where;
      const access = { resourceType: `type-${n}`, resourceId: uuid(n), action: 'read', outcome: 'denied' as const };
      return {
        ...where,
        type: 'access',
        data: { ...access, outcome: n % 4 === 1 ? 'allowed' : 'denied', bytes: null, count: 100_000, privileged: true },
      };
    });
    expect(JSON.stringify(fold(signals)).length).toBeLessThanOrEqual(PROFILE_BYTES_MAX);
  });
});

describe('decayed counts', () => {
  it('halve in 120 days', () => {
    const count = addTo(undefined, 0, 8);
    expect(weightAt(count, 120 * DAY)).toBe(4);
    expect(weightAt(count, 240 * DAY)).toBe(2);
  });

  it('fade even when touched every hour: a daily habit settles instead of growing without end', () => {
    let count: DecayedCount | undefined;
    for (let day = 0; day < 3000; day += 1) count = addTo(count, day * DAY);
    // 1 a day against a half-life of 120 days comes to 120 / ln 2 ≈ 173.
    expect(weightAt(count, 3000 * DAY)).toBeGreaterThan(165);
    expect(weightAt(count, 3000 * DAY)).toBeLessThan(181);
  });

  it('never drop the key just seen, and drop the weakest of the others', () => {
    let counts: Counts = {};
    for (const key of ['a', 'a', 'b', 'b', 'c']) counts = addKeys(counts, [key], 0, 3);
    expect(Object.keys(addKeys(counts, ['d'], 0, 3)).toSorted()).toEqual(['a', 'b', 'd']);
  });
});

describe('only what succeeded is habit', () => {
  it('failures and challenges leave every count, place, device and session as it was', () => {
    const quiet = { from: 'tokyo', on: 'stranger', session: 's-9' };
    const before = profileOf(
      caseOf({ history: [{ ago: '9d', times: 5, login: { from: 'home', on: 'laptop' } }] }),
      'user',
    );
    const after = profileOf(
      caseOf({
        history: [
          { ago: '9d', times: 5, login: { from: 'home', on: 'laptop' } },
          { ago: '2d', times: 20, every: '1h', failure: { ...quiet, reason: 'bad_password' } },
          { ago: '1d', times: 20, every: '1h', challenge: quiet },
        ],
      }),
      'user',
    );
    for (const part of [
      'logins',
      'network',
      'device',
      'hour',
      'lastLocation',
      'devices',
      'sessions',
      'lastActiveAt',
    ] as const) {
      expect(after[part]).toEqual(before[part]);
    }
  });

  it.each(['carrier', 'intranet', 'tokyo_vpn', 'tokyo_gateway', 'tor', 'datacenter', 'relay'])(
    'a sign-in from %s is not remembered as a place',
    (from) => {
      expect(
        profileOf(caseOf({ history: [{ ago: '1d', login: { from, on: 'laptop' } }] }), 'user').lastLocation,
      ).toBeNull();
    },
  );

  it('a session keeps the client it was started with', () => {
    const history = [
      { ago: '2h', login: { from: 'home', on: 'laptop', session: 's-1' } },
      { ago: '1h', access: { from: 'tokyo', on: 'stranger', session: 's-1', resource: 'file/a' } },
    ];
    const [session] = profileOf(caseOf({ history }), 'user').sessions;
    expect(session).toMatchObject({ id: 's-1', asn: 64500, deviceId: 'laptop-1' });
  });

  it('a wild hour moves the mean of accesses only a little', () => {
    const history = [
      { ago: '20d', times: 18, access: { resource: 'file/a', count: 12 } },
      { ago: '5h', access: { resource: 'file/b', count: 1_000_000 } },
      { ago: '1h', access: { resource: 'file/a' } },
    ];
    expect(profileOf(caseOf({ history }), 'user').accessRate.mean).toBeLessThan(25);
  });
});

describe('user agents', () => {
  it.each([
    ['laptop', 'desktop', 'Firefox', 'Windows'],
    ['phone', 'mobile', 'Safari', 'iOS'],
    ['stranger', 'desktop', 'Chrome', 'Linux'],
    ['script', 'script', 'python', 'Other'],
  ])('%s is a %s with %s on %s', (client, kind, browser, os) => {
    expect(parseAgent(CLIENTS[client]?.userAgent)).toMatchObject({ class: kind, browser, os });
  });

  it('an update within a major version is the same client, a new major version the same family', () => {
    const agent = (version: string) =>
      parseAgent(`Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/${version}`)?.fingerprint ?? '';
    expect(agent('149.0.1')).toBe(agent('149.0.2'));
    expect(agent('149.0')).not.toBe(agent('150.0'));
    expect(agentFamily(agent('149.0'))).toBe(agentFamily(agent('150.0')));
  });

  it('any text is classified, and nothing is not', () => {
    fc.assert(fc.property(fc.string({ maxLength: 5000 }), (text) => (parseAgent(text) === null) === (text === '')));
    expect(parseAgent(null)).toBeNull();
  });
});

describe('places', () => {
  it.each(['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '100.127.255.255', '127.0.0.1'])(
    '%s is no public address',
    (ip) => expect(isPrivateAddress(ip)).toBe(true),
  );
  it.each(['169.254.1.1', '::1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1'])('%s is no public address', (ip) =>
    expect(isPrivateAddress(ip)).toBe(true),
  );
  it.each(['172.32.0.1', '100.128.0.1', '11.0.0.1', '192.169.0.1', '2001:db8::1', '::ffff:203.0.113.1', 'fe00::1'])(
    '%s is',
    (ip) => expect(isPrivateAddress(ip)).toBe(false),
  );

  it('Berlin and Tokyo are 8,900 km apart, and nothing is further than half around the earth', () => {
    const berlin = { latitude: 52.52, longitude: 13.4, radiusKm: 0 };
    const tokyo = { latitude: 35.68, longitude: 139.69, radiusKm: 0 };
    expect(distanceKm(berlin, tokyo)).toBeCloseTo(8918, -2);
    expect(distanceKm(berlin, { latitude: -52.52, longitude: -166.6, radiusKm: 0 })).toBeCloseTo(20_015, -1);
  });
});
