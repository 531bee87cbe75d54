/** Every case of test/cases/okta: what an Okta event becomes, and that it is a valid native signal. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createSourceRegistry } from '../../../src/adapters/sources/registry.ts';
import { parseSignal } from '../../../src/contract/signal.ts';

interface Case {
  readonly name: string;
  readonly event: Record<string, unknown>;
  readonly signals?: Record<string, unknown>[];
  readonly ignored?: true;
  readonly rejected?: string[];
}

const folder = new URL('../../cases/okta/', import.meta.url);
const files = readdirSync(folder).map((file) => ({
  file,
  ...(parse(readFileSync(new URL(file, folder), 'utf8')) as { base: Record<string, unknown>; cases: Case[] }),
}));
const registry = createSourceRegistry();

/** `absent` in a case says that the field must have no value. */
function withoutAbsent(expected: Record<string, unknown>): { present: Record<string, unknown>; absent: string[] } {
  const entries = Object.entries(expected);
  return {
    present: Object.fromEntries(entries.filter(([, value]) => value !== 'absent')),
    absent: entries.filter(([, value]) => value === 'absent').map(([key]) => key),
  };
}

describe.each(files)('okta: $file', ({ base, cases }) => {
  it.each(cases)('$name', ({ event, signals, ignored, rejected }) => {
    // A case may spell a key of the base in lower case, as log pipelines do.
    const spelled = new Set(Object.keys(event).map((key) => key.toLowerCase()));
    const rest = Object.entries(base).filter(([key]) => !spelled.has(key.toLowerCase()));
    const items = registry.normalise('okta', { ...Object.fromEntries(rest), ...event }) ?? [];

    if (ignored) {
      expect(items).toEqual([{ kind: 'ignored', id: expect.any(String), reason: expect.stringMatching(/\.$/) }]);
    } else if (rejected !== undefined) {
      const faults = items.flatMap((item) => (item.kind === 'rejected' ? item.faults : []));
      expect(faults.map(({ path }) => path)).toEqual(rejected);
    } else {
      const inputs = items.map((item) => (item.kind === 'signal' ? item.input : item));
      expect(inputs).toHaveLength(signals?.length ?? 0);
      for (const [index, expected] of (signals ?? []).entries()) {
        const { present, absent } = withoutAbsent(expected);
        expect(inputs[index]).toMatchObject(present);
        expect(absent.filter((key) => (inputs[index] as Record<string, unknown>)[key] != null)).toEqual([]);
      }
      expect(inputs.map((input) => parseSignal(input, { source: 'okta' })).filter(({ ok }) => !ok)).toEqual([]);
      expect(new Set(inputs.map((input) => (input as { id: string }).id)).size).toBe(inputs.length);
    }
  });
});
