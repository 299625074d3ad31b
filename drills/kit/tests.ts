import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Drill } from './drill.ts'

/**
 * A drill that is a test: `npm test` runs a sample of it, the drill all of it, on a PostgreSQL of its own. Such a file asks
 * `process.env.DRILL` how much there is to do, a journey `process.env.GUARDS`.
 */
export async function testsIn(file: string, project: 'db' | 'e2e' = 'db'): Promise<{ drill: Drill }> {
  const drill: Drill = async (options) => {
    const child = spawn(process.execPath, ['scripts/run-vitest.ts', '--project', project, file, ...options], {
      stdio: 'inherit',
      env: { ...process.env, DRILL: 'whole', GUARDS: 'whole' },
    })
    const [code] = await once(child, 'exit')
    return code === 0
  }
  return { drill }
}
