import type { Reporter } from 'vitest/node';

/** Ends a run with one plain line, so that a log can be read by its tail: `N passed, N failed`. */
export const closingLine: Reporter = {
  onTestRunEnd(modules, errors) {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      // A file that can't be loaded has no tests, and fails all the same.
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  },
};
