/** UUID version 7 (RFC 9562, section 5.7): 48 bits of epoch milliseconds, then randomness; sorts by time. */
export function uuidV7(now: number, random: (length: number) => Uint8Array): string {
  const bytes = new Uint8Array(16);
  bytes.set(random(10), 6);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(now / 2 ** 32));
  view.setUint32(2, now % 2 ** 32);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
