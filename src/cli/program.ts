/** The command line: which commands there are. Each is a file of its own, and loads what it needs when it runs. */
import { Command } from 'commander';
import { registerCheckConfig } from './check-config.ts';
import { reportFailure } from './failure.ts';
import { registerKeys } from './keys.ts';
import { registerMigrate } from './migrate.ts';
import { registerPolicyTest } from './policy-test.ts';
import { registerPrintSchema } from './print-schema.ts';
import { registerScore } from './score.ts';
import { registerServe } from './serve.ts';
import { engineVersion } from './version.ts';

export function createProgram(): Command {
  const program = new Command('trust')
    .description('A real-time trust scoring engine for zero trust.')
    .version(engineVersion())
    .showHelpAfterError('(run "trust --help" for the commands)')
    .showSuggestionAfterError();
  registerServe(program);
  registerCheckConfig(program);
  registerKeys(program);
  registerMigrate(program);
  registerScore(program);
  registerPolicyTest(program);
  registerPrintSchema(program);
  return program;
}

/** Runs the command in `argv`. Failures are said on standard error and end the process with status 1. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...argv]);
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
  }
}
