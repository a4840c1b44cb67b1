/**
 * XML from strangers: well-formed, bounded, with namespaces, without a document type.
 *
 * libxml2 alone decides what is well-formed and in which encoding. It fetches nothing, resolves nothing, repairs nothing.
 *
 * @see {@link https://www.w3.org/TR/xml/ XML 1.0}
 * @module
 */
import { TamgaError } from '../../model/error';
import { buildTree, type XmlLimits } from './build';
import type { XmlDocument } from './tree';

type Library = Awaited<ReturnType<typeof load>>;
type Parsed = ReturnType<Library['XmlDocument']['fromBuffer']>;

export const XML_LIMITS: XmlLimits = {
  bytes: 64 * 1024 * 1024,
  depth: 200,
  elements: 1_000_000,
  attributes: 1000,
};

let library: Library | undefined;

/** Once, before anything is parsed: the library is a module of its own kind that CommonJS must wait for. */
export async function initXml(): Promise<void> {
  library ??= await load();
}

export function parseXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlDocument {
  const loaded = library;
  if (loaded === undefined) {
    throw new TamgaError('TAMGA-E-INTERNAL', 'XML was to be read before initXml() had loaded the parser');
  }
  if (bytes.length > limits.bytes) {
    throw new TamgaError(
      'TAMGA-E-LIMIT',
      `an XML document of ${bytes.length} bytes is over the limit of ${limits.bytes}`,
    );
  }
  // Before the parser spends time on what the declaration holds.
  if (declaresType(bytes)) throw documentType();
  return buildTree(normalised(loaded, bytes), limits);
}

async function load() {
  return import('libxml2-wasm');
}

/** As UTF-8 text: references to characters resolved, sections of character data made plain. */
function normalised(loaded: Library, bytes: Uint8Array): string {
  const document = parse(loaded, bytes);
  try {
    if (document.dtd !== null) throw documentType();
    // Errors of namespaces do not stop libxml2, which then leaves declarations out of the tree.
    const problem = document.warnings.find(
      ({ level, message }) => level >= ERROR_LEVEL && !HARMLESS.test(message),
    );
    if (problem !== undefined) throw malformed(problem);
    const pieces: Uint8Array[] = [];
    document.save(
      {
        write(piece) {
          pieces.push(Uint8Array.from(piece));
          return piece.length;
        },
        close: () => true,
      },
      { encoding: 'UTF-8', noDeclaration: true, format: false },
    );
    return Buffer.concat(pieces).toString('utf8');
  } finally {
    document.dispose();
  }
}

/** XML_ERR_ERROR of libxml2. */
const ERROR_LEVEL = 2;
/** Of xml:id and of URIs of namespaces, which have no form that anything here rests on. */
const HARMLESS = /^xml:id : |is not a valid URI\s*$/;

function parse({ XmlDocument, ParseOption, XmlLibError }: Library, bytes: Uint8Array): Parsed {
  const option: number =
    ParseOption.XML_PARSE_NONET |
    ParseOption.XML_PARSE_NO_XXE |
    ParseOption.XML_PARSE_NOCDATA |
    // The limits of libxml2 itself stop at content of 10 MB, which a signature may well envelop.
    ParseOption.XML_PARSE_HUGE;
  try {
    return XmlDocument.fromBuffer(bytes, { option });
  } catch (error) {
    if (error instanceof XmlLibError) throw malformed(error.details[0], error);
    throw error;
  }
}

function malformed(
  detail: { readonly message: string; readonly line: number; readonly col: number } | undefined,
  cause?: unknown,
): TamgaError {
  const where = detail === undefined ? '' : `line ${detail.line}, column ${detail.col}: `;
  return new TamgaError('TAMGA-E-XML', `${where}${detail?.message.trim() ?? 'no well-formed XML'}`, {
    cause,
  });
}

function documentType(): TamgaError {
  return new TamgaError('TAMGA-E-XML', 'the document has a document type declaration, which is refused', {
    hint: 'Remove <!DOCTYPE …> and sign anew: what entities stand for is not what people see.',
  });
}

const PROLOG = /^(?:\u00ef\u00bb\u00bf)?(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*<!DOCTYPE/;
const PROLOG_BYTES = 4096;

/** In encodings that hold ASCII; of others libxml2 tells it later. */
function declaresType(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PROLOG_BYTES));
  return PROLOG.test(start.toString('latin1'));
}
