/**
 * Which levels and packagings a format has, and why it lacks the others.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_en/319100_319199/31910201/ EN 319 102-1}
 * @module
 */
import type { Format, Level, Packaging, Product } from './claim';

interface Form {
  readonly levels: readonly Level[];
  readonly packagings: readonly Packaging[];
  readonly whyNoOther: string;
}

const BASELINE: readonly Level[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];
const PLAIN: readonly Level[] = ['none'];
const IN_XML: readonly Packaging[] = ['detached', 'enveloped', 'enveloping', 'internally-detached'];
const IN_CMS: readonly Packaging[] = ['attached', 'detached'];

const CMS = 'SignedData holds its content or not (RFC 5652 section 5.2)';
const XML = 'an XML signature is detached, enveloped, enveloping or internally detached (XMLDSig section 2)';
const PDF = 'a signature lies in a dictionary of the PDF that it signs (ISO 32000-1 section 12.8)';
const JWS = 'a JWS holds its payload or is detached (RFC 7515 appendix F)';
const ASIC = 'a container holds what it signs (EN 319 162-1)';

// biome-ignore format: one row per format
const FORMS: Readonly<Record<Format, Form>> = {
  CMS:            { levels: PLAIN,    packagings: IN_CMS,        whyNoOther: CMS },
  CAdES:          { levels: BASELINE, packagings: IN_CMS,        whyNoOther: CMS },
  XMLDSig:        { levels: PLAIN,    packagings: IN_XML,        whyNoOther: XML },
  XAdES:          { levels: BASELINE, packagings: IN_XML,        whyNoOther: XML },
  PDF:            { levels: PLAIN,    packagings: ['enveloped'], whyNoOther: PDF },
  PAdES:          { levels: BASELINE, packagings: ['enveloped'], whyNoOther: PDF },
  JWS:            { levels: PLAIN,    packagings: IN_CMS,        whyNoOther: JWS },
  JAdES:          { levels: BASELINE, packagings: IN_CMS,        whyNoOther: JWS },
  'ASiC-S/CAdES': { levels: BASELINE, packagings: ['attached'],  whyNoOther: ASIC },
  'ASiC-S/XAdES': { levels: BASELINE, packagings: ['attached'],  whyNoOther: ASIC },
  'ASiC-E/CAdES': { levels: BASELINE, packagings: ['attached'],  whyNoOther: ASIC },
  'ASiC-E/XAdES': { levels: BASELINE, packagings: ['attached'],  whyNoOther: ASIC },
};

export function levelsOf(format: Format): readonly Level[] {
  return FORMS[format].levels;
}

export function packagingsOf(format: Format): readonly Packaging[] {
  return FORMS[format].packagings;
}

/** A plain format has no baseline level: its real products are not AdES. */
export function isAdes(format: Format): boolean {
  return !FORMS[format].levels.includes('none');
}

/** Why there is no such thing in any suite; null where there is. */
export function formFault({ format, level, packaging }: Omit<Product, 'suite'>): string | null {
  const { levels, packagings, whyNoOther } = FORMS[format];
  if (!levels.includes(level)) {
    return isAdes(format)
      ? `${format} is AdES: it has a baseline level`
      : `${format} is not AdES: its level is none`;
  }
  return packagings.includes(packaging) ? null : whyNoOther;
}
