import { z } from 'zod';
import { choice, onOff, text } from './fields.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

export const loggingSchema = z
  .strictObject({
    level: choice(LOG_LEVELS).default('info'),
    /** Ids of people, devices and sessions appear in logs as pseudonyms: equal ids stay equal, nobody is named. */
    pseudonymize: onOff().default(true),
    /** With a key a pseudonym can't be found by trying names. Without one it is a plain hash. */
    pseudonymKey: text('a secret of 16 to 1000 characters', /^.{16,1000}$/su)
      .nullable()
      .default(null),
  })
  .prefault({});
