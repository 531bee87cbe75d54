import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import type { Detection, Finding } from '../../../src/domain/detections/detection.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { readDetectionTables, toMs, type DetectionCase } from '../../support/detection-cases.ts';
import { observationOf, profileOf } from '../../support/detection-observations.ts';

const tables = readDetectionTables();

describe('every detection has a table of cases', () => {
  it.each(CATALOGUE.map(({ id }) => id))('%s: fires, must not fire, and what suppresses it', (id) => {
    const table = tables.get(id);
    const kinds = new Set(table?.cases.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['fires', 'must_not_fire']));
    expect(kinds.has('suppressed') || table?.no_suppression !== undefined).toBe(true);
  });

  it('and no table is about a detection that does not exist', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect([...tables.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });
});

for (const detection of CATALOGUE) {
  const table = tables.get(detection.id);
  describe(detection.id, () => {
    it.each(table?.cases ?? [])('$kind: $name', (testCase) => {
      check(testCase, detection, findingsFor(testCase, detection, testCase.entity ?? table?.entity ?? 'user'));
    });
  });
}

/** What the engine would ask the detection: nothing when it does not observe this, or this type of entity. */
function findingsFor(testCase: DetectionCase, detection: Detection, entityType: Detection['entityTypes'][number]) {
  const observation = observationOf(testCase, entityType);
  const what = observation.kind === 'signal' ? observation.signal.type : 'request';
  if (!detection.observes.includes(what) || !detection.entityTypes.includes(entityType)) return [];
  const profile = profileOf(testCase, entityType);
  return detection.detect({ observation, entityType, profile, population: UNIFORM_POPULATION });
}

function check(
  { expect: expected, kind, at }: DetectionCase,
  detection: Detection,
  findings: readonly Finding[],
): void {
  if (expected === 'nothing') {
    expect(findings).toEqual([]);
    expect(kind).not.toBe('fires');
    return;
  }
  if ('resolves' in expected) {
    expect(findings).toContainEqual({ kind: 'resolve', key: expected.resolves });
    expect(findings.some((finding) => finding.kind === 'raise')).toBe(false);
    expect(kind).not.toBe('fires');
    return;
  }
  const raised = findings.find((finding) => finding.kind === 'raise');
  if (raised === undefined) throw new Error(`${detection.id} said ${JSON.stringify(findings)} instead of raising.`);
  expect(raised.sign ?? -1).toBe(expected.sign === 'trust' ? 1 : -1);
  if (expected.strength !== undefined) {
    expect(raised.strength).toBeGreaterThanOrEqual(expected.strength[0]);
    expect(raised.strength).toBeLessThanOrEqual(expected.strength[1]);
  }
  const cap = raised.cap === undefined ? (detection.cap ?? null) : raised.cap;
  if (expected.cap !== undefined) expect(cap).toBe(expected.cap === 'none' ? null : expected.cap);
  if (expected.key !== undefined) expect(raised.key).toBe(expected.key);
  if (expected.scope !== undefined) expect(raised.scope).toBe(expected.scope);
  if (expected.due_in !== undefined) expect(raised.reportBy).toBe(Date.parse(at) + toMs(expected.due_in));
  if (expected.retracts !== undefined) {
    const taken = findings.flatMap((finding) => (finding.kind === 'retract' ? finding.detections : []));
    expect(taken).toContain(expected.retracts);
  }
}
