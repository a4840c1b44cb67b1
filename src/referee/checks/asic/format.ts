/**
 * The checks that a signature gets for its ASiC rules, in order.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';
import { asicFileToSign } from './file-to-sign';
import { asicFilesSigned } from './files-signed';
import { asicManifestForm } from './manifest-form';
import { asicManifestOnce } from './manifest-once';
import { asicManifestPresent } from './manifest-present';
import { asicMetadataName } from './metadata-name';
import { asicOneFile } from './one-file';
import { asicOneSignatureFormat } from './one-signature-format';
import { asicReferencesClear } from './references-clear';
import { asicReferencesInside } from './references-inside';
import { asicReferencesOnce } from './references-once';
import { asicReferencesPresent } from './references-present';
import { asicSignatureDetached } from './signature-detached';
import { asicZipNameEncoding } from './zip-name-encoding';
import { asicZipNamesDistinct } from './zip-names-distinct';
import { asicZipNamesOnce } from './zip-names-once';
import { asicZipNamesSafe } from './zip-names-safe';
import { asicZipNothingElse } from './zip-nothing-else';
import { asicZipOneView } from './zip-one-view';
import { asicZipPlainFiles } from './zip-plain-files';

export const ASIC_FORMAT: FormatChecks = {
  format: [
    asicZipOneView,
    asicZipNothingElse,
    asicZipNamesOnce,
    asicZipNamesSafe,
    asicZipPlainFiles,
    asicFileToSign,
    asicOneFile,
    asicManifestPresent,
    asicManifestOnce,
    asicManifestForm,
    asicReferencesOnce,
    asicReferencesPresent,
    asicReferencesClear,
    asicSignatureDetached,
  ],
  acceptance: [
    asicFilesSigned,
    asicReferencesInside,
    asicMetadataName,
    asicOneSignatureFormat,
    asicZipNamesDistinct,
    asicZipNameEncoding,
  ],
};
