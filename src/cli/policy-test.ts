/** `trust policy-test [path]`: the tests that lie beside policies. Exit code 1 when one fails or a file has faults. */
import type { Command } from 'commander';
import type { PolicyTestReport } from '../adapters/policy/run-tests.ts';

/** Adds the command to the program. */
export function registerPolicyTest(program: Command): void {
  program
    .command('policy-test')
    .description('Check policies and run the tests beside them (*.test.yaml).')
    .argument('[path]', 'a directory of policies', 'config/policies')
    .option('--strict', 'fail also when a rule decides no test', false)
    .action(async (path: string, { strict }: { strict: boolean }) => {
      const passed = await policyTestCommand(path, { strict, print: (line) => process.stdout.write(`${line}\n`) });
      if (!passed) process.exitCode = 1;
    });
}

export interface PolicyTestOptions {
  /** Rules without a test count as a failure. */
  readonly strict: boolean;
  print(line: string): void;
}

/** Whether all is well. Faults are printed, never thrown. */
export async function policyTestCommand(path: string, { strict, print }: PolicyTestOptions): Promise<boolean> {
  const [{ PolicyError }, { loadPolicies, readPolicyFiles }, { runPolicyTests }] = await Promise.all([
    import('../adapters/policy/fault.ts'),
    import('../adapters/policy/load.ts'),
    import('../adapters/policy/run-tests.ts'),
  ]);
  try {
    const set = await loadPolicies(path);
    const { tests } = await readPolicyFiles(path);
    const report = runPolicyTests(set, tests);
    for (const line of table(report)) print(line);
    for (const rule of set.rules.filter(({ name }) => report.uncovered.includes(name))) {
      print(`not tested  ${rule.name} (${rule.source.file}:${rule.source.line})`);
    }
    const failed = report.results.filter(({ differences }) => differences.length > 0).length;
    const total = report.results.length;
    print(
      `${total - failed} of ${total} tests passed, ${set.rules.length - report.uncovered.length} of ${set.rules.length} rules tested`,
    );
    return failed === 0 && total > 0 && (!strict || report.uncovered.length === 0);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    print(error.message);
    print(`${error.faults.length} ${error.faults.length === 1 ? 'fault' : 'faults'}`);
    return false;
  }
}

function table({ results }: PolicyTestReport): string[] {
  const nameWidth = Math.max(4, ...results.map(({ name }) => name.length));
  const ruleWidth = Math.max(4, ...results.map(({ outcome }) => outcome.policyMatched.length));
  const row = (state: string, name: string, decision: string, rule: string): string =>
    `${state.padEnd(4)}  ${name.padEnd(nameWidth)}  ${decision.padEnd(13)}  ${rule.padEnd(ruleWidth)}`.trimEnd();
  const lines = [row('', 'test', 'decision', 'rule')];
  for (const { file, line, name, outcome, differences } of results) {
    const failed = differences.length > 0;
    lines.push(row(failed ? 'FAIL' : 'ok', name, outcome.decision, outcome.policyMatched));
    if (failed) lines.push(`      ${file}:${line}: got ${differences.join('; got ')}`);
    for (const { rule, message } of outcome.trail.filter(({ result }) => result === 'error')) {
      lines.push(`      rule ${rule} could not be evaluated: ${message ?? ''}`);
    }
  }
  return lines;
}
