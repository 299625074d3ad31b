import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Instance } from './instance.ts'

/** The operator's command line; what it says is shown. Throws when it fails. */
export async function operate(instance: Instance, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['src/app/cli.ts', ...words], {
    env: instance.environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${words.join(' ')}: exit code ${code}`)
}
