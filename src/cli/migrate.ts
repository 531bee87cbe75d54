/** `trust migrate`: brings the database up to date and ends, for deployments that do it before a roll-out. */
import type { Command } from 'commander';
import { loadConfig } from '../config/load.ts';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database schema up to date. "serve" does so by itself.')
    .option('-c, --config <file>', 'settings file')
    .action(async ({ config: file }: { config?: string }) => {
      const { storage } = loadConfig({ file }).config;
      const { openPostgres } = await import('../adapters/postgres/open.ts');
      const stores = await openPostgres({ ...storage, onProgress: (text) => console.error(text) });
      await stores.close();
      console.log(`The database is up to date (${storage.databaseUrl === null ? storage.dataDir : 'DATABASE_URL'}).`);
    });
}
