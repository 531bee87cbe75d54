import { defineConfig } from 'vitest/config';
import { closingLine } from './test/support/closing-line.ts';

/**
 * unit: pure, no server, no disk. Runs in `npm run verify`.
 * full: everything that needs PostgreSQL, Redis or PGlite. `test/support/servers.ts` starts what is needed.
 */
/** Node takes graphql's CommonJS build, Vite would take the other one for our own files: there must be one of it. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

export default defineConfig({
  test: {
    reporters: ['default', closingLine],
    projects: [
      {
        resolve,
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        resolve,
        test: {
          name: 'full',
          include: ['test/{contract,integration,conformance,faults}/**/*.test.ts'],
          globalSetup: ['test/support/servers.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
