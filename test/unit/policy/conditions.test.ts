import { describe, expect, it } from 'vitest';
import type { PolicyInput } from '../../../src/domain/policy/policy.ts';
import { inputWith, setOf } from './support.ts';

/** `true`, `false`, or why it cannot be told. */
function tell(condition: string, changes: Partial<PolicyInput> = {}): boolean | string | null {
  const outcome = setOf([{ name: 'asked', when: condition, decision: 'ALLOW' }]).evaluate(inputWith(changes));
  const trace = outcome.trail[0];
  return trace?.result === 'error' ? trace.message : trace?.result === 'match';
}

const properties = (json: string): Record<string, unknown> => JSON.parse(json) as Record<string, unknown>;

describe('numbers mean the same whether they were written 3 or 3.0', () => {
  const context = properties('{"amount":1500,"rate":2.5,"count":3,"list":[1,2]}');
  it.each([
    ['trust.score >= 0.8', true],
    ['trust.score >= 1', false],
    ['trust.score == 1', false],
    ['trust.score * 2 > 1', true],
    ['trust.level_rank >= 3', true],
    ['trust.level_rank == 3.0', true],
    ['context.amount > 1000', true],
    ['context.amount > 1500', false],
    ['context.amount >= 1500.0', true],
    ['1000 < context.amount', true],
    ['context.amount == 1500', true],
    ['context.amount != 1500', false],
    ['context.amount in [1500, 2000]', true],
    ['context.amount in [1500.5]', false],
    ['context.amount - 500 == 1000', true],
    ['context.amount / 2 == 750', true],
    ['context.count % 2 == 1', true],
    ['context.rate * 2 == 5', true],
    ['trust.score > context.rate', false],
    ['context.list.exists(x, x > 1)', true],
    ['context.list[0] == 1', true],
    ['size(context.list) == 2', true],
  ])('%s', (condition, expected) => {
    expect(tell(condition, { context })).toBe(expected);
  });
});

describe('what a condition can see', () => {
  it.each([
    ['trust.low == 0.8 && trust.high == 0.9 && trust.confidence == 0.7', true],
    ['trust.level == "HIGH"', true],
    ['factors.authentication.low == 0.8', true],
    ['"ub.new_country" in indicators', true],
    ['severities["ub.new_country"] == "MEDIUM"', true],
    ['severities.exists(id, severities[id] == "CRITICAL")', false],
    ['subject.type == "user" && subject.id == "ada"', true],
    ['now.getHours() == 12 && now.getDayOfWeek() == 4', true],
    ['now.getHours("Europe/Berlin") == 13', true],
    ['resource.type == "" && resource.id == "" && action.name == ""', true],
    ['has(resource.properties.owner) || has(action.properties.privileged)', false],
    ['resource.properties.?sensitivity.orValue("normal") == "normal"', true],
    ['subject.id.like("a*") && subject.id.like("?d?") && !subject.id.like("d*")', true],
    ['"a.b.c".like("*.b.*") && !"abc".like("a.c")', true],
  ])('%s', (condition, expected) => {
    expect(tell(condition)).toBe(expected);
  });

  it('a factor the entity does not have reads as unknown, not as bad or missing', () => {
    expect(tell('factors.device_posture.confidence == 0 && factors.device_posture.low == 0')).toBe(true);
    expect(tell('factors.device_posture.score < 0.5 || factors.device_posture.high < 1')).toBe(false);
  });

  it('a property that is not there cannot be told, and says its name', () => {
    expect(tell('context.amount > 1')).toBe('No such key: amount');
    expect(tell('resource.properties.owner == subject.id')).toBe('No such key: owner');
  });

  it('a comparison of unlike values cannot be told', () => {
    expect(tell('context.amount > 1', { context: { amount: '5000' } })).toMatch(/no such overload/u);
    expect(tell('context.flag && true', { context: { flag: 'true' } })).toMatch(/must be true or false/u);
  });

  it('a side that cannot be told does not matter where the other decides', () => {
    expect(tell('context.missing == 1 || trust.level == "HIGH"')).toBe(true);
    expect(tell('context.missing == 1 && trust.level == "LOW"')).toBe(false);
  });
});

describe('keys that mean something to JavaScript are data and nothing else', () => {
  const hostile = properties(
    '{"__proto__":{"admin":true},"constructor":{"name":"Object"},"prototype":1,"toString":"x","amount":3,' +
      '"deep":{"constructor":1,"__proto__":{"admin":true},"hasOwnProperty":false}}',
  );
  it.each([
    ['has(context.admin)', false],
    ['has(context.deep.admin)', false],
    ['context.amount == 3', true],
    ['context.deep.constructor == 1', true],
    ['context["constructor"].name == "Object"', true],
    ['has(context.valueOf)', false],
    ['context.size() == 6', true],
  ])('%s', (condition, expected) => {
    expect(tell(condition, { context: hostile })).toBe(expected);
    const resource = { type: 'doc', id: '1', properties: hostile };
    expect(tell(condition.replaceAll('context', 'resource.properties'), { resource })).toBe(expected);
  });

  it('no prototype is changed on the way', () => {
    tell('has(context.admin)', { context: hostile });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

describe('input that is too much cannot be told, in bounded time', () => {
  it('more values than the limit', () => {
    const context = { list: Array.from({ length: 100_000 }, (_, i) => i) };
    expect(tell('context.list.all(a, context.list.all(b, a + b >= 0))', { context })).toMatch(/more than 2000/u);
  });

  it('deeper than the limit', () => {
    const context = properties(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
    expect(tell('size(context.a) == 1', { context })).toMatch(/nested deeper/u);
  });

  it('and does not disturb conditions that do not look at it', () => {
    const context = { list: Array.from({ length: 100_000 }, (_, i) => i) };
    expect(tell('trust.level == "HIGH"', { context })).toBe(true);
  });

  it('values JSON does not have read as missing', () => {
    expect(tell('has(context.f)', { context: { f: () => true } })).toBe(false);
    expect(tell('has(context.u)', { context: { u: undefined } })).toBe(false);
    expect(tell('context.n > 1', { context: { n: Number.NaN } })).toBe(false);
  });
});
