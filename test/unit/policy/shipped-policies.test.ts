import { describe, expect, it } from 'vitest';
import { policyTestCommand } from '../../../src/cli/policy-test.ts';

describe('the policies that ship', () => {
  it('pass their own tests, and every rule decides at least one of them', async () => {
    const lines: string[] = [];
    const passed = await policyTestCommand('config/policies', { strict: true, print: (line) => lines.push(line) });
    expect(lines.filter((line) => !line.startsWith('ok')).join('\n')).not.toMatch(/FAIL|not tested|could not be/u);
    expect(passed, lines.join('\n')).toBe(true);
  });
});
