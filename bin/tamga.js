#!/usr/bin/env node
'use strict';
// Not TypeScript: it must still say its line on a Node that cannot run the rest, and before the first build.

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const engines = require('../package.json').engines.node;

const MAIN = join(__dirname, '../dist/src/cli/main.js');

function supported(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
}

function configurationError(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 78;
}

// `tamga list | head` closes the pipe early; the work and its exit code are not concerned.
function ignoreClosedPipe(stream) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`tamga: the output cannot be written: ${error.message}\n`);
    process.exitCode = 70;
  });
}

function start() {
  if (!supported(process.versions.node))
    return configurationError(`tamga needs Node ${engines}; this is ${process.versions.node}`);
  if (!existsSync(MAIN)) return configurationError('tamga is not built yet; run: npm run build');
  ignoreClosedPipe(process.stdout);
  ignoreClosedPipe(process.stderr);
  const { main, processConsole } = require(MAIN);
  return main(process.argv.slice(2), processConsole()).then((code) => {
    // Never process.exit: it would cut off what is still being written.
    process.exitCode = code;
  });
}

start();
