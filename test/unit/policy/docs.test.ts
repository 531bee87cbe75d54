import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { compilePolicies } from '../../../src/adapters/policy/compile.ts';
import { runPolicyTests } from '../../../src/adapters/policy/run-tests.ts';

describe('docs/policies.md', () => {
  it('shows a policy that loads and a test that passes', async () => {
    const text = await readFile('docs/policies.md', 'utf8');
    const [policy = '', tests = ''] = [...text.matchAll(/```yaml\n([\s\S]*?)```/gu)].map((match) => match[1] ?? '');
    const set = compilePolicies([{ file: 'policy', text: policy }], { indicators: null });
    const { results, uncovered } = runPolicyTests(set, [{ file: 'tests', text: tests }]);
    expect(results.map(({ differences }) => differences)).toEqual([[]]);
    expect(uncovered).toEqual([]);
  });
});
