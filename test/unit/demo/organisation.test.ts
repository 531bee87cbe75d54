/** The simulated organisation: the same every time, valid, in order, and peopled as promised. */
import { describe, expect, it } from 'vitest';
import { parseSignal, type SignalInput } from '../../../src/contract/signal.ts';
import { DEMO_HIGHLIGHTS, INCIDENTS } from '../../../src/demo/incidents.ts';
import { createDemo } from '../../../src/demo/organisation.ts';
import { PEOPLE } from '../../../src/demo/people.ts';
import { CITIES } from '../../../src/demo/places.ts';
import { seedDemo } from '../../../src/demo/seed.ts';

const NOW = Date.UTC(2026, 10, 20, 15, 0);
const DAY_MS = 86_400_000;
const signals = [...createDemo({ seed: 1, now: NOW })].flat();
const timeOf = (signal: SignalInput) => Number(signal.time);
const of = (userId: string) => signals.filter((signal) => signal.user_id === userId);

describe('the people', () => {
  it('are at least forty, all different, each with a laptop, a phone and a known city', () => {
    expect(PEOPLE.length).toBeGreaterThanOrEqual(40);
    expect(new Set(PEOPLE.flatMap(({ id, laptop, phone }) => [id, laptop, phone])).size).toBe(PEOPLE.length * 3);
    for (const person of PEOPLE) {
      expect(Object.keys(CITIES)).toContain(person.city);
      expect(['macOS', 'Windows', 'Ubuntu']).toContain(person.platform);
      expect(['fido', 'push_number', 'otp', 'sms']).toContain(person.factor);
      expect(person.id).toMatch(/^[a-z.]+@meridian\.example$/);
    }
  });
});

describe('the story', () => {
  it('is the same for the same seed and end, and another for another seed', () => {
    expect([...createDemo({ seed: 1, now: NOW })].flat()).toEqual(signals);
    expect([...createDemo({ seed: 2, now: NOW })].flat()).not.toEqual(signals);
  });

  it('is told in batches of at most 1,000 valid signals with ids of their own, in order of time, none after its end', () => {
    expect([...createDemo({ seed: 1, now: NOW })].every(({ length }) => length > 0 && length <= 1_000)).toBe(true);
    expect(signals.length).toBeGreaterThan(6_000);
    expect(signals.length).toBeLessThan(10_000);
    expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
    expect(signals.map((signal) => parseSignal(signal, { source: 'demo' })).filter(({ ok }) => !ok)).toEqual([]);
    expect(
      signals.every((signal, index) => index === 0 || timeOf(signals[index - 1] ?? signal) <= timeOf(signal)),
    ).toBe(true);
    expect(Math.max(...signals.map(timeOf))).toBeLessThanOrEqual(NOW);
    expect(NOW - Math.min(...signals.map(timeOf))).toBeGreaterThan(28 * DAY_MS);
  });

  it('uses only addresses reserved for documentation', () => {
    const foreign = signals.filter(({ ip }) => ip != null && !/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/.test(ip));
    expect(foreign).toEqual([]);
  });

  it('lets everybody sign in, work and report their laptop', () => {
    for (const { id } of PEOPLE) {
      const types = new Set(of(id).map(({ type }) => type));
      expect([...types]).toEqual(expect.arrayContaining(['authentication', 'access', 'device_posture']));
    }
  });

  it('holds its incidents whatever the hour and weekday it is made at', () => {
    for (let hours = 0; hours < 168; hours += 13) {
      const now = NOW + hours * 3_600_000;
      const recent = [...createDemo({ seed: 1, now })].flat().filter((signal) => timeOf(signal) > now - DAY_MS);
      for (const { entity } of INCIDENTS) {
        expect(recent.filter((signal) => signal.user_id === entity.id).length).toBeGreaterThan(2);
      }
    }
  });

  it('names as highlights only entities that are in it', () => {
    const ids = new Set(
      signals.flatMap((signal) => [`user ${signal.user_id ?? ''}`, `device ${signal.device_id ?? ''}`]),
    );
    expect(DEMO_HIGHLIGHTS.length).toBeGreaterThanOrEqual(5);
    for (const { entity } of DEMO_HIGHLIGHTS) expect(ids).toContain(`${entity.type} ${entity.id}`);
  });
});

describe('seeding', () => {
  it('sends every batch once, in order, and reports progress up to the total', async () => {
    const sent: unknown[] = [];
    const progress: { done: number; total: number }[] = [];
    const ingest = async (batch: unknown[]) => void sent.push(...batch);
    const total = await seedDemo({ seed: 1, now: NOW, ingest, onProgress: (step) => progress.push(step) });
    expect(sent).toEqual(signals);
    expect(total).toBe(signals.length);
    expect(progress.at(-1)).toEqual({ done: total, total });
  });

  it('stops at a batch that could not be stored and says so', async () => {
    const ingest = async () => Promise.reject(new Error('store is gone'));
    await expect(seedDemo({ seed: 1, now: NOW, ingest })).rejects.toThrow('store is gone');
  });
});
