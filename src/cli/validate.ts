/**
 * `tamga validate`: the referee on any file. Nothing is fetched.
 *
 * @module
 */
import { EXIT, type ExitCode } from '../model/error';
import { validate } from '../referee/validate';
import type { DetachedContent } from '../referee/validation';
import { readBounded } from '../roster/bounded-read';
import type { Given } from './arguments';
import type { Command } from './command';
import type { Console } from './console';
import { messageOf } from './errors';
import {
  exitOf,
  type FileLine,
  failedFile,
  type JudgedFile,
  judgedFile,
  thrownFile,
} from './validate-report';
import { type FileRequest, readRequest, type ValidateRequest } from './validate-request';
import { treeOf } from './validate-tree';

/** A signed file larger than this is beyond what one buffer should hold. */
const MAX_BYTES = 512 * 1024 * 1024;

export const validateCommand: Command = {
  name: 'validate',
  about: 'Judges signed files with the referee (EN 319 102-1), offline: what is not given is not fetched.',
  usage: [
    'tamga validate [--trust PATH]… [--material PATH]… [--policy POLICY] [--time INSTANT] [[--content [URI=]FILE]… FILE]…',
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
      text: 'trust anchors: a PEM or DER file, or a folder of them; none given, none trusted',
    },
    material: {
      value: 'PATH',
      repeatable: true,
      text: 'certificates, CRLs and OCSP responses that are no anchors: a PEM or DER file, or a folder of them',
    },
    policy: {
      value: 'POLICY',
      text: 'accepted algorithms: default (TS 119 312), national (and every GOST suite), or a JSON file',
    },
    time: {
      value: 'INSTANT',
      text: 'judge as at this ISO 8601 instant instead of now; it proves no existence',
    },
  },
  positionals: { name: 'FILE', atLeast: 1 },
  examples: [
    'tamga validate --trust anchors/ contract.p7m',
    'tamga validate --trust root.cer --material pki/ --policy national contract.p7s',
    'tamga validate --content contract.txt contract.p7s --json',
    'tamga validate --time 2026-09-01T12:00:00Z --content a=one.xml --content b=two.xml both.p7s',
  ],
  exits: [EXIT.ok, EXIT.unexpected, EXIT.badData, EXIT.configuration],
  async run(given, console) {
    return validateFiles(given, console);
  },
};

function validateFiles(given: Given, console: Console): ExitCode {
  const request = readRequest(given, console);
  const lines: FileLine[] = [];
  // One file after another: what is printed is out of memory before the next is read.
  for (const file of request.files) {
    const judged = judge(file, request);
    lines.push(judged.line);
    console.out(given.has('json') ? JSON.stringify(judged.line) : `${treeOf(judged, console.paint.out)}\n`);
  }
  if (!given.has('json')) console.out(summary(lines));
  return exitOf(lines);
}

function judge({ file, contents }: FileRequest, request: ValidateRequest): JudgedFile {
  const { anchors, material, algorithms, currentTime } = request;
  const [bytes, unreadable] = attempt(() => readBounded(file, MAX_BYTES, 'TAMGA-E-FILE-READ'));
  if (bytes === undefined) return failedFile(file, 'FILE_UNREADABLE', messageOf(unreadable));
  const [detached, missing] = attempt(() =>
    contents.map(
      ({ name, path }): DetachedContent => ({
        name,
        bytes: readBounded(path, MAX_BYTES, 'TAMGA-E-FILE-READ'),
      }),
    ),
  );
  if (detached === undefined) return failedFile(file, 'CONTENT_UNREADABLE', messageOf(missing));
  const [report, thrown] = attempt(() =>
    validate({
      file: bytes,
      contents: detached,
      context: {
        currentTime,
        anchors,
        material,
        algorithms,
        timeModel: 'best-signature-time',
      },
    }),
  );
  return report === undefined ? thrownFile(file, thrown) : judgedFile(file, report);
}

function attempt<Value>(work: () => Value): readonly [Value, undefined] | readonly [undefined, unknown] {
  try {
    return [work(), undefined];
  } catch (thrown) {
    return [undefined, thrown];
  }
}

function summary(lines: readonly FileLine[]): string {
  const passed = lines.filter((line) => exitOf([line]) === EXIT.ok).length;
  return `${passed} of ${lines.length} ${lines.length === 1 ? 'file' : 'files'} passed`;
}
