import { compileWords } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { pinnedNode, withPinnedNode } from './lib/pinned-node.mjs'
import { runScript, Stop } from './lib/project.mjs'
import { follow } from './lib/run.mjs'

// npm run drill -- NAME [options]: one attack on our own work, with its figures printed. Without a name, the names.
await runScript(async () => {
  const [name, ...options] = process.argv.slice(2)
  await ensureInstalled()
  const node = pinnedNode()
  await compileWords(node)
  const { DRILLS } = await import('../drills/index.mjs')
  const file = Object.hasOwn(DRILLS, name ?? '') ? DRILLS[name] : undefined
  if (!file) throw new Stop(`npm run drill -- ${Object.keys(DRILLS).join(' | ')}`)
  const environment = { ...withPinnedNode(node), DRILL: 'whole' }
  // Those that need a database are tests: `npm test` runs a sample of each.
  const isTest = /\.test\.ts$/.test(file)
  const program = isTest ? ['scripts/run-vitest.ts', `drills/${file}`] : [`drills/${file}`]
  return await follow(node, [...program, ...options], { env: environment })
})
