/** API keys, which people administer, through the Prisma client. */
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { ApiKeyRecord, ApiKeyStore } from '../../domain/ports/api-key-store.ts';
import { ROLES } from '../../domain/principal.ts';
import { bug } from '../../domain/errors.ts';
import { asTrustError } from './failures.ts';
import { type ApiKey, PrismaClient } from './generated/client.ts';

export interface ApiKeys {
  readonly store: ApiKeyStore;
  close(): Promise<void>;
}

export function createApiKeys(pool: pg.Pool): ApiKeys {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asTrustError(error);
    }
  }

  return {
    store: {
      findByHash: (hash) =>
        guarded(async () => {
          const row = await prisma.apiKey.findUnique({ where: { hash } });
          return row === null ? null : recordOf(row);
        }),
      create: (record) =>
        guarded(async () => {
          await prisma.apiKey.create({
            data: {
              ...record,
              createdAt: BigInt(record.createdAt),
              expiresAt: bigintOrNull(record.expiresAt),
              revokedAt: bigintOrNull(record.revokedAt),
            },
          });
        }),
      list: (tenant) =>
        guarded(async () =>
          (await prisma.apiKey.findMany({ where: { tenant }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(
            recordOf,
          ),
        ),
      revoke: (tenant, id, at) =>
        guarded(async () => {
          const { count } = await prisma.apiKey.updateMany({
            where: { tenant, id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: BigInt(at) } }] },
            data: { revokedAt: BigInt(at) },
          });
          return count > 0;
        }),
    },
    close: () => prisma.$disconnect(),
  };
}

function recordOf(row: ApiKey): ApiKeyRecord {
  const role = ROLES.find((known) => known === row.role) ?? bug(`role ${row.role} in api_keys`);
  return {
    ...row,
    role,
    createdAt: Number(row.createdAt),
    expiresAt: numberOrNull(row.expiresAt),
    revokedAt: numberOrNull(row.revokedAt),
  };
}

function bigintOrNull(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}

function numberOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
