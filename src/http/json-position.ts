/**
 * Where a text stops being JSON. `JSON.parse` tells only sometimes, and then quotes the text, which may be secret.
 * Runs on refused bodies only; one pass, no recursion.
 */
const SPACE = /[ \t\n\r]*/y;
// oxlint-disable-next-line no-control-regex -- these are the characters that JSON forbids in a string
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

interface TextPosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

export function findJsonFault(text: string): TextPosition {
  const offset = faultOffset(text);
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}

type Expecting = 'value' | 'first element' | 'first key' | 'key' | 'colon' | 'comma';

function faultOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let expecting: Expecting = 'value';
  let at = skip(SPACE, text, 0) ?? 0;
  while (at < text.length) {
    const char = text[at];
    const end = ending(char, expecting, open);
    if (end) {
      open.pop();
      expecting = 'comma';
      at += 1;
    } else if (expecting === 'value' || expecting === 'first element') {
      if (char === '{' || char === '[') {
        open.push(char);
        expecting = char === '{' ? 'first key' : 'first element';
        at += 1;
      } else {
        const after = skip(char === '"' ? STRING : SCALAR, text, at);
        if (after === null) return at;
        at = after;
        expecting = 'comma';
      }
    } else if (expecting === 'key' || expecting === 'first key') {
      const after = skip(STRING, text, at);
      if (after === null) return at;
      at = after;
      expecting = 'colon';
    } else if (expecting === 'colon') {
      if (char !== ':') return at;
      at += 1;
      expecting = 'value';
    } else {
      if (char !== ',' || open.length === 0) return at;
      at += 1;
      expecting = open.at(-1) === '{' ? 'key' : 'value';
    }
    at = skip(SPACE, text, at) ?? at;
  }
  return at;
}

function ending(char: string | undefined, expecting: Expecting, open: readonly string[]): boolean {
  if (char === '}') return open.at(-1) === '{' && (expecting === 'comma' || expecting === 'first key');
  if (char === ']') return open.at(-1) === '[' && (expecting === 'comma' || expecting === 'first element');
  return false;
}

/** The offset after a match of `pattern` at `at`, or `null`. */
function skip(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
