import type { CompilerOptions } from '@inlang/paraglide-js'

/**
 * One set of options for the build, the tests and the command line. The locale comes from `locale.ts`, not from
 * Paraglide's own strategies: server and browser must never disagree on it.
 */
export const paraglideOptions: CompilerOptions = {
  project: './project.inlang',
  outdir: './src/platform/words/generated',
  strategy: ['globalVariable', 'baseLocale'],
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
}
