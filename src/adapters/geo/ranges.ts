/** Sets of address ranges as sorted integers: one binary search, whatever the number of ranges. */
import ipaddr from 'ipaddr.js';

type Ip = ipaddr.IPv4 | ipaddr.IPv6;

interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

export interface RangeSet {
  has(ip: Ip): boolean;
}

/** IPv4 lives where IPv4-mapped IPv6 does, so that one number line holds both and both spellings match. */
function toInteger(ip: Ip): bigint {
  const mapped = ip.kind() === 'ipv4' ? 0xffff_0000_0000n : 0n;
  return ip.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) | mapped;
}

function toRange(cidr: string): Range {
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const width = BigInt((address.kind() === 'ipv4' ? 32 : 128) - prefix);
  const first = (toInteger(address) >> width) << width;
  return { first, last: first | ((1n << width) - 1n) };
}

function isCidr(text: string): boolean {
  // ipaddr.js also takes 127.1/8 and 0x7f.1/8, which nobody means.
  return ipaddr.isValidCIDR(text) && /^(?:\d+(?:\.\d+){3}|[\da-fA-F:.]*:[\da-fA-F:.]*)\/\d+$/.test(text);
}

/** Throws an Error that names every entry that is not a CIDR range. Overlaps are merged. */
export function createRangeSet(cidrs: readonly string[]): RangeSet {
  const faulty = cidrs.filter((cidr) => !isCidr(cidr));
  if (faulty.length > 0) {
    throw new Error(`Not a CIDR range: ${faulty.map((cidr) => JSON.stringify(cidr.slice(0, 60))).join(', ')}`);
  }
  const merged: Range[] = [];
  const sorted = cidrs.map((cidr) => toRange(cidr)).sort((a, b) => (a.first < b.first ? -1 : 1));
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range.first <= last.last) {
      merged[merged.length - 1] = { first: last.first, last: range.last > last.last ? range.last : last.last };
    } else {
      merged.push(range);
    }
  }
  return {
    has(ip) {
      if (merged.length === 0) return false;
      const value = toInteger(ip);
      let low = 0;
      let high = merged.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const range = merged[middle];
        if (range === undefined) return false;
        if (value < range.first) high = middle - 1;
        else if (value > range.last) low = middle + 1;
        else return true;
      }
      return false;
    },
  };
}
