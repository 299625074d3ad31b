import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// These scripts are plain JavaScript that Node 20 runs: they work before anything is installed.
export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const inProject = (...parts) => join(PROJECT, ...parts)
export const isThere = (...parts) => existsSync(inProject(...parts))

/** A failure with a sentence for the person at the console. */
export class Stop extends Error {}

/** Runs `main`; what it returns is the exit code. A `Stop` is told without a stack. */
export async function runScript(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error)
    process.exitCode = 1
  }
}
