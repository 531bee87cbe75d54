import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyError } from '../../../src/adapters/policy/fault.ts';
import { loadPolicies } from '../../../src/adapters/policy/load.ts';
import { createPolicySource } from '../../../src/adapters/policy/source.ts';
import { policyTestCommand } from '../../../src/cli/policy-test.ts';
import { inputWith } from './support.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'policies-'));
});
afterEach(() => rm(directory, { recursive: true }));

const write = (name: string, text: string): Promise<void> => writeFile(join(directory, name), text);
const policy = (name: string, decision: string, when = 'trust.score >= 0'): string =>
  `version: 1\nrules:\n  - name: ${name}\n    when: ${when}\n    decision: ${decision}\n`;

describe('a directory of policies', () => {
  it('is read in name order, tests and other files aside', async () => {
    await write('20-b.yaml', policy('second', 'DENY'));
    await write('10-a.yml', policy('first', 'ALLOW'));
    await write('10-a.test.yaml', 'not: a policy\n');
    await write('notes.md', '{{{');
    const set = await loadPolicies(directory);
    expect(set.rules.map(({ name, order }) => [name, order])).toEqual([
      ['first', 0],
      ['second', 1],
    ]);
    expect(set.rules[1]?.source).toEqual({ file: join(directory, '20-b.yaml'), line: 3 });
  });

  it('can be a single file', async () => {
    await write('only.yaml', policy('one', 'ALLOW'));
    expect((await loadPolicies(join(directory, 'only.yaml'))).rules).toHaveLength(1);
  });

  it.each([
    ['that is empty', '', /no policy here/u],
    ['that does not exist', 'missing', /cannot be read/u],
  ])('%s is refused', async (_, below, message) => {
    await expect(loadPolicies(join(directory, below))).rejects.toThrow(message);
  });

  it('gives the same hash for the same rules, however they are written, and another for others', async () => {
    const hashOf = async (text: string): Promise<string> => {
      await write('a.yaml', text);
      return (await loadPolicies(directory)).hash;
    };
    const hash = await hashOf(policy('one', 'ALLOW'));
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(await hashOf(`# said\n${policy('one', '"ALLOW"')}\n`)).toBe(hash);
    const others = [
      policy('two', 'ALLOW'),
      policy('one', 'DENY'),
      policy('one', 'ALLOW', 'trust.score > 0'),
      `${policy('one', 'ALLOW')}    ttl_seconds: 9\n`,
      `${policy('one', 'ALLOW')}    additional_actions: [log]\n`,
      `${policy('one', 'ALLOW')}definitions: { risky: "false" }\n`,
    ];
    const hashes = new Set([hash]);
    for (const text of others) hashes.add(await hashOf(text));
    expect(hashes.size).toBe(others.length + 1);
  });
});

describe('the policy in force', () => {
  it('follows a good reload and outlives a bad one', async () => {
    const errors: PolicyError[] = [];
    await write('a.yaml', policy('one', 'ALLOW'));
    const source = await createPolicySource(directory, { onError: (error) => errors.push(error) });
    expect(await source.reload()).toBe(false);

    await write('a.yaml', policy('one', 'DENY'));
    expect(await source.reload()).toBe(true);
    expect(source.current().evaluate(inputWith({})).decision).toBe('DENY');
    const { hash } = source.current();

    await write('a.yaml', policy('one', 'ALLOW', 'trust.scor > 0'));
    expect(await source.reload()).toBe(false);
    expect(source.current().hash).toBe(hash);
    expect(errors.map((error) => error.faults.map(({ line, rule }) => [line, rule]))).toEqual([[[4, 'one']]]);
    expect(errors[0]?.message).toBe(`${join(directory, 'a.yaml')}:4:17: rule one: when: No such key: scor`);

    await write('a.yaml', policy('two', 'ALLOW'));
    expect(await source.reload()).toBe(true);
    expect(source.current().rules[0]?.name).toBe('two');
  });

  it('does not begin without a policy', async () => {
    await expect(createPolicySource(directory, { onError: () => {} })).rejects.toThrow(/no policy here/u);
  });
});

describe('policy-test', () => {
  const run = async (strict = false): Promise<{ passed: boolean; text: string }> => {
    const lines: string[] = [];
    const passed = await policyTestCommand(directory, { strict, print: (line) => lines.push(line) });
    return { passed, text: lines.join('\n') };
  };
  const tests = (expected: string): string =>
    `version: 1\ntests:\n  - name: somebody\n    input: { trust: { score: 0.8 } }\n    expect: ${expected}\n`;

  it('passes when every answer is the expected one', async () => {
    await write('a.yaml', policy('one', 'ALLOW', 'trust.level == "HIGH"'));
    await write('a.test.yaml', tests('{ decision: ALLOW, policy_matched: one, additional_actions: [] }'));
    expect(await run(true)).toMatchObject({ passed: true, text: expect.stringContaining('1 of 1 tests passed') });
  });

  it.each([
    ['decision', '{ decision: DENY }', /decision ALLOW, not DENY/u],
    ['rule', '{ decision: ALLOW, policy_matched: two }', /matched one, not two/u],
    ['actions', '{ decision: ALLOW, additional_actions: [log] }', /actions \[\], not \[log\]/u],
  ])('fails on another %s and says where', async (_, expected, message) => {
    await write('a.yaml', policy('one', 'ALLOW'));
    await write('a.test.yaml', tests(expected));
    const { passed, text } = await run();
    expect(passed).toBe(false);
    expect(text).toMatch(message);
    expect(text).toContain(`${join(directory, 'a.test.yaml')}:3`);
  });

  it('names the rules that no test reaches, and minds only when strict', async () => {
    await write('a.yaml', policy('one', 'ALLOW'));
    await write('b.yaml', policy('forgotten', 'DENY'));
    await write('a.test.yaml', tests('{ decision: ALLOW }'));
    expect(await run()).toMatchObject({ passed: true, text: expect.stringContaining('not tested  forgotten') });
    expect(await run(true)).toMatchObject({ passed: false });
  });

  it.each([
    ['a policy with a fault', policy('one', 'ALLOW', 'nope'), tests('{ decision: ALLOW }'), /a\.yaml:4:11/u],
    ['a test with a misspelt key', policy('one', 'ALLOW'), tests('{ descision: ALLOW }'), /a\.test\.yaml:5/u],
    [
      'a test of an unheard-of level',
      policy('one', 'ALLOW'),
      'version: 1\ntests:\n  - name: a\n    input: { trust: { level: TOP } }\n    expect: { decision: DENY }\n',
      /a\.test\.yaml:4/u,
    ],
    ['no tests at all', policy('one', 'ALLOW'), null, /0 of 0 tests/u],
  ])('fails for %s', async (_, rules, written, message) => {
    await write('a.yaml', rules);
    if (written !== null) await write('a.test.yaml', written);
    const { passed, text } = await run();
    expect(passed).toBe(false);
    expect(text).toMatch(message);
  });
});
