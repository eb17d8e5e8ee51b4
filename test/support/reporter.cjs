const Spec = require('mocha/lib/reporters/spec.js');

const Base = Spec.Spec ?? Spec.default ?? Spec;

/** Mocha's own report with one more line, the last: what a machine reads. A test that was not run counts as failed. */
class Reporter extends Base {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const notRun = options?.forbidPending || runner.forbidPending ? 0 : pending;
      process.stdout.write(`${passes} passed, ${failures + notRun} failed\n`);
    });
  }
}

module.exports = Reporter;
