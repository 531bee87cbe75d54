/** Reads the API key a request carries. Says nothing about whether it is valid. */
import { TrustError } from '../domain/errors.ts';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Longer than any key; keeps a hostile header from being hashed. */
const CREDENTIAL_LENGTH_MAX = 1100;
const BEARER = /^bearer +(\S+)$/i;

/**
 * The key of `Authorization: Bearer <key>` or `X-API-Key: <key>`; `null` when the request carries neither.
 * Throws UNAUTHENTICATED when a header is malformed or the two disagree: guessing which one was meant could
 * give a caller rights it did not ask for.
 */
export function readCredential(headers: Headers): string | null {
  const bearer = readBearer(single(headers['authorization'], 'Authorization'));
  const apiKey = readApiKey(single(headers['x-api-key'], 'X-API-Key'));
  if (bearer !== null && apiKey !== null && bearer !== apiKey) {
    throw refused('Authorization and X-API-Key carry different keys.');
  }
  return bearer ?? apiKey;
}

export function refused(message: string): TrustError {
  return new TrustError('UNAUTHENTICATED', message);
}

function readBearer(header: string | null): string | null {
  if (header === null) return null;
  const key = BEARER.exec(header)?.[1];
  if (key === undefined) throw refused('Authorization must be "Bearer" and one API key.');
  return key;
}

function readApiKey(header: string | null): string | null {
  if (header === null) return null;
  // Repeated headers of one name arrive joined by a comma and a space.
  if (!/^\S+$/.test(header)) throw refused('X-API-Key must be one API key.');
  return header;
}

function single(header: string | string[] | undefined, name: string): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string') throw refused(`${name} must be sent once.`);
  if (header.length > CREDENTIAL_LENGTH_MAX) throw refused(`${name} is too long.`);
  return header;
}
