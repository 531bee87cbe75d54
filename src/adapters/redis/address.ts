export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly database: number;
  readonly tls: boolean;
}

/**
 * Reads `redis://[user[:password]@]host[:port][/database]`, with `rediss` for TLS. Throws an error that says what is
 * wrong and never repeats the URL, which may hold a password.
 */
export function parseRedisUrl(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'redis:' && url.protocol !== 'rediss:') || url.hostname === '') {
    throw new Error('The Redis URL must look like redis://host:6379/0, or rediss:// for TLS.');
  }
  const path = url.pathname.replace(/^\//, '');
  if (!/^\d{0,5}$/.test(path))
    throw new Error('The path of the Redis URL must be the number of a database, such as /4.');
  return {
    // The brackets of an IPv6 address belong to the URL, not to the address.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 6379 : Number(url.port),
    ...(url.username === '' ? {} : { username: decodePart(url.username) }),
    ...(url.password === '' ? {} : { password: decodePart(url.password) }),
    database: path === '' ? 0 : Number(path),
    tls: url.protocol === 'rediss:',
  };
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('The user or password in the Redis URL is not properly percent-encoded.');
  }
}
