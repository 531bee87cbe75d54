import { describe, expect, test } from 'vitest';
import { parseAssessRequest } from '../../../src/contract/assess.ts';
import { parseBulk } from '../../../src/contract/bulk.ts';
import { parseDecideRequest } from '../../../src/contract/decide.ts';
import { faultPaths } from './fault-paths.ts';

describe('a calculate request', () => {
  test('needs an entity id and nothing else', () => {
    expect(parseAssessRequest({ entity_id: 'alice' })).toEqual({
      entity: { type: 'user', id: 'alice' },
      context: {
        ip: null,
        userAgent: null,
        deviceId: null,
        sessionId: null,
        geo: null,
        network: null,
        authentication: null,
      },
      forceRefresh: false,
      includeTrends: false,
      includeExplanation: false,
      atLeast: null,
    });
  });

  test('carries every field of its contexts', () => {
    const { context } = parseAssessRequest({
      entity_id: 'alice',
      device_id: 'laptop',
      session_id: 's1',
      user_agent: 'curl/8',
      current_ip: '::ffff:192.0.2.1',
      authentication_context: {
        mfa_enabled: true,
        session_encrypted: false,
        amr: ['pwd', 'otp'],
        acr: 'aal2',
        credential_age_days: 12.5,
        session_age_seconds: 60,
      },
      network_context: {
        is_corporate_network: true,
        vpn_detected: true,
        country: 'de',
        city: 'Berlin',
        latitude: 52.5,
        longitude: 13.4,
        radius_km: 5,
        asn: 64500,
        as_org: 'Example',
        is_hosting: false,
        reputation_hits: 2,
        threat_confidence: 0.5,
        threat_actor: 'x',
      },
    });
    expect(context).toEqual({
      ip: '192.0.2.1',
      userAgent: 'curl/8',
      deviceId: 'laptop',
      sessionId: 's1',
      geo: { country: 'DE', city: 'Berlin', latitude: 52.5, longitude: 13.4, radiusKm: 5 },
      network: {
        asn: 64500,
        asOrg: 'Example',
        anonymizer: 'vpn',
        hosting: false,
        corporate: true,
        reputationHits: 2,
        threatConfidence: 0.5,
        threatActor: 'x',
      },
      authentication: {
        mfa: true,
        amr: ['pwd', 'otp'],
        acr: 'aal2',
        sessionEncrypted: false,
        credentialAgeDays: 12.5,
        sessionAgeSeconds: 60,
      },
    });
  });

  test('takes null as absent, and ignores keys it does not know', () => {
    const bare = parseAssessRequest({ entity_id: 'alice' });
    const nulls = { entity_type: null, current_ip: null, force_refresh: null, network_context: null, at_least: null };
    expect(parseAssessRequest({ entity_id: 'alice', ...nulls, trace: 'abc' })).toEqual(bare);
  });

  test('reads the method when there is no amr, and a named anonymizer before the vpn flag', () => {
    const { context } = parseAssessRequest({
      entity_id: 'alice',
      authentication_context: { method: 'fido' },
      network_context: { vpn_detected: true, anonymizer: 'tor' },
    });
    expect(context.authentication?.amr).toEqual(['fido']);
    expect(context.network?.anonymizer).toBe('tor');
  });

  test('counts ids in characters at both ends', () => {
    expect(parseAssessRequest({ entity_id: 'a'.repeat(256) }).entity.id).toHaveLength(256);
    expect(faultPaths(() => parseAssessRequest({ entity_id: 'a'.repeat(257) }))).toEqual(['entity_id']);
    expect(faultPaths(() => parseAssessRequest({ entity_id: '' }))).toEqual(['entity_id']);
  });

  test('keeps ids with slashes, spaces, dots and astral characters as they are', () => {
    for (const id of ['a/b', '../etc', 'a b', '😀', 'ä', '%2F']) {
      expect(parseAssessRequest({ entity_id: id }).entity.id).toBe(id);
    }
  });

  test('lists every fault with its path, not the first one only', () => {
    const body = {
      entity_type: 'robot',
      current_ip: '1.2.3',
      force_refresh: 'yes',
      at_least: -1,
      authentication_context: { amr: ['pwd', 7], credential_age_days: Infinity },
      network_context: { country: 'Germany', latitude: 91, asn: 1.5 },
    };
    expect(faultPaths(() => parseAssessRequest(body))).toEqual([
      'at_least',
      'authentication_context.amr.1',
      'authentication_context.credential_age_days',
      'current_ip',
      'entity_id',
      'entity_type',
      'force_refresh',
      'network_context.asn',
      'network_context.country',
      'network_context.latitude',
    ]);
  });

  test.each([undefined, null, 7, 'alice', [], [{ entity_id: 'alice' }]])('refuses %j as a body', (body) => {
    expect(faultPaths(() => parseAssessRequest(body))).toEqual(['']);
  });
});

describe('a bulk request', () => {
  test('keeps good items beside bad ones, in order, and says where each fault is', () => {
    const { items, maxConcurrent, timeoutSeconds } = parseBulk({
      requests: [{ entity_id: 'a' }, { entity_id: 'b', current_ip: 'x' }, 5, { entity_id: 'c' }],
    });
    expect(items.map((item) => (item.ok ? item.request.entity.id : item.faults.map(({ path }) => path)))).toEqual([
      'a',
      ['requests.1.current_ip'],
      ['requests.2'],
      'c',
    ]);
    expect(items[1]).toMatchObject({ ok: false, entityId: 'b' });
    expect(items[2]).toMatchObject({ ok: false, entityId: null });
    expect([maxConcurrent, timeoutSeconds]).toEqual([10, 30]);
  });

  test('refuses an envelope that is wrong', () => {
    expect(faultPaths(() => parseBulk({ requests: [] }))).toEqual(['requests']);
    expect(faultPaths(() => parseBulk({ requests: Array.from({ length: 1001 }, () => ({})) }))).toEqual(['requests']);
    expect(faultPaths(() => parseBulk({ requests: [{}], max_concurrent: 0, timeout_seconds: 0 }))).toEqual([
      'max_concurrent',
      'timeout_seconds',
    ]);
  });
});

describe('a decision request', () => {
  test('takes the fields of calculate, a resource, an action and a context', () => {
    const parsed = parseDecideRequest({
      entity_id: 'alice',
      resource: { type: 'document', id: 'd1', properties: { tags: ['a'] } },
      action: { name: 'read' },
      context: { reason: 'audit' },
    });
    expect(parsed.assess.entity).toEqual({ type: 'user', id: 'alice' });
    expect(parsed.resource).toEqual({ type: 'document', id: 'd1', properties: { tags: ['a'] } });
    expect(parsed.action).toEqual({ name: 'read', properties: {} });
    expect(parsed.context).toEqual({ reason: 'audit' });
  });

  test('bounds what callers may put in freely', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`) as unknown;
    const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`k${index}`, index]));
    const contexts = [
      deep,
      wide,
      { a: 'x'.repeat(5000) },
      { a: Infinity },
      { a: 'nul\0' },
      { a: '\ud800' },
      { '\0': 1 },
    ];
    for (const context of contexts) {
      expect(faultPaths(() => parseDecideRequest({ entity_id: 'alice', context }))[0]).toMatch(/^context/);
    }
    const own = JSON.parse('{"constructor":1}') as unknown;
    expect(faultPaths(() => parseDecideRequest({ entity_id: 'a', action: { name: 'x', properties: own } }))).toEqual([
      'action.properties',
    ]);
  });

  test('needs a type and an id of a resource, and a name of an action', () => {
    expect(faultPaths(() => parseDecideRequest({ entity_id: 'a', resource: {}, action: {} }))).toEqual([
      'action.name',
      'resource.id',
      'resource.type',
    ]);
  });
});
