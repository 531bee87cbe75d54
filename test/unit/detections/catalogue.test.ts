import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import { ENTITY_TYPES, FACTORS, SEVERITIES } from '../../../src/domain/entity.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { SIGNAL_TYPES } from '../../../src/domain/signal.ts';

const PREFIXES = {
  user_behavior: 'ub.',
  device_posture: 'dp.',
  network_context: 'nc.',
  authentication: 'au.',
} as const;
const FOLDERS = ['behavior', 'device', 'network', 'authentication'] as const;

describe('the catalogue', () => {
  it('knows every detection by one id', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  });

  it('holds every file that defines a detection', () => {
    const root = new URL('../../../src/domain/detections/', import.meta.url);
    const files = FOLDERS.flatMap((folder) => readdirSync(new URL(folder, root)).map((file) => `${folder}/${file}`));
    const defining = files.filter((file) =>
      /^export const detection\b/m.test(readFileSync(new URL(file, root), 'utf8')),
    );
    expect(CATALOGUE).toHaveLength(defining.length);
    const source = readFileSync(new URL('catalogue.ts', root), 'utf8');
    expect(defining.filter((file) => !source.includes(`'./${file}'`))).toEqual([]);
  });

  it.each(FACTORS)('has at least six detections of %s', (factor) => {
    expect(CATALOGUE.filter((detection) => detection.factor === factor).length).toBeGreaterThanOrEqual(6);
  });

  it('has no ceiling on the bound of a level: it would show the level above the one it means', () => {
    const bounds: readonly number[] = DEFAULT_MODEL_SETTINGS.levelBounds;
    expect(CATALOGUE.filter(({ cap }) => cap !== undefined && bounds.includes(cap)).map(({ id }) => id)).toEqual([]);
  });

  it('takes doubts back only after every other detection has spoken', () => {
    expect(CATALOGUE.at(-1)?.id).toBe('au.recent_step_up');
  });
});

describe.each(CATALOGUE.map((detection) => [detection.id, detection] as const))('%s', (id, detection) => {
  it('is named after its factor', () => {
    expect(id).toMatch(/^(ub|dp|nc|au)\.[a-z][a-z0-9_]*$/);
    expect(id.startsWith(PREFIXES[detection.factor])).toBe(true);
  });

  it('names techniques, severity, observations and entity types that exist', () => {
    for (const technique of detection.techniques) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    expect(SEVERITIES).toContain(detection.severity);
    expect(detection.observes.length).toBeGreaterThan(0);
    expect([...SIGNAL_TYPES, 'request']).toEqual(expect.arrayContaining([...detection.observes]));
    expect(detection.entityTypes.length).toBeGreaterThan(0);
    expect(ENTITY_TYPES).toEqual(expect.arrayContaining([...detection.entityTypes]));
  });

  it('has a ceiling within 0..1 and a half-life above 0', () => {
    if (detection.cap !== undefined) {
      expect(detection.cap).toBeGreaterThan(0);
      expect(detection.cap).toBeLessThan(1);
    }
    if (detection.halfLife !== 'state') expect(detection.halfLife).toBeGreaterThan(0);
  });

  it('says what it means to an analyst, to the person, and when it errs', () => {
    for (const text of [detection.title, detection.advice, detection.personAdvice, detection.falsePositive]) {
      expect(text.trim().length).toBeGreaterThan(5);
      expect(text).not.toMatch(/undefined|TODO/);
    }
    expect(detection.advice.endsWith('.')).toBe(true);
    expect(detection.title.length).toBeLessThanOrEqual(60);
  });

  it('tells the person nothing that helps an intruder: no address, threshold or name of a list', () => {
    expect(detection.personAdvice).not.toMatch(/\d/);
    expect(detection.personAdvice).not.toMatch(/\b(threshold|threat intelligence|block ?list|reputation list)\b/i);
  });
});
