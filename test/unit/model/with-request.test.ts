/** What a question says about its own moment: counted once, for this answer only. */
import { describe, expect, it } from 'vitest';
import type { Detection, Finding, RequestContext } from '../../../src/domain/detections/detection.ts';
import { createModel } from '../../../src/domain/model/model.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { item, NOW, stateOf } from '../../support/evidence.ts';

const REQUEST: RequestContext = {
  ip: '203.0.113.7',
  userAgent: null,
  deviceId: null,
  sessionId: null,
  geo: null,
  network: null,
  authentication: null,
};

const detectionThat = (...findings: Finding[]): Detection => ({
  id: 'ub.test',
  factor: 'user_behavior',
  group: 'g',
  halfLife: 24 * 3_600_000,
  severity: 'LOW',
  title: 'Test',
  techniques: [],
  advice: '',
  personAdvice: '',
  falsePositive: '',
  entityTypes: ['user'],
  observes: ['request'],
  detect: () => findings,
});

function itemsWith(detection: Detection, stored: Parameters<typeof item>[0] | null) {
  const model = createModel({
    settings: DEFAULT_MODEL_SETTINGS,
    catalogue: [detection],
    population: UNIFORM_POPULATION,
  });
  const items = stored === null ? [] : [item({ detection: 'ub.test', id: 'ub.test#k', ...stored })];
  return model.weigh({ state: stateOf(items), device: null, request: REQUEST, now: NOW }).items;
}

describe('evidence of the request', () => {
  const raise = (strength: number): Detection => detectionThat({ kind: 'raise', key: 'k', strength, reliability: 1 });

  it('counts beside stored evidence of other causes', () => {
    expect(itemsWith(raise(1), { id: 'ub.test#other' })).toHaveLength(2);
  });

  it('counts once with stored evidence of the same cause, by the heavier of the two', () => {
    expect(itemsWith(raise(3), { strength: 1000 }).map(({ strength }) => strength)).toEqual([3000]);
    expect(itemsWith(raise(1), { strength: 2000 }).map(({ strength }) => strength)).toEqual([2000]);
  });

  it('does not bring back what a person took back', () => {
    expect(itemsWith(raise(3), { status: 'retracted' })).toEqual([]);
  });

  it('settles stored evidence for this answer when the detection resolves it', () => {
    expect(itemsWith(detectionThat({ kind: 'resolve', key: 'k' }), {})).toEqual([]);
    expect(itemsWith(detectionThat({ kind: 'resolve', key: '*' }), {})).toEqual([]);
    expect(itemsWith(detectionThat({ kind: 'resolve', key: 'another' }), {})).toHaveLength(1);
  });
});
