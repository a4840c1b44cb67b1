// cucumber import()s plugins, which Node 20 refuses for a .ts file: this shim goes through require.
require('ts-node/register/transpile-only');
module.exports = require('../src/round/plugin.ts');
