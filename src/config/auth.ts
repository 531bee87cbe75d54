import { z } from 'zod';
import { onOff, text } from './fields.ts';

export const authSchema = z
  .strictObject({
    /**
     * Callers on this machine need no key. Counts only while the server listens on a loopback address: elsewhere a
     * proxy on the same machine would make every caller look local.
     */
    openOnLoopback: onOff().default(true),
    adminKey: text('a secret of 24 to 1000 characters without spaces', /^[\x21-\x7e]{24,1000}$/u)
      .nullable()
      .default(null),
  })
  .prefault({});
