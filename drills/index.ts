import type { Drill } from './kit/drill.ts'

/** Each prints figures and answers whether everything held. */
const DRILLS: Record<string, () => Promise<{ drill: Drill }>> = {
  failover: () => import('./failover.ts'),
  kill: () => import('./kill.ts'),
  log: () => import('./log.ts'),
  restore: () => import('./restore.ts'),
  upgrade: () => import('./upgrade.ts'),
}

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
