/**
 * The kinds of value that requests are made of. Shared with the signal envelope, so that an id or an address that
 * one edge accepts is accepted by all and spelt one way.
 */
import { z } from 'zod';
import { ENTITY_TYPES } from '../domain/entity.ts';
import { freeFormFault } from './free-form.ts';
import { address, canonicalIp, text } from './signal-text.ts';

/** Ids of entities, devices, sessions, resources: opaque, 1 to 256 characters. */
export const idShape = text(256);

export const entityTypeShape = z.enum(ENTITY_TYPES);

/** An IPv4 or IPv6 address without a zone, in its canonical spelling. */
export const ipShape = address.meta({ examples: ['203.0.113.7', '2001:db8::7'] }).transform((ip) => canonicalIp(ip));

export const userAgentShape = text(1024);

/** ISO 3166-1 alpha-2, any case. */
export const countryShape = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'Must be a two-letter country code.')
  .transform((code) => code.toUpperCase());

/** 32-bit autonomous system number. */
export const asnShape = z.int().min(0).max(4_294_967_295);

export const unitShape = z.number().min(0).max(1);

/** Any JSON object, bounded in depth, size and text, for the parts of a request whose keys callers choose. */
export const freeFormShape = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const fault = freeFormFault(value);
  if (fault) context.addIssue({ code: 'custom', path: fault.path, message: fault.message });
});
