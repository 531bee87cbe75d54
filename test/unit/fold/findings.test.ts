/** Findings into evidence: what repeats, strengthens, resolves and is taken back. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import type { Detection, Finding } from '../../../src/domain/detections/detection.ts';
import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { applyFindings } from '../../../src/domain/fold/findings.ts';
import { NOW } from '../../support/evidence.ts';
import { signalOf } from '../../support/signals.ts';

const [first] = CATALOGUE;
const HOUR = 3_600_000;

function detection(halfLife: Detection['halfLife']): Detection {
  if (first === undefined) throw new Error('the catalogue is empty');
  return { ...first, id: 'ub.test', halfLife };
}

function apply(
  items: readonly EvidenceItem[],
  halfLife: Detection['halfLife'],
  id: string,
  at: number,
  ...findings: Finding[]
) {
  const signal = signalOf(id, at, {
    type: 'finding',
    data: { kind: 'threat_detected', status: 'open', confidence: 1, detail: null },
  });
  const observation = { kind: 'signal', at, signal } as const;
  return applyFindings(items, detection(halfLife), findings, { observation, scale: 1 });
}

const raise = (strength: number): Finding => ({ kind: 'raise', key: 'k', strength, reliability: 1 });

describe('findings', () => {
  it('the same cause again is one item, since its first time, with the signals that caused it', () => {
    const once = apply([], HOUR, 's1', NOW, raise(1));
    const [again, ...rest] = apply(once, HOUR, 's2', NOW + HOUR, raise(2));
    expect(rest).toEqual([]);
    expect(again).toMatchObject({ strength: 2000, since: NOW, observedAt: NOW + HOUR, signalIds: ['s1', 's2'] });
  });

  it('a milder repetition never weakens an event', () => {
    const [kept] = apply(apply([], HOUR, 's1', NOW, raise(4)), HOUR, 's2', NOW + 1, raise(1));
    expect(kept).toMatchObject({ strength: 4000, observedAt: NOW });
  });

  it('a state follows its newest report, milder or not', () => {
    const [kept] = apply(apply([], 'state', 's1', NOW, raise(4)), 'state', 's2', NOW + 1, raise(1));
    expect(kept).toMatchObject({ strength: 1000, since: NOW });
  });

  it('an event that was taken back stays so for its cause; a state that is reported again holds again', () => {
    const takenBack = (items: readonly EvidenceItem[]) =>
      items.map((each) => ({ ...each, status: 'retracted' as const }));
    const [event] = apply(takenBack(apply([], HOUR, 's1', NOW, raise(1))), HOUR, 's2', NOW + 1, raise(3));
    expect(event?.status).toBe('retracted');
    const [state] = apply(takenBack(apply([], 'state', 's1', NOW, raise(1))), 'state', 's2', NOW + 1, raise(3));
    expect(state?.status).toBe('live');
  });

  it('remembers at most five signals of a burst, the newest', () => {
    let items: readonly EvidenceItem[] = [];
    for (let i = 0; i < 9; i += 1) items = apply(items, HOUR, `s${i}`, NOW + i, raise(1));
    expect(items[0]?.signalIds).toEqual(['s4', 's5', 's6', 's7', 's8']);
  });

  it('resolving settles one key or all, and nothing else', () => {
    const other: Finding = { kind: 'raise', key: 'other', strength: 1 };
    const both = apply([], HOUR, 's1', NOW, raise(1), other);
    const statuses = (items: readonly EvidenceItem[]) => items.map(({ status }) => status);
    expect(statuses(apply(both, HOUR, 's2', NOW, { kind: 'resolve', key: 'k' }))).toEqual(['resolved', 'live']);
    expect(statuses(apply(both, HOUR, 's2', NOW, { kind: 'resolve', key: '*' }))).toEqual(['resolved', 'resolved']);
  });
});
