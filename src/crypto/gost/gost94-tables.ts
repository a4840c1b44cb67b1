/**
 * The S-boxes of GOST R 34.11-94, and the round function of GOST 28147-89 as four tables of 32-bit words.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4357#section-11.2 RFC 4357, section 11.2}
 * @module
 */

/** `test`: id-GostR3411-94-TestParamSet, which GOST 34.311-95 uses; `cryptopro`: id-GostR3411-94-CryptoProParamSet. */
export type SBoxName = 'test' | 'cryptopro';

/** Eight substitutions of four bits, the one for the least significant four bits first; digit n is the image of n. */
export const S_BOXES: Readonly<Record<SBoxName, readonly string[]>> = {
  test: [
    '4a92d80e6b1c7f53',
    'eb4c6dfa23810759',
    '581da342efc7609b',
    '7da1089fe46cb253',
    '6c715fd84a9e03b2',
    '4ba0721d36859cfe',
    'db413f590ae7682c',
    '1fd057a4923e6b8c',
  ],
  cryptopro: [
    'a4568137dce092bf',
    '5f402db91763cea8',
    '7fce94103b526a8d',
    '4a7c0f28e165db93',
    '764b9c2a180efd35',
    '7624d9f0a15b8ec3',
    'de41705a3c8f629b',
    '13a95b4f867ed02c',
  ],
};

export const SUB_TABLE = 1024;
export const TABLE_LENGTH = 4 * SUB_TABLE;

/** Entry [octet i of the sum] of sub-table i: both substitutions of the octet at its place, rotated left by 11. */
export function gost94Table(name: SBoxName): Uint8Array {
  const table = new Uint8Array(TABLE_LENGTH);
  const words = new DataView(table.buffer);
  const image = (box: number, value: number) => Number.parseInt(S_BOXES[name][box]?.charAt(value) ?? '', 16);
  for (let octet = 0; octet < 4; octet++) {
    for (let value = 0; value < 256; value++) {
      const both = image(2 * octet, value & 15) | (image(2 * octet + 1, value >>> 4) << 4);
      words.setInt32(octet * SUB_TABLE + value * 4, rotateLeft(both << (8 * octet), 11), true);
    }
  }
  return table;
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
