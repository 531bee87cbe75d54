/** `trust print-schema`: the GraphQL schema in SDL, to standard output or into a file. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';

export function registerPrintSchema(program: Command): void {
  program
    .command('print-schema')
    .description('Print the GraphQL schema (SDL).')
    .option('-o, --output <file>', 'write it to a file instead of standard output')
    .action(async ({ output }: { output?: string }) => {
      const { printSortedSchema } = await import('../schema/schema.ts');
      if (output === undefined) process.stdout.write(printSortedSchema());
      else await writeFile(output, printSortedSchema());
    });
}
