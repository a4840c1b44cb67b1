// For plain `npx cucumber-js` in the checkout; `tamga run` brings the same settings itself.
// There is no `paths` here on purpose: cucumber would add it to the paths of the command line.
require('ts-node/register/transpile-only');

module.exports = {
  default: {
    require: ['steps/**/*.ts'],
    plugin: ['./steps/plugin.cjs'],
    format: ['progress'],
  },
};
