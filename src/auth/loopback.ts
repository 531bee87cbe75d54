/**
 * The open loopback mode: a person trying the engine on their own machine needs no key. It holds only while the
 * request provably comes from this machine and from no web page, because a browser on the same machine would
 * otherwise let any site it shows use the engine (cross-site requests, DNS rebinding).
 */
import type { Headers } from './credentials.ts';

interface LoopbackRequest {
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
}

/** Headers that a proxy adds: whoever really asks is then somewhere else. */
const PROXY_HEADERS = ['forwarded', 'x-real-ip', 'via', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip'];
const PROXY_HEADER_PREFIX = 'x-forwarded-';

export function isOpenLoopbackRequest({ headers, remoteAddress }: LoopbackRequest): boolean {
  if (remoteAddress === undefined || !isLoopbackAddress(remoteAddress)) return false;
  if (Object.keys(headers).some(isProxyHeader)) return false;
  const host = headers['host'] ?? headers[':authority'];
  if (typeof host !== 'string' || !isLoopbackHost(hostname(host))) return false;
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site') return false;
  const origin = headers['origin'];
  return origin === undefined || (typeof origin === 'string' && isLoopbackOrigin(origin));
}

function isProxyHeader(name: string): boolean {
  return PROXY_HEADERS.includes(name) || name.startsWith(PROXY_HEADER_PREFIX);
}

/** Whether a socket address (`127.0.0.1`, `::1`, `::ffff:127.0.0.1`) is this machine. */
function isLoopbackAddress(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:/, '');
  return plain === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(plain);
}

/** Whether a host name or address, as one binds or asks for it, means this machine only. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === 'localhost' || isLoopbackAddress(host);
}

function isLoopbackOrigin(origin: string): boolean {
  const match = /^https?:\/\/([^/?#@]+)$/i.exec(origin);
  return match?.[1] !== undefined && isLoopbackHost(hostname(match[1]));
}

/** `localhost:8080` → `localhost`; `[::1]:8080` → `::1`. */
function hostname(authority: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d{1,5})?$/.exec(authority);
  return match?.[1] ?? match?.[2] ?? '';
}
