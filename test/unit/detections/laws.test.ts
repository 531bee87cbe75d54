import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import type { Detection, Finding, Observation } from '../../../src/domain/detections/detection.ts';
import { ENTITY_TYPES, type EntityType } from '../../../src/domain/entity.ts';
import { advanceProfile } from '../../../src/domain/profile/advance.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { EMPTY_PROFILE, type Profile } from '../../../src/domain/profile/profile.ts';
import type { Signal } from '../../../src/domain/signal.ts';
import { anyHistory, anyObservation } from '../../support/generated-signals.ts';

const RUNS = { numRuns: 150 };
const anyType = fc.constantFrom(...ENTITY_TYPES);

function profileAfter(history: readonly Signal[], entityType: EntityType): Profile {
  return history.reduce<Profile>((profile, signal) => advanceProfile(profile, signal, entityType), EMPTY_PROFILE);
}

function observers(observation: Observation, entityType: EntityType): readonly Detection[] {
  const what = observation.kind === 'signal' ? observation.signal.type : 'request';
  return CATALOGUE.filter(({ observes, entityTypes }) => observes.includes(what) && entityTypes.includes(entityType));
}

function detectAll(observation: Observation, entityType: EntityType, profile: Profile) {
  const input = { observation, entityType, profile, population: UNIFORM_POPULATION };
  return observers(observation, entityType).map((detection) => [detection.id, detection.detect(input)] as const);
}

describe('whatever was observed, on whatever history', () => {
  it('every finding is well-formed: finite strength in 0..20, cap and reliability in 0..1, plain facts', () => {
    fc.assert(
      fc.property(anyHistory, anyObservation, anyType, (history, observation, entityType) => {
        for (const [id, findings] of detectAll(observation, entityType, profileAfter(history, entityType))) {
          for (const finding of findings) expectWellFormed(id, finding);
        }
      }),
      RUNS,
    );
  });

  it('the same input gives the same findings and is left as it was', () => {
    fc.assert(
      fc.property(anyHistory, anyObservation, anyType, (history, observation, entityType) => {
        const profile = deepFreeze(profileAfter(deepFreeze(history), entityType));
        const first = JSON.stringify(detectAll(deepFreeze(observation), entityType, profile));
        const again = profileAfter(structuredClone(history), entityType);
        expect(JSON.stringify(detectAll(structuredClone(observation), entityType, again))).toBe(first);
      }),
      RUNS,
    );
  });

  it('a detection says at most one thing about one key', () => {
    fc.assert(
      fc.property(anyHistory, anyObservation, anyType, (history, observation, entityType) => {
        for (const [, findings] of detectAll(observation, entityType, profileAfter(history, entityType))) {
          const keys = findings.flatMap((finding) => (finding.kind === 'retract' ? [] : [finding.key]));
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      RUNS,
    );
  });

  it('a profile survives storage: what comes back from JSON gives the same findings', () => {
    fc.assert(
      fc.property(anyHistory, anyObservation, anyType, (history, observation, entityType) => {
        const profile = profileAfter(history, entityType);
        const stored: Profile = JSON.parse(JSON.stringify(profile));
        expect(detectAll(observation, entityType, stored)).toEqual(detectAll(observation, entityType, profile));
      }),
      RUNS,
    );
  });
});

function expectWellFormed(id: string, finding: Finding): void {
  if (finding.kind !== 'raise') return;
  // 0 is a source that takes its own finding back.
  expect(finding.strength, id).toBeGreaterThanOrEqual(0);
  expect(finding.strength, id).toBeLessThanOrEqual(20);
  expect(finding.key?.length ?? 1, id).toBeGreaterThan(0);
  const { cap = null, reliability = 1 } = finding;
  if (cap !== null) expect(cap > 0 && cap < 1, id).toBe(true);
  expect(reliability >= 0 && reliability <= 1, id).toBe(true);
  for (const fact of Object.values(finding.facts ?? {})) {
    expect(['string', 'number', 'boolean'], id).toContain(typeof fact);
    if (typeof fact === 'number') expect(Number.isFinite(fact), id).toBe(true);
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
