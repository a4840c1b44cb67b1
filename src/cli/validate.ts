/**
 * `tamga validate`: the referee on any file. Nothing is fetched unless `--online` says so.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initXml } from '../encoding/xml/parse';
import type { Level } from '../model/claim';
import { EXIT, type ExitCode } from '../model/error';
import { packageRoot } from '../model/package-root';
import { printable } from '../model/printable';
import { etsiReport } from '../referee/etsi-report/report';
import { type Given, usage } from './arguments';
import { BASELINE_LEVELS, isLevel, reaches } from './baseline-table';
import type { Command } from './command';
import type { Console } from './console';
import { type Judged, judgeFile } from './judge-file';
import { createOnline, isReach, type Online, REACHES } from './online';
import { type ReportTarget, reportTarget, writeReport } from './report-files';
import { exitOf, type FileLine } from './validate-report';
import { readRequest, type ValidateRequest } from './validate-request';
import { type Detail, treeOf, type View } from './validate-tree';

export const validateCommand: Command = {
  name: 'validate',
  about:
    'Judges signed files with the referee (EN 319 102-1); what is not given is not fetched unless asked.',
  usage: [
    'tamga validate [--trust PATH]… [--list-signer PATH]… [--password SECRET] [--material PATH]… [--online [REACH]] [--policy POLICY]',
    '               [--time INSTANT] [--level [LEVEL]] [--report PATH] [--quiet | --verbose] [[--content [URI=]FILE]… FILE]…',
  ],
  options: {
    content: {
      value: '[URI=]FILE',
      repeatable: true,
      text: 'signed data of the next FILE, where that does not carry it; matched by URI, digest, order',
    },
    trust: {
      value: 'PATH',
      repeatable: true,
      text: 'trust anchors: PEM, DER, a PKCS #12 store, a trusted list, or a folder of them; none given, none trusted',
    },
    'list-signer': {
      value: 'PATH',
      repeatable: true,
      text: 'certificate that has to have signed the trusted lists of --trust; without it any signer will do',
    },
    password: {
      value: 'SECRET',
      text: 'where the password of PKCS #12 stores lies: env:NAME or file:PATH, never the password itself',
    },
    material: {
      value: 'PATH',
      repeatable: true,
      text: 'certificates, CRLs and OCSP responses that are no anchors: a PEM or DER file, or a folder of them',
    },
    online: {
      value: 'REACH',
      choices: REACHES,
      text: 'fetch missing issuers, CRLs and OCSP responses: from public addresses, or any',
    },
    policy: {
      value: 'POLICY',
      text: 'accepted algorithms: default (TS 119 312), national (and every GOST suite), the code of a state, or a JSON file',
    },
    time: {
      value: 'INSTANT',
      text: 'judge as at this ISO 8601 instant instead of now; it proves no existence',
    },
    level: {
      value: 'LEVEL',
      choices: BASELINE_LEVELS,
      text: 'show the baseline requirements row by row; with a LEVEL, exit 20 where a signature does not reach it',
    },
    report: {
      value: 'PATH',
      text: 'write ETSI TS 119 102-2 validation reports (XML) to this file, or into this folder',
    },
    quiet: { text: 'one line per signature' },
    verbose: { text: 'every check, not only those that did not pass' },
  },
  positionals: { name: 'FILE', atLeast: 1 },
  examples: [
    'tamga validate --trust anchors/ contract.p7m',
    'tamga validate --trust root.cer --material pki/ --policy national contract.p7s',
    'tamga validate --trust root.cer --online --report reports/ contract.pdf contract.xml',
    'tamga validate --content contract.txt contract.p7s --json',
    'tamga validate --level B-LT contract.pdf',
    'tamga validate --time 2026-09-01T12:00:00Z --content a=one.xml --content b=two.xml both.p7s',
  ],
  exits: [EXIT.ok, EXIT.unexpected, EXIT.badData, EXIT.configuration],
  async run(given, console) {
    // Once, before anything is read: after this the readers are synchronous.
    await initXml();
    const run = readRun(given, console);
    try {
      return await validateFiles(run, console);
    } finally {
      run.online?.close();
    }
  },
};

/** Everything that the command line asked for. */
interface Run {
  readonly request: ValidateRequest;
  readonly json: boolean;
  readonly detail: Detail;
  readonly online: Online | null;
  readonly reports: ReportTarget | null;
  readonly baseline: boolean;
  readonly level: Level | null;
}

function readRun(given: Given, console: Console): Run {
  const chosen = ['json', 'quiet', 'verbose'].filter((name) => given.has(name));
  if (chosen.length > 1) throw usage(`--${chosen.join(' and --')} exclude each other`, { name: 'validate' });
  const level = given.text('level');
  if (given.has('json') && given.has('level') && level === undefined)
    throw usage('--level without a LEVEL prints a table, which --json has no place for', {
      name: 'validate',
    });
  const reach = given.text('online');
  const request = readRequest(given, console);
  const report = given.text('report');
  return {
    request,
    json: given.has('json'),
    detail: given.has('quiet') ? 'quiet' : given.has('verbose') ? 'verbose' : 'normal',
    online: given.has('online') ? createOnline({ reach: isReach(reach) ? reach : 'public' }) : null,
    reports:
      report === undefined
        ? null
        : reportTarget(
            report,
            request.files.map(({ file }) => file),
          ),
    baseline: given.has('level'),
    level: isLevel(level) ? level : null,
  };
}

async function validateFiles(run: Run, console: Console): Promise<ExitCode> {
  const { request, json, detail, online, reports, level } = run;
  const view: View = {
    paint: console.paint.out,
    width: console.width,
    detail,
    baseline: run.baseline ? { wanted: level } : null,
  };
  const options = { online, withNotes: !json && detail !== 'quiet', withDigest: reports !== null };
  const lines: FileLine[] = [];
  let short = 0;
  // One file after another: what is printed is out of memory before the next is read.
  for (const file of request.files) {
    const judged = await judgeFile(file, request, options);
    lines.push(judged.line);
    if (level !== null && !reachesAll(judged, level)) short += 1;
    if (json) console.out(JSON.stringify(judged.line));
    else console.out(`${treeOf(judged, view, judged.notes)}${detail === 'quiet' ? '' : '\n'}`);
    if (reports !== null) report(judged, reports, run, console);
  }
  if (!json) console.out(summary(lines, level, short));
  const exit = exitOf(lines);
  return exit === EXIT.ok && short > 0 ? EXIT.unexpected : exit;
}

/** A counter-signature is asked for nothing: it is no signature of the document. */
function reachesAll({ reports }: Judged, level: Level): boolean {
  const own = reports.filter(({ parent }) => parent === null);
  return own.length > 0 && own.every((one) => reaches(one, level));
}

function report(judged: Judged, target: ReportTarget, { request }: Run, console: Console): void {
  const { line, reports, sha256 } = judged;
  if (line.error !== undefined || sha256 === null) {
    // The schema wants a signature in every report.
    console.err(`no report on ${printable(line.file)}: ${line.error?.code ?? 'not read'}`);
    return;
  }
  const text = etsiReport({
    document: { name: line.file, sha256 },
    signatures: reports,
    validationTime: request.currentTime,
    policy: request.algorithms.id,
    version: version(),
  });
  writeReport(target.pathFor(line.file), text);
}

function version(): string {
  const manifest: { readonly version?: unknown } = JSON.parse(
    readFileSync(join(packageRoot(), 'package.json'), 'utf8'),
  );
  return String(manifest.version);
}

function summary(lines: readonly FileLine[], level: Level | null, short: number): string {
  const passed = lines.filter((line) => exitOf([line]) === EXIT.ok).length;
  const files = lines.length === 1 ? 'file' : 'files';
  const reached = level === null ? '' : `, ${lines.length - short} reached ${level}`;
  return `${passed} of ${lines.length} ${files} passed${reached}`;
}
