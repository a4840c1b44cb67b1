/**
 * Puts a document to a JSON Schema and says every fault in words: place, found, allowed, nearest allowed word.
 *
 * @see {@link https://json-schema.org/draft-07/json-schema-validation JSON Schema draft-07}
 * @module
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { TamgaError } from '../model/error';
import { type Fault, suggest } from './fault';
import { type JsonSource, pointerStep, readJsonFile } from './json-source';
import { quoted } from './quoted';

/** Compiles the schema in a file of this package; `Document` is the type that the schema describes. */
export function compileSchema<Document>(file: string): ValidateFunction<Document> {
  const { value } = readJsonFile(file, 'TAMGA-E-INTERNAL');
  if (!isRecord(value)) throw new TamgaError('TAMGA-E-INTERNAL', `${file} is not a JSON Schema`);
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    discriminator: true,
    allowUnionTypes: true,
    strictRequired: false,
  });
  return ajv.compile<Document>(value);
}

/** Every fault of the last run of a validator over `source`, in the order of the text. */
export function schemaFaults(source: JsonSource, errors: readonly ErrorObject[]): readonly Fault[] {
  const told = errors
    // The errors of the branches and of the single names say what went wrong; these two only repeat it.
    .filter(({ keyword }) => keyword !== 'propertyNames' && keyword !== 'oneOf')
    .map((error) => ({ keyword: error.keyword, fault: describe(source, error) }));
  const meant = new Set(
    told.filter(({ keyword }) => keyword === 'additionalProperties').map(({ fault }) => meantPlace(fault)),
  );
  return (
    told
      // A needed key that is only misspelt is one fault, not two.
      .filter(({ keyword, fault }) => keyword !== 'required' || !meant.has(fault.pointer))
      .map(({ fault }) => fault)
      .sort((a, b) => a.line - b.line)
  );
}

/** Where the key would stand that an unknown one was probably meant to be. */
function meantPlace({ pointer, didYouMean }: Fault): string | undefined {
  if (didYouMean === undefined) return undefined;
  return pointer.slice(0, pointer.lastIndexOf('/')) + pointerStep(didYouMean);
}

type Told = Pick<Fault, 'found' | 'allowed' | 'didYouMean'> & { readonly at?: string };
type Teller = (error: ErrorObject, found: string) => Told;

function describe(source: JsonSource, error: ErrorObject): Fault {
  const tell = error.propertyName === undefined ? TELLERS[error.keyword] : unknownName;
  const found = shown(error);
  const { at = '', ...told } = tell?.(error, found) ?? { found, allowed: error.message ?? error.keyword };
  const pointer = error.instancePath + at;
  return { file: source.file, line: source.lineOf(pointer), pointer, ...told };
}

/** One row per keyword that our schemas use. */
const TELLERS: Readonly<Record<string, Teller>> = {
  additionalProperties: ({ params, parentSchema }) =>
    unknownKey(String(params['additionalProperty']), [
      ...Object.keys(recordAt(parentSchema, 'properties')),
      // A family of keys has a title that stands for all of them.
      ...Object.values(recordAt(parentSchema, 'patternProperties')).map((one) =>
        String(recordOf(one)['title']),
      ),
    ]),
  required: ({ params, parentSchema }) => {
    const key = String(params['missingProperty']);
    const description = recordAt(recordAt(parentSchema, 'properties'), key)['description'];
    return {
      at: pointerStep(key),
      found: `no key ${quoted(key)}`,
      allowed: typeof description === 'string' ? `the key is needed: ${description}` : 'the key is needed',
    };
  },
  enum: ({ data, params }, found) => oneOf(found, data, listAt(params, 'allowedValues')),
  const: ({ params }, found) => ({ found, allowed: quoted(params['allowedValue']) }),
  discriminator: ({ data, params, parentSchema }) => {
    const tag = String(params['tag']);
    const allowed = listAt(parentSchema, 'oneOf').map(
      (branch) => recordAt(recordAt(branch, 'properties'), tag)['const'],
    );
    const value = recordOf(data)[tag];
    return { at: pointerStep(tag), ...oneOf(quoted(value), value, allowed) };
  },
  type: ({ data, params }) => ({ found: kindOf(data), allowed: [params['type']].flat().join(' or ') }),
  pattern: ({ parentSchema }, found) => ({
    found,
    allowed: String(recordOf(parentSchema)['description']),
  }),
  minimum: ({ params }, found) => ({ found, allowed: `at least ${params['limit']}` }),
  maximum: ({ params }, found) => ({ found, allowed: `at most ${params['limit']}` }),
  minLength: ({ params }, found) => ({ found, allowed: `at least ${params['limit']} characters` }),
  maxLength: ({ params }, found) => ({ found, allowed: `at most ${params['limit']} characters` }),
  minItems: ({ params, data }) => ({ found: count(data), allowed: `at least ${params['limit']}` }),
  maxItems: ({ params, data }) => ({ found: count(data), allowed: `at most ${params['limit']}` }),
  minProperties: ({ params, data }) => ({ found: count(data), allowed: `at least ${params['limit']}` }),
  uniqueItems: ({ params }) => ({
    at: pointerStep(Number(params['i'])),
    found: `the same as element ${params['j']}`,
    allowed: 'each element once',
  }),
};

const unknownName: Teller = ({ propertyName, params }) =>
  unknownKey(String(propertyName), listAt(params, 'allowedValues').map(String));

function unknownKey(key: string, allowed: readonly string[]): Told {
  return {
    at: pointerStep(key),
    found: `the unknown key ${quoted(key)}`,
    allowed: allowed.join(', '),
    didYouMean: suggest(key, allowed),
  };
}

function oneOf(found: string, data: unknown, allowed: readonly unknown[]): Told {
  return { found, allowed: allowed.map(String).join(', '), didYouMean: suggest(data, allowed) };
}

/** A secret put where its reference belongs must not travel on into a log. */
function shown({ instancePath, data }: ErrorObject): string {
  if (typeof data !== 'string') return isRecord(data) || Array.isArray(data) ? kindOf(data) : quoted(data);
  const secret =
    /\/(auth|options|tls\/client)\//.test(instancePath) ||
    (instancePath.endsWith('/url') && data.includes('@'));
  return secret ? 'a literal (not shown here)' : quoted(data);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function count(value: unknown): string {
  return String(Object.keys(recordOf(value)).length);
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = recordOf(value)[key];
  return Array.isArray(list) ? list : [];
}

function recordAt(value: unknown, key: string): Record<string, unknown> {
  return recordOf(recordOf(value)[key]);
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
