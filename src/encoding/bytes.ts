/**
 * Comparing bytes.
 *
 * @module
 */

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // Short runs are compared faster here than by a call into native code; long ones are not.
  if (a.length > 64) return Buffer.compare(a, b) === 0;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
