/** `trust score <entity>`: asks the running server, else reads the store itself. */
import { Option, type Command } from 'commander';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { ENTITY_TYPES } from '../domain/entity.ts';
import { CommandError } from './failure.ts';

const ANSWER_WITHIN_MS = 10_000;

interface ScoreOptions {
  readonly config?: string;
  readonly type: string;
  readonly url?: string;
  readonly key?: string;
}

export function registerScore(program: Command): void {
  program
    .command('score')
    .description('Print the trust score of an entity as JSON.')
    .argument('<entity>', 'id of the entity')
    .addOption(new Option('-t, --type <type>', 'what it is').choices(ENTITY_TYPES).default('user'))
    .option('-c, --config <file>', 'settings file')
    .option('-u, --url <url>', 'server to ask; the one of the settings when left out')
    .option('-k, --key <key>', 'API key; TRUST_ADMIN_KEY when left out')
    .action(async (entity: string, options: ScoreOptions) => {
      const { config } = loadConfig({ file: options.config });
      const question = { entity_id: entity, entity_type: options.type, include_explanation: true };
      const answer = (await askServer(question, config, options)) ?? (await askStore(question, config, options));
      console.log(JSON.stringify(answer, null, 2));
    });
}

/** `null` when nothing listens there. */
async function askServer(question: object, config: Config, { url, key }: ScoreOptions): Promise<unknown> {
  const base =
    url ??
    `http://${config.server.host.includes(':') ? `[${config.server.host}]` : config.server.host}:${config.server.port}`;
  const credential = key ?? config.auth.adminKey;
  let response: Response;
  try {
    response = await fetch(new URL('/api/trust-score/calculate', base), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(credential === null ? {} : { 'x-api-key': credential }) },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  } catch (error) {
    if (url !== undefined) throw new CommandError(`No answer from ${url}: ${reasonOf(error)}.`);
    return null;
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new CommandError(`${base} answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}

async function askStore(question: object, config: Config, options: ScoreOptions): Promise<unknown> {
  if (options.url !== undefined) return null;
  const { createApp } = await import('../app.ts');
  // The same answer over the same route, without a socket; who runs the command owns the store.
  const app = await createApp({
    ...config,
    server: { ...config.server, host: '127.0.0.1' },
    auth: { openOnLoopback: true, adminKey: null },
    logging: { ...config.logging, level: 'error' },
  });
  try {
    const response = await app.inject({
      method: 'POST',
      url: '/api/trust-score/calculate',
      headers: { host: '127.0.0.1' },
      payload: question,
    });
    if (response.statusCode !== 200)
      throw new CommandError(`The engine answered ${response.statusCode}: ${response.body}`);
    return response.json();
  } finally {
    await app.close();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
