/** For the Prisma command line only; the engine itself migrates through `src/adapters/postgres/migrate.ts`. */
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `prisma generate` needs no database; commands that do need one say so when it is missing.
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
