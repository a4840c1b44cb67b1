/**
 * Which checks of format and acceptance a signature gets, by its syntax and by what it lies in.
 *
 * @module
 */
import type { SignatureFacts } from '../formats/facts';
import type { Check } from './check';
import { ASIC_FORMAT } from './checks/asic/format';
import { contentNotAttributes } from './checks/content-not-attributes';
import { contentType } from './checks/content-type';
import { JWS_FORMAT } from './checks/jws/format';
import { messageDigestPresent } from './checks/message-digest-present';
import { PDF_FORMAT } from './checks/pdf/format';
import { signedAttributesDer } from './checks/signed-attributes-der';
import { signedAttributesReadable } from './checks/signed-attributes-readable';
import { XML_FORMAT } from './checks/xml/format';
import type { Subject } from './subject';

/** The checks that one syntax or carrier adds. One file `checks/<name>/format.ts` each, one file per check beside it. */
export interface FormatChecks {
  /** EN 319 102-1 section 5.2.2: without them nothing else can be asked. */
  readonly format: readonly Check<Subject>[];
  /** EN 319 102-1 section 5.2.8. */
  readonly acceptance: readonly Check<Subject>[];
}

const CMS_FORMAT: FormatChecks = {
  format: [signedAttributesReadable, messageDigestPresent],
  acceptance: [contentType, contentNotAttributes, signedAttributesDer],
};

const BY_SYNTAX: Readonly<Record<SignatureFacts['detail']['syntax'], FormatChecks>> = {
  cms: CMS_FORMAT,
  xml: XML_FORMAT,
  jws: JWS_FORMAT,
  // A value alone has no form but that of the dictionary that it stands in.
  pkcs1: { format: [], acceptance: [] },
};

export function formatChecks({ detail, pdf, container }: SignatureFacts): FormatChecks {
  const own = BY_SYNTAX[detail.syntax];
  const carriers = [...(pdf === null ? [] : [PDF_FORMAT]), ...(container === null ? [] : [ASIC_FORMAT])];
  if (carriers.length === 0) return own;
  const all = [...carriers, own];
  return {
    format: all.flatMap(({ format }) => format),
    acceptance: all.flatMap(({ acceptance }) => acceptance),
  };
}
