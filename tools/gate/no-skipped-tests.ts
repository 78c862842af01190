import type { Reporter, TestModule } from 'vitest/node'

/** A skipped test is a gap that nobody sees: with CI=true it makes the run red. */
// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter file by its default export
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (process.env.CI !== 'true') return
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        process.exitCode = 1
        process.stderr.write(`skipped, which CI does not accept: ${module.moduleId} > ${test.fullName}\n`)
      }
    }
  }
}
