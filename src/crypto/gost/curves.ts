/**
 * The curves of the GOST signatures, as data: y^2 = x^3 + a x + b modulo p, with a subgroup of prime order q.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7836 RFC 7836}
 * @see {@link https://www.rfc-editor.org/rfc/rfc4357#section-11.4 RFC 4357, section 11.4}
 * @module
 */

export type CurveName = 'cryptopro-a' | 'rfc5832-test' | 'tc26-256-a' | 'tc26-512-a';

export interface GostCurve {
  readonly name: CurveName;
  /** Octets of a coordinate and of a scalar. */
  readonly length: 32 | 64;
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  /** Order of the subgroup, and how many of its cosets the curve has. */
  readonly q: bigint;
  readonly cofactor: 1 | 4;
  readonly x: bigint;
  readonly y: bigint;
}

const P256 = 2n ** 256n - 617n;
const P512 = 2n ** 512n - 569n;

export const GOST_CURVES: Readonly<Record<CurveName, GostCurve>> = {
  // RFC 4357 section 11.4: id-GostR3410-2001-CryptoPro-A-ParamSet, 1.2.643.2.2.35.1.
  'cryptopro-a': {
    name: 'cryptopro-a',
    length: 32,
    p: P256,
    a: P256 - 3n,
    b: 166n,
    q: hex('ffffffff ffffffff ffffffff ffffffff 6c611070 995ad100 45841b09 b761b893'),
    cofactor: 1,
    x: 1n,
    y: hex('8d91e471 e0989cda 27df505a 453f2b76 35294f2d df23e3b1 22acc99c 9e9f1e14'),
  },
  // RFC 5832 section 7.1: id-GostR3410-2001-TestParamSet, for its known answer alone.
  'rfc5832-test': {
    name: 'rfc5832-test',
    length: 32,
    p: 2n ** 255n + 0x431n,
    a: 7n,
    b: hex('5fbff498 aa938ce7 39b8e022 fbafef40 563f6e6a 3472fc2a 514c0ce9 dae23b7e'),
    q: hex('80000000 00000000 00000000 00000001 50fe8a18 92976154 c59cfc19 3accf5b3'),
    cofactor: 1,
    x: 2n,
    y: hex('08e2a8a0 e65147d4 bd631603 0e16d19c 85c97f0a 9ca26712 2b96abbc ea7e8fc8'),
  },
  // RFC 7836 appendix A: id-tc26-gost-3410-2012-256-paramSetA, 1.2.643.7.1.2.1.1.1.
  'tc26-256-a': {
    name: 'tc26-256-a',
    length: 32,
    p: P256,
    a: hex('c2173f15 13981673 af4892c2 3035a27c e25e2013 bf95aa33 b22c656f 277e7335'),
    b: hex('295f9bae 7428ed9c cc20e7c3 59a9d41a 22fccd91 08e17bf7 ba9337a6 f8ae9513'),
    q: hex('40000000 00000000 00000000 00000000 0fd8cddf c87b6635 c115af55 6c360c67'),
    cofactor: 4,
    x: hex('91e38443 a5e82c0d 88092342 5712b2bb 658b9196 932e02c7 8b2582fe 742daa28'),
    y: hex('32879423 ab1a0375 895786c4 bb46e956 5fde0b53 44766740 af268adb 32322e5c'),
  },
  // RFC 7836 appendix A: id-tc26-gost-3410-12-512-paramSetA, 1.2.643.7.1.2.1.2.1.
  'tc26-512-a': {
    name: 'tc26-512-a',
    length: 64,
    p: P512,
    a: P512 - 3n,
    b: hex(
      'e8c2505d edfc86dd c1bd0b2b 6667f1da 34b82574 761cb0e8 79bd081c fd0b6265' +
        'ee3cb090 f30d2761 4cb45740 10da90dd 862ef9d4 ebee4761 50319078 5a71c760',
    ),
    q: hex(
      'ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff' +
        '27e69532 f48d8911 6ff22b8d 4e056060 9b4b38ab fad2b85d cacdb141 1f10b275',
    ),
    cofactor: 1,
    x: 3n,
    y: hex(
      '7503cfe8 7a836ae3 a61b8816 e25450e6 ce5e1c93 acf1abc1 778064fd cbefa921' +
        'df1626be 4fd036e9 3d75e6a5 0e3a41e9 8028fe5f c235f5b8 89a589cb 5215f2a4',
    ),
  },
};

function hex(digits: string): bigint {
  return BigInt(`0x${digits.replaceAll(' ', '')}`);
}
