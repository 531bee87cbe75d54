/** What-ifs say who would have to do what, and promise what would really happen. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { createModel } from '../../../src/domain/model/model.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { emptyState } from '../../../src/domain/state.ts';
import { counterfactualsOf } from '../../../src/services/counterfactuals.ts';
import { item, NOW, stateOf } from '../../support/evidence.ts';

const model = createModel({ settings: DEFAULT_MODEL_SETTINGS, catalogue: CATALOGUE, population: UNIFORM_POPULATION });
const DEVICE = { tenant: 't', type: 'device', id: 'laptop' } as const;

function whatIfs(own: EvidenceItem[], posture: EvidenceItem[] = [], now = NOW) {
  const device = { ...emptyState(DEVICE), items: posture };
  const input = { state: stateOf(own), device, request: null, now };
  const weighing = model.weigh(input);
  const assessment = model.assess(input, weighing);
  return counterfactualsOf(model, { input, weighing, assessment }).map(({ requirement }) => requirement);
}

const posture = (overrides: Partial<EvidenceItem>): EvidenceItem =>
  item({
    id: 'dp.noncompliant#state',
    detection: 'dp.noncompliant',
    factor: 'device_posture',
    halfLifeMs: null,
    ...overrides,
  });

describe('counterfactuals', () => {
  it('name the person for their own indicator and the device for its', () => {
    const found = whatIfs([item({ id: 'ub.new_country#1', detection: 'ub.new_country' })], [posture({})]);
    expect(found).toContainEqual(expect.objectContaining({ kind: 'resolve_indicator', target: 'ub.new_country' }));
    const ofDevice = found.find(({ target }) => target === 'dp.noncompliant');
    expect(ofDevice?.kind).toBe('resolve_indicator');
    expect(ofDevice?.text).toContain('device laptop');
  });

  it('ask a silent device to report instead of asking anybody to resolve its silence', () => {
    const week = 7 * 24 * 3_600_000;
    const healthy = posture({
      id: 'dp.posture_healthy#state',
      detection: 'dp.posture_healthy',
      sign: 1,
      reportBy: NOW,
    });
    const found = whatIfs([], [healthy], NOW + week).find(({ target }) => target === 'dp.telemetry_silent');
    expect(found?.kind).toBe('report_posture');
  });

  it('promise the very score that resolving the indicator leads to', () => {
    const own = [
      item({ id: 'ub.new_country#1', detection: 'ub.new_country', strength: 3000 }),
      item({ id: 'au.brute_force#1', detection: 'au.brute_force', factor: 'authentication', strength: 2000 }),
    ];
    const promised = whatIfs(own).find(({ target }) => target === 'ub.new_country')?.micros;
    const resolved = own.filter(({ detection }) => detection !== 'ub.new_country');
    const { score } = model.assess({ state: stateOf(resolved), device: null, request: null, now: NOW });
    expect(promised).toBe(Math.round(score * 1e6));
  });

  it('offer a step-up to people, not to devices', () => {
    expect(whatIfs([]).map(({ kind }) => kind)).toContain('step_up');
    const input = { state: emptyState(DEVICE), device: null, request: null, now: NOW };
    const weighing = model.weigh(input);
    const found = counterfactualsOf(model, { input, weighing, assessment: model.assess(input, weighing) });
    expect(found).toEqual([]);
  });
});
