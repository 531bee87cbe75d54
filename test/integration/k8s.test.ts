/** Every manifest, as an overlay renders it, against the schemas of the Kubernetes API, and what they must guarantee. */
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTree, render, type Tree } from '../support/kustomize.ts';

const require = createRequire(import.meta.url);
const OVERLAYS = ['base', 'overlays/single', 'overlays/ha'];

function modelOf({ apiVersion, kind }: Tree): new (data: unknown) => { validate(): void } {
  const models: unknown = require(`kubernetes-models/${String(apiVersion)}/${String(kind)}`);
  const model: unknown = isTree(models) ? models[String(kind)] : undefined;
  if (typeof model !== 'function') throw new Error(`Kubernetes has no ${String(apiVersion)} ${String(kind)}`);
  return model as new (data: unknown) => { validate(): void };
}

/** Names of all fields of the API. The schemas allow unknown fields, which a server drops or refuses: typos show here. */
function fieldNames(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const name of ['kubernetes-models', '@kubernetes-models/apimachinery']) {
    const root = dirname(require.resolve(`${name}/package.json`));
    for (const file of readdirSync(root, { recursive: true }).map(String)) {
      if (!file.endsWith('.d.ts')) continue;
      for (const [, field] of readFileSync(join(root, file), 'utf8').matchAll(/^\s*"?([\w$-]+)"?\??:/gmu))
        names.add(field ?? '');
    }
  }
  return names;
}

/** Fields whose content is a map with keys of one's own. */
const FREE = new Set(['labels', 'annotations', 'matchLabels', 'data', 'limits', 'requests']);

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (!isTree(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => [
    key,
    ...(FREE.has(key) || (key === 'selector' && isTree(below) && !('matchLabels' in below)) ? [] : keysOf(below)),
  ]);
}

const known = fieldNames();
const manifests = OVERLAYS.flatMap((overlay) =>
  render(join('k8s', overlay)).map((manifest) => ({ overlay, kind: String(manifest['kind']), manifest })),
);

test.each(manifests)('$overlay: the $kind is what the Kubernetes API takes', ({ manifest }) => {
  const Model = modelOf(manifest);
  expect(() => new Model(manifest).validate()).not.toThrow();
  expect(keysOf(manifest).filter((key) => !known.has(key))).toEqual([]);
});

test('the checks can fail: a wrong type and a mistyped field are found', () => {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment')?.manifest ?? {};
  const Model = modelOf(deployment);
  expect(() => new Model({ ...deployment, spec: { replicas: 'three' } }).validate()).toThrow(/replicas/u);
  expect(keysOf({ spec: { templat: 1 } }).filter((key) => !known.has(key))).toEqual(['templat']);
});

function find(overlay: string, kind: string): Tree {
  const found = manifests.find((each) => each.overlay === overlay && each.kind === kind);
  if (found === undefined) throw new Error(`${overlay} has no ${kind}`);
  return found.manifest;
}

describe('guarantees', () => {
  test.each(OVERLAYS)('%s: the container runs without privileges on a read-only root', (overlay) => {
    expect(find(overlay, 'Deployment')).toMatchObject({
      spec: {
        template: {
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                securityContext: {
                  readOnlyRootFilesystem: true,
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                },
                resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
              },
            ],
          },
        },
      },
    });
  });

  test('single: two pods never share the files of the embedded database', () => {
    const deployment = find('overlays/single', 'Deployment');
    expect(deployment).toMatchObject({ spec: { replicas: 1, strategy: { type: 'Recreate' } } });
    expect(deployment).toHaveProperty(
      'spec.template.spec.volumes',
      expect.arrayContaining([{ name: 'data', persistentVolumeClaim: { claimName: 'trust-data' } }]),
    );
    expect(manifests.filter(({ overlay }) => overlay === 'overlays/single').map(({ kind }) => kind)).not.toContain(
      'HorizontalPodAutoscaler',
    );
  });

  test('ha: updates never go below the replicas wanted, and pods refuse to start without the shared servers', () => {
    expect(find('overlays/ha', 'Deployment')).toMatchObject({
      spec: {
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          spec: {
            containers: [
              {
                env: [
                  { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'trust', key: 'DATABASE_URL' } } },
                  { name: 'REDIS_URL', valueFrom: { secretKeyRef: { name: 'trust', key: 'REDIS_URL' } } },
                ],
              },
            ],
          },
        },
      },
    });
    expect(find('overlays/ha', 'Deployment')).not.toHaveProperty('spec.replicas');
    expect(find('overlays/ha', 'HorizontalPodAutoscaler')).toMatchObject({ spec: { minReplicas: 3, maxReplicas: 10 } });
  });

  test('no manifest holds a secret', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(JSON.stringify(manifests)).not.toMatch(/postgres(ql)?:\/\/|redis:\/\/|BEGIN [A-Z ]*PRIVATE KEY/u);
  });

  test('every setting in the ConfigMap is a variable that the engine reads and accepts', async () => {
    const { loadConfig } = await import('../../src/config/load.ts');
    const { VARIABLES } = await import('../../src/config/environment.ts');
    const { data } = find('base', 'ConfigMap') as { data: Record<string, string> };
    expect(VARIABLES.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(data)));
    expect(loadConfig({ environment: data }).config.server.host).toBe('0.0.0.0');
  });
});
