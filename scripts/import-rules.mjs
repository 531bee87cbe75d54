/**
 * Holds the import direction of ARCHITECTURE.md: which room may know which, and which room a package lives in.
 * Type imports count like any other: a type that leaks is a dependency too. Cycles at run time are refused.
 *
 *   node scripts/import-rules.mjs [folder]
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

/** Rooms with the rooms they may import. `adapters` alone stands for the files directly in that folder. */
const ROOMS = {
  domain: { may: [], why: 'The domain knows nothing but the language; pass what it needs as an argument or a port.' },
  contract: {
    may: ['domain', 'services'],
    types: ['services'],
    why: 'Wire shapes map to domain types and nothing else.',
  },
  auth: { may: ['domain'], why: 'Authentication knows the domain only; the edges hand it headers.' },
  config: { may: ['domain'], why: 'Settings know the domain only; whoever needs a setting is given it.' },
  services: { may: ['domain', 'auth'], why: 'Use cases talk to ports of the domain; app.ts hands them the adapters.' },
  resolvers: {
    may: ['services', 'domain', 'contract'],
    why: 'Resolvers call services; transport belongs to http, the API to schema.',
  },
  schema: {
    may: ['resolvers', 'services', 'domain', 'contract'],
    types: ['services'],
    why: 'The schema decides the API and calls resolvers.',
  },
  http: {
    may: [
      'schema',
      'resolvers',
      'services',
      'auth',
      'observability',
      'domain',
      'contract',
      'config',
      'adapters/sources',
    ],
    types: ['config', 'adapters/sources'],
    why: 'The edge calls services; app.ts hands it settings and adapters, of which it may know the types.',
  },
  observability: {
    may: ['domain', 'services'],
    types: ['services'],
    why: 'Metrics wrap ports and services from outside.',
  },
  adapters: { may: ['domain'], why: 'An adapter knows the ports of the domain and its own driver.' },
  'adapters/*': {
    may: ['domain', 'adapters'],
    why: 'An adapter knows the ports of the domain and its own driver, not another adapter.',
  },
  'adapters/sources': {
    may: ['domain', 'contract', 'adapters'],
    why: 'A source turns its own format into the shapes of the contract.',
  },
  demo: { may: ['domain', 'contract', 'services'], why: 'The demo goes in through the services, as any caller does.' },
  cli: { may: null, why: '' },
  app: { may: null, why: '' },
  composition: { may: null, why: '' },
  main: { may: ['cli'], why: 'main.ts hands the arguments to the commands.' },
};

/** Packages with the rooms they live in. Node's own modules are free outside the domain. */
const PACKAGES = [
  [/^(pg|@prisma\/.*|@electric-sql\/.*)$/u, ['adapters/postgres']],
  [/^ioredis$/u, ['adapters/redis']],
  [/^lru-cache$/u, ['adapters/memory', 'adapters/geo', 'auth', 'http']],
  [/^(mmdb-lib|@ip-location-db\/.*)$/u, ['adapters/geo']],
  [/^@marcbachmann\/cel-js$/u, ['adapters/policy']],
  [/^fastify$/u, ['http']],
  [/^(graphql-yoga|@graphql-yoga\/.*|@envelop\/.*|graphql-ws|graphql-jit|ws)$/u, ['http']],
  [/^@pothos\/plugin-complexity$/u, ['schema', 'http']],
  [/^@pothos\/.*$/u, ['schema']],
  [/^graphql$/u, ['schema', 'resolvers', 'http', 'cli']],
  [/^dataloader$/u, ['resolvers']],
  [/^(pino|prom-client)$/u, ['observability']],
  [/^commander$/u, ['cli']],
  [/^yaml$/u, ['config', 'adapters/policy', 'cli']],
  [
    /^zod$/u,
    [
      'contract',
      'config',
      'schema',
      'http',
      'adapters/sources',
      'adapters/policy',
      'adapters/redis',
      'adapters/postgres',
    ],
  ],
  [/^bowser$/u, ['contract', 'services', 'adapters/sources']],
  [/^ipaddr\.js$/u, ['contract', 'auth', 'config', 'adapters/geo', 'adapters/sources']],
];

export function roomOf(file) {
  const [room = '', second = ''] = file.split('/');
  if (!file.includes('/')) return file.replace(/\.ts$/u, '');
  return room === 'adapters' && file.split('/').length > 2 ? `adapters/${second}` : room;
}

/** Violations among `sources`, a map of path (relative to src, with `/`) to text. */
export function violations(sources) {
  const found = [];
  const graph = new Map();
  for (const [file, text] of sources) {
    const edges = importsOf(file, text);
    graph.set(
      file,
      edges
        .filter((edge) => edge.target.startsWith('.') && !edge.typeOnly)
        .map((edge) => posix.join(posix.dirname(file), edge.target)),
    );
    for (const edge of edges) {
      const message = verdict(file, edge);
      if (message !== null) found.push(`src/${file}:${edge.line}  imports ${edge.target}\n    ${message}`);
    }
    const environment = /\bprocess\.env\b/u.exec(text);
    if (environment !== null && roomOf(file) !== 'config') {
      found.push(
        `src/${file}:${lineAt(text, environment.index)}  reads process.env\n    Only src/config reads the environment; add a setting.`,
      );
    }
  }
  return [...found, ...cycles(graph)];
}

function verdict(file, { target, typeOnly }) {
  const from = roomOf(file);
  const rules = ROOMS[from] ?? (from.startsWith('adapters/') ? ROOMS['adapters/*'] : undefined);
  if (rules === undefined)
    return `src/${from} is a new room: say in scripts/import-rules.mjs and ARCHITECTURE.md what it may import.`;
  if (target.startsWith('node:')) return from === 'domain' ? rules.why : null;
  if (!target.startsWith('.')) return packageVerdict(from, target);
  if (!target.endsWith('.ts') && !target.endsWith('.js')) return 'Relative imports name the file with its extension.';
  const path = posix.join(posix.dirname(file), target);
  if (path.startsWith('..')) return path.endsWith('package.json') ? null : 'Sources import nothing from outside src.';
  const to = roomOf(path);
  if (to === from || rules.may === null) return null;
  if (!rules.may.includes(to)) return `${from} may import ${rules.may.join(', ') || 'nothing'}. ${rules.why}`;
  return rules.types?.includes(to) && !typeOnly ? `${from} may import only types from ${to}. ${rules.why}` : null;
}

function packageVerdict(from, target) {
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
  const home = PACKAGES.find(([pattern]) => pattern.test(name));
  if (from === 'domain') return ROOMS.domain.why;
  if (home === undefined) return `The package ${name} has no room yet: choose one in scripts/import-rules.mjs.`;
  return home[1].includes(from) || from === 'app' || from === 'composition'
    ? null
    : `The package ${name} belongs to ${home[1].join(', ')}; go through what they export.`;
}

function importsOf(file, text) {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`src/${file}: ${errors[0].message}`);
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    request: moduleRequest,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries
      .filter((entry) => entry.moduleRequest)
      .map((entry) => ({ request: entry.moduleRequest, typeOnly: entry.isType })),
  );
  const dynamics = module.dynamicImports.map(({ moduleRequest }) => ({
    request: { ...moduleRequest, value: text.slice(moduleRequest.start + 1, moduleRequest.end - 1) },
    typeOnly: false,
  }));
  return [...statics, ...exports, ...dynamics].map(({ request, typeOnly }) => ({
    target: request.value,
    typeOnly,
    line: lineAt(text, request.start),
  }));
}

function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}

/** Each cycle once, by depth-first search. */
function cycles(graph) {
  const done = new Set();
  const found = [];
  const visit = (file, trail) => {
    const start = trail.indexOf(file);
    if (start !== -1) {
      found.push(
        `src/${file}  is part of a cycle\n    ${[...trail.slice(start), file].join(' → ')}\n    Move what both need into a file of its own.`,
      );
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

function readSources(root) {
  const files = readdirSync(root, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !name.includes('generated') && statSync(join(root, name)).isFile());
  return new Map(files.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8')]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'src');
  const sources = readSources(root);
  const found = violations(sources);
  for (const each of found) console.error(each);
  console.log(`${relative('.', root)}: ${sources.size} files, ${found.length} imports against the rules`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
