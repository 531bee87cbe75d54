/** Violations among sources (path relative to `src` → text), each a message of two or more lines. */
export function violations(sources: ReadonlyMap<string, string>): string[];
export function roomOf(file: string): string;
