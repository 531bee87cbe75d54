/** Reading and writing plain trees by dotted path. Written for settings: no cycles, no class instances. */
import { z } from 'zod';
import { settingsSchema } from './settings.ts';

export type Tree = Record<string, unknown>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  let value = tree;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** A copy of `tree` with the value set; whatever is in the way and not a tree is replaced. */
export function withValue(tree: Tree, [key, ...rest]: readonly string[], value: unknown): Tree {
  if (key === undefined) return tree;
  const below = tree[key];
  return { ...tree, [key]: rest.length === 0 ? value : withValue(isTree(below) ? below : {}, rest, value) };
}

/** A copy of `tree` without that path. */
export function without(tree: Tree, [key, ...rest]: readonly string[]): Tree {
  if (key === undefined || !Object.hasOwn(tree, key)) return tree;
  const { [key]: below, ...others } = tree;
  return rest.length === 0 || !isTree(below) ? others : { ...others, [key]: without(below, rest) };
}

/** Every setting as a dotted path, in the order of the schema. */
export function settingPaths(schema: unknown = settingsSchema, prefix = ''): string[] {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodObject)) return [prefix];
  return Object.entries(inner.shape).flatMap(([key, child]) =>
    settingPaths(child, prefix === '' ? key : `${prefix}.${key}`),
  );
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  return schema;
}
