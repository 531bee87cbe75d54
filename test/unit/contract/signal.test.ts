/** The native signal envelope: what is taken, what is refused, and that every fault is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSignal } from '../../../src/contract/signal.ts';
import type { IncomingSignal, ParsedSignal } from '../../../src/services/services.ts';

const parse = (input: unknown): ParsedSignal => parseSignal(input, { source: 'native' });
const fromJson = (text: string): unknown => JSON.parse(text);

const login = {
  id: 'sig-1',
  type: 'authentication',
  time: '2026-11-20T08:15:30.123Z',
  user_id: 'ada',
  data: { outcome: 'success' },
};

function accepted(input: unknown): IncomingSignal {
  const parsed = parse(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.signal;
}

function faultPaths(input: unknown): string[] {
  const parsed = parse(input);
  return parsed.ok ? [] : parsed.faults.map(({ path }) => path);
}

describe('a valid signal', () => {
  it('gets defaults for everything it does not say', () => {
    expect(accepted(login)).toEqual({
      id: 'sig-1',
      type: 'authentication',
      occurredAt: 1795162530123,
      source: 'native',
      sourceType: null,
      userId: 'ada',
      deviceId: null,
      sessionId: null,
      ip: null,
      userAgent: null,
      geo: null,
      network: null,
      also: [],
      data: {
        outcome: 'success',
        amr: [],
        acr: null,
        mfa: null,
        failureReason: null,
        protocol: null,
        stepUp: false,
        application: null,
        hints: [],
      },
    });
  });

  it('may say null for what it does not know', () => {
    const nulls = { device_id: null, ip: null, location: null, network: null, entities: null, source_type: null };
    expect(accepted({ ...login, ...nulls })).toEqual(accepted(login));
  });

  it.each([
    [
      'access',
      { resource_type: 'repo', resource_id: 'r1', action: 'read', outcome: 'allowed' },
      { count: 1, bytes: null, privileged: false },
    ],
    [
      'device_posture',
      { checks: { firewall: 'pass' }, patched_at: 5 },
      { checks: { firewall: 'pass' }, patchedAt: 5, exploitedCves: [] },
    ],
    ['network', { anonymizer: 'tor' }, { facts: expect.objectContaining({ anonymizer: 'tor', asn: null }) }],
    ['account_change', { change: 'mfa_reset' }, { change: 'mfa_reset', actor: null, targets: [] }],
    ['finding', { kind: 'malware_active' }, { status: 'open', confidence: 1 }],
    ['feedback', { verdict: 'it_was_me', target: 'ub.new_country' }, { verdict: 'it_was_me', by: null }],
  ])('of type %s is taken', (type, data, expected) => {
    expect(accepted({ ...login, type, data })).toMatchObject({ type, data: expected });
  });

  it.each([
    ['epoch milliseconds', 1795162530123, 1795162530123],
    ['a time zone', '2026-11-20T10:15:30.123+02:00', 1795162530123],
    ['the epoch itself', 0, 0],
  ])('may give its time as %s', (_form, time, ms) => {
    expect(accepted({ ...login, time }).occurredAt).toBe(ms);
  });

  it.each([
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::FFFF:0102:0304', '1.2.3.4'],
    ['1.2.3.4', '1.2.3.4'],
  ])('address %s is spelled %s, so that it is counted once', (ip, spelled) => {
    expect(accepted({ ...login, ip }).ip).toBe(spelled);
  });

  it('may name its entities in the list alone', () => {
    const entities = [{ type: 'service', id: 'backup' }];
    expect(accepted({ ...login, user_id: undefined, entities }).also).toEqual(entities);
  });
});

describe('a faulty signal', () => {
  it('names every fault at once, with its path, and the id if it has one', () => {
    const parsed = parse({
      ...login,
      time: 'now',
      ip: '1.2.3.999',
      typo: 1,
      data: { outcome: 'maybe', hints: ['x'], amr: 5 },
    });
    expect(parsed).toMatchObject({ ok: false, id: 'sig-1' });
    expect(parsed.ok ? [] : parsed.faults.map(({ path }) => path).sort()).toEqual(
      ['data.amr', 'data.hints.0', 'data.outcome', 'ip', 'time', 'typo'].sort(),
    );
  });

  it('of an unknown type still has its other faults named', () => {
    expect(faultPaths({ id: '', type: 'telepathy', time: -1, extra: 1, data: {} }).sort()).toEqual([
      'entities',
      'extra',
      'id',
      'time',
      'type',
    ]);
  });

  it.each([null, undefined, 5, 'signal', [], [[]], true])(
    'that is no object (%j) is one fault at its root',
    (input) => {
      expect(faultPaths(input)).toEqual(['']);
    },
  );

  it.each([
    ['year 275760', '+275760-09-13T00:00:00.000Z'],
    ['the end of JavaScript time', 8.64e15],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a negative epoch', -1],
    ['before 1970', '1969-12-31T23:59:59Z'],
    ['before 1970 by its zone', '1970-01-01T00:00:00+05:00'],
    ['after 9999 by its zone', '9999-12-31T23:59:59-05:00'],
    ['fractions of a millisecond', 1.5],
    ['no zone', '2026-11-20T08:15:30'],
    ['30 February', '2026-02-30T00:00:00Z'],
    ['a date alone', '2026-11-20'],
    ['an empty text', ''],
    ['a list', ['2026-11-20T08:15:30Z']],
  ])('with %s as its time is refused', (_kind, time) => {
    expect(faultPaths({ ...login, time })).toEqual(['time']);
  });

  it.each([
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    'fe80::1%eth0',
    '1.2.3.4/24',
    'localhost',
    '',
    '[::1]',
    ':::',
  ])('with %s as its address is refused', (ip) => {
    expect(faultPaths({ ...login, ip })).toEqual(['ip']);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['a newline', 'a\nb'],
    ['an escape', '\u001b[31m'],
    ['a C1 control', 'a\u0085b'],
    ['a lone high surrogate', 'a\ud800'],
    ['a lone low surrogate', '\udc00a'],
  ])('with %s in any text is refused', (_kind, dirty) => {
    expect(faultPaths({ ...login, id: dirty })).toEqual(['id']);
    expect(faultPaths({ ...login, user_id: dirty })).toEqual(['user_id']);
    expect(faultPaths({ ...login, user_agent: dirty })).toEqual(['user_agent']);
    expect(faultPaths({ ...login, location: { city: dirty } })).toEqual(['location.city']);
    expect(faultPaths({ ...login, data: { ...login.data, application: dirty } })).toEqual(['data.application']);
    expect(faultPaths({ ...login, type: 'device_posture', data: { checks: { [dirty]: 'pass' } } })).toHaveLength(1);
  });

  it('takes paired surrogates, which are ordinary characters', () => {
    expect(accepted({ ...login, user_id: 'ada👩‍💻' }).userId).toBe('ada👩‍💻');
  });

  it.each([
    ['id', 201],
    ['user_id', 257],
    ['user_agent', 1_025],
    ['user_agent', 10_000_000],
  ])('with %s of %i characters is refused', (field, length) => {
    expect(faultPaths({ ...login, [field]: 'x'.repeat(length) })).toEqual([field]);
  });

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{}}}',
    '{"data":{"outcome":"success","__proto__":{"mfa":true}}}',
    '{"type":"device_posture","data":{"checks":{"__proto__":"pass"}}}',
    '{"type":"device_posture","data":{"checks":{"constructor":"pass"}}}',
    '{"location":{"__proto__":{}}}',
  ])('that tries to pollute a prototype is refused: %s', (text) => {
    const polluting = fromJson(`${JSON.stringify(login).slice(0, -1)},${text.slice(1)}`);
    expect(faultPaths(polluting)).toHaveLength(1);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it.each([{}, { entities: [] }, { entities: null, user_id: null }])('that names nobody (%j) is refused', (fields) => {
    expect(faultPaths({ ...login, user_id: undefined, ...fields })).toEqual(['entities']);
  });

  it('with half a coordinate is refused', () => {
    expect(faultPaths({ ...login, location: { latitude: 5 } })).toEqual(['location']);
  });

  it('reports at most fifty faults', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${String(index)}`, 1]));
    expect(faultPaths({ ...login, ...many })).toHaveLength(50);
  });

  it('never throws and never takes what cannot be stored', () => {
    const value = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.double());
    const shaped = fc.record({
      id: fc.string({ unit: 'binary', maxLength: 3 }),
      type: fc.constantFrom('authentication', 'feedback', 'nothing'),
      time: fc.oneof(fc.nat(), value),
      user_id: fc.string({ unit: 'binary', maxLength: 3 }),
      data: fc.oneof(
        value,
        fc.constant({ outcome: 'success' }),
        fc.record({ verdict: fc.constant('resolved'), target: value }),
      ),
    });
    fc.assert(
      fc.property(fc.oneof(value, shaped), (input) => {
        const parsed = parse(input);
        if (parsed.ok) expect(JSON.stringify(parsed.signal)).not.toMatch(/\\u00[01]|\\ud[89a-f]/);
        else expect(parsed.faults.length).toBeGreaterThan(0);
      }),
    );
  });
});
