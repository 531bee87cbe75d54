/** Stored properties: fresh while the store is there, remembered while it is away, never guessed. */
import { describe, expect, it } from 'vitest';
import { TrustError } from '../../../src/domain/errors.ts';
import type { EntityPropertiesKey } from '../../../src/domain/ports/entity-index.ts';
import { createPropertyReader } from '../../../src/services/property-reader.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const key = (id: string, type = 'document', tenant = 't'): EntityPropertiesKey => ({ tenant, type, id });

function reading() {
  const clock = createFakeClock();
  const stored = new Map<string, Record<string, unknown>>();
  const asked: string[][] = [];
  let isAway = false;
  const reader = createPropertyReader({
    index: {
      async properties(keys) {
        if (isAway) throw new TrustError('UNAVAILABLE', 'away');
        asked.push(keys.map(({ id }) => id));
        return keys.map(({ id }) => stored.get(id) ?? null);
      },
    },
    memory: new Map(),
    clock,
    freshMs: 5_000,
  });
  return { reader, clock, stored, asked, away: (away: boolean) => (isAway = away) };
}

describe('the property reader', () => {
  it('asks for all that is not at hand in one go, and for nothing twice while it is fresh', async () => {
    const { reader, stored, asked } = reading();
    stored.set('a', { sensitivity: 'high' });
    expect(await reader.read([key('a'), key('b')])).toEqual([{ sensitivity: 'high' }, null]);
    expect(await reader.read([key('b'), key('a'), key('c')])).toEqual([null, { sensitivity: 'high' }, null]);
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('sees what changed elsewhere once it is no longer fresh, and at once what was changed here', async () => {
    const { reader, stored, clock } = reading();
    await reader.read([key('a')]);
    stored.set('a', { owner: 'ada' });
    expect(await reader.read([key('a')])).toEqual([null]);
    clock.advance(5_000);
    expect(await reader.read([key('a')])).toEqual([{ owner: 'ada' }]);
    stored.set('a', { owner: 'bob' });
    reader.forget(key('a'));
    expect(await reader.read([key('a')])).toEqual([{ owner: 'bob' }]);
  });

  it('sees that properties are gone', async () => {
    const { reader, stored, clock } = reading();
    stored.set('a', { owner: 'ada' });
    await reader.read([key('a')]);
    stored.delete('a');
    clock.advance(5_000);
    expect(await reader.read([key('a')])).toEqual([null]);
  });

  it('goes on with what it remembers while the store is away, but guesses nothing', async () => {
    const { reader, stored, clock, away } = reading();
    stored.set('a', { sensitivity: 'high' });
    await reader.read([key('a')]);
    away(true);
    clock.advance(60_000);
    expect(await reader.read([key('a')])).toEqual([{ sensitivity: 'high' }]);
    await expect(reader.read([key('a'), key('never-read')])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    away(false);
    expect(await reader.read([key('never-read')])).toEqual([null]);
  });

  it('keeps keys apart however their parts are chosen', async () => {
    const { reader, asked } = reading();
    await reader.read([key('c', 'ab'), key('bc', 'a'), key('c', 'b', 'ta'), key('c', 'ab', 't')]);
    expect(asked[0]).toHaveLength(4);
    await reader.read([key('c', 'ab'), key('bc', 'a'), key('c', 'b', 'ta')]);
    expect(asked).toHaveLength(1);
  });
});
