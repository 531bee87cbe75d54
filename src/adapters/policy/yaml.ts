/** One YAML file, checked against a schema, with the place of every value at hand. */
import { isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { z } from 'zod';
import type { PolicyFault } from './fault.ts';

export interface SourceFile {
  /** Name for messages. */
  readonly file: string;
  readonly text: string;
}

export type Path = readonly (string | number)[];

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlFile<T> {
  /** `null` when the file has faults. */
  readonly value: T | null;
  readonly faults: readonly PolicyFault[];
  /** Where the value at `path` begins, or its nearest parent that exists. */
  positionOf(path: Path): Position;
  /** Where the character at `offset` of the text at `path` stands in the file. */
  positionIn(path: Path, offset: number): Position;
}

export const FILE_LENGTH_MAX = 1_000_000;
const ALIASES_MAX = 50;
/** More indentation or brackets than this nests deeper than any policy and would exhaust the parser's stack. */
const NESTING_MAX = 64;

export function readYaml<T>(
  source: SourceFile,
  schema: z.ZodType<T>,
  ruleAt: (path: Path, raw: unknown) => string | null,
): YamlFile<T> {
  const { file, text } = source;
  const at = ({ line, column }: Position, rule: string | null, message: string): PolicyFault => ({
    file,
    line,
    column,
    rule,
    message,
  });
  const start: Position = { line: 1, column: 1 };
  const refused = (message: string, position = start): YamlFile<T> => ({
    value: null,
    faults: [at(position, null, message)],
    positionOf: () => start,
    positionIn: () => start,
  });

  if (text.length > FILE_LENGTH_MAX) return refused(`the file is larger than ${FILE_LENGTH_MAX} characters`);
  const deep = firstTooDeep(text);
  if (deep !== null) return refused(`nested deeper than ${NESTING_MAX} levels`, deep);

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const positionOf = (path: Path): Position => place(nodeAt(document, path)?.range?.[0] ?? 0);
  const positionIn = (path: Path, offset: number): Position => {
    const node = nodeAt(document, path);
    return isScalar(node) && node.range ? place(offsetInSource(text, node, offset)) : positionOf(path);
  };
  const yaml = { positionOf, positionIn };

  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return {
      value: null,
      faults: problems.map((problem) => at(place(problem.pos[0]), null, problem.message)),
      ...yaml,
    };
  }
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  if (raw === null || raw === undefined) return refused('the file is empty');

  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data, faults: [], ...yaml };
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const position = unknownKey === undefined ? positionOf(path) : positionOf([...path, unknownKey]);
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return at(position, ruleAt(path, raw), `${where}${issue.message}`);
  });
  return { value: null, faults, ...yaml };
}

function nodeAt(document: Document, path: Path): Node | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isPlaced(node)) return node;
  }
  return null;
}

function isPlaced(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node;
}

/**
 * YAML folds and strips white space, never other characters (escapes in double quotes aside, where this is near
 * enough), so the n-th visible character of the value is the n-th visible character of the source.
 */
function offsetInSource(text: string, node: Node & { type?: string; value?: unknown }, offset: number): number {
  let at = node.range?.[0] ?? 0;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const end = text.indexOf('\n', at);
    at = end < 0 ? at : end + 1;
  } else if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') {
    at += 1;
  }
  let wanted = visibleCharacters(String(node.value).slice(0, offset));
  while (at < text.length && (wanted > 0 || isBlank(text[at]))) {
    if (!isBlank(text[at])) wanted -= 1;
    at += 1;
  }
  return at;
}

function visibleCharacters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) if (!isBlank(text[index])) count += 1;
  return count;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}

/** A cheap look before the recursive parser: bracket depth, indentation, and `- - - -` on one line. */
function firstTooDeep(text: string): Position | null {
  let brackets = 0;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const lead = /^[\s-]*/u.exec(line)?.[0] ?? '';
    if (lead.length > NESTING_MAX * 4) return { line: index + 1, column: 1 };
    if ((lead.match(/-\s/gu)?.length ?? 0) > NESTING_MAX) return { line: index + 1, column: 1 };
    for (let column = 0; column < line.length; column += 1) {
      const character = line[column];
      if (character === '[' || character === '{') brackets += 1;
      else if ((character === ']' || character === '}') && brackets > 0) brackets -= 1;
      if (brackets > NESTING_MAX) return { line: index + 1, column: column + 1 };
    }
  }
  return null;
}
