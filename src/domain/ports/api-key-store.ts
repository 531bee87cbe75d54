/** API keys. Only a SHA-256 of the secret is ever stored. */
import type { Role } from '../principal.ts';

export interface ApiKeyRecord {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly role: Role;
  /** Hex SHA-256 of the whole key. */
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

export interface ApiKeyStore {
  findByHash(hash: string): Promise<ApiKeyRecord | null>;
  create(record: ApiKeyRecord): Promise<void>;
  list(tenant: string): Promise<readonly ApiKeyRecord[]>;
  /** True when a live key of that id was revoked. */
  revoke(tenant: string, id: string, at: number): Promise<boolean>;
}
