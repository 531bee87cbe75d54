/**
 * Structured logs: one JSON object a line with `timestamp` (ISO 8601), `level` (upper case), `message`, and
 * `request_id` where a request is behind it. Secrets are dropped and ids pseudonymised here, at the source.
 */
import { pino, stdSerializers, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { createPseudonym } from './pseudonym.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  readonly pseudonymize?: boolean;
  readonly pseudonymKey?: string | null;
  /** Standard error when not given. */
  readonly destination?: DestinationStream;
}

/** Fields that never reach a log, at the top or one or two levels down. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api_key',
  'apiKey',
  'adminKey',
  'password',
  'secret',
  'token',
  'key',
];

/** Top-level fields that hold the id of someone or something. */
const ID_FIELDS = ['entity_id', 'user_id', 'device_id', 'session_id', 'actor_id', 'ip'];

export function createLogger({ level, pseudonymize = true, pseudonymKey = null, destination }: LoggerOptions): Logger {
  const pseudonym = createPseudonym(pseudonymKey);
  const hide = (value: unknown): unknown => (typeof value === 'string' ? pseudonym(value) : value);
  return pino(
    {
      level,
      base: null,
      messageKey: 'message',
      errorKey: 'error',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => ['', '*', '*.*'].map((parent) => member(parent, field))),
        censor: '[hidden]',
      },
      serializers: {
        error: describeError,
        err: describeError,
        req: describeRequest,
        ...(pseudonymize ? Object.fromEntries(ID_FIELDS.map((field) => [field, hide])) : {}),
      },
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  );
}

function member(parent: string, field: string): string {
  return /^\w+$/u.test(field) ? (parent === '' ? field : `${parent}.${field}`) : `${parent}["${field}"]`;
}

/** Drivers put connection URLs into messages; their passwords go. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack, type } = stdSerializers.err(error);
  const code: unknown = 'code' in error ? error.code : undefined;
  return { type, code, message: withoutPasswords(message), stack: withoutPasswords(stack) };
}

function withoutPasswords(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^\s/@]*@/gu, '$1***@');
}

/** Method and route pattern only: the URL itself holds ids. */
function describeRequest(request: unknown): unknown {
  if (typeof request !== 'object' || request === null) return undefined;
  const method: unknown = 'method' in request ? request.method : undefined;
  const options: unknown = 'routeOptions' in request ? request.routeOptions : undefined;
  const route: unknown = typeof options === 'object' && options !== null && 'url' in options ? options.url : undefined;
  return { method, route };
}
