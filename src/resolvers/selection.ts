/** Looks ahead: whether an operation selects a field, so that costly parts are computed only when asked for. */
import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

type LookAhead = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** Whether `path` (field names below the current field) is selected. `@skip` and `@include` are taken as selected. */
export function isSelected(info: LookAhead, path: readonly string[]): boolean {
  return info.fieldNodes.some((node) => node.selectionSet !== undefined && has(info, node.selectionSet, path));
}

function has(info: LookAhead, set: SelectionSetNode, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === name && hasRest(info, selection, rest);
    if (selection.kind === Kind.INLINE_FRAGMENT) return has(info, selection.selectionSet, path);
    const fragment = info.fragments[selection.name.value];
    return fragment !== undefined && has(info, fragment.selectionSet, path);
  });
}

function hasRest(info: LookAhead, field: FieldNode, rest: readonly string[]): boolean {
  return rest.length === 0 || (field.selectionSet !== undefined && has(info, field.selectionSet, rest));
}
