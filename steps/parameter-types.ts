/**
 * The words that may stand in a step: the axes of a question.
 *
 * @module
 */
import { defineParameterType } from '@cucumber/cucumber';
import { FORMATS, LEVELS, PACKAGINGS } from '../src/model/claim';

const oneOf = (words: readonly string[]): RegExp => new RegExp(words.join('|'));
const itself = (word: string): string => word;

defineParameterType({ name: 'state', regexp: /[A-Z]{2}/, transformer: itself });
defineParameterType({
  name: 'case',
  regexp: /[a-z0-9]+(?:-[a-z0-9]+)*/,
  transformer: itself,
  useForSnippets: false,
});
defineParameterType({
  name: 'suite',
  regexp: /[a-z0-9]+(?:-[a-z0-9]+)+/,
  transformer: itself,
  useForSnippets: false,
});
// The longer names come first: CMS is no beginning of another one, but ASiC-E/CAdES ends with CAdES.
defineParameterType({ name: 'format', regexp: oneOf([...FORMATS].reverse()), transformer: itself });
defineParameterType({ name: 'level', regexp: oneOf([...LEVELS].reverse()), transformer: itself });
defineParameterType({ name: 'packaging', regexp: oneOf(PACKAGINGS), transformer: itself });
