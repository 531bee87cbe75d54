import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { createRangeSet } from '../../../src/adapters/geo/ranges.ts';

const cidr = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([ip, prefix]) => `${ip}/${String(prefix)}`),
  fc.tuple(fc.ipV6(), fc.nat(128)).map(([ip, prefix]) => `${ip}/${String(prefix)}`),
);

describe('address ranges', () => {
  it('answers as checking the ranges one by one does, whatever their order and overlaps', () => {
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 20 }), fc.oneof(fc.ipV4(), fc.ipV6()), (cidrs, text) => {
        const ip = ipaddr.process(text);
        const kindred = cidrs.filter((range) => ipaddr.parseCIDR(range)[0].kind() === ip.kind());
        const expected = kindred
          .map((range) => ipaddr.parseCIDR(range))
          .some(([address, prefix]) => ip.match(address, prefix));
        expect(createRangeSet(kindred).has(ip)).toBe(expected);
      }),
    );
  });

  it.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.1/8', '0x0a.0.0.0/8', '::/129', '', '/8', '10.0.0.0/8x'])(
    'refuses %s',
    (text) => {
      expect(() => createRangeSet([text])).toThrow('Not a CIDR range');
    },
  );

  it('an empty set holds nothing', () => {
    expect(createRangeSet([]).has(ipaddr.parse('10.0.0.1'))).toBe(false);
  });
});
