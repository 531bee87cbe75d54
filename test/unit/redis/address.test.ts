import { describe, expect, it } from 'vitest';
import { parseRedisUrl } from '../../../src/adapters/redis/address.ts';

describe('Redis addresses', () => {
  it.each([
    ['redis://localhost', { host: 'localhost', port: 6379, database: 0, tls: false }],
    ['redis://localhost:6379/4', { host: 'localhost', port: 6379, database: 4, tls: false }],
    ['redis://cache:7000/', { host: 'cache', port: 7000, database: 0, tls: false }],
    ['rediss://cache.example:6380/1', { host: 'cache.example', port: 6380, database: 1, tls: true }],
    ['redis://[::1]:6379/2', { host: '::1', port: 6379, database: 2, tls: false }],
    ['redis://:p%40ss%2Fword@cache', { host: 'cache', port: 6379, password: 'p@ss/word', database: 0, tls: false }],
    ['redis://me:pw@cache', { host: 'cache', port: 6379, username: 'me', password: 'pw', database: 0, tls: false }],
  ])('%s', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address);
  });

  it.each([
    '',
    'localhost',
    'unix:///tmp/redis.sock',
    'redis:///4',
    'redis://host/4/5',
    'redis://host/1e3',
    'redis://host:99999',
  ])('refuses "%s"', (url) => {
    expect(() => parseRedisUrl(url)).toThrow(/Redis URL/);
  });
});
