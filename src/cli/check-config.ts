/** `trust check-config`: the settings in force, or everything that is wrong with them. */
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { loadConfig } from '../config/load.ts';
import { redactSettings } from '../config/redact.ts';

export function registerCheckConfig(program: Command): void {
  program
    .command('check-config')
    .description('Check the settings and print those in force, secrets hidden.')
    .option('-c, --config <file>', 'settings file')
    .action(({ config: file }: { config?: string }) => {
      const loaded = loadConfig({ file });
      const sources = [loaded.file ?? 'no file', ...loaded.variables].join(', ');
      process.stdout.write(
        `# In force, from ${sources}; everything else is at its default.\n${stringify(redactSettings(loaded.config))}`,
      );
    });
}
