/**
 * What a forger changes in an XML document: the last amount of money.
 *
 * @module
 */
import { TamgaError } from '../../../model/error';

/** Its first digit is another one, so that all lengths stay. */
export function withOtherAmount(xml: string): string {
  const [last] = [...xml.matchAll(/(?<=>)\d(?=[\d.]*<)/g)].slice(-1);
  if (last === undefined) throw new TamgaError('TAMGA-E-MINT', 'the XML to forge has no number in it');
  const digit = last[0] === '9' ? '8' : '9';
  return `${xml.slice(0, last.index)}${digit}${xml.slice(last.index + 1)}`;
}
