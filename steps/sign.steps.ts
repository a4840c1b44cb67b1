/**
 * Steps that name the artefact: a state's own product, or a case of the catalogue made with its keys.
 *
 * @module
 */
import { Given } from '@cucumber/cucumber';
import type { Format, Level, Packaging, SuiteId } from '../src/model/claim';
import type { StateCode } from '../src/model/profile';
import type { TamgaWorld } from './world';

Given(
  'a document signed in {state} as {format} {level}, {packaging}, with {suite}',
  function (
    this: TamgaWorld,
    signer: StateCode,
    format: Format,
    level: Level,
    packaging: Packaging,
    suite: SuiteId,
  ) {
    this.question = { case: 'good', signer, format, level, packaging, suite };
  },
);

Given(
  'the signature {case} of {state} as {format} {level}, {packaging}, with {suite}',
  function (
    this: TamgaWorld,
    id: string,
    signer: StateCode,
    format: Format,
    level: Level,
    packaging: Packaging,
    suite: SuiteId,
  ) {
    this.question = { case: id, signer, format, level, packaging, suite };
  },
);
