/**
 * Bounds on operations, so that a small request cannot cause unbounded work. Checked before anything runs:
 * length and tokens while parsing, depth and aliases while validating, complexity once the variables are known.
 */
import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  GraphQLError,
  Kind,
  parse,
  type ASTVisitor,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { schema } from '../schema/schema.ts';

/** UTF-16 code units of the document. */
export const LENGTH_MAX = 100_000;
export const TOKENS_MAX = 5_000;
/** The standard introspection query is 15 deep. */
export const DEPTH_MAX = 16;
export const ALIASES_MAX = 200;
/** Fields that may be resolved: a list counts its fields once an item, a connection `first` times. */
export const COMPLEXITY_MAX = 50_000;

export function limitError(limit: string, max: number, message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'GRAPHQL_LIMIT_EXCEEDED', limit, max, http: { status: 400, spec: true } },
  });
}

export function assertLength(text: string): void {
  if (text.length > LENGTH_MAX) {
    throw limitError('length', LENGTH_MAX, `The document is longer than ${LENGTH_MAX} characters.`);
  }
}

/** `parse` of graphql-js with a bound on tokens. */
export const parseBounded: typeof parse = (source, options) => {
  try {
    return parse(source, { ...options, maxTokens: TOKENS_MAX });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes(`more that ${TOKENS_MAX} tokens`)) {
      throw limitError('tokens', TOKENS_MAX, `The document has more than ${TOKENS_MAX} tokens.`);
    }
    throw error;
  }
};

/** Validation rule: depth and number of aliases, each counted through fragments. */
export function BoundedOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const measured = measure(operation.selectionSet, context, new Map());
      if (measured.depth > DEPTH_MAX) {
        context.reportError(limitError('depth', DEPTH_MAX, `The operation is nested more than ${DEPTH_MAX} deep.`));
      }
      if (measured.aliases > ALIASES_MAX) {
        context.reportError(limitError('aliases', ALIASES_MAX, `The operation has more than ${ALIASES_MAX} aliases.`));
      }
    },
  };
}

interface Measure {
  readonly depth: number;
  readonly aliases: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0 };

/** Every fragment is measured once; a cycle, which another rule reports, counts as nothing. */
function measure(set: SelectionSetNode, context: ValidationContext, fragments: Map<string, Measure>): Measure {
  let depth = 0;
  let aliases = 0;
  for (const selection of set.selections) {
    let inner = NOTHING;
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const name = selection.name.value;
      const fragment = context.getFragment(name);
      if (!fragments.has(name) && fragment) {
        fragments.set(name, NOTHING);
        fragments.set(name, measure(fragment.selectionSet, context, fragments));
      }
      inner = fragments.get(name) ?? NOTHING;
    } else if (selection.selectionSet) {
      inner = measure(selection.selectionSet, context, fragments);
    }
    const isField = selection.kind === Kind.FIELD;
    depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
    aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
  }
  return { depth, aliases };
}

/** The error for an operation that may resolve too many fields; `null` when it may run. */
export function complexityError(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): GraphQLError | null {
  return complexityOf(document, operation, variables) > COMPLEXITY_MAX
    ? limitError('complexity', COMPLEXITY_MAX, `The operation may resolve more than ${COMPLEXITY_MAX} fields.`)
    : null;
}

function complexityOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): number {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  try {
    const alone = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } as const;
    return complexityFromQuery(alone, { schema, variables: { ...variables } }).complexity;
  } catch {
    // Variables that cannot be coerced: execution refuses them with a better message before anything runs.
    return 0;
  }
}

/** Whether the complexity is the same for all variables: no count and no list among them. */
export function isComplexityConstant(operation: OperationDefinitionNode): boolean {
  return (operation.variableDefinitions ?? []).every(({ type }) => {
    const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return inner.kind === Kind.NAMED_TYPE && inner.name.value !== 'Int';
  });
}
