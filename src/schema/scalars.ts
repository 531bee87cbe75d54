import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { freeFormFault } from '../contract/free-form.ts';
import { parseDuration } from '../contract/trends.ts';
import { builder, type JsonObject } from './builder.ts';

export function addScalars(): void {
  builder.scalarType('DateTime', {
    description: 'A moment in ISO 8601, UTC, with milliseconds: 2026-01-31T09:15:00.000Z.',
    specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
    serialize: (at) => new Date(at).toISOString(),
    parseValue: (value) => {
      const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      if (Number.isNaN(at)) throw badValue('DateTime must be an ISO 8601 moment.');
      return at;
    },
  });

  builder.scalarType('Duration', {
    description: 'A length of time: a whole number and one of s, m, h, d, w; for instance 90s, 5m, 24h, 30d.',
    serialize: (text) => text,
    parseValue: (value) => {
      if (typeof value === 'string' && parseDuration(value) !== null) return value;
      throw badValue('Duration must be a whole number and one of s, m, h, d, w, such as 24h.');
    },
  });

  builder.scalarType('JSONObject', {
    description:
      'A JSON object with keys of the caller’s choice: at most 8 deep, 2,000 values, 4,096 characters a text.',
    serialize: (value) => value,
    parseValue: toJsonObject,
    parseLiteral: (node, variables) => toJsonObject(fromLiteral(node, variables ?? {})),
  });

  builder.scalarType('SignalEnvelope', {
    description:
      'A signal in the native envelope, the same JSON as an item of `POST /api/signals` (snake_case): id, type, time, ' +
      'the entities it is about, and `data` by type. Checked item by item, so that a bad one is rejected alone.',
    serialize: () => {
      throw new Error('BUG: signals are input only.');
    },
    parseValue: (value) => value,
    parseLiteral: (node, variables) => fromLiteral(node, variables ?? {}),
  });
}

function toJsonObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badValue('JSONObject must be an object.');
  const fault = freeFormFault(value);
  if (fault) throw badValue(`JSONObject is refused at ${fault.path.join('.') || 'its top'}: ${fault.message}.`);
  return value as JsonObject;
}

/** Own properties only, whatever their names: `__proto__` stays a plain key, for the checks to refuse. */
function fromLiteral(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, fromLiteral(value, variables)]));
    case Kind.LIST:
      return node.values.map((value) => fromLiteral(value, variables));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}

function badValue(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
