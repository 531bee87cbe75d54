/** What every store of API keys and installation facts must do. */
import { expect, it } from 'vitest';
import type { ApiKeyRecord } from '../../src/domain/ports/api-key-store.ts';
import { eachStore } from '../support/stores.ts';

function key(id: string, more: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id,
    tenant: 'acme',
    name: `Key ${id}`,
    role: 'reader',
    hash: `hash of ${id}`,
    createdAt: 1_790_000_000_123,
    expiresAt: null,
    revokedAt: null,
    ...more,
  };
}

eachStore('API keys', (stores) => {
  it('gives back a key by its hash, to the millisecond', async () => {
    const record = key('k1', { role: 'admin', expiresAt: 1_800_000_000_001 });
    await stores().apiKeys.create(record);
    expect(await stores().apiKeys.findByHash(record.hash)).toEqual(record);
    expect(await stores().apiKeys.findByHash('unknown')).toBeNull();
  });

  it('refuses a second key with the same hash and keeps working', async () => {
    await stores().apiKeys.create(key('k2'));
    await expect(stores().apiKeys.create(key('k3', { hash: 'hash of k2' }))).rejects.toThrow();
    expect((await stores().apiKeys.findByHash('hash of k2'))?.id).toBe('k2');
    await stores().evidence.load([{ tenant: 'acme', type: 'user', id: 'ada' }]);
  });

  it('lists the keys of one tenant, oldest first', async () => {
    await stores().apiKeys.create(key('l2', { tenant: 'lists', createdAt: 2 }));
    await stores().apiKeys.create(key('l1', { tenant: 'lists', createdAt: 1 }));
    expect((await stores().apiKeys.list('lists')).map(({ id }) => id)).toEqual(['l1', 'l2']);
    expect(await stores().apiKeys.list('nobody')).toEqual([]);
  });

  it('revokes a live key once, and only for its own tenant', async () => {
    await stores().apiKeys.create(key('r1'));
    expect(await stores().apiKeys.revoke('other', 'r1', 5)).toBe(false);
    expect(await stores().apiKeys.revoke('acme', 'r1', 5)).toBe(true);
    expect(await stores().apiKeys.revoke('acme', 'r1', 6)).toBe(false);
    expect((await stores().apiKeys.findByHash('hash of r1'))?.revokedAt).toBe(5);
  });

  it('does not revoke a key that has expired', async () => {
    await stores().apiKeys.create(key('e1', { expiresAt: 10 }));
    expect(await stores().apiKeys.revoke('acme', 'e1', 10)).toBe(false);
    expect(await stores().apiKeys.revoke('acme', 'e1', 9)).toBe(true);
  });

  it('keeps the newest value of an installation fact', async () => {
    expect(await stores().meta.get('missing')).toBeNull();
    await stores().meta.set('seed', '1');
    await stores().meta.set('seed', '2');
    expect(await stores().meta.get('seed')).toBe('2');
  });
});
