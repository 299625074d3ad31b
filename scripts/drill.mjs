import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { pinnedNode, withPinnedNode } from './lib/pinned-node.mjs'
import { runScript } from './lib/project.mjs'
import { follow } from './lib/run.mjs'

// npm run drill -- NAME [options]: breaks an instance of its own and counts what is left of it
await runScript(async () => {
  await ensureInstalled()
  const node = pinnedNode()
  await ensureBuilt(node)
  return await follow(node, ['drills/index.ts', ...process.argv.slice(2)], { env: withPinnedNode(node) })
})
