import { describe, expect, it } from 'vitest';
import { faultsOf } from './support.ts';

const rule = (fields: string): string => `version: 1\nrules:\n  - name: one\n${fields}`;
const when = (condition: string): string => rule(`    when: ${condition}\n    decision: ALLOW\n`);

describe('a policy file that is wrong is refused with its place', () => {
  it.each([
    ['an unknown variable', when('score > 0.5'), 4, 11, /Unknown variable: score/u],
    ['an unknown field of trust', when('trust.score > 0.5 && trust.scor > 0.1'), 4, 38, /scor/u],
    ['an unknown factor', when('factors.posture.score > 0.1'), 4, 19, /posture/u],
    ['unlike types', when('trust.level > 3'), 4, 11, /no such overload/u],
    ['a number for a level name', when('trust.score == "HIGH"'), 4, 11, /no such overload/u],
    ['a result that is a number', when('trust.score'), 4, 11, /is of type double/u],
    ['a result that may be anything', when('context.flag'), 4, 11, /== true/u],
    ['a syntax error', when('trust.score > && true'), 4, 25, /Unexpected token/u],
    ['a level that does not exist', when(`'trust.level == "HIHG"'`), 4, 27, /one of CRITICAL, LOW/u],
    ['a level that does not exist in a list', when(`'trust.level in ["HIGH", "TOP"]'`), 4, 36, /"TOP"/u],
    ['an entity type that does not exist', when(`'"person" == subject.type'`), 4, 12, /one of user, device/u],
    ['a severity that does not exist', when(`'severities["ub.new_country"] == "SEVERE"'`), 4, 44, /one of INFO/u],
    [
      'an indicator that does not exist',
      when(`'"ub.new_contry" in indicators'`),
      4,
      12,
      /no indicator "ub.new_contry"/u,
    ],
    ['a regular expression', when(`'subject.id.matches("(a+)+$")'`), 4, 12, /regular expressions are not allowed/u],
    ['a pattern from the input', when('subject.id.like(context.pattern)'), 4, 11, /never one from the input/u],
    ['an unknown decision', rule('    when: true\n    decision: PERMIT\n'), 5, 15, /ALLOW_LIMITED/u],
    [
      'an unknown key of a rule',
      rule('    when: true\n    decision: ALLOW\n    obligations: [log]\n'),
      6,
      18,
      /obligations/u,
    ],
    ['an empty condition', rule('    when: ""\n    decision: ALLOW\n'), 4, 11, /must not be empty/u],
    ['a condition that is a list', rule('    when: [a]\n    decision: ALLOW\n'), 4, 11, /must be a CEL condition/u],
    ['no condition', rule('    decision: ALLOW\n'), 3, 5, /when/u],
    [
      'a time to live of nothing',
      rule('    when: true\n    decision: ALLOW\n    ttl_seconds: 0\n'),
      6,
      18,
      /ttl_seconds/u,
    ],
    [
      'an action named twice',
      rule('    when: true\n    decision: ALLOW\n    additional_actions: [a, a]\n'),
      6,
      25,
      /repeat/u,
    ],
    [
      'the name of the default',
      'version: 1\nrules:\n  - name: default_deny\n    when: true\n    decision: DENY\n',
      3,
      11,
      /default_deny/u,
    ],
    [
      'a name with capitals',
      'version: 1\nrules:\n  - name: Allow\n    when: true\n    decision: DENY\n',
      3,
      11,
      /snake_case/u,
    ],
    ['another version', 'version: 2\nrules: []\n', 1, 10, /version/u],
    ['no rules', 'version: 1\nrules: []\n', 2, 8, /at least one rule/u],
    ['a list instead of a file', '- a\n', 1, 1, /expected object/u],
    ['an empty file', '', 1, 1, /empty/u],
    ['only a comment', '# nothing\n', 1, 1, /empty/u],
    ['broken YAML', 'version: 1\nrules:\n  - name: "one\n', 4, 1, /quote/u],
    ['a key given twice', when('true') + '    when: "false"\n', 6, 5, /unique/u],
    ['two documents', `${when('true')}---\nversion: 1\n`, 6, 1, /document/u],
  ])('%s', (_, text, line, column, message) => {
    const faults = faultsOf(text);
    expect(faults[0]).toMatchObject({ file: 'a.yaml', line, column });
    expect(faults[0]?.message).toMatch(message);
  });

  it('names the rule', () => {
    expect(faultsOf(when('score > 0.5'))[0]).toMatchObject({ rule: 'one' });
    expect(faultsOf(rule('    when: true\n    decision: PERMIT\n'))[0]).toMatchObject({ rule: 'one' });
  });

  it('finds the place in a condition of several lines, folded or not', () => {
    const condition = (style: string): string =>
      rule(`    when: ${style}\n      trust.score > 0.5 &&\n      trust.scor > 0.1\n    decision: ALLOW\n`);
    for (const style of ['|', '>-', '>']) expect(faultsOf(condition(style))[0]).toMatchObject({ line: 6, column: 13 });
  });

  it('reports the faults of all rules and all files together', () => {
    const broken = `version: 1\nrules:\n  - { name: a, when: nope == 1, decision: ALLOW }\n  - { name: b, when: neither == 1, decision: DENY }\n`;
    const faults = faultsOf(broken, 'version: 3\nrules: []\n');
    expect(faults.map(({ file, line }) => `${file}:${line}`)).toEqual(['a.yaml:3', 'a.yaml:4', 'b.yaml:1', 'b.yaml:2']);
  });

  it('refuses a name that another file uses, and says where', () => {
    const faults = faultsOf(when('trust.score > 0.5'), when('trust.score > 0.6'));
    expect(faults).toMatchObject([{ file: 'b.yaml', line: 3, message: 'the name is taken by a.yaml:3' }]);
  });

  it('refuses a rule that nothing can reach', () => {
    const faults = faultsOf(when('true'), 'version: 1\nrules:\n  - name: late\n    when: true\n    decision: DENY\n');
    expect(faults).toMatchObject([
      { file: 'b.yaml', line: 3, message: 'is never reached: one (a.yaml:3) always matches' },
    ]);
  });
});

describe('a definition that is wrong is refused', () => {
  const define = (definitions: string, condition = 'true'): string =>
    `version: 1\ndefinitions:\n  ${definitions}\nrules:\n  - { name: one, when: ${condition}, decision: ALLOW }\n`;

  it.each([
    ['when it is no condition', define('risky: trust.score'), 3, 10, /definition risky: .*double/u],
    ['when its name has a meaning', define('trust: "true"'), 3, 11, /has a meaning already/u],
    ['when its name is a word of the language', define('package: "true"'), 3, 13, /has a meaning already/u],
    ['when it uses itself', define('risky: risky && true'), 3, 10, /Unknown variable: risky/u],
  ])('%s', (_, text, line, column, message) => {
    const faults = faultsOf(text);
    expect(faults[0]).toMatchObject({ line, column });
    expect(faults[0]?.message).toMatch(message);
  });

  it('without blaming the rules that use it', () => {
    expect(faultsOf(define('risky: trust.score', 'risky'))).toHaveLength(1);
  });
});

describe('a hostile file is refused without harm', () => {
  it('aliases that multiply', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) =>
        `l${i}: &l${i} [${Array(9)
          .fill(i === 0 ? '"x"' : `*l${i - 1}`)
          .join(', ')}]`,
    );
    expect(faultsOf(levels.join('\n'))[0]?.message).toMatch(/alias/iu);
  });

  it.each([
    ['brackets', `version: 1\nrules: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    ['list marks', `version: 1\nrules: \n${'- '.repeat(10_000)}a\n`],
    [
      'indentation',
      Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:`)
        .join('\n')
        .slice(0, 900_000),
    ],
  ])('ten thousand levels of %s', (_, text) => {
    expect(faultsOf(text)[0]?.message).toMatch(/nested deeper/u);
  });

  it.each([
    ['parentheses', `${'('.repeat(4_000)}true${')'.repeat(4_000)}`],
    ['terms', Array(1_500).fill('true').join(' && ')],
    ['negations', `${'!'.repeat(9_000)}true`],
  ])('a condition of endless %s', (_, condition) => {
    expect(faultsOf(when(JSON.stringify(condition)))).toHaveLength(1);
  });

  it('a file of megabytes', () => {
    expect(faultsOf(`${when('true')}#${'x'.repeat(1_000_000)}`)[0]?.message).toMatch(/larger than/u);
  });

  it('keys that would reach a prototype', () => {
    expect(faultsOf('version: 1\n__proto__: { rules: [] }\nrules: []\n').length).toBeGreaterThan(0);
    expect(faultsOf(`${when('true')}    __proto__: { decision: DENY }\n`)[0]?.message).toMatch(
      /__proto__|nrecognized/u,
    );
  });
});
