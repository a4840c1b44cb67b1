/**
 * The checks that a signature gets for its XML rules, in order.
 *
 * A signed element beside the signature breaks no rule: coverage speaks of it.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';
import { canonicalizationKnown } from './canonicalization-known';
import { contentSigned } from './content-signed';
import { counterSignatureValue } from './counter-signature-value';
import { nothingBeside } from './nothing-beside';
import { objectsSigned } from './objects-signed';
import { oneQualifyingProperties } from './one-qualifying-properties';
import { plainValues } from './plain-values';
import { propertiesInPlace } from './properties-in-place';
import { propertiesSigned } from './properties-signed';
import { propertiesTarget } from './properties-target';
import { propertiesType } from './properties-type';
import { referencesUnambiguous } from './references-unambiguous';
import { signatureStructure } from './signature-structure';
import { uniqueIds } from './unique-ids';

export const XML_FORMAT: FormatChecks = {
  format: [
    signatureStructure,
    plainValues,
    referencesUnambiguous,
    canonicalizationKnown,
    contentSigned,
    oneQualifyingProperties,
    propertiesSigned,
    propertiesInPlace,
    counterSignatureValue,
  ],
  acceptance: [nothingBeside, objectsSigned, uniqueIds, propertiesTarget, propertiesType],
};
