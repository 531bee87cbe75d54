import { z } from 'zod';
import { text, wholeNumber } from './fields.ts';

const WORKERS = '"auto" or a whole number from 1 to 64';
const ORIGIN = 'an origin such as https://console.example.org, without a path, or "*"';

export const serverSchema = z
  .strictObject({
    host: text('an address to listen on, such as 127.0.0.1 or 0.0.0.0', /^[\w.:%-]{1,255}$/u).default('127.0.0.1'),
    /** 0 takes any free port. */
    port: wholeNumber({ min: 0, max: 65_535 }).default(8080),
    /** `auto`: 4 on servers (PostgreSQL and Redis), 1 on the embedded database, which one process owns. */
    workers: z.union([z.literal('auto'), z.int().min(1).max(64)], { error: () => WORKERS }).default('auto'),
    bodyLimitBytes: wholeNumber({ min: 1_000, max: 100_000_000, unit: 'bytes' }).default(5_000_000),
    requestTimeoutSeconds: wholeNumber({ min: 1, max: 600, unit: 'seconds' }).default(30),
    /** How long requests under way may take to finish once the process is told to stop. */
    shutdownSeconds: wholeNumber({ min: 1, max: 300, unit: 'seconds' }).default(10),
    corsOrigins: z
      .array(z.string({ error: () => ORIGIN }).refine(isOrigin, { error: () => ORIGIN }), {
        error: () => 'a list of origins',
      })
      .default([]),
  })
  .prefault({});

function isOrigin(value: string): boolean {
  return value === '*' || (URL.canParse(value) && /^https?:/u.test(value) && new URL(value).origin === value);
}
