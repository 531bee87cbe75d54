import { describe, expect, test } from 'vitest';
import { parseJsonBody } from '../../../src/http/json-body.ts';
import { findJsonFault } from '../../../src/http/json-position.ts';
import { faultPaths } from '../contract/fault-paths.ts';

describe('a JSON body', () => {
  test.each(['{"a":[1,null,"x"]}', '7', 'null', '"text"', ' {} ', '{"a":{"b":{}}}', '{"constructor":"x"}'])(
    '%s is taken as it is',
    (text) => expect(parseJsonBody(text)).toEqual(JSON.parse(text)),
  );

  test('may start with a byte order mark, and may be empty', () => {
    expect(parseJsonBody('\ufeff{"a":1}')).toEqual({ a: 1 });
    expect(parseJsonBody('')).toBeUndefined();
  });

  test.each([
    ['{"__proto__":{"isAdmin":true}}', ['__proto__']],
    ['{"a":[{"__proto__":1},{"__proto__":null}]}', ['a.0.__proto__', 'a.1.__proto__']],
    [String.raw`{"a":{"\u005f_proto__":{}}}`, ['a.__proto__']],
    ['{"constructor":{"prototype":{"isAdmin":true}}}', ['constructor']],
    [String.raw`{"c\u006fnstructor":{"prototype":{}}}`, ['constructor']],
  ])('%s is refused with every path', (text, paths) => {
    expect(faultPaths(() => parseJsonBody(text))).toEqual(paths);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  test('as deep as it likes neither crashes nor hides a forbidden key', () => {
    const text = `${'[{"a":'.repeat(20_000)}{"__proto__":1}${'}]'.repeat(20_000)}`;
    expect(faultPaths(() => parseJsonBody(text))).toHaveLength(1);
  });

  test('cannot make the refusal grow with it', () => {
    const hostile = `{"${'k'.repeat(10_000)}":[${Array.from({ length: 5000 }, () => '{"__proto__":1}').join()}]}`;
    const paths = faultPaths(() => parseJsonBody(hostile));
    expect(paths).toHaveLength(100);
    expect(paths.join().length).toBeLessThan(100 * 300);
  });

  test('that is not JSON is refused without being quoted', () => {
    try {
      parseJsonBody('{"password": hunter2}');
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify([error instanceof Error && error.message, Object.entries(error ?? {})])).not.toContain(
        'hunter',
      );
    }
  });
});

describe('the position of a fault', () => {
  test.each([
    ['{"a": NaN}', 1, 7],
    ['{"a": Infinity}', 1, 7],
    ['{"a": -Infinity}', 1, 7],
    ['{"a": 1,}', 1, 9],
    ['[1,]', 1, 4],
    ['{"a" 1}', 1, 6],
    ["{'a': 1}", 1, 2],
    ['{a: 1}', 1, 2],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a": "x', 1, 7],
    ['{"a": 01}', 1, 8],
    [String.raw`{"a": "\x"}`, 1, 7],
    ['{"a": "line\nbreak"}', 1, 7],
    ['{} {}', 1, 4],
    ['[1}', 1, 3],
    ['{"a":1]', 1, 7],
    ['tru', 1, 1],
    ['', 1, 1],
    ['[', 1, 2],
    ['<html>', 1, 1],
  ])('%j', (text, line, column) => {
    expect(() => {
      JSON.parse(text);
    }).toThrow(SyntaxError);
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  test('is found in megabytes of text and of nesting', () => {
    const long = `{"a": "${'x\\n'.repeat(1_000_000)}", "b": nope}`;
    expect(findJsonFault(long).column).toBe(long.indexOf('nope') + 1);
    expect(findJsonFault('['.repeat(1_000_000)).column).toBe(1_000_001);
  });
});
