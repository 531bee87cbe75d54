/**
 * Who is asking. Deny by default: a request becomes a principal only through a valid key, or through the open
 * loopback mode when it carries no key at all. A wrong key is refused even where no key would have been needed,
 * so that a mistyped key never works by accident.
 */
import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ApiKeyRecord, ApiKeyStore } from '../domain/ports/api-key-store.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Principal } from '../domain/principal.ts';
import { readCredential, refused, type Headers } from './credentials.ts';
import { hashKey, looksLikeKey } from './keys.ts';
import { isLoopbackHost, isOpenLoopbackRequest } from './loopback.ts';

export interface AuthenticationRequest {
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
}

/** Rejects with UNAUTHENTICATED. The messages never repeat a credential. */
export type Authenticate = (request: AuthenticationRequest) => Promise<Principal>;

export interface AuthenticateDeps {
  readonly apiKeys: ApiKeyStore;
  readonly clock: Clock;
  /** The address the server is bound to. */
  readonly host: string;
  readonly openOnLoopback: boolean;
  /** A key with the role admin in the default tenant, to create the first keys with. */
  readonly adminKey: string | null;
  readonly defaultTenant: string;
}

/** A revoked key works for at most this long after its revocation. */
const CACHE_TTL_MS = 5_000;
const CACHE_ENTRIES_MAX = 10_000;

export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const { apiKeys, clock, defaultTenant } = deps;
  const adminHash = deps.adminKey === null ? null : hashKey(deps.adminKey);
  const isOpen = deps.openOnLoopback && isLoopbackHost(deps.host);
  /** By hash, never by key. Only keys that exist are kept, so guesses cannot push them out. */
  const known = new LRUCache<string, ApiKeyRecord>({ max: CACHE_ENTRIES_MAX, ttl: CACHE_TTL_MS });

  const findRecord = async (hash: string): Promise<ApiKeyRecord | null> => {
    const cached = known.get(hash);
    if (cached) return cached;
    const record = await apiKeys.findByHash(hash);
    if (record) known.set(hash, record);
    return record;
  };

  return async (request) => {
    const credential = readCredential(request.headers);
    if (credential === null) {
      if (isOpen && isOpenLoopbackRequest(request)) return { id: 'local', role: 'admin', tenant: defaultTenant };
      throw refused('This needs an API key: send "Authorization: Bearer <key>" or "X-API-Key: <key>".');
    }
    const hash = hashKey(credential);
    if (adminHash !== null && equalHashes(hash, adminHash)) {
      return { id: 'bootstrap-admin', role: 'admin', tenant: defaultTenant };
    }
    const record = looksLikeKey(credential) ? await findRecord(hash) : null;
    if (record === null || !equalHashes(hash, record.hash) || !isLive(record, clock.now())) {
      throw refused('The API key is not valid.');
    }
    return { id: record.id, role: record.role, tenant: record.tenant };
  };
}

function isLive(record: ApiKeyRecord, now: number): boolean {
  if (record.revokedAt !== null && record.revokedAt <= now) return false;
  return record.expiresAt === null || now < record.expiresAt;
}

/** Compares two hex hashes in time that does not depend on where they differ. */
function equalHashes(a: string, b: string): boolean {
  const left = Buffer.from(a, 'hex');
  const right = Buffer.from(b, 'hex');
  return left.length === right.length && timingSafeEqual(left, right);
}
