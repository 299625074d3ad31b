import { writeSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with `N passed, N failed`. A file that cannot be loaded and an error outside of tests count as failed. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    )
    const broken = modules.filter((module) => module.errors().length > 0).length
    const passed = states.filter((state) => state === 'passed').length
    const failed = states.filter((state) => state === 'failed').length + broken + unhandledErrors.length
    // Once everything else has been said.
    process.once('exit', () => writeSync(1, `${passed} passed, ${failed} failed\n`))
  }
}
