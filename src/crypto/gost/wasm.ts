/**
 * Writes WebAssembly modules: just the instructions that the generators beside this file need.
 *
 * The modules are made when first used, so that the repository holds their generators and no binary.
 *
 * @see {@link https://www.w3.org/TR/wasm-core-1/ WebAssembly Core Specification}
 * @module
 */
import { endianness } from 'node:os';
import { TamgaError } from '../../model/error';

/** Instructions: octets, nested as the generator likes. */
export type Code = number | readonly Code[];

export type ValueType = 'i32' | 'i64';

export interface WasmFunction {
  /** Exported under this name; other functions call it by its position in the module. */
  readonly name: string;
  readonly parameters: number;
  /** After the i32 parameters. */
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** A module at work: its memory, and its functions on i32 arguments. */
export interface WasmInstance {
  readonly memory: ArrayBuffer;
  call(name: string): (...values: readonly number[]) => void;
}

/** What this file uses of the global that every engine has and that no type library of Node declares. */
interface WebAssemblyGlobal {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

const VALUE_TYPES: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e };

export const END = 0x0b;

export const i32 = {
  constant: (value: number): Code => [0x41, signed(BigInt(value))],
  add: 0x6a,
  sub: 0x6b,
  and: 0x71,
  or: 0x72,
  xor: 0x73,
  shl: 0x74,
  shrU: 0x76,
  rotl: 0x77,
  ltU: 0x49,
  eqz: 0x45,
  wrap: 0xa7,
  load: (address: Code, offset = 0): Code => [address, 0x28, 2, unsigned(offset)],
  load8: (address: Code, offset = 0): Code => [address, 0x2d, 0, unsigned(offset)],
  load16: (address: Code, offset = 0): Code => [address, 0x2f, 1, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, 2, unsigned(offset)],
} as const;

export const i64 = {
  constant: (value: bigint): Code => [0x42, signed(BigInt.asIntN(64, value))],
  add: 0x7c,
  sub: 0x7d,
  mul: 0x7e,
  and: 0x83,
  or: 0x84,
  xor: 0x85,
  shl: 0x86,
  shrS: 0x87,
  shrU: 0x88,
  ltU: 0x54,
  extendU: 0xad,
  load: (address: Code, offset = 0): Code => [address, 0x29, 3, unsigned(offset)],
  load32: (address: Code, offset = 0): Code => [address, 0x35, 2, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x37, 3, unsigned(offset)],
  store32: (address: Code, value: Code, offset = 0): Code => [address, value, 0x3e, 2, unsigned(offset)],
} as const;

export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];
export const tee = (local: number, value: Code): Code => [value, 0x22, unsigned(local)];
export const call = (index: number, ...values: readonly Code[]): Code => [...values, 0x10, unsigned(index)];

/** The body again as long as `condition`, evaluated after it, is not zero. */
export const repeatWhile = (body: Code, condition: Code): Code => [0x03, 0x40, body, condition, 0x0d, 0, END];
export const when = (condition: Code, then: Code, otherwise?: Code): Code => [
  condition,
  [0x04, 0x40],
  then,
  otherwise === undefined ? [] : [0x05, otherwise],
  END,
];

/** All terms combined by one operator. */
export function fold(operator: Code, terms: readonly Code[]): Code {
  return terms.map((term, index) => (index === 0 ? term : [term, operator]));
}

export function wasmModule(functions: readonly WasmFunction[], pages: number): Uint8Array {
  const types = functions.map(({ parameters }) => [0x60, vector(Array(parameters).fill(VALUE_TYPES.i32)), 0]);
  const exported = functions.map(({ name }, index) => [text(name), 0x00, unsigned(index)]);
  return Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, vector(types)),
      section(3, vector(functions.map((_, index) => unsigned(index)))),
      section(5, vector([[0x00, unsigned(pages)]])),
      section(7, vector([[text('memory'), 0x02, 0], ...exported])),
      section(10, vector(functions.map(functionBody))),
    ]),
  );
}

/** Undefined where the host has no WebAssembly, or keeps numbers the other way round than its memory. */
export function instantiate(bytes: Uint8Array): WasmInstance | undefined {
  const wasm = webAssembly();
  if (wasm === undefined || endianness() !== 'LE') return undefined;
  const { exports } = new wasm.Instance(new wasm.Module(bytes));
  const memory = exports['memory'];
  if (typeof memory !== 'object' || memory === null || !('buffer' in memory)) return undefined;
  if (!(memory.buffer instanceof ArrayBuffer)) return undefined;
  return {
    memory: memory.buffer,
    call(name) {
      const found = exports[name];
      if (typeof found !== 'function')
        throw new TamgaError('TAMGA-E-INTERNAL', `the module exports no ${name}`);
      return (...values) => found(...values);
    },
  };
}

function webAssembly(): WebAssemblyGlobal | undefined {
  const found: unknown = Reflect.get(globalThis, 'WebAssembly');
  return isWebAssembly(found) ? found : undefined;
}

function isWebAssembly(value: unknown): value is WebAssemblyGlobal {
  return typeof value === 'object' && value !== null && 'Module' in value && 'Instance' in value;
}

function functionBody({ locals, body }: WasmFunction): Code {
  const declared = vector(locals.map((type) => [1, VALUE_TYPES[type]]));
  const octets = flat([declared, body, END]);
  return [unsigned(octets.length), octets];
}

function section(id: number, contents: Code): Code {
  const octets = flat(contents);
  return [id, unsigned(octets.length), octets];
}

function vector(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function text(value: string): Code {
  return vector([...Buffer.from(value, 'utf8')]);
}

function flat(code: Code, into: number[] = []): number[] {
  if (typeof code === 'number') into.push(code);
  else for (const part of code) flat(part, into);
  return into;
}

/** LEB128. */
function unsigned(value: number): Code {
  const octets: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) octets.push((rest % 0x80) | 0x80);
  return [...octets, rest];
}

/** LEB128 in two's complement: the last octet carries the sign in bit 6. */
function signed(value: bigint): Code {
  const octets: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const octet = Number(rest & 0x7fn);
    const last = rest >= -64n && rest < 64n;
    octets.push(last ? octet : octet | 0x80);
    if (last) return octets;
  }
}
