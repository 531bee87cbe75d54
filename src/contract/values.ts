/**
 * The kinds of value that requests are made of. Shared by REST, GraphQL and the sources, so that an id or an
 * address that one edge accepts is accepted by all, and the storage never meets a text it cannot hold.
 */
import { z } from 'zod';
import { ENTITY_TYPES } from '../domain/entity.ts';
import { freeFormFault } from './free-form.ts';

/** No control characters and no lone surrogates: PostgreSQL cannot store NUL, and a lone surrogate changes on the way. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;
const PRINTABLE_MESSAGE = 'Must not contain control characters or unpaired surrogates';

/** Text of 1 to `max` UTF-16 code units. */
export function textShape(max: number): z.ZodString {
  return z.string().min(1).max(max).regex(PRINTABLE, PRINTABLE_MESSAGE);
}

/** Ids of entities, devices, sessions, resources: opaque, 1 to 256 characters. */
export const idShape = textShape(256);

export const entityTypeShape = z.enum(ENTITY_TYPES);

/** An IPv4 or IPv6 address without a zone. An IPv4-mapped IPv6 address becomes the IPv4 address it stands for. */
export const ipShape = z
  .union([z.ipv4(), z.ipv6()], { error: 'Must be an IPv4 or IPv6 address' })
  .transform((ip) => canonicalIp(ip));

export const userAgentShape = textShape(1024);

/** ISO 3166-1 alpha-2, any case. */
export const countryShape = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'Must be a two-letter country code')
  .transform((code) => code.toUpperCase());

/** 32-bit autonomous system number. */
export const asnShape = z.int().min(0).max(4_294_967_295);

export const unitShape = z.number().min(0).max(1);

/** Any JSON object, bounded in depth, size and text, for the parts of a request whose keys callers choose. */
export const freeFormShape = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const fault = freeFormFault(value);
  if (fault) context.addIssue({ code: 'custom', path: fault.path, message: fault.message });
});

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

function canonicalIp(ip: string): string {
  const lower = ip.toLowerCase();
  return MAPPED_IPV4.exec(lower)?.[1] ?? lower;
}
