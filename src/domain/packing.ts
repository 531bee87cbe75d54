/** Parts of compact JSON: how a value is written, and when it need not be. */
import type { DecayedCount } from './profile/profile.ts';

export interface Part<T> {
  pack(value: T): unknown;
  /** Throws when the value can't have been written by `pack`. */
  unpack(packed: unknown): T;
  /** The value that is left out, when there is one. */
  readonly usual: readonly [] | readonly [T];
}

/**
 * A value that is JSON already. Its type is the word of whoever packed it: formats keep other versions' values away,
 * and checking every number would cost more than it protects.
 */
export function plain<T>(...usual: [] | [T]): Part<T> {
  return { pack: (value) => value, unpack: (packed) => packed as T, usual };
}

export function nullable<T>(part: Part<T>): Part<T | null> {
  return {
    pack: (value) => (value === null ? null : part.pack(value)),
    unpack: (packed) => (packed === null ? null : part.unpack(packed)),
    usual: [null],
  };
}

export function listOf<T>(part: Part<T>): Part<readonly T[]> {
  return {
    pack: (values) => values.map((value) => part.pack(value)),
    unpack: (packed) => listIn(packed).map((value) => part.unpack(value)),
    usual: [],
  };
}

/** Key, weight and time one after the other. */
export function counts<T extends Readonly<Record<string, DecayedCount>>>(): Part<T> {
  return {
    pack: (value) => Object.entries(value).flatMap(([key, { weight, at }]) => [key, weight, at]),
    unpack(packed) {
      const list = listIn(packed);
      const entries: [unknown, unknown][] = [];
      for (let index = 0; index < list.length; index += 3) {
        entries.push([list[index], { weight: list[index + 1], at: list[index + 2] }]);
      }
      // Unlike an assignment this makes an ordinary entry of a key like `__proto__`, too.
      return Object.fromEntries(entries) as T;
    },
    usual: [],
  };
}

/**
 * An object of at most 31 fields: first a bit for every field that is there, in the order of the layout, then those
 * fields. The layout names all of them, or it does not compile.
 */
export function record<T extends object>(layout: { readonly [K in keyof T]-?: Part<T[K]> }): Part<T> {
  const names = Object.keys(layout) as (keyof T)[];
  return {
    pack(value) {
      let present = 0;
      const packed: unknown[] = [0];
      for (const [index, name] of names.entries()) {
        const { usual, pack } = layout[name];
        if (usual.length === 1 && usual[0] === value[name]) continue;
        present |= 1 << index;
        packed.push(pack(value[name]));
      }
      packed[0] = present;
      return packed;
    },
    unpack(packed) {
      const [present, ...fields] = listIn(packed);
      if (typeof present !== 'number') throw new Error('A packed record does not say what it holds.');
      let next = 0;
      const value: Partial<T> = {};
      for (const [index, name] of names.entries()) {
        const { usual, unpack } = layout[name];
        if ((present & (1 << index)) !== 0 && next < fields.length) value[name] = unpack(fields[next++]);
        else if (usual.length === 1) value[name] = usual[0];
        else throw new Error(`A packed record lacks ${String(name)}.`);
      }
      if (next !== fields.length) throw new Error('A packed record holds more than it says.');
      return value as T;
    },
    usual: [],
  };
}

function listIn(packed: unknown): readonly unknown[] {
  if (!Array.isArray(packed)) throw new Error('A packed value is not a list.');
  return packed;
}
