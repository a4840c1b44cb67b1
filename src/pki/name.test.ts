import assert from 'node:assert/strict';
import test from 'node:test';
import { encode, objectIdentifier, sequence, setOf } from '../encoding/der-writer';
import { TAG } from '../encoding/tags';
import { sameName } from './name';

function name(value: string, tag: number = TAG.utf8String): Uint8Array {
  const octets = tag === TAG.bmpString ? Buffer.from(value, 'utf16le').swap16() : Buffer.from(value, 'utf8');
  return sequence(setOf(sequence(objectIdentifier('2.5.4.10'), encode(tag, octets))));
}

test('names are compared as RFC 5280 section 7.1 asks', () => {
  const rows: readonly (readonly [string, Uint8Array, Uint8Array, boolean])[] = [
    ['case', name('Tamga TEST'), name('tamga test'), true],
    ['blanks', name(' Tamga \t  Test '), name('Tamga Test'), true],
    ['a blank more or less', name('TamgaTest'), name('Tamga Test'), false],
    ['kinds of strings', name('Tamga', TAG.printableString), name('TAMGA', TAG.bmpString), true],
    ['ligatures', name('ﬁn'), name('FIN'), true],
    ['composed letters', name('ä'), name('a\u0308'), true],
    ['sharp s', name('Straße'), name('STRASSE'), true],
    ['both sigmas', name('ΟΔΟΣ'), name('οδος'), true],
    ['Cyrillic', name('Қазақстан'), name('ҚАЗАҚСТАН'), true],
    ['what nobody sees', name('Tam\u00adga\u200b'), name('Tamga'), true],
    ['the dotless i', name('Sınav'), name('Sinav'), false],
    ['the dotted capital', name('İş'), name('i\u0307ş'), true],
    ['another letter that looks alike', name('Таmga'), name('Tamga'), false],
  ];
  for (const [what, one, other, same] of rows) {
    assert.equal(sameName(one, other), same, what);
    assert.equal(sameName(other, one), same, what);
  }
});
