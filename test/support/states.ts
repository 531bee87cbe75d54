/** States, changes and decisions with every kind of field filled, for tests of what carries them. */
import type { Decision } from '../../src/domain/decision.ts';
import type { EntityRef } from '../../src/domain/entity.ts';
import type { Change } from '../../src/domain/ports/change-bus.ts';
import { emptyState, type EntityState } from '../../src/domain/state.ts';

export function userRef(id: string, tenant = 'acme'): EntityRef {
  return { tenant, type: 'user', id };
}

export function stateAt(entity: EntityRef, revision: number): EntityState {
  const empty = emptyState(entity);
  return {
    ...empty,
    revision,
    folded: { at: 1_790_000_000_123, id: 'signal-é-1' },
    items: [
      {
        id: 'impossible_travel#1',
        detection: 'impossible_travel',
        factor: 'network_context',
        group: 'travel',
        sign: -1,
        strength: 2_500,
        reliability: 900,
        observedAt: 1_790_000_000_000,
        since: 1_789_000_000_000,
        halfLifeMs: null,
        reportBy: null,
        cap: 400,
        status: 'live',
        deviceId: null,
        sessionId: 'session 1',
        signalIds: ['signal-1'],
        facts: { km: 9_712.25, from: 'Zürich "HB"', repeated: true },
      },
    ],
    profile: { ...empty.profile, network: { 'country:CH': { weight: 0.1 + 0.2, at: 1 } } },
  };
}

export function changeOf(entity: EntityRef, revision: number, more: Partial<Change> = {}): Change {
  return {
    position: `${entity.id}-${revision}`,
    entity,
    revision,
    at: 1_790_000_000_000,
    before: { score: 0.8, low: 0.7, high: 0.9, level: 'HIGH', confidence: 0.8 },
    after: { score: 0.5, low: 0.4, high: 0.6, level: 'MEDIUM', confidence: 0.8 },
    levelChanged: true,
    indicators: [
      {
        indicator: 'impossible_travel',
        factor: 'network_context',
        severity: 'HIGH',
        title: 'Impossible travel',
        state: 'RAISED',
      },
    ],
    signalIds: ['signal-1'],
    ...more,
  };
}

export function decisionOf(entity: EntityRef, id: string, decision: Decision['decision'] = 'ALLOW'): Decision {
  return {
    id,
    entity,
    decision,
    score: 0.8,
    level: 'HIGH',
    confidence: 0.9,
    policyMatched: 'allow_trusted',
    additionalActions: ['log'],
    reasons: ['High trust.'],
    requirements: [{ kind: 'raise_trust', target: null, text: 'Raise trust.', micros: 900_000 }],
    decidedAt: 1_790_000_000_000,
    expiresAt: 1_790_000_300_000,
    resource: { type: 'file', id: 'plan', properties: { sensitivity: 3, tags: ['a'] } },
    action: { name: 'read', properties: {} },
    policyHash: 'abc',
    modelVersion: '1',
    revision: 3,
  };
}
