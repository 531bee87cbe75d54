/**
 * Text that PostgreSQL can not hold: NUL, and surrogates without their partner (both are legal in JavaScript and JSON).
 * Key columns hold such text escaped, injectively, so that one odd identifier neither fails the statement that carries a
 * whole batch nor becomes equal to another one. Documents need nothing: JSON escapes both by itself.
 */
const ESCAPE = '\u001b';
// oxlint-disable-next-line no-control-regex -- control characters are the point. ESC itself is escaped too; otherwise escaped text could equal text that was there before.
const UNSTORABLE = /[\u0000\u001b]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function storable(text: string): string {
  return text.replace(UNSTORABLE, (unit) => ESCAPE + unit.charCodeAt(0).toString(16).padStart(4, '0'));
}

export function restored(text: string): string {
  const [head = '', ...escaped] = text.split(ESCAPE);
  return (
    head + escaped.map((part) => String.fromCharCode(Number.parseInt(part.slice(0, 4), 16)) + part.slice(4)).join('')
  );
}

/** A text[] as one text value, for statements that carry many arrays in one `unnest`. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${storable(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** The columns of `unnest($1::text[], $2::text[], $3::text[])`. */
export function keyColumns(refs: readonly { readonly tenant: string; readonly type: string; readonly id: string }[]) {
  return [
    refs.map((ref) => storable(ref.tenant)),
    refs.map((ref) => storable(ref.type)),
    refs.map((ref) => storable(ref.id)),
  ] as const;
}
