/** As much of kustomize as the manifests here use: resources, strategic merge patches, common labels on metadata. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type Tree = Record<string, unknown>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function render(folder: string): Tree[] {
  const read = (name: string): Tree => {
    const content: unknown = parse(readFileSync(join(folder, name), 'utf8'));
    if (!isTree(content)) throw new Error(`${folder}/${name} is not an object`);
    return content;
  };
  const { resources = [], patches = [] } = read('kustomization.yaml') as {
    resources?: string[];
    patches?: { path: string }[];
  };
  const manifests = resources.flatMap((name) => (name.endsWith('.yaml') ? [read(name)] : render(join(folder, name))));
  for (const { path } of patches) {
    const patch = read(path);
    const index = manifests.findIndex((manifest) => identity(manifest) === identity(patch));
    const target = manifests[index];
    if (target === undefined) throw new Error(`${folder}/${path} patches ${identity(patch)}, which is not there`);
    manifests[index] = merge(target, patch) as Tree;
  }
  return manifests;
}

function identity({ apiVersion, kind, metadata }: Tree): string {
  return `${String(apiVersion)} ${String(kind)} ${isTree(metadata) ? String(metadata['name']) : ''}`;
}

/** `null` takes a field away; lists whose items have names are merged by name, other lists are replaced. */
function merge(base: unknown, patch: unknown): unknown {
  if (isTree(base) && isTree(patch)) {
    const merged: Tree = { ...base };
    for (const [key, value] of Object.entries(patch)) {
      if (value === null) delete merged[key];
      else merged[key] = merge(merged[key], value);
    }
    return merged;
  }
  if (
    Array.isArray(base) &&
    Array.isArray(patch) &&
    [...base, ...patch].every((item) => isTree(item) && 'name' in item)
  ) {
    const named = new Map<unknown, unknown>(base.map((item: Tree) => [item['name'], item]));
    for (const item of patch as Tree[]) named.set(item['name'], merge(named.get(item['name']), item));
    return [...named.values()];
  }
  if (isTree(patch)) return merge({}, patch);
  return patch;
}
