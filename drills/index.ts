import type { Drill } from './kit/drill.ts'
import { testsIn } from './kit/tests.ts'

/** Each prints figures and answers whether everything held. */
const DRILLS: Record<string, () => Promise<{ drill: Drill }>> = {
  bundle: () => import('./bundle.ts'),
  failover: () => import('./failover.ts'),
  fuzz: () => import('./fuzz/drill.ts'),
  kill: () => import('./kill.ts'),
  log: () => import('./log.ts'),
  model: () => testsIn('drills/model/model.db.test.ts'),
  pages: () => testsIn('e2e/', 'e2e'),
  policies: () => testsIn('src/guards/policy-mutation.db.test.ts'),
  pool: () => testsIn('drills/pool.db.test.ts'),
  restore: () => import('./restore.ts'),
  rotation: () => import('./rotation.ts'),
  theft: () => import('./theft/drill.ts'),
  timing: () => testsIn('drills/timing/timing.db.test.ts'),
  upgrade: () => import('./upgrade.ts'),
  uploads: () => testsIn('drills/uploads/uploads.db.test.ts'),
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const [name = '', ...options] = process.argv.slice(2)
const load = Object.hasOwn(DRILLS, name) ? DRILLS[name] : undefined
if (!load) {
  console.error(`Usage: npm run drill -- ${Object.keys(DRILLS).join(' | ')}`)
  process.exit(2)
}
const { drill } = await load()
const holds = await drill(options)
console.log(holds ? `\n${name}: everything held.` : `\n${name}: FAILED.`)
process.exit(holds ? 0 : 1)
