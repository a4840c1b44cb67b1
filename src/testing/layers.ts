/**
 * Reads the imports and forbidden words of one source file, for the layer test.
 *
 * @module
 */
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Left may import right, and everybody may import `model`. The picture of ARCHITECTURE, as data. */
export const ARROWS: Readonly<Record<string, readonly string[] | 'all'>> = {
  cli: 'all',
  steps: ['round', 'exchange', 'matrix'],
  round: ['roster', 'exchange', 'forge', 'sandbox', 'referee', 'net', 'matrix', 'crypto'],
  sandbox: ['forge', 'referee', 'crypto', 'encoding', 'net'],
  exchange: ['drivers', 'net'],
  // Never referee or forge: a driver must not know the truth.
  drivers: ['net', 'encoding'],
  referee: ['formats', 'pki', 'crypto', 'encoding'],
  formats: ['pki', 'crypto', 'encoding'],
  pki: ['crypto', 'encoding'],
  // Never formats, pki or referee: a reader's bug must not be signed into the vectors.
  forge: ['crypto', 'encoding'],
  roster: ['encoding'],
  matrix: [],
  // Time-stamp requests and token replies are read where they authorise a call.
  net: ['encoding'],
  // Keys and signature values are DER, too.
  crypto: ['encoding'],
  encoding: [],
  model: [],
};

/** Packages that only some folders may load. */
const PACKAGES: readonly {
  readonly names: readonly string[];
  readonly folders: readonly string[];
  readonly why: string;
}[] = [
  {
    names: ['axios', 'node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram', 'undici'],
    folders: ['net', 'sandbox'],
    why: 'sockets live in src/net, servers in src/sandbox',
  },
  {
    // A driver says what to run; what it may see, how long and how much is for one place to decide.
    names: ['node:child_process', 'node:cluster', 'node:worker_threads'],
    folders: ['net', 'sandbox', 'round'],
    why: 'commands of endpoints are run by src/net, the sandbox and the Allure report by their own folders',
  },
  {
    names: ['jsonata'],
    folders: ['encoding'],
    why: 'expressions are taken as src/encoding/expression.ts lets them through',
  },
  {
    names: ['pkijs', 'asn1js', '@peculiar/x509'],
    folders: ['forge', 'round'],
    why: 'the referee has its own readers, so that each stack checks the other',
  },
  {
    names: ['@cucumber/cucumber', 'allure-cucumberjs'],
    folders: ['steps', 'round'],
    why: 'only the round and its steps know cucumber',
  },
];

/** Files that may do what the rest must not. */
const CLOCK = 'src/round/clock.ts';
/** A child process whose parent is gone has nobody to report to. */
const SANDBOX_CHILD = 'src/sandbox/main.ts';

export interface Offence {
  readonly file: string;
  readonly line: number;
  readonly found: string;
  readonly rule: string;
}

/** `file` is relative to the package root, with forward slashes. Tests, their helpers and benchmarks may import more than their folder. */
export function offences(file: string, text: string, states: ReadonlySet<string>): readonly Offence[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const beside = /(\.(test|bench)|\/testing-[^/]*)\.ts$/.test(file) || folderOf(file) === 'testing';
  const found: Offence[] = [];
  const visit = (node: ts.Node): void => {
    const faults = [
      ...(beside ? [] : [importFault(node, file), branchFault(node, states)]),
      clockFault(node, file),
    ];
    for (const fault of faults) {
      if (fault === undefined) continue;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ file, line: line + 1, ...fault });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export function formatOffence({ file, line, found, rule }: Offence): string {
  return `${file}:${line}: ${found}: ${rule}`;
}

type Fault = Pick<Offence, 'found' | 'rule'>;

function importFault(node: ts.Node, file: string): Fault | undefined {
  const specifier = specifierOf(node);
  if (specifier === undefined) return undefined;
  const from = folderOf(file);
  const found = `imports ${specifier}`;
  if (!specifier.startsWith('.')) {
    const name = packageName(specifier);
    const limited = PACKAGES.find(({ names }) => names.includes(name));
    if (limited === undefined || limited.folders.includes(from)) return undefined;
    return { found, rule: `${from} may not: ${limited.why}` };
  }
  const to = folderOf(normalize(join(dirname(file), specifier)));
  const allowed = ARROWS[from];
  if (allowed === undefined) return { found, rule: `the folder ${from} is not in the table of arrows` };
  if (to === from || to === 'model' || (allowed === 'all' && to !== 'testing') || allowed.includes(to))
    return undefined;
  return { found, rule: `${from} may import only: ${[...allowed, 'model'].join(', ')}` };
}

/** What an import, export from, import(), require(), `import x = require()` or import type names. */
function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (!ts.isCallExpression(node)) return undefined;
  const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const required = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return dynamic || required ? literal(node.arguments[0]) : undefined;
}

function clockFault(node: ts.Node, file: string): Fault | undefined {
  if (
    ts.isNewExpression(node) &&
    isNamed(node.expression, 'Date') &&
    (node.arguments?.length ?? 0) === 0 &&
    file !== CLOCK
  )
    return { found: 'new Date()', rule: `only ${CLOCK} asks the system for the time` };
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date') && file !== CLOCK)
    return { found: 'Date()', rule: `only ${CLOCK} asks the system for the time` };
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const member = `${node.expression.getText()}.${node.name.text}`;
  if (member === 'Date.now' && file !== CLOCK)
    return { found: member, rule: `only ${CLOCK} asks the system for the time` };
  if (member === 'Math.random') return { found: member, rule: 'everything is a function of the seed' };
  if (member === 'process.exit' && file !== SANDBOX_CHILD)
    return { found: member, rule: 'it cuts off reports; set process.exitCode in bin/' };
  return undefined;
}

/** States and dialects are data: nobody asks which one it is. */
function branchFault(node: ts.Node, states: ReadonlySet<string>): Fault | undefined {
  const rule = 'states and dialects are data; put the difference into the profile or the registry';
  if (ts.isSwitchStatement(node) && /\b(state|dialect)$/i.test(node.expression.getText()))
    return { found: `switch (${node.expression.getText()})`, rule };
  if (ts.isCaseClause(node) && ts.isStringLiteral(node.expression) && states.has(node.expression.text))
    return { found: node.expression.getText(), rule };
  if (!ts.isBinaryExpression(node) || !EQUALITIES.has(node.operatorToken.kind)) return undefined;
  const sides = [node.left, node.right];
  const text = sides.map(literal).find((side) => side !== undefined);
  if (text === undefined) return undefined;
  const asksState =
    sides.some((side) => /\b(state|code|signer|verifier)$/.test(side.getText())) && /^[A-Z]{2}$/.test(text);
  const asksDialect = sides.some((side) => /\bdialect$/.test(side.getText()));
  return asksState || asksDialect || states.has(text) ? { found: node.getText(), rule } : undefined;
}

const EQUALITIES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

function literal(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** `src/forge/der.ts` is in `forge`, `steps/world.ts` in `steps`. */
function folderOf(file: string): string {
  const [top = '', next = ''] = file.split('/');
  return top === 'src' ? next : top;
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
