/** Which methods a path has, so that a wrong method is told apart from a wrong path. */
interface KnownPaths {
  /** `pattern` in Fastify's form, e.g. `/api/trust-score/:entity_id/trends`. */
  add(pattern: string, methods: readonly string[]): void;
  /** The methods of the path of `url`, sorted; empty when there is no such path. */
  methodsOf(url: string): readonly string[];
}

export function createKnownPaths(): KnownPaths {
  const known = new Map<string, { readonly matches: RegExp; readonly methods: Set<string> }>();
  return {
    add(pattern, methods) {
      const entry = known.get(pattern) ?? { matches: toRegExp(pattern), methods: new Set<string>() };
      for (const method of methods) entry.methods.add(method);
      known.set(pattern, entry);
    },
    methodsOf(url) {
      const path = url.split('?', 1)[0] ?? '';
      const methods = new Set<string>();
      for (const entry of known.values()) {
        if (entry.matches.test(path)) for (const method of entry.methods) methods.add(method);
      }
      return [...methods].sort();
    },
  };
}

function toRegExp(pattern: string): RegExp {
  const parts = pattern.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('/')}$`);
}
