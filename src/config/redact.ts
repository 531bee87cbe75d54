import { SECRET_PATHS } from './settings.ts';

const LONGEST_SHOWN = 120;

/** A value as text that is safe to show: secrets hidden, passwords cut out of URLs, long values shortened. */
export function showValue(path: string, value: unknown): string {
  if (value === undefined) return 'nothing';
  if (SECRET_PATHS.has(path)) return value === null ? 'null' : '(hidden)';
  const text =
    typeof value === 'string' ? `"${withoutPassword(value)}"` : (JSON.stringify(value, redactStrings) ?? typeof value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${text.length} characters)` : text;
}

function redactStrings(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutPassword(value) : value;
}

/** Hides everything between the scheme and the last `@`, and `password=` parameters, whether or not the URL is well formed. */
export function withoutPassword(text: string): string {
  return text
    .replace(/^([a-z][a-z0-9+.-]*:\/*)?.*@/isu, (_all, scheme: string | undefined) => `${scheme ?? ''}***@`)
    .replaceAll(/\b(password|passwd|pwd|secret|token)=[^&\s]*/giu, '$1=***');
}

export function hasPassword(text: string): boolean {
  return withoutPassword(text) !== text && !/^[a-z][a-z0-9+.-]*:\/\/[^:@/]*@[^@]*$/iu.test(text);
}

/** The settings with secrets replaced, for printing. */
export function redactSettings(settings: unknown, path = ''): unknown {
  if (typeof settings === 'string') return SECRET_PATHS.has(path) ? '(hidden)' : withoutPassword(settings);
  if (Array.isArray(settings)) return settings;
  if (typeof settings !== 'object' || settings === null) return settings;
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, redactSettings(value, path === '' ? key : `${path}.${key}`)]),
  );
}
