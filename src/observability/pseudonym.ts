import { createHash, createHmac } from 'node:crypto';

/**
 * Names that stand for ids in logs: equal ids stay equal, nobody is named. With a key they can't be reversed by
 * trying likely ids; without one they are a plain hash and only keep ids from being read in passing.
 */
export function createPseudonym(key: string | null): (id: string) => string {
  return (id) => {
    const hash = key === null ? createHash('sha256') : createHmac('sha256', key);
    return `~${hash.update(id).digest('hex').slice(0, 16)}`;
  };
}
